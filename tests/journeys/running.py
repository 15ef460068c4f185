"""Begins a contract that runs, with contacts of the last weeks; started in a process of its own, prints its case."""

from __future__ import annotations

import os
import uuid
from datetime import date, timedelta


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "wijkweb.web.settings"
    import django

    django.setup()
    from django.utils import timezone

    from tests.street import contact
    from wijkweb.commons.models import Grant
    from wijkweb.contract.actions.contracts import begin_by_hand
    from wijkweb.field.actions.register import Arrived, register
    from wijkweb.field.models import Place

    now, today = timezone.now(), timezone.localdate()
    grant = Grant.objects.filter(role="coordinator", organisation__fictional=False).select_related()[0]
    start = date(today.year - 1, 1, 1)
    contract = begin_by_hand(
        municipality=grant.organisation, title="Een contract dat loopt", start=start, end=date(today.year + 2, 12, 31),
        tracks=("Jongeren in rust", "Samen wonen"), by=grant.person, now=now,
    )  # fmt: skip
    place = Place.objects.create(contract=contract, name="Het plein", opened_on=start, rhythm=2)
    days = [today - timedelta(days=7 * at) for at in range(1, 12) if at != 5]
    items = [Arrived(str(uuid.uuid4()), contact(place, date=day.isoformat(), minutes=120, workers=2)) for day in days]
    register(contract=contract, maker=grant.person, items=items, now=now)
    print(contract.case.public_id)


if __name__ == "__main__":
    main()

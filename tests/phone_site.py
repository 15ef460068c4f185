"""A contract with a team and phones in the database of a running site, for journeys and pictures of the field app.

python -m tests.phone_site codes NUMBER    begins it in the database of WIJKWEB_DATA, prints one-time codes
python -m tests.phone_site more            prints two more codes: of the worker of the last one begun, and of its coordinator
python -m tests.phone_site marked          begins one with an invitation and a signal that the database refuses, as JSON
python -m tests.phone_site contacts        prints its contacts as JSON, the oldest first
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PLACES = ("Griendeplein", "Tolhuispark", "Gaardeniersbrug", "Sporthal Blaisantvest")


def codes(data: Path, number: int, **environment: str) -> list[str]:
    """One-time codes for phones of one worker at the site whose data lie here."""
    return _asked(data, environment, "codes", str(number)).split()


def more_codes(data: Path) -> list[str]:
    """Two more codes at that site: one of the same worker, one of somebody else in the team."""
    return _asked(data, {}, "more").split()


def contacts(data: Path, **environment: str) -> list[dict[str, Any]]:
    """The contacts at that site."""
    return json.loads(_asked(data, environment, "contacts"))  # type: ignore[no-any-return]


def marked(data: Path, **words: str) -> dict[str, str]:
    """A contract with a code and an invitation to `email`; the database refuses a signal, in the words of `error`."""
    return json.loads(_asked(data, {}, "marked", json.dumps(words)))  # type: ignore[no-any-return]


def _asked(data: Path, environment: dict[str, str], *words: str) -> str:
    env = {**os.environ, "WIJKWEB_DATA": str(data), "DJANGO_SETTINGS_MODULE": "wijkweb.web.settings", **environment}
    command = [sys.executable, "-m", "tests.phone_site", *words]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True).stdout


def _begin(number: int) -> None:
    from django.utils import timezone

    from tests.street import street
    from wijkweb.commons.models import Organisation
    from wijkweb.contract.models import Contract
    from wijkweb.field.actions.devices import invite_device
    from wijkweb.field.models import Activity, Place

    now = timezone.now()
    on = street(Organisation.objects.filter(kind=Organisation.Kind.MUNICIPALITY).first(), "Wijk")
    Contract.objects.filter(pk=on.contract.pk).update(end=(now + timedelta(days=300)).date())
    for name in PLACES:
        Place.objects.create(contract=on.contract, name=name, opened_on=on.contract.start)
    for title, days in (("Naailes", 0), ("Voetbal met de buren", 2)):
        begins = now + timedelta(days=days)
        Activity.objects.create(
            contract=on.contract, title=title, kind="daytime", starts_at=begins, ends_at=begins + timedelta(hours=2)
        )
    for _ in range(number):
        _, code = invite_device(contract=on.contract, person=on.worker, label="gsm", by=on.lead, now=now)
        print(code)


def _more() -> None:
    from django.utils import timezone

    from wijkweb.contract.models import Contract, Member
    from wijkweb.field.actions.devices import invite_device

    contract = Contract.objects.filter(case__title="Wijk in de wijk").order_by("pk").last()
    members = Member.objects.filter(contract=contract).select_related("person").order_by("lead")
    for member in members:
        _, code = invite_device(contract=contract, person=member.person, label="x", by=members[1].person, now=timezone.now())  # type: ignore[arg-type]  # fmt: skip
        print(code)


def _mark(email: str, error: str) -> None:
    from django.db import connection
    from django.utils import timezone

    from tests.street import street
    from wijkweb.commons.access import Role
    from wijkweb.commons.actions.people import invite
    from wijkweb.commons.models import Organisation
    from wijkweb.contract.models import Contract
    from wijkweb.field.actions.devices import invite_device

    now = timezone.now()
    on = street(Organisation.objects.filter(kind=Organisation.Kind.MUNICIPALITY).first(), "Merk")
    Contract.objects.filter(pk=on.contract.pk).update(end=(now + timedelta(days=300)).date())
    _, code = invite_device(contract=on.contract, person=on.worker, label="gsm", by=on.lead, now=now)
    case = on.contract.case
    _, secret = invite(email=email, role=Role.TEAMLEAD, organisation=None, case=case, by=on.lead, now=now)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TRIGGER refused BEFORE INSERT ON field_signal BEGIN SELECT RAISE(ABORT, '{error}'); END"
        )
    codes = {name: on.contract.codes.filter(list=name, number=1).get().key for name in ("track", "group")}
    print(
        json.dumps({"code": code, "invitation": secret, "case": case.public_id, "place": on.place.public_id, **codes})
    )


def _tell() -> None:
    from wijkweb.field.models import Contact

    rows = Contact.objects.select_related("place", "maker").order_by("pk")
    told = [
        {
            "id": str(row.client_id), "maker": row.maker.name, "place": row.place.name if row.place else "", "heads": row.head_band,
            "minutes": row.minutes, "date": row.date.isoformat(), "flags": row.flags, "revises": str(row.revises) if row.revises else None,
        }
        for row in rows
    ]  # fmt: skip
    print(json.dumps(told))


def main() -> None:
    import django

    django.setup()
    if sys.argv[1] == "codes":
        _begin(int(sys.argv[2]))
    elif sys.argv[1] == "more":
        _more()
    elif sys.argv[1] == "marked":
        _mark(**json.loads(sys.argv[2]))
    else:
        _tell()


if __name__ == "__main__":
    main()

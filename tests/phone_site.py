"""A contract with a team and a phone in the database of a running site, for journeys and pictures of the field app.

python -m tests.phone_site    begins it in the database of WIJKWEB_DATA and prints two codes, each on a line
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def codes(data: Path) -> list[str]:
    """Two one-time codes for phones of one worker at the site whose data lie here; the second is for another phone."""
    env = {**os.environ, "WIJKWEB_DATA": str(data), "DJANGO_SETTINGS_MODULE": "wijkweb.web.settings"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.phone_site"], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def main() -> None:
    import django

    django.setup()
    from django.utils import timezone

    from tests.street import street
    from wijkweb.commons.models import Organisation
    from wijkweb.contract.models import Contract
    from wijkweb.field.actions.devices import invite_device
    from wijkweb.field.models import Activity, Place

    now = timezone.now()
    city = Organisation.objects.filter(kind=Organisation.Kind.MUNICIPALITY).first()
    on = street(city, "Wijk")
    Contract.objects.filter(pk=on.contract.pk).update(end=(now + timedelta(days=300)).date())
    for name in ("Griendeplein", "Tolhuispark", "Gaardeniersbrug", "Sporthal Blaisantvest"):
        Place.objects.create(contract=on.contract, name=name, opened_on=on.contract.start)
    for title, days in (("Naailes", 0), ("Voetbal met de buren", 2)):
        begins = now + timedelta(days=days)
        Activity.objects.create(
            contract=on.contract, title=title, kind="daytime", starts_at=begins, ends_at=begins + timedelta(hours=2)
        )
    for _ in range(2):
        _, code = invite_device(contract=on.contract, person=on.worker, label="gsm", by=on.lead, now=now)
        print(code)


if __name__ == "__main__":
    main()

"""A contract in the data of a running site, with a team that can sign in: for journeys on the street."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date

from tests.site import ROOT, Site

SCRIPT = """
import json, sys, uuid
import django
django.setup()
from datetime import date
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from wijkweb.commons.access import Role
from wijkweb.commons.actions.people import give_role
from wijkweb.commons.models import Organisation, Person
from wijkweb.contract.actions.contracts import begin_by_hand
from wijkweb.contract.models import Member
from wijkweb.field.actions.register import Arrived, register
from wijkweb.field.models import Place
from wijkweb.web.demo.accounts import PASSWORD

mark, now, today = sys.argv[1], timezone.now(), timezone.localdate()

def person(name, role):
    email = f"{name}-{mark}@gent.example"
    made = Person.objects.create(
        email=email, name=f"{name} {mark}", is_demo=True, joined_at=now, password=make_password(PASSWORD)
    )
    return made, role

(lead, _), (worker, _) = people = [person("yasmin", Role.TEAMLEAD), person("milan", Role.WORKER)]
contract = begin_by_hand(
    municipality=Organisation.objects.get(nis="44021"), title=f"Wijk {mark}", start=date(today.year, 1, 1),
    end=date(today.year + 3, 12, 31), tracks=("Jongeren",), by=lead, now=now,
)
contract.funder = Organisation.objects.get(kind="funder", name="Agentschap Binnenlands Bestuur")
contract.save(update_fields=["funder"])
for who, role in people:
    give_role(person=who, role=role, organisation=None, case=contract.case, by=None, now=now)
    Member.objects.create(contract=contract, person=who, lead=who is lead, start=contract.start)
place = Place.objects.create(contract=contract, name="Speelplein", kind="hangout", opened_on=contract.start)
item = {"v": 1, "what": "place", "name": "Bankje", "date": today.isoformat()}
seen = {"v": 1, "what": "signal", "theme": "work", "level": "team", "text": "geen werk voor wie geen rijbewijs heeft",
        "date": today.isoformat()}
register(contract=contract, maker=worker, now=now, items=[
    Arrived(str(uuid.uuid4()), item), Arrived(str(uuid.uuid4()), seen),
    Arrived(str(uuid.uuid4()), {**seen, "text": "zonder rijbewijs geen job in de haven"}),
])
print(json.dumps([contract.case.public_id, lead.email, worker.email]))
"""


@dataclass(frozen=True)
class Begun:
    """The contract's address, and who leads and who works in it."""

    base: str
    lead: str
    worker: str


LATER = """
import sys
import django
django.setup()
from datetime import date
from django.utils import timezone
from wijkweb.contract.models import Contract

later = date(timezone.localdate().year + 1, 2, 20)
Contract.objects.filter(case__public_id=sys.argv[1]).update(stands_on=later)
print(later.isoformat())
"""


def begin(site: Site, mark: str) -> Begun:
    """Begins a contract in Ghent with one place, one proposed place and two signals."""
    case, lead, worker = json.loads(_run(site, SCRIPT, mark))
    return Begun(f"{site.address}/contracten/{case}/", lead, worker)


def a_year_later(site: Site, case: str) -> date:
    """Lets a contract stand on a day on which its first year is over, and returns that day."""
    return date.fromisoformat(_run(site, LATER, case).strip())


def _run(site: Site, script: str, given: str) -> str:
    env = {**os.environ, "WIJKWEB_DATA": str(site.data), "DJANGO_SETTINGS_MODULE": "wijkweb.web.settings"}
    env.pop("WIJKWEB_STATIC_STORAGE", None)
    done = subprocess.run(
        [sys.executable, "-c", script, given], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout

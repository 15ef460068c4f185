"""Loads the demo through the same verbs that a person's clicks call."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password

from wijkweb.call.models import CallVersion
from wijkweb.commons.access import Role
from wijkweb.commons.actions.people import give_role
from wijkweb.commons.models import Organisation, Person
from wijkweb.dossier.actions.content import fill
from wijkweb.dossier.actions.papers import check_paper, keep_paper
from wijkweb.dossier.reads.content import application_of, dossier_of
from wijkweb.web.demo.accounts import ACCOUNTS, FUNDER, GENT, PASSWORD, SMALL, Account
from wijkweb.web.demo.desk import enriched
from wijkweb.web.demo.meetings import load_meetings, load_next_meeting
from wijkweb.web.demo.money import load_money
from wijkweb.web.demo.reports import load_reports
from wijkweb.web.demo.street import TODAY, load_street

FOLDER = Path(__file__).resolve().parent
ZONE = ZoneInfo("Europe/Brussels")
GENT_IRI = "http://data.lblod.info/id/bestuurseenheden/353234a365664e581db5c2f7cc07add2534b47b8e1ab87c821fc6e6365e6bef5"

PAPERS = (
    ("gent.md", GENT, "wvc-2021", "noor@gent.example", datetime(2021, 7, 8, 10, 15, tzinfo=ZONE)),
    ("molenrode.md", SMALL[1], "wvc-2021", "karel@gemeenten.example", datetime(2021, 7, 12, 16, 40, tzinfo=ZONE)),
    ("wilgendam.md", SMALL[0], "wvc-2021", "karel@gemeenten.example", datetime(2021, 7, 15, 9, 5, tzinfo=ZONE)),
    (
        "duinvoorde.md",
        SMALL[2],
        "buurtfonds-2026",
        "karel@gemeenten.example",
        datetime(2026, 11, 3, 20, 50, tzinfo=ZONE),
    ),
)


def load_demo(*, now: datetime) -> None:
    """Fills an empty database; the calls have to be loaded before."""
    organisations = _organisations()
    people = {account.email: _person(account, organisations, now) for account in ACCOUNTS}
    for file, municipality, call_id, email, moment in PAPERS:
        paper = check_paper(
            data=(FOLDER / file).read_bytes(),
            name=file,
            municipality=organisations[municipality],
            call_version=CallVersion.objects.get(call_id=call_id, version=1),
            by=people[email],
            now=moment,
        )
        dossier = keep_paper(paper=paper, by=people[email], now=moment)
        if municipality == GENT:
            found = dossier_of(dossier.case)
            fill(
                dossier=found,
                application=enriched(application_of(found)),
                by=people[email],
                now=moment,
                verb="dossier.import",
            )
            contract = load_street(case=dossier.case, people=people, now=now)
            load_money(contract=contract, by=people["samir@gent.example"], today=TODAY)
            load_meetings(contract=contract, people=people)
            load_reports(contract=contract, people=people)
            load_next_meeting(contract=contract, people=people)


def _organisations() -> dict[str, Organisation]:
    kind = Organisation.Kind.MUNICIPALITY
    gent = Organisation.objects.create(kind=kind, name=GENT, nis="44021", iri=GENT_IRI)
    small = [Organisation.objects.create(kind=kind, name=name, fictional=True) for name in SMALL]
    funder = Organisation.objects.get(kind=Organisation.Kind.FUNDER, name=FUNDER)
    return {organisation.name: organisation for organisation in (gent, *small, funder)}


def _person(account: Account, organisations: dict[str, Organisation], now: datetime) -> Person:
    person = Person.objects.create(
        email=account.email, name=account.name, is_demo=True, joined_at=now, password=make_password(PASSWORD)
    )
    for name in account.organisations:
        give_role(person=person, role=Role(account.role), organisation=organisations.get(name), by=None, now=now)
    return person

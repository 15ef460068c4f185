"""Calls of 250 dossiers each, one for each of 250 municipalities, written in bulk."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.db import connection, transaction

from wijkweb.call.models import CallVersion
from wijkweb.commons.models import Case, Grant, Organisation, Person
from wijkweb.dossier.models import Dossier

MUNICIPALITIES = 250
WHEN = datetime(2025, 1, 6, 9, tzinfo=UTC)
_WORDS = ("Onder de molen", "Brug en kade", "Achter het station", "De oude fabriek", "Rond het plein")


def municipalities() -> list[Organisation]:
    """The 250 municipalities."""
    kind = Organisation.Kind.MUNICIPALITY
    made = [Organisation(kind=kind, name=f"Gemeente {at:03}", fictional=True) for at in range(MUNICIPALITIES)]
    return Organisation.objects.bulk_create(made)


def coordinator(email: str, organisations: list[Organisation]) -> Person:
    """Somebody who coordinates the dossiers of these municipalities."""
    person = Person.objects.create(email=email, name=email, joined_at=WHEN)
    Grant.objects.bulk_create(
        Grant(person=person, role="coordinator", organisation=one, given_at=WHEN) for one in organisations
    )
    return person


@transaction.atomic
def fill(calls: range, organisations: list[Organisation], by: Person) -> None:
    """A dossier of every municipality under each of these calls, with everything that the list reads."""
    for version in _versions(calls):
        cases = Case.objects.bulk_create(
            Case(municipality=one, title=f"{_WORDS[at % len(_WORDS)]} {version.pk}-{at}", opened_at=WHEN)
            for at, one in enumerate(organisations)
        )
        Dossier.objects.bulk_create(_dossier(case, version, at, by) for at, case in enumerate(cases))


def settled() -> None:
    """Statistics up to date, as the server of PostgreSQL keeps them by itself a minute later."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _versions(calls: range) -> list[CallVersion]:
    """Calls as large as a real one."""
    pattern = CallVersion.objects.get(call_id="wvc-2021")
    made = [
        CallVersion(
            call_id=f"call-{at}",
            version=1,
            funder_id=pattern.funder_id,
            title=f"Oproep {at}",
            launch=pattern.launch + timedelta(days=at),
            deadline=pattern.deadline,
            content=pattern.content,
            sha256=pattern.sha256,
            loaded_at=WHEN,
        )
        for at in calls
    ]
    return CallVersion.objects.bulk_create(made)


def _dossier(case: Case, version: CallVersion, at: int, by: Person) -> Dossier:
    changed = WHEN + timedelta(minutes=(at * 7919) % 100_000)  # the calls stand mixed, as in life
    return Dossier(
        case=case,
        call_version=version,
        municipality_id=case.municipality_id,
        call_id=version.call_id,
        slot=1,
        started_at=WHEN,
        started_by=by,
        changed_at=changed,
        checked_at=changed,
        breaches=case.pk % 3,
        warnings=2,
        notes=4,
        subsidy=Decimal(600_000 + case.pk),
        total=Decimal(900_000),
    )

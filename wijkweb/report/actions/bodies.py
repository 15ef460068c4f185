"""The bodies of a contract: the usual ones to begin with, their members and mandate, one that ends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from wijkweb.commons import journal
from wijkweb.commons.models import Person
from wijkweb.contract.actions.parts import add_part, change_part, hold
from wijkweb.contract.models import Contract
from wijkweb.report.actions.refused import Refused, not_before, of_contract
from wijkweb.report.models import Body, BodyMember, Meeting

# What most contracts begin with; each changes them as it works.
USUAL: tuple[tuple[str, str, str, str], ...] = (
    (
        "steering",
        "Stuurgroep",
        "SG",
        "Volgt het contract op, legt vast wat de beloften meten, beslist over bijsturing, keurt het jaarverslag goed.",
    ),
    (
        "project",
        "Projectteam",
        "PT",
        "Bereidt de stuurgroep voor en voert haar besluiten uit; beslist over het dagelijkse werk binnen het budget.",
    ),
    ("team", "Veldteam", "VT", "Stemt het werk op straat af; intervisie en signalen. Beslist niet over middelen."),
    (
        "action",
        "Wijkactieteam",
        "WAT",
        "Brengt signalen uit de wijk samen en spreekt af wie er iets aan doet. Adviseert de stuurgroep.",
    ),
)


@transaction.atomic
def begin_bodies(*, contract: Contract, by: Person, now: datetime) -> int:
    """The usual bodies for a contract that has none; how many were made. Done twice it makes them once."""
    hold(contract)
    if Body.objects.filter(contract=contract).exists():
        return 0
    for kind, name, abbreviation, mandate in USUAL:
        Body.objects.create(contract=contract, kind=kind, name=name, abbreviation=abbreviation, mandate=mandate)
    journal.write("body.begin", by=by, now=now, case=contract.case, number=len(USUAL))
    return len(USUAL)


@transaction.atomic
def change_body(*, body: Body, token: int | None, values: Mapping[str, Any], by: Person, now: datetime) -> Body:
    """Name, mandate, last day. The abbreviation stays once a decision may carry it.

    Raises ChangedMeanwhile, Gone, Taken, Refused ("abbreviation_in_use").
    """
    hold(body.contract)
    numbered = Meeting.objects.filter(body=body, number__isnull=False).exists()
    if numbered and values.get("abbreviation", body.abbreviation) != body.abbreviation:
        raise Refused("abbreviation_in_use")
    return change_part(part=body, token=token, values=values, by=by, now=now)


@transaction.atomic
def add_member(*, body: Body, public_id: str, values: Mapping[str, Any], by: Person, now: datetime) -> BodyMember:
    """Somebody in a body, by function. Raises ChangedMeanwhile, Refused ("ends_before")."""
    _in_order(values)
    given = {**values, "body": body}
    return add_part(contract=body.contract, model=BodyMember, public_id=public_id, values=given, by=by, now=now)


@transaction.atomic
def change_member(
    *, member: BodyMember, token: int | None, values: Mapping[str, Any], by: Person, now: datetime
) -> BodyMember:
    """Function, organisation, period. Raises ChangedMeanwhile, Gone, Refused ("ends_before", "other_contract")."""
    _in_order(values)
    of_contract(member.contract, values.get("body"))
    return change_part(part=member, token=token, values=values, by=by, now=now)


def _in_order(values: Mapping[str, Any]) -> None:
    start: date | None = values.get("start")
    end: date | None = values.get("end")
    if start and end:
        not_before(end, start, "ends_before")

"""The team: asked by e-mail address, given a function and a role, let go. What they registered stays the team's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from wijkweb.call.models import CallVersion
from wijkweb.commons import journal
from wijkweb.commons.access import Role
from wijkweb.commons.actions.colleagues import set_team_role, take_team_role
from wijkweb.commons.actions.people import invite
from wijkweb.commons.models import Case, Grant, Organisation, Person
from wijkweb.contract.actions.award import Granted, mark_award
from wijkweb.contract.actions.contracts import begin_by_hand, begin_contract
from wijkweb.contract.actions.parts import change_part, hold
from wijkweb.contract.models import Contract, Member
from wijkweb.contract.reads.contracts import day_of
from wijkweb.shapes.application import Application


@transaction.atomic
def begin(
    *,
    start: date,
    end: date,
    tracks: Sequence[str],
    lead: str,
    by: Person,
    now: datetime,
    case: Case | None = None,
    municipality: Organisation | None = None,
    title: str = "",
    public_id: str = "",
    award: Granted | None = None,
    application: Application | None = None,
    call_version: CallVersion | None = None,
) -> tuple[Contract, str]:
    """Begins a contract, of a case that has a dossier or by hand, and asks its team coordinator by e-mail address.

    Returns the contract and the secret of a link, "" when the coordinator has an account. Raises AlreadyRunning,
    NotAwardable, NotInvitable; nothing began then.
    """
    if case is None:
        assert municipality is not None
        contract = begin_by_hand(
            municipality=municipality, title=title, start=start, end=end, tracks=tracks, public_id=public_id,
            application=application, call_version=call_version, by=by, now=now,
        )  # fmt: skip
    else:
        contract = begin_contract(case=case, start=start, end=end, tracks=tracks, by=by, now=now)
    if award:
        mark_award(contract=contract, granted=award, by=by, now=now)
    return contract, bring_in(contract=contract, email=lead, role=Role.TEAMLEAD, by=by, now=now)[1]


@transaction.atomic
def bring_in(*, contract: Contract, email: str, role: Role, by: Person, now: datetime) -> tuple[Person | None, str]:
    """Asks somebody for the team: (person, "") when there is an account, (None, secret of a link) when not.

    Who comes in by the link holds the role from that moment, and has no row of the team until something is said
    of them. Raises NotInvitable.
    """
    person = Person.objects.filter(email__iexact=email.strip()).first()
    if person is None:
        return None, invite(email=email, role=role, organisation=None, case=contract.case, by=by, now=now)[1]
    hold(contract)
    set_team_role(person=person, role=role, case=contract.case, by=by, now=now)
    member = _row(contract, person, now)
    Member.objects.filter(pk=member.pk).update(lead=role is Role.TEAMLEAD, end=None, token=F("token") + 1)
    return person, ""


@transaction.atomic
def change_member(
    *, contract: Contract, person: Person, token: int | None, values: Mapping[str, Any], by: Person, now: datetime
) -> None:
    """Function, first day and role of somebody in the team. Raises ChangedMeanwhile."""
    hold(contract)
    member = change_part(part=_row(contract, person, now), token=token, values=values, by=by, now=now)
    if member.end is None:
        role = Role.TEAMLEAD if member.lead else Role.WORKER
        set_team_role(person=person, role=role, case=contract.case, by=by, now=now)


@transaction.atomic
def end_member(*, contract: Contract, person: Person, last_day: date, by: Person, now: datetime) -> None:
    """The last day of somebody in the team: the role goes now, the row and what was registered stay."""
    hold(contract)
    member = _row(contract, person, now)
    take_team_role(person=person, case=contract.case, by=by, now=now)
    if Member.objects.filter(pk=member.pk, end=None).update(end=last_day, token=member.token + 1):
        journal.write("member.leave", by=by, now=now, case=contract.case, person=person.public_id)


def _row(contract: Contract, person: Person, now: datetime) -> Member:
    """The row of somebody in the team, made now for who came in by a link."""
    grant = Grant.objects.filter(case=contract.case_id, person=person, role=Role.TEAMLEAD.value)
    first = {"lead": grant.exists(), "start": day_of(contract, now)}
    return Member.objects.get_or_create(contract=contract, person=person, defaults=first)[0]

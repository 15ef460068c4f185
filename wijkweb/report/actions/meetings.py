"""A meeting is planned, moved, cancelled, and begins: then it gets its number in the year of its body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from wijkweb.commons import journal
from wijkweb.commons.models import Person
from wijkweb.contract.actions.parts import add_part, change_part, differing, held_part
from wijkweb.contract.models import Contract
from wijkweb.contract.reads.contracts import day_of
from wijkweb.report.actions.refused import Refused, local_day, of_contract, seen_at
from wijkweb.report.models import Attendance, BodyMember, Meeting
from wijkweb.rules.meetings import may_begin, meeting_code
from wijkweb.rules.states import MEETING, may_become


@transaction.atomic
def plan_meeting(
    *, contract: Contract, public_id: str, values: Mapping[str, Any], by: Person, now: datetime
) -> Meeting:
    """Plans a meeting of a body: body, starts_at, ends_at, place. A form sent twice makes one.

    Raises ChangedMeanwhile, Refused ("other_contract", "body_ended", "ends_before_it_starts", "outside_contract": in
    none of the years of the contract, nor in the one before or after them).
    """
    _sound(contract, values)
    given = {**values, "planned_by": by}
    return add_part(contract=contract, model=Meeting, public_id=public_id, values=given, by=by, now=now)


@transaction.atomic
def change_meeting(
    *, meeting: Meeting, token: int | None, values: Mapping[str, Any], by: Person, now: datetime
) -> Meeting:
    """Another day, hour, place or body while it is planned; the invitation tells of it.

    Raises ChangedMeanwhile, Gone, Refused ("not_planned", and what plan_meeting refuses).
    """
    held = held_part(meeting)
    if not differing(held, values):
        return held
    seen_at(held, token)
    if held.state != Meeting.State.PLANNED:
        raise Refused("not_planned")
    _sound(held.contract, values)
    given = {**values, "sequence": held.sequence + 1}
    return change_part(part=held, token=token, values=given, by=by, now=now)


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, token: int | None, reason: str, by: Person, now: datetime) -> Meeting:
    """It does not go on, and why. Raises ChangedMeanwhile, Gone, Refused ("not_planned", "no_reason")."""
    held = held_part(meeting)
    if held.state == Meeting.State.CANCELLED and held.reason == reason.strip():
        return held
    seen_at(held, token)
    if not may_become(MEETING, held.state, "cancelled"):
        raise Refused("not_planned")
    if not reason.strip():
        raise Refused("no_reason")
    values = {"state": Meeting.State.CANCELLED, "reason": reason.strip()[:300], "sequence": held.sequence + 1}
    return change_part(part=held, token=token, values=values, by=by, now=now)


@transaction.atomic
def begin_meeting(*, meeting: Meeting, by: Person, now: datetime) -> Meeting:
    """The meeting begins: it gets the next number of its body in its year. Done twice it has one number.

    Raises Gone, Refused ("not_planned", "too_early").
    """
    held = held_part(meeting)
    if held.state == Meeting.State.HELD:
        return held
    if not may_become(MEETING, held.state, "held"):
        raise Refused("not_planned")
    starts, day = timezone.localtime(held.starts_at), local_day(held.starts_at)
    today = day_of(held.contract, now)
    if not may_begin(starts=starts, day=day, now=timezone.localtime(now), today=today):
        raise Refused("too_early", day=f"{starts:%d/%m/%Y %H:%M}")
    last = Meeting.objects.filter(body=held.body_id, year=day.year).aggregate(last=Max("number"))["last"] or 0
    held.state, held.year, held.number = Meeting.State.HELD, day.year, last + 1
    held.token += 1
    held.save(update_fields=["state", "year", "number", "token"])
    code = meeting_code(held.body.abbreviation, day.year, held.number)
    journal.write("meeting.begin", by=by, now=now, case=held.contract.case, id=held.public_id, code=code)
    return held


@transaction.atomic
def record_attendance(
    *,
    meeting: Meeting,
    token: int | None,
    members: Mapping[BodyMember, str],
    others: Sequence[tuple[str, str]],
    by: Person,
    now: datetime,
) -> Meeting:
    """Who was there: a state for each member of the body, others by (function, organisation).

    Raises ChangedMeanwhile, Gone, Refused ("not_held", "frozen", "other_contract").
    """
    held = held_part(meeting)
    writable(held)
    wanted: list[tuple[int | None, str, str, str]] = [
        (m.pk, m.function, m.organisation, state) for m, state in members.items()
    ]
    wanted += [(None, function, organisation, "present") for function, organisation in others]
    rows = Attendance.objects.filter(meeting=held)
    if list(rows.values_list("member", "function", "organisation", "state")) == wanted:
        return held
    seen_at(held, token)
    of_contract(held.contract, *members)
    rows.delete()
    Attendance.objects.bulk_create(
        Attendance(meeting=held, member_id=pk, function=function, organisation=organisation, state=state)
        for pk, function, organisation, state in wanted
    )
    held.token += 1
    held.save(update_fields=["token"])
    there, case = sum(state == "present" for _, _, _, state in wanted), held.contract.case
    journal.write("meeting.attendance", by=by, now=now, case=case, id=held.public_id, present=there, of=len(wanted))
    return held


def writable(meeting: Meeting) -> None:
    """Refuses to write in the minutes of a meeting that did not begin, or whose minutes are approved."""
    if meeting.state != Meeting.State.HELD:
        raise Refused("not_held")
    if meeting.frozen:
        raise Refused("frozen")


def _sound(contract: Contract, values: Mapping[str, Any]) -> None:
    body, starts, ends = values["body"], values["starts_at"], values["ends_at"]
    of_contract(contract, body)
    if ends <= starts:
        raise Refused("ends_before_it_starts")
    day = local_day(starts)
    if not contract.start.year - 1 <= day.year <= contract.end.year + 1:  # what prepares it and what rounds it off
        raise Refused("outside_contract")
    if body.ended_on and day > body.ended_on:
        raise Refused("body_ended", day=f"{body.ended_on:%d/%m/%Y}")

"""Decisions get their number here, once and for good; actions get an owner and a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from wijkweb.commons.models import Person
from wijkweb.contract.actions.parts import ChangedMeanwhile, add_part, change_part, differing, held_part, hold
from wijkweb.contract.reads.contracts import day_of
from wijkweb.report.actions.meetings import writable
from wijkweb.report.actions.refused import Refused, local_day, not_before, of_contract, seen_at
from wijkweb.report.models import ActionPoint, AgendaItem, Decision, Meeting
from wijkweb.rules.meetings import decision_code
from wijkweb.rules.states import ACTION, may_become


@transaction.atomic
def take_decision(
    *, meeting: Meeting, public_id: str, item: AgendaItem | None, text: str, by: Person, now: datetime
) -> Decision:
    """A decision of a meeting, with the next number. A form sent twice makes one.

    Raises ChangedMeanwhile, Refused ("not_held", "frozen", "other_contract", "other_meeting").
    """
    held = _writing(meeting, item)
    values = {"meeting": held, "item": item, "text": text}
    known = Decision.objects.filter(contract=held.contract_id, public_id=public_id).first()
    if known:
        if differing(known, values):
            raise ChangedMeanwhile(known)
        return known
    assert held.year is not None and held.number is not None  # a meeting that is held has both
    number = (held.decisions.aggregate(last=Max("number"))["last"] or 0) + 1
    code = decision_code(held.body.abbreviation, held.year, held.number, number)
    given = {**values, "number": number, "code": code, "decided_on": local_day(held.starts_at)}
    return add_part(contract=held.contract, model=Decision, public_id=public_id, values=given, by=by, now=now)


@transaction.atomic
def reword_decision(*, decision: Decision, token: int | None, text: str, by: Person, now: datetime) -> Decision:
    """Its words, while the minutes are open. Raises ChangedMeanwhile, Gone, Refused ("not_held", "frozen")."""
    held = held_part(decision)
    writable(held.meeting)
    return change_part(part=held, token=token, values={"text": text}, by=by, now=now)


@transaction.atomic
def withdraw_decision(
    *, decision: Decision, token: int | None, reason: str, on: date, by: Person, now: datetime
) -> Decision:
    """Takes a decision back; it keeps its number, which nobody gets again.

    Raises ChangedMeanwhile, Gone, Refused ("no_reason", "before_the_meeting", "to_come").
    """
    held = held_part(decision)
    if held.withdrawn_on == on and held.why_withdrawn == reason.strip():
        return held
    seen_at(held, token)
    if not reason.strip():
        raise Refused("no_reason")
    _past(held.decided_on, on, day_of(held.contract, now))
    values = {"withdrawn_on": on, "why_withdrawn": reason.strip()[:300]}
    return change_part(part=held, token=token, values=values, by=by, now=now)


@transaction.atomic
def add_action(
    *, meeting: Meeting, public_id: str, item: AgendaItem | None, values: Mapping[str, Any], by: Person, now: datetime
) -> ActionPoint:
    """What somebody promised: text, owner, due.

    Raises ChangedMeanwhile, Refused ("not_held", "frozen", "other_contract", "other_meeting", "before_the_meeting").
    """
    held = _writing(meeting, item)
    not_before(values["due"], local_day(held.starts_at), "before_the_meeting")
    given = {**values, "meeting": held, "item": item}
    return add_part(contract=held.contract, model=ActionPoint, public_id=public_id, values=given, by=by, now=now)


@transaction.atomic
def settle_action(
    *, action: ActionPoint, token: int | None, values: Mapping[str, Any], by: Person, now: datetime
) -> ActionPoint:
    """Its owner, its day, whether it is done (state, done_on) and what came of it (note); any time.

    Raises ChangedMeanwhile, Gone, Refused ("before_the_meeting", "to_come", "not_that_state", "no_reason").
    """
    held = held_part(action)
    if not differing(held, values):
        return held
    seen_at(held, token)
    first, state, done = local_day(held.meeting.starts_at), values["state"], values["done_on"]
    not_before(values["due"], first, "before_the_meeting")
    if state != held.state and not may_become(ACTION, held.state, state):
        raise Refused("not_that_state")
    if state == ActionPoint.State.DROPPED and not values["note"].strip():
        raise Refused("no_reason")
    if state != ActionPoint.State.OPEN:
        if done is None:
            raise Refused("no_day")
        _past(first, done, day_of(held.contract, now))
    given = {**values, "done_on": None if state == ActionPoint.State.OPEN else done}
    return change_part(part=held, token=token, values=given, by=by, now=now)


def _writing(meeting: Meeting, item: AgendaItem | None) -> Meeting:
    """The meeting as it is now, while its minutes may be written; refuses an item that is not its own."""
    hold(meeting.contract)
    held = Meeting.objects.select_related("contract__case", "body").get(pk=meeting.pk)
    writable(held)
    of_contract(held.contract, item)
    if item is not None and item.meeting_id != held.pk:
        raise Refused("other_meeting")
    return held


def _past(first: date, day: date, today: date) -> None:
    not_before(day, first, "before_the_meeting")
    if day > today:
        raise Refused("to_come")

"""What is due: everything that a meeting ought to look at, from every room, in one shape.

Each source is a function of its own, and a line in `due_of`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from wijkweb.contract.models import Contract
from wijkweb.contract.money_papers import alarm_line
from wijkweb.contract.reads.capacity import capacity_of
from wijkweb.contract.reads.network import network_of
from wijkweb.contract.reads.risks import risks_of
from wijkweb.contract.reads.spending import spending_of
from wijkweb.field.models import HeldItem
from wijkweb.field.reads.course import Promised, gaps_of, phones_of, promises_of
from wijkweb.field.reads.facts import facts_of
from wijkweb.field.reads.signals import signals_of
from wijkweb.report.due import Due
from wijkweb.report.models import Agreement, AnchorStep, Body, HandOver
from wijkweb.report.reads.meetings import open_actions
from wijkweb.rules.course import Course
from wijkweb.rules.meetings import meeting_code
from wijkweb.shapes.finding import Severity

OFF_COURSE = frozenset({"under", "not_enough_data", "undefined"})


def due_of(contract: Contract, *, on: date, body: Body | None = None) -> tuple[Due, ...]:
    """What is due on a day; of the actions those of one body, when one is given. A fixed number of queries."""
    course = Course(facts_of(contract))
    return (
        *indicators_due(contract, course, on),
        *weeks_due(course, on),
        *signals_due(contract, on),
        *items_due(contract),
        *actions_due(contract, on, body),
        *agreements_due(contract, on),
        *steps_due(contract, on),
        *hand_overs_due(contract, on),
        *risks_due(contract, on),
        *requests_due(contract, on),
        *vacancies_due(contract, on),
        *money_due(contract, on),
    )


def indicators_due(contract: Contract, course: Course, on: date) -> Iterable[Due]:
    """Promises that are off course, or that nobody can judge yet."""
    for one in promises_of(contract, course, phones_of(contract, on), on):
        if one.status in OFF_COURSE:
            yield Due("indicator", f"indicator:{one.indicator.public_id}", _reading(one), "course_indicator", _id(one))


def weeks_due(course: Course, on: date) -> Iterable[Due]:
    """Weeks of which nothing is known and that no decision closed."""
    gaps = gaps_of(course, on)
    if gaps:
        facts = {"number": len(gaps), "last": gaps[0], "first": gaps[-1]}
        yield Due("weeks", "weeks", facts, "course", since=gaps[-1])


def signals_due(contract: Contract, on: date) -> Iterable[Due]:
    """Signals whose answer is overdue."""
    for theme in signals_of(contract, today=on).themes:
        for line in theme.lines:
            if line.overdue:
                one = line.signal
                facts = {"text": one.text, "owner": one.owner, "due": one.due, "age": line.age}
                yield Due("signal", f"signal:{one.public_id}", facts, "signal", (one.public_id,), one.due)


def items_due(contract: Contract) -> Iterable[Due]:
    """Items from phones that wait for a person."""
    days = list(HeldItem.objects.filter(contract=contract, settled_on=None).values_list("arrived_on", flat=True))
    if days:
        yield Due("held", "held", {"number": len(days), "first": min(days)}, "held_list", since=min(days))


def actions_due(contract: Contract, on: date, body: Body | None) -> Iterable[Due]:
    """Actions of earlier meetings that are still open, the late ones too."""
    for line in open_actions(contract, on):
        one, meeting = line.action, line.action.meeting
        if body is None or meeting.body_id == body.pk:
            code = meeting_code(meeting.body.abbreviation, meeting.year or 0, meeting.number or 0)
            facts = {"text": one.text, "owner": one.owner, "due": one.due, "days": line.days, "code": code}
            yield Due("action", f"action:{one.public_id}", facts, "action", (one.public_id,), one.due)


def agreements_due(contract: Contract, on: date) -> Iterable[Due]:
    """What city and funder agreed after findings that were given, whose day has come and that is not done."""
    rows = Agreement.objects.filter(contract=contract, done_on=None, due__lte=on, evaluation__given_at__isnull=False)
    for one in rows.select_related("evaluation__report"):
        year = one.evaluation.report.year
        facts = {"text": one.text, "owner": one.owner, "due": one.due, "year": year}
        yield Due("agreement", f"agreement:{one.public_id}", facts, "evaluation", (str(year),), one.due)


def steps_due(contract: Contract, on: date) -> Iterable[Due]:
    """Steps of the anchoring plan whose day has come."""
    waiting = (AnchorStep.State.TO_DO, AnchorStep.State.STARTED)
    for one in AnchorStep.objects.filter(contract=contract, state__in=waiting, due__lte=on):
        facts = {"text": one.title, "owner": one.owner, "due": one.due, "year": one.year}
        yield Due("step", f"step:{one.public_id}", facts, "anchor_step", (one.public_id,), one.due)


def hand_overs_due(contract: Contract, on: date) -> Iterable[Due]:
    """Hand-overs whose day has come and that are not done."""
    waiting = (HandOver.State.PLANNED, HandOver.State.AGREED)
    rows = HandOver.objects.filter(contract=contract, state__in=waiting, start__lte=on).select_related("place")
    for one in rows:
        facts = {"text": str(one), "to": one.to, "due": one.start}
        yield Due("hand_over", f"hand_over:{one.public_id}", facts, "hand_over", (one.public_id,), one.start)


def risks_due(contract: Contract, on: date) -> Iterable[Due]:
    """Risks whose review date came."""
    for one in risks_of(contract, on=on):
        if one.to_review:
            facts = {"text": one.title, "owner": one.owner, "due": one.review_on}
            yield Due("risk", f"risk:{one.public_id}", facts, "contract_risk", (one.public_id,), one.review_on)


def requests_due(contract: Contract, on: date) -> Iterable[Due]:
    """Requests to governments whose answer is overdue."""
    for one in network_of(contract, on=on).requests:
        if one.overdue:
            facts = {"text": one.text, "owner": one.to_whom or one.government, "due": one.due, "age": one.age}
            yield Due("request", f"request:{one.public_id}", facts, "contract_network", since=one.due)


def vacancies_due(contract: Contract, on: date) -> Iterable[Due]:
    """Functions that are not filled now."""
    for one in capacity_of(contract, until=on).open_vacancies:
        facts = {"text": one.title, "vte": one.vte, "first": one.start}
        yield Due("vacancy", f"vacancy:{one.function}:{one.start}", facts, "capacity", since=one.start)


def money_due(contract: Contract, on: date) -> Iterable[Due]:
    """What the money asks a look at: an own share that is too low, too much spent, months nobody confirmed."""
    spending = spending_of(contract, until=on)
    for alarm in spending.alarms:
        if alarm.severity is not Severity.NOTE:
            facts = {"text": alarm_line(spending, alarm)}
            key = f"money:{alarm.code}:{alarm.payer}:{alarm.post}"[:60]
            yield Due("money", key, facts, "money")


def _reading(one: Promised) -> Mapping[str, Any]:
    return {"text": one.indicator.title, "status": one.status, "head": one.head}


def _id(one: Promised) -> tuple[str, ...]:
    return (one.indicator.public_id,)

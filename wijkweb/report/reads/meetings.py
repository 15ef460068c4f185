"""Meetings, with their agenda, decisions and actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils import timezone

from wijkweb.commons.together import Ask, asked
from wijkweb.contract.models import Contract, ContractPart
from wijkweb.report.models import (
    ActionPoint,
    AgendaItem,
    ApprovedMinutes,
    Attendance,
    Body,
    BodyMember,
    Decision,
    Meeting,
)
from wijkweb.rules.meetings import late

M = TypeVar("M", bound=ContractPart)


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting of a list with how many decisions, actions and people present; `approved` is the last version."""

    meeting: Meeting
    decisions: int
    actions: int
    present: int
    approved: int
    items: int

    @property
    def late_minutes(self) -> bool:
        """Whether it was held and its minutes were never approved."""
        return self.meeting.state == Meeting.State.HELD and not self.approved


@dataclass(frozen=True, slots=True)
class Meetings:
    """The page: the next one, others to come (the nearest first), what was (the newest first)."""

    next: MeetingLine | None
    to_come: tuple[MeetingLine, ...]
    past: tuple[MeetingLine, ...]
    bodies: tuple[Body, ...]
    body: str
    open_actions: int
    late_actions: int


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action and how late it is: days over its day, 0 when it is not."""

    action: ActionPoint
    days: int


@dataclass(frozen=True, slots=True)
class PointLine:
    """An item of the agenda with what was decided and promised under it; `item` is None for what stands apart."""

    item: AgendaItem | None
    decisions: tuple[Decision, ...]
    actions: tuple[ActionLine, ...]


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """One meeting: its agenda, what was offered for it, who was there, its approved versions."""

    meeting: Meeting
    points: tuple[PointLine, ...]
    offered: tuple[AgendaItem, ...]
    dropped: tuple[AgendaItem, ...]
    attendance: tuple[Attendance, ...]
    versions: tuple[ApprovedMinutes, ...]

    @property
    def present(self) -> int:
        return sum(row.state == Attendance.State.PRESENT for row in self.attendance)


def meetings_between(contract: Contract, first: date, last: date) -> tuple[MeetingLine, ...]:
    """The meetings of these days, the cancelled ones too, in their order; one query."""
    rows = _all_meetings(contract)
    return tuple(_line(row) for row in rows if first <= timezone.localdate(row.starts_at) <= last)


@asked
def _all_meetings(contract: Contract) -> QuerySet[Meeting]:
    return _counted(contract)


def tables(contract: Contract) -> tuple[Ask, ...]:
    """What the meetings rest on, for who reads them with other things."""
    return (_all_meetings.of(contract),)


def open_actions(contract: Contract, on: date) -> tuple[ActionLine, ...]:
    """The actions of all meetings that are still open, the latest first, then by their day; one query."""
    rows = ActionPoint.objects.filter(contract=contract, state=ActionPoint.State.OPEN)
    return tuple(_action(row, on) for row in rows.select_related("meeting__body"))


def settled_actions(contract: Contract, most: int = 50) -> tuple[ActionPoint, ...]:
    """The actions that were done or dropped last; one query."""
    rows = ActionPoint.objects.filter(contract=contract).exclude(state=ActionPoint.State.OPEN)
    return tuple(rows.select_related("meeting__body").order_by("-done_on", "-pk")[:most])


def meetings_of(contract: Contract, *, today: date, body: str = "") -> Meetings:
    """The page of the meetings; three queries. `body` is the public id of the one that is shown, "" all."""
    bodies = tuple(Body.objects.filter(contract=contract))
    rows = _counted(contract)
    lines = [_line(row) for row in (rows.filter(body__public_id=body) if body else rows)]
    planned = [line for line in lines if line.meeting.state == Meeting.State.PLANNED]
    coming = [line for line in planned if timezone.localtime(line.meeting.starts_at).date() >= today]
    due = ActionPoint.objects.filter(contract=contract, state=ActionPoint.State.OPEN).values_list("due", flat=True)
    days = list(due)
    past = [line for line in lines if line not in coming]
    late_ones = sum(late(due=day, is_open=True, today=today) for day in days)
    return Meetings(
        next=coming[0] if coming else None, to_come=tuple(coming[1:]), past=tuple(reversed(past)), bodies=bodies,
        body=body if any(one.public_id == body for one in bodies) else "", open_actions=len(days),
        late_actions=late_ones,
    )  # fmt: skip


def meeting_page(meeting: Meeting, *, today: date) -> MeetingPage:
    """All about a meeting; five queries."""
    by_state: dict[str, list[AgendaItem]] = {state: [] for state in AgendaItem.State.values}
    for item in AgendaItem.objects.filter(meeting=meeting):
        by_state[item.state].append(item)
    decisions = tuple(Decision.objects.filter(meeting=meeting).order_by("number"))
    actions = tuple(_action(row, today) for row in ActionPoint.objects.filter(meeting=meeting))
    points = [_point(item, decisions, actions) for item in (*by_state[AgendaItem.State.KEPT], None)]
    if not (points[-1].decisions or points[-1].actions):
        points.pop()
    return MeetingPage(
        meeting=meeting,
        points=tuple(points),
        offered=tuple(by_state[AgendaItem.State.OFFERED]),
        dropped=tuple(by_state[AgendaItem.State.DROPPED]),
        attendance=tuple(meeting.attendance.all()),
        versions=tuple(ApprovedMinutes.objects.filter(meeting=meeting).select_related("approved_by")),
    )


def meeting_in(contract: Contract, public_id: str) -> Meeting:
    """A meeting of this contract; raises Http404."""
    rows = Meeting.objects.select_related("body", "contract__case__municipality")
    return _found(rows.filter(contract=contract, public_id=public_id))


def item_in(meeting: Meeting, public_id: str) -> AgendaItem:
    """An item of the agenda of this meeting; raises Http404."""
    return _found(AgendaItem.objects.select_related("contract__case").filter(meeting=meeting, public_id=public_id))


def action_in(contract: Contract, public_id: str) -> ActionPoint:
    """An action of this contract; raises Http404."""
    rows = ActionPoint.objects.select_related("meeting__body", "item", "contract__case")
    return _found(rows.filter(contract=contract, public_id=public_id))


def members_on(meeting: Meeting) -> tuple[BodyMember, ...]:
    """Who sits in the body on the day of the meeting; one query."""
    day = timezone.localtime(meeting.starts_at).date()
    rows = BodyMember.objects.filter(body=meeting.body_id, start__lte=day)
    return tuple(rows.filter(Q(end=None) | Q(end__gte=day)))


def _counted(contract: Contract) -> QuerySet[Meeting]:
    rows = Meeting.objects.filter(contract=contract).select_related("body")
    return rows.annotate(
        of_decisions=_number(Decision.objects.all()),
        of_actions=_number(ActionPoint.objects.all()),
        of_present=_number(Attendance.objects.filter(state=Attendance.State.PRESENT)),
        of_versions=_number(ApprovedMinutes.objects.all()),
        of_items=_number(AgendaItem.objects.filter(state=AgendaItem.State.KEPT)),
    )


def _number(rows: QuerySet[Any]) -> Coalesce:
    """How many of these rows a meeting has; counted apart, since joined they would multiply each other."""
    own = rows.filter(meeting=OuterRef("pk")).order_by().values("meeting").annotate(number=Count("pk"))
    return Coalesce(Subquery(own.values("number")), 0)


def _line(row: Meeting) -> MeetingLine:
    counts = (row.of_decisions, row.of_actions, row.of_present, row.of_versions, row.of_items)  # type: ignore[attr-defined]
    return MeetingLine(row, *counts)


def _found(rows: QuerySet[M]) -> M:
    row = rows.first()
    if row is None:
        raise Http404
    return row


def _point(item: AgendaItem | None, decisions: Sequence[Decision], actions: Sequence[ActionLine]) -> PointLine:
    key = item.pk if item else None
    own = tuple(row for row in decisions if row.item_id == key)
    return PointLine(item, own, tuple(line for line in actions if line.action.item_id == key))


def _action(row: ActionPoint, today: date) -> ActionLine:
    is_late = late(due=row.due, is_open=row.state == ActionPoint.State.OPEN, today=today)
    return ActionLine(row, (today - row.due).days if is_late else 0)

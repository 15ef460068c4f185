"""A meeting as its minutes: as they are now, and as each version was approved."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import TypeVar

from django.utils import timezone

from wijkweb.report.models import ActionPoint, AgendaItem, ApprovedMinutes, Decision, Meeting
from wijkweb.rules.meetings import meeting_code
from wijkweb.shapes.minutes import Decided, Minutes, Point, Present, Promised
from wijkweb.shapes.plain import from_plain, to_plain

T = TypeVar("T", Decision, ActionPoint)


def minutes_of(meeting: Meeting) -> Minutes:
    """The minutes as they are now; five queries. What hangs on no item stands in a point without a title at the end."""
    decisions = _by_item(Decision.objects.filter(meeting=meeting).order_by("number"))
    actions = _by_item(ActionPoint.objects.filter(meeting=meeting))
    items = AgendaItem.objects.filter(meeting=meeting, state=AgendaItem.State.KEPT)
    points = [_point(item, decisions, actions) for item in items]
    if decisions.get(None) or actions.get(None):
        points.append(_point(None, decisions, actions))
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    case = meeting.contract.case
    return Minutes(
        contract=case.title,
        municipality=case.municipality.name,
        body=meeting.body.name,
        day=starts.date(),
        begins=f"{starts:%H:%M}",
        ends=f"{ends:%H:%M}",
        place=meeting.place,
        state=meeting.state,
        number=meeting_code(meeting.body.abbreviation, meeting.year, meeting.number)
        if meeting.year and meeting.number
        else "",
        reason=meeting.reason,
        present=tuple(Present(row.function, row.organisation, row.state) for row in meeting.attendance.all()),
        points=tuple(points),
    )


def approved(version: ApprovedMinutes) -> Minutes:
    """The minutes as they were approved."""
    return from_plain(Minutes, version.content)


def canonical(minutes: Minutes) -> bytes:
    """The bytes that are hashed: sorted keys, the same minutes give the same bytes."""
    data = {"format": "wijkweb-minutes-1", **to_plain(minutes)}
    return (json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1, default=str) + "\n").encode()


def digest_of(minutes: Minutes) -> str:
    """The SHA-256 of the minutes, in hexadecimal."""
    return hashlib.sha256(canonical(minutes)).hexdigest()


def version_of(meeting: Meeting, number: int) -> ApprovedMinutes | None:
    """An approved version of the minutes by its number; 0 is the last."""
    found = ApprovedMinutes.objects.filter(meeting=meeting).select_related("approved_by")
    return found.order_by("-version").first() if number == 0 else found.filter(version=number).first()


def _by_item(rows: Iterable[T]) -> dict[int | None, list[T]]:
    found: dict[int | None, list[T]] = {}
    for row in rows:
        found.setdefault(row.item_id, []).append(row)
    return found


def _point(
    item: AgendaItem | None,
    decisions: Mapping[int | None, list[Decision]],
    actions: Mapping[int | None, list[ActionPoint]],
) -> Point:
    key = item.pk if item else None
    return Point(
        title=item.title if item else "",
        rests_on=item.rests_on if item else "",
        said=item.said if item else "",
        decisions=tuple(Decided(row.code, row.text, _withdrawn(row)) for row in decisions.get(key, ())),
        actions=tuple(Promised(row.text, row.owner, row.due) for row in actions.get(key, ())),
    )


def _withdrawn(row: Decision) -> str:
    return f"{row.withdrawn_on:%d/%m/%Y}: {row.why_withdrawn}" if row.withdrawn_on else ""

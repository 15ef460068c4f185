"""Deadlines: a versioned fact with a history and a time zone, not a date."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from wijkweb.shapes.call import Deadline

END_OF_DAY = time(23, 59, 59)


def deadline_at(deadline: Deadline) -> datetime:
    """The moment that holds: the newest entry, in its own zone; without a published hour the end of that day."""
    entry = deadline.history[-1]
    return datetime.combine(entry.day, entry.time or END_OF_DAY, ZoneInfo(deadline.zone))


def is_open(deadline: Deadline, now: datetime) -> bool:
    """Whether something handed in at `now` is in time; the deadline itself still is."""
    return now <= deadline_at(deadline)

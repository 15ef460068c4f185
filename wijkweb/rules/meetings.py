"""Meetings: the number of a decision, when a meeting can begin, which actions are late."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

EARLY = timedelta(minutes=30)
_SPACE = re.compile(r"\s+")


def meeting_code(body: str, year: int, meeting: int) -> str:
    """The number of a meeting: SG 2024/3 is the third of the steering group in 2024."""
    return f"{body} {year}/{meeting}"


def decision_code(body: str, year: int, meeting: int, number: int) -> str:
    """The number of a decision: SG 2024/3.2 is the second of that meeting."""
    return f"{meeting_code(body, year, meeting)}.{number}"


def plain_code(typed: str) -> str:
    """A number as people type it, made comparable: capitals and spaces do not tell two numbers apart."""
    return _SPACE.sub("", typed).upper()


def may_begin(*, starts: datetime, day: date, now: datetime, today: date) -> bool:
    """Whether a meeting can begin: half an hour before its time at the earliest.

    `day` is its day, `today` the day on which the contract is looked at, which is another than that of `now` for an
    example that stands still.
    """
    return day < today or (day == today and (starts.date() != now.date() or now >= starts - EARLY))


def late(*, due: date, is_open: bool, today: date) -> bool:
    """Whether something that was promised is not done in time: from the day after."""
    return is_open and today > due

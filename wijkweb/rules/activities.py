"""Activities as an indicator counts them: only those that were held; months without one are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from wijkweb.rules.windows import months_in
from wijkweb.shapes.indicators import ActivityDay, Definition, Window


@dataclass(frozen=True, slots=True)
class ActivityMonth:
    """How many activities a month had, and which part of the month lies in the window."""

    month: date
    part: Fraction
    held: int
    cancelled: int


@dataclass(frozen=True, slots=True)
class Spread:
    """An average of one a month with all of them in June passes: so the fewest, the most and the empty months."""

    fewest: int
    most: int
    empty: tuple[date, ...]


def activities_counted(
    activities: Iterable[ActivityDay], definition: Definition, window: Window
) -> tuple[ActivityDay, ...]:
    """The activities of a definition of which the day lies in a window, whether they were held or not."""
    return tuple(
        one
        for one in activities
        if window.first <= one.day <= window.last
        and (not definition.kind or one.kind == definition.kind)
        and (not definition.track or one.track == definition.track)
    )


def held_per_month(activities: Iterable[ActivityDay], window: Window) -> tuple[ActivityMonth, ...]:
    """Every month of a window, those without an activity too."""
    counted = Counter((one.day.replace(day=1), one.status) for one in activities)
    return tuple(
        ActivityMonth(month, part, counted[month, "held"], counted[month, "cancelled"])
        for month, part in months_in(window.first, window.last)
    )


def spread_of(months: Sequence[ActivityMonth]) -> Spread | None:
    """How evenly activities fall over months; None without a month."""
    if not months:
        return None
    held = [month.held for month in months]
    return Spread(min(held), max(held), tuple(month.month for month in months if not month.held))

"""Of how much something is known: a week without a contact is a gap, a known zero or a closed week (I5, I6)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

from wijkweb.rules.windows import WEEK, weeks_in
from wijkweb.shapes.indicators import ActivityDay, ClosedWeek, Coverage, Facts, Window

LATE = timedelta(days=14)  # after the week: by then its decision is there, and its phones have sent


def in_time(closure: ClosedWeek) -> bool:
    """Whether a closure was decided no later than 14 days after the week."""
    return closure.decided_on <= closure.monday + WEEK - timedelta(days=1) + LATE


def closed_weeks(facts: Facts) -> frozenset[date]:
    """The Mondays that leave the active weeks."""
    return frozenset(closure.monday for closure in facts.weeks.closures if in_time(closure))


def reported_weeks(facts: Facts) -> frozenset[date]:
    """The Mondays of weeks with a contact of any kind, or of which a worker said that there was nothing."""
    return frozenset(cell.monday for cell in facts.hours if cell.contacts) | frozenset(facts.weeks.nothing)


def weeks_covered(window: Window, *, reported: frozenset[date], closed: frozenset[date]) -> Coverage:
    """The coverage of a window, in weeks; a part week counts for its days."""
    known = expected = active_known = active = 0
    gaps = []
    for monday, days in weeks_in(window.first, window.last):
        expected += days
        if monday in closed:
            known += days
            continue
        active += days
        if monday in reported:
            known, active_known = known + days, active_known + days
        else:
            gaps.append(monday)
    whole, part = Fraction(known, 7), Fraction(active_known, 7)
    return Coverage(whole, Fraction(expected, 7), part, Fraction(active, 7), tuple(gaps))


def activities_covered(due: Iterable[ActivityDay]) -> Coverage:
    """Activities are planned: what is not known is whether one of which the day is over was held."""
    statuses = [activity.status for activity in due]
    known, expected = Fraction(len(statuses) - statuses.count("planned")), Fraction(len(statuses))
    return Coverage(known, expected, known, expected)


def provisional(last: date, today: date, phones: Iterable[tuple[date | None, int]]) -> bool:
    """Whether contacts may still come in for a window that ended on `last`.

    `phones` are those that may write: the day of their last sign of life, and the rows that they still had to send.
    So until all have sent after that day, and no longer than 14 days.
    """
    if today > last + LATE:
        return False
    return any(seen is None or seen <= last or pending for seen, pending in phones)

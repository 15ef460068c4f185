"""What each kind of fact adds up to over a window: value, coverage, and what was left out and why."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Literal

from wijkweb.rules.activities import activities_counted, held_per_month
from wijkweb.rules.contact import monday_of
from wijkweb.rules.course import UNKNOWN, Course
from wijkweb.rules.coverage import activities_covered, in_time
from wijkweb.rules.windows import MONTHS_IN, ONE, added, month_count, weeks_in
from wijkweb.shapes.indicators import Coverage, Definition, Excluded, HoursCell, Reason, Value, Window

SHARE = 100
NONE = Fraction(0)
Worked = tuple[Value, Coverage, tuple[Excluded, ...]]


def _contacts(course: Course, definition: Definition, window: Window) -> Worked:
    amount = _amount(definition, *course.total(definition, window))
    coverage = course.covered(window)
    weeks = coverage.active if definition.denominator == "active" else coverage.expected
    denominator = weeks if definition.per == "week" else _periods(definition, window)
    excluded = (*_closures(course, definition, window), *_left_out(course, definition, window))
    return Value(amount, denominator), coverage, excluded


def _periods(definition: Definition, window: Window) -> Fraction:
    if definition.per == "contract":
        return ONE if window.days else NONE
    return month_count(window.first, window.last) / MONTHS_IN[definition.per]


def _amount(definition: Definition, own: int, all_: int, number: int) -> Fraction:
    """What contacts add up to in what the figure itself counts: hours, or a number."""
    by_measure = {"worker_minutes": Fraction(all_, 60), "contact_minutes": Fraction(own, 60), "count": Fraction(number)}
    return by_measure[definition.measure]


def _closures(course: Course, definition: Definition, window: Window) -> list[Excluded]:
    """Closures that came too late, and hours in closed weeks: they count, though their week is not active."""
    found: list[Excluded] = []
    if not course.facts.weeks.closures:
        return found
    mondays = {monday for monday, _ in weeks_in(window.first, window.last)}
    closures = [closure for closure in course.facts.weeks.closures if closure.monday in mondays]
    worked = dict.fromkeys((closure.monday for closure in closures), NONE)
    for day, sums in course.sums(definition).items():
        if window.first <= day <= window.last and (monday := monday_of(day)) in worked:
            worked[monday] += _amount(definition, *sums)
    for closure in closures:
        if not in_time(closure):
            found.append(Excluded("late_closure", closure.monday, closure.number))
        elif worked[closure.monday]:
            found.append(Excluded("closed_but_worked", closure.monday, "", worked[closure.monday]))
    return found


def _left_out(course: Course, definition: Definition, window: Window) -> list[Excluded]:
    """Contacts that the figure would count, were it not for a word that the server did not know, or for their day
    before or after the contract. Those of a day before belong to the window that begins with the contract, those of a
    day after to the one that ends with it."""
    start, end = course.facts.start, course.facts.end
    sums: dict[Reason, Fraction] = {"unknown_words": NONE, "outside": NONE}
    for day, cell in course.doubtful:
        fits = _fits(definition, cell)
        if day is None and fits == "counts":
            inside = window.first == start if max(cell.monday, cell.month) < start else window.last == end
            reason: Reason = "outside"
        else:
            inside = day is not None and window.first <= day <= window.last and fits == "unknown"
            reason = "unknown_words"
        if inside:
            sums[reason] += _amount(definition, cell.contact_minutes, cell.worker_minutes, cell.contacts)
    return [Excluded(reason, None, "", amount) for reason, amount in sums.items() if amount]


def _fits(definition: Definition, cell: HoursCell) -> Literal["counts", "unknown", "other"]:
    """Whether a cell passes the filters of a definition; unknown when only its unknown words stand in the way."""
    asked = ((definition.kind, cell.kind), (definition.track, cell.track), (definition.group, cell.group))
    said = {"counts" if wanted in ("", word) else "unknown" if word == UNKNOWN else "other" for wanted, word in asked}
    return "other" if "other" in said else "unknown" if "unknown" in said else "counts"


def _activities(course: Course, definition: Definition, window: Window) -> Worked:
    due = activities_counted(course.facts.activities, definition, window)
    excluded = tuple(
        Excluded("cancelled" if one.status == "cancelled" else "not_settled", one.day, one.title)
        for one in due
        if one.status != "held"
    )
    coverage = activities_covered(due)
    if not coverage.expected and window.days:  # nothing was planned: that nothing was held is known
        coverage = Coverage(ONE, ONE, ONE, ONE)
    if definition.measure == "months_with":
        months = held_per_month(due, window)
        some = added(month.part for month in months if month.held)
        return Value(some, month_count(window.first, window.last), SHARE), coverage, excluded
    held = sum(one.status == "held" for one in due)
    return Value(Fraction(held), _activity_periods(definition, window)), coverage, excluded


def _activity_periods(definition: Definition, window: Window) -> Fraction:
    return Fraction(window.days, 7) if definition.per == "week" else _periods(definition, window)


def _visits(course: Course, definition: Definition, window: Window) -> Worked:
    months = course.place_months(window)
    excluded = tuple(
        Excluded("no_rhythm", None, place.name)
        for place in course.facts.places
        if not place.rhythm and place.opened <= window.last and (place.closed is None or place.closed >= window.first)
    )
    coverage = course.covered(window)
    if definition.measure == "months_with":
        ruled = [month for month in months if month.meant]
        met = added(month.part for month in ruled if month.met)
        return Value(met, added(month.part for month in ruled), SHARE), coverage, excluded
    days = Fraction(sum(month.days for month in months))
    if definition.per == "place_month":
        return Value(days, added(month.part for month in months)), coverage, ()
    weeks = coverage.active if definition.denominator == "active" else coverage.expected
    return Value(days, weeks if definition.per == "week" else _periods(definition, window)), coverage, ()


MEASURES: dict[str, Callable[[Course, Definition, Window], Worked]] = {
    "contacts": _contacts,
    "activities": _activities,
    "visits": _visits,
}

"""Hours, contacts and visits by track, month and place; never by worker.

Hours and visits are staff effort and exact; numbers of contacts under 5 are hidden, with what would give them away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from wijkweb.contract.models import Code
from wijkweb.rules.course import Course
from wijkweb.rules.disclosure import INSIDE, hide_small
from wijkweb.rules.place_months import PlaceMonth, place_months
from wijkweb.rules.windows import months_in, window_of
from wijkweb.shapes.indicators import PlaceSpan, Window

MONTHS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month, or all of them together (None): per track and in all, hours and contacts (None: hidden)."""

    month: date | None
    running: bool
    cells: tuple[tuple[Fraction, int | None], ...]


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place over the months shown: visits, visits that are meant (None: no rhythm), months that met its rhythm."""

    place: PlaceSpan
    days: int
    met: int
    ruled: int
    last_month: date | None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The months shown, by track; the places."""

    tracks: tuple[Code, ...]
    rows: tuple[MonthRow, ...]
    places: tuple[PlaceRow, ...]
    hidden: bool


def breakdown_of(course: Course, tracks: Sequence[Code], today: date) -> Breakdown:
    """The last twelve months that began, by track; the rhythm of the places over those that are over."""
    facts = course.facts
    last = min(today, facts.end)
    months = [month for month, _ in months_in(facts.start, last)][-MONTHS_SHOWN:]
    hours, numbers = _by_month(course, months, [code.key for code in tracks])
    seen = [at for at, _ in enumerate(tracks) if any(row[at] for row in hours) or any(row[at] for row in numbers)]
    hours, numbers = ([[row[at] for at in seen] for row in table] for table in (hours, numbers))
    shown = hide_small(numbers, INSIDE) if months and seen else ()
    rows = tuple(
        _row(month, today, minutes, counts) for month, minutes, counts in zip(months, hours, shown, strict=False)
    )
    all_ = [sum(row[at] for row in hours) for at in range(len(seen))]
    if rows:
        rows = (*rows, _row(None, today, all_, shown[-1]))
    whole = window_of("whole", "month", start=facts.start, end=facts.end, today=today)
    first = max(whole.first, months[0]) if months else whole.first
    places = _places(course, Window("", first, whole.last), Window("", first, last))
    hidden = any(number is None for row in shown for number in row)
    return Breakdown(tuple(tracks[at] for at in seen), rows, places, hidden)


def _by_month(course: Course, months: Sequence[date], keys: Sequence[str]) -> tuple[list[list[int]], list[list[int]]]:
    """Worker minutes and contacts: a row for each month, a column for each track."""
    at_month = {month: at for at, month in enumerate(months)}
    at_key = {key: at for at, key in enumerate(keys)}
    minutes = [[0] * len(keys) for _ in months]
    numbers = [[0] * len(keys) for _ in months]
    for cell in course.facts.hours:
        row = at_month.get(cell.month)
        if row is not None and course.day_of(cell) is not None:
            minutes[row][at_key[cell.track]] += cell.worker_minutes
            numbers[row][at_key[cell.track]] += cell.contacts
    return minutes, numbers


def _row(month: date | None, today: date, minutes: Sequence[int], counts: Sequence[int | None]) -> MonthRow:
    hours = [Fraction(own, 60) for own in (*minutes, sum(minutes))]
    return MonthRow(month, month == today.replace(day=1), tuple(zip(hours, counts, strict=True)))


def _places(course: Course, over: Window, to_date: Window) -> tuple[PlaceRow, ...]:
    """Visits to date, and the rhythm of the months that are over; a place that closed before is left out."""
    ended, found = _by_place(course, over), _by_place(course, to_date)
    rows = []
    for place in course.facts.places:
        own = found.get(place.key, [])
        ruled = [month for month in ended.get(place.key, []) if month.meant]
        visited = [month.month for month in own if month.days]
        if own:
            met = sum(month.met for month in ruled)
            rows.append(PlaceRow(place, sum(m.days for m in own), met, len(ruled), max(visited, default=None)))
    return tuple(rows)


def _by_place(course: Course, window: Window) -> dict[str, list[PlaceMonth]]:
    found: dict[str, list[PlaceMonth]] = {}
    for month in place_months(course.facts, window):
        found.setdefault(month.place.key, []).append(month)
    return found

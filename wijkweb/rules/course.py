"""The facts of one contract, added up once for all that is asked of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from wijkweb.rules.contact import monday_of
from wijkweb.rules.coverage import closed_weeks, reported_weeks, weeks_covered
from wijkweb.rules.place_months import PlaceMonth, place_months
from wijkweb.rules.windows import DAY, WEEK, next_month, weeks_in
from wijkweb.shapes.indicators import DENOMINATORS, Coverage, Definition, Facts, HoursCell, Value, Window

Sums = tuple[int, int, int]  # contact minutes, worker minutes, contacts
UNKNOWN = "unknown"  # the word of a cell whose contacts had a word that the server did not know


@dataclass(frozen=True, slots=True)
class Readings:
    """All readings of one set of contacts over one window: (measure, denominator) to value. `reported` is over the
    weeks with a contact or a known zero: for those who ask, never the headline."""

    values: dict[tuple[str, str], Value]
    reported: dict[str, Value]


class Course:
    """The facts of one contract, worked out once for all that is asked of them."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.closed = closed_weeks(facts)
        self.reported = reported_weeks(facts)
        self._sums: dict[tuple[str, str, str], dict[date, Sums]] = {}
        self._covered: dict[tuple[date, date], Coverage] = {}
        self._cells: dict[tuple[date, date], tuple[HoursCell, ...]] = {}
        self._months: dict[tuple[date, date], tuple[PlaceMonth, ...]] = {}

    @property
    def dated(self) -> Iterator[tuple[date | None, HoursCell]]:
        """Every cell with the day on which it counts; None when it is outside the contract."""
        return zip(self._days, self.facts.hours, strict=True)

    @cached_property
    def _days(self) -> tuple[date | None, ...]:
        return tuple(map(self.day_of, self.facts.hours))

    @cached_property
    def doubtful(self) -> tuple[tuple[date | None, HoursCell], ...]:
        """The cells that a figure can leave out though they are its own: outside the contract, or of unknown words."""
        return tuple(
            (day, cell) for day, cell in self.dated if day is None or UNKNOWN in (cell.kind, cell.track, cell.group)
        )

    def sums(self, definition: Definition) -> dict[date, Sums]:
        """What the contacts of a definition add up to, by the first day that a cell counts on."""
        asked = (definition.kind, definition.track, definition.group)
        if asked not in self._sums:
            self._sums[asked] = self._add_up(*asked)
        return self._sums[asked]

    def _add_up(self, kind: str, track: str, group: str) -> dict[date, Sums]:
        found: dict[date, Sums] = {}
        for day, cell in self.dated:
            if day is None or (kind and kind != cell.kind):
                continue
            if track in ("", cell.track) and group in ("", cell.group):
                own, all_, number = found.get(day, (0, 0, 0))
                found[day] = (own + cell.contact_minutes, all_ + cell.worker_minutes, number + cell.contacts)
        return found

    def day_of(self, cell: HoursCell) -> date | None:
        """The first day of the part of a week that a cell is the total of; None when it is outside the contract.

        A cell counts whole in the window of that day, so that windows side by side add up to the whole.
        """
        first = cell.month if cell.month > cell.monday else cell.monday
        if first < self.facts.start:
            last = min(cell.monday + WEEK - DAY, next_month(cell.month) - DAY)
            return self.facts.start if last >= self.facts.start else None
        return first if first <= self.facts.end else None

    def counted_days(self, fact: str, window: Window) -> tuple[date, date]:
        """The first and the last day of what the totals of contacts or visits in a window hold. At the edges of the
        contract they hold the whole part of a week, or the whole month, in which it begins or ends."""
        first, last = window.first, window.last
        if first == self.facts.start:
            month = first.replace(day=1)
            first = month if fact == "visits" else max(month, monday_of(first))
        if last == self.facts.end:
            month_end = next_month(last) - DAY
            last = month_end if fact == "visits" else min(month_end, monday_of(last) + WEEK - DAY)
        return first, last

    def total(self, definition: Definition, window: Window) -> Sums:
        """Contact minutes, worker minutes and contacts of a window."""
        inside = [sums for day, sums in self.sums(definition).items() if window.first <= day <= window.last]
        return (sum(own for own, _, _ in inside), sum(all_ for _, all_, _ in inside), sum(n for _, _, n in inside))

    def covered(self, window: Window) -> Coverage:
        """Of which weeks of a window something is known."""
        days = window.first, window.last
        if days not in self._covered:
            self._covered[days] = weeks_covered(window, reported=self.reported, closed=self.closed)
        return self._covered[days]

    def cells_in(self, window: Window) -> tuple[HoursCell, ...]:
        """The cells that count in a window, in their order."""
        first, last = days = window.first, window.last
        if days not in self._cells:
            self._cells[days] = tuple(cell for day, cell in self.dated if day is not None and first <= day <= last)
        return self._cells[days]

    def place_months(self, window: Window) -> tuple[PlaceMonth, ...]:
        """Every month of every place in a window."""
        days = window.first, window.last
        if days not in self._months:
            self._months[days] = place_months(self.facts, window)
        return self._months[days]

    def readings(self, definition: Definition, window: Window) -> Readings:
        """Worker-hours and contact-hours, per calendar week and per active week (README decision 9)."""
        own, all_, number = self.total(definition, window)
        coverage = self.covered(window)
        sums = {"worker_minutes": Fraction(all_, 60), "contact_minutes": Fraction(own, 60), "count": Fraction(number)}
        weeks = dict(zip(DENOMINATORS, (coverage.expected, coverage.active), strict=True))
        reported = sum(days for monday, days in weeks_in(window.first, window.last) if monday in self.reported)
        return Readings(
            {(measure, name): Value(sums[measure], weeks[name]) for measure in sums for name in DENOMINATORS},
            {measure: Value(sums[measure], Fraction(reported, 7)) for measure in sums},
        )

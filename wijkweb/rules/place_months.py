"""Whether the team was at a place as often as is meant: month by month, for the part that the place was open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from wijkweb.rules.windows import months_in
from wijkweb.shapes.indicators import Facts, PlaceSpan, Window


@dataclass(frozen=True, slots=True)
class PlaceMonth:
    """A place in a month: `part` is the part of the month that it was open in the window, `meant` the visits that
    its rhythm asks for that part (0: it has none)."""

    place: PlaceSpan
    month: date
    part: Fraction
    days: int
    meant: Fraction

    @property
    def met(self) -> bool:
        """Whether it was visited as often as is meant; always, where nothing is."""
        return self.days >= self.meant


def place_months(facts: Facts, window: Window) -> tuple[PlaceMonth, ...]:
    """Every month of every place in a window, those without a visit too."""
    days = {(cell.place, cell.month): cell.days for cell in facts.visits}
    return tuple(found for place in facts.places for found in _of_place(place, window, days))


def _of_place(place: PlaceSpan, window: Window, days: dict[tuple[str, date], int]) -> Iterator[PlaceMonth]:
    first, last = max(place.opened, window.first), min(place.closed or window.last, window.last)
    for month, part in months_in(first, last):
        yield PlaceMonth(place, month, part, days.get((place.key, month), 0), part * place.rhythm)

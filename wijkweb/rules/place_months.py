"""Whether the team was at a place as often as is meant: month by month, for the part that the place was open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from wijkweb.rules.windows import months_in
from wijkweb.shapes.indicators import Facts, PlaceSpan, Window

_Span = tuple[date, date, int]  # the first and the last day, and a rhythm
_Month = tuple[date, Fraction, Fraction]


@dataclass(slots=True, unsafe_hash=True)
class PlaceMonth:
    """A place in a month: `part` is the part of the month that it was open in the window, `meant` the visits that
    its rhythm asks for that part (0: it has none). Not frozen, as HoursCell is not."""

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
    known: dict[_Span, tuple[_Month, ...]] = {}  # most places are open all the time: their months are the same
    found: list[PlaceMonth] = []
    for place in facts.places:
        span = max(place.opened, window.first), min(place.closed or window.last, window.last), place.rhythm
        if span not in known:
            known[span] = tuple(_months(*span))
        key = place.key
        found += [
            PlaceMonth(place, month, part, days.get((key, month), 0), meant) for month, part, meant in known[span]
        ]
    return tuple(found)


def _months(first: date, last: date, rhythm: int) -> Iterator[_Month]:
    """Each month with the part of it that lies between two days, and the visits that a rhythm asks for that part."""
    return ((month, part, part * rhythm) for month, part in months_in(first, last))

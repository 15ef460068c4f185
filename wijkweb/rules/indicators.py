"""What an indicator says: exact, from the cells, without a clock; every figure with all that it rests on (I1-I10).

Sums of numerators over sums of denominators, never averages of averages (I9). A gap counts as zero and lowers the
coverage that stands beside it (I5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from wijkweb.rules.course import Course
from wijkweb.rules.measures import MEASURES
from wijkweb.rules.windows import window_of
from wijkweb.shapes.indicators import WINDOWS, Definition, Export, Reading, Status, Value, Window


def read(course: Course, definition: Definition, window: Window) -> Reading:
    """One version of an indicator over one window."""
    value, coverage, excluded = MEASURES[definition.fact](course, definition, window)
    share = coverage.active_share if definition.denominator == "active" else coverage.share
    status = status_of(definition, value, share, open_=window.open)
    return Reading(definition, window, value, coverage, status, excluded)


def in_force(definitions: Sequence[Definition], day: date) -> Definition:
    """The version that counts on a day. The first one counts from the beginning: it says what was promised then."""
    found = [definition for definition in definitions if definition.valid_from <= day]
    return max(found, key=lambda one: (one.valid_from, one.version)) if found else definitions[0]


def versions_in(definitions: Sequence[Definition], window: Window) -> tuple[Definition, ...]:
    """The version that counts at the end of a window, then the others that counted in it: the newest first (I8)."""
    last = max(window.first, window.last)
    days = [window.first, *(one.valid_from for one in definitions if window.first < one.valid_from <= last)]
    found = {one.version: one for one in (in_force(definitions, day) for day in [*days, last])}
    newest = in_force(definitions, last)
    return (newest, *(found[version] for version in sorted(found, reverse=True) if version != newest.version))


def headline(
    course: Course, definitions: Sequence[Definition], *, today: date, window: str = "", number: int = 0
) -> tuple[Reading, ...]:
    """An indicator over its own window, or over the one that is named: first the version that counts, then each
    earlier one over the same days, so that a break is seen for what it is (I8). () without a definition."""
    if not definitions:
        return ()
    start, end = course.facts.start, course.facts.end
    chosen = in_force(definitions, min(today, end))
    over = window_of(
        window or chosen.window, chosen.per, start=start, end=end, today=today, number=number, fact=chosen.fact
    )
    return tuple(read(course, one, over) for one in versions_in(definitions, over))


def again(export: Export, window: str = "") -> tuple[Reading, ...]:
    """The figure of an export, worked out anew; a window that is a number is a year of the contract.

    Raises ValueError for a window that there is not, with the ones that there are.
    """
    number = int(window) if window.isdecimal() and len(window) < 4 else 0
    key = "contract_year" if number else window
    if key not in ("", *WINDOWS):
        raise ValueError(f"there is no window {window!r}; there are {', '.join(WINDOWS)}, or a year of the contract: 2")
    return headline(Course(export.facts), export.definitions, today=export.day, window=key, number=number)


def status_of(definition: Definition, value: Value, share: Fraction | None, *, open_: bool) -> Status:
    """How a figure stands to its target: met and on_course differ only in whether the period is over."""
    figure = value.figure
    if definition.op == "none":
        return "no_target"
    if definition.op == "milestone":
        return "met" if value.numerator >= Fraction(definition.target or 1) else "under"
    if definition.target is None:
        return "no_target"
    if figure is None or share is None or share < Fraction(definition.min_coverage):
        return "not_enough_data"
    if not _holds(definition, figure):
        return "under"
    return "on_course" if open_ else "met"


def _holds(definition: Definition, figure: Fraction) -> bool:
    target, upper = Fraction(definition.target or 0), Fraction(definition.upper or 0)
    if definition.op == "between":
        return target <= figure <= upper
    return figure <= target if definition.op == "at_most" else figure >= target


def shown(figure: Fraction, places: int = 1) -> Decimal:
    """A figure as it is written: rounded half to even, here and nowhere before."""
    return Decimal(round(figure * 10**places)).scaleb(-places)


def as_filtered(definition: Definition, track: str) -> Definition:
    """The same promise for one track."""
    return replace(definition, track=track)

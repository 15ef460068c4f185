"""The weeks of a promise as a drawing and as a table: bars, a line for the target, closed weeks, gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from wijkweb.rules.contact import monday_of
from wijkweb.rules.course import Course
from wijkweb.rules.windows import WEEK, weeks_in
from wijkweb.shapes.indicators import Definition

LEFT, TOP, WIDTH, HEIGHT, FOOT = 26, 8, 330, 130, 18  # in units of the drawing
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
MOST_LINES = 5
LABELS_APART = 30


@dataclass(frozen=True, slots=True)
class Bar:
    """A week: its hours, what is known of it (worked, nothing, closed, gap, running), and where it is drawn."""

    monday: date
    hours: Fraction
    state: str
    x: str
    y: str
    width: str
    height: str
    middle: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A line with a label: of the scale, of a target, of a month, of a break between two versions."""

    at: str
    label: str
    day: date | None = None
    value: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing of a number of weeks."""

    bars: tuple[Bar, ...]
    scale: tuple[Mark, ...]
    months: tuple[Mark, ...]
    breaks: tuple[Mark, ...]
    target: Mark | None
    view: str = f"0 0 {LEFT + WIDTH + 4} {TOP + HEIGHT + FOOT}"
    left: int = LEFT
    right: int = LEFT + WIDTH
    top: int = TOP
    foot: int = TOP + HEIGHT
    label_foot: int = TOP + HEIGHT + FOOT - 5

    @property
    def states(self) -> frozenset[str]:
        """What the legend has to explain."""
        return frozenset(bar.state for bar in self.bars)


def chart_of(
    course: Course, definition: Definition, versions: Sequence[Definition], first: date, last: date, today: date
) -> Chart:
    """The weeks from `first` to `last`, in hours of the definition; the running week apart."""
    weeks = weeks_of(course, definition, first, last, today)
    target = Fraction(definition.target) if definition.target is not None and definition.per == "week" else None
    most = max([*(hours for _, hours, _ in weeks), target or Fraction(0), Fraction(1)])
    step = next((step for step in STEPS if most / step <= MOST_LINES), STEPS[-1])
    top = -(-most // step) * step
    width = Fraction(WIDTH, max(len(weeks), 1))
    bars = tuple(
        _bar(monday, hours, state, at * width, width, hours / top) for at, (monday, hours, state) in enumerate(weeks)
    )
    scale = tuple(Mark(_y(Fraction(n * step, top)), str(n * step)) for n in range(int(top // step) + 1))
    line = Mark(_y(target / top), "", value=target) if target is not None else None
    return Chart(bars, scale, _months(bars), _breaks(bars, versions), line)


def weeks_of(
    course: Course, definition: Definition, first: date, last: date, today: date
) -> list[tuple[date, Fraction, str]]:
    """Each week from `first` to `last`: its Monday, its hours of the definition, what is known of it."""
    worked = course.reported - set(course.facts.weeks.nothing)
    weeks = _hours(course, definition, first, last)
    return [(monday, hours, _state(course, worked, monday, hours, today)) for monday, hours in weeks]


def _hours(course: Course, definition: Definition, first: date, last: date) -> list[tuple[date, Fraction]]:
    minutes: dict[date, int] = {}
    for day, (own, all_, _) in course.sums(definition).items():
        monday = monday_of(day)
        minutes[monday] = minutes.get(monday, 0) + (own if definition.measure == "contact_minutes" else all_)
    return [(monday, Fraction(minutes.get(monday, 0), 60)) for monday, _ in weeks_in(first, last)]


def _state(course: Course, worked: frozenset[date], monday: date, hours: Fraction, today: date) -> str:
    if monday == monday_of(today):
        return "running"
    if monday in course.closed:
        return "closed"
    if hours or monday in worked:
        return "worked"
    return "nothing" if monday in course.reported else "gap"


def _bar(monday: date, hours: Fraction, state: str, at: Fraction, width: Fraction, part: Fraction) -> Bar:
    gap = width / 5
    x, y = LEFT + at + gap / 2, TOP + HEIGHT * (1 - part)
    middle = _units(LEFT + at + width / 2)
    return Bar(monday, hours, state, _units(x), _units(y), _units(width - gap), _units(HEIGHT * part), middle)


def _months(bars: Sequence[Bar]) -> tuple[Mark, ...]:
    """A label where a month begins, as far as there is room."""
    found: list[Mark] = []
    for bar in bars:
        first = bar.monday.day <= 7
        room = not found or float(bar.x) - float(found[-1].at) >= LABELS_APART
        if first and room and float(bar.x) < LEFT + WIDTH - LABELS_APART / 2:
            found.append(Mark(bar.x, "", bar.monday))
    return tuple(found)


def _breaks(bars: Sequence[Bar], versions: Sequence[Definition]) -> tuple[Mark, ...]:
    """Where a later version begins to count (I8)."""
    at = {bar.monday: bar.x for bar in bars}
    return tuple(
        Mark(at[monday_of(version.valid_from)], str(version.version), version.valid_from)
        for version in versions[1:]
        if monday_of(version.valid_from) in at
    )


def _y(part: Fraction) -> str:
    return _units(TOP + HEIGHT * (1 - part))


def _units(value: Fraction) -> str:
    return f"{float(value):.1f}"


def weeks_back(today: date, number: int) -> date:
    """The Monday so many weeks back, the running week counted."""
    return monday_of(today) - (number - 1) * WEEK

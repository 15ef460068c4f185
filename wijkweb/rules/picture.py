"""The network as a picture: partners by level on the left, tracks on the right, a line for what was promised.

Every place is worked out from the order of what is given: the same network gives the same picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH = 360
NODE, HUB = 214, 330  # where the circles and the squares stand
RADIUS, SIDE = 7, 16
HEAD, ROW, LINE = 34, 36, 16
MOST_SIGNS = 27  # that fit beside a circle, in a line
DASHED = "intended"


@dataclass(frozen=True, slots=True)
class Tie:
    """What a partner promised for a track: `track` is a key, `label` its words."""

    track: str
    label: str
    state: str


@dataclass(frozen=True, slots=True)
class Knot:
    """A partner: its name, and the tracks that it works for."""

    name: str
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Circle:
    """A partner in the picture; `lines` are its name with the height of each line."""

    x: int
    y: int
    level: str
    lines: tuple[tuple[int, str], ...]
    tied: bool


@dataclass(frozen=True, slots=True)
class Square:
    """A track in the picture; its label stands above it."""

    x: int
    y: int
    label: str

    @property
    def above(self) -> int:
        """The height of the label."""
        return self.y - 7


@dataclass(frozen=True, slots=True)
class Curve:
    """A line from a partner to a track, as the path of an SVG; thicker for more engagements."""

    path: str
    state: str
    width: float


@dataclass(frozen=True, slots=True)
class Picture:
    """All of it; `bands` are the levels with the height of their heading."""

    width: int
    height: int
    bands: tuple[tuple[str, int], ...]
    circles: tuple[Circle, ...]
    squares: tuple[Square, ...]
    curves: tuple[Curve, ...]


def draw(levels: Sequence[tuple[str, Sequence[Knot]]]) -> Picture:
    """The picture of levels with their partners, in the order in which they are given."""
    bands, circles, knots, y = [], [], [], 0
    for level, partners in levels:
        bands.append((level, y + 22))
        y += HEAD
        for knot in partners:
            middle = y + ROW // 2
            circles.append(Circle(NODE, middle, level, _lines(knot.name, middle), bool(knot.ties)))
            knots.append(knot)
            y += ROW
    squares = _squares(knots, circles, y)
    curves = tuple(
        curve for knot, circle in zip(knots, circles, strict=True) for curve in _curves(knot, circle, squares)
    )
    return Picture(WIDTH, max(y + 10, ROW), tuple(bands), tuple(circles), tuple(squares.values()), curves)


def _squares(knots: Sequence[Knot], circles: Sequence[Circle], height: int) -> dict[str, Square]:
    """The tracks, each as near to the middle of its partners as the others leave room for."""
    found: dict[str, tuple[str, list[int]]] = {}
    for knot, circle in zip(knots, circles, strict=True):
        for tie in knot.ties:
            found.setdefault(tie.track, (tie.label, []))[1].append(circle.y)
    order = sorted(found, key=lambda key: (sum(found[key][1]) / len(found[key][1]), key))
    step = height / len(order) if order else 0
    return {
        key: Square(HUB, round(HEAD / 2 + step * (number + 0.5)), found[key][0]) for number, key in enumerate(order)
    }  # fmt: skip


def _curves(knot: Knot, circle: Circle, squares: dict[str, Square]) -> Iterable[Curve]:
    for track in dict.fromkeys(tie.track for tie in knot.ties):
        square, ties = squares[track], [tie for tie in knot.ties if tie.track == track]
        start, end = circle.x + RADIUS, square.x
        middle, aim = (start + end) // 2, square.y + SIDE // 2
        path = f"M{start} {circle.y}C{middle} {circle.y} {middle} {aim} {end} {aim}"
        state = DASHED if all(tie.state == DASHED for tie in ties) else "agreed"
        yield Curve(path, state, min(1.5 + 0.75 * (len(ties) - 1), 3.75))


def _lines(name: str, middle: int) -> tuple[tuple[int, str], ...]:
    """A name on one line or two; what does not fit is cut with a mark."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + len(word) >= MOST_SIGNS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > 2:
        lines = [lines[0], f"{lines[1]} …"]
    top = middle + 4 - LINE // 2 * (len(lines) - 1)
    cut = (line if len(line) <= MOST_SIGNS + 2 else f"{line[:MOST_SIGNS]}…" for line in lines)
    return tuple((top + LINE * number, line) for number, line in enumerate(cut))

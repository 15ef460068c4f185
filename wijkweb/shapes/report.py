"""The yearly report of a contract as data: what a page, a PDF, a Word file and JSON are made of.

Labels are in the language of the report; figures are exact decimals, and written out only by what prints them. What
is frozen when a report closes is this shape, so that no later correction changes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Kind = Literal[
    "text", "status", "count", "hours", "number", "percent", "points", "money", "day", "days", "part", "hidden", "none"
]
Edition = Literal["inside", "public"]
EDITIONS: tuple[Edition, ...] = ("inside", "public")
CHAPTERS = (
    "summary", "promises", "street", "places", "activities", "signals", "team", "network", "money", "risks", "meetings",
    "neighbourhood", "anchoring",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """One value. `text` of a `status` is a code, of a `day` its ISO form; `hidden` is a count that is not shown, `none`
    a value that there is not; a `part` is a percentage of a target, drawn as a bar. `opens` is the address of what it
    rests on, inside the platform."""

    kind: Kind
    text: str = ""
    number: Decimal | None = None
    opens: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its key, the same in every year, and its head."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its name. `key` is the same in every year; `definition` names the version that it follows."""

    key: str
    label: str
    cell: Cell
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its key, the same in every year, and its cells, the first of which names it."""

    key: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its caption, and what has to be said about it."""

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart; `state` tells what is known of its week (worked, nothing, closed, gap), `asked` is what was
    promised for it when that is not the same for all."""

    label: str
    value: Decimal
    state: str = "worked"
    asked: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of bars, or of a `line` through their tops, with the line of a target. `table` is the key of the table of
    its chapter in which the same numbers stand; without one they are printed below it. `goal` says what the target is
    where it is not that of a promise."""

    key: str
    caption: str
    unit: str
    bars: tuple[Bar, ...]
    target: Decimal | None = None
    line: bool = False
    table: str = ""
    goal: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What stands together in a plot: its name and a value for each series."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """Groups of bars that lie below each other, each bar with its value; `table` is that of its chapter in which the
    same numbers stand."""

    key: str
    caption: str
    unit: str
    series: tuple[str, ...]
    groups: tuple[Group, ...]
    table: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A point on a map, in its units, with its number in the table beside it."""

    number: int
    x: Decimal
    y: Decimal


@dataclass(frozen=True, slots=True)
class Map:
    """A map as paths of SVG; `own` are the areas of the contract."""

    view_box: str
    areas: tuple[str, ...]
    own: tuple[str, ...]
    dots: tuple[Dot, ...]
    radius: Decimal
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: the text that people wrote (Markdown), and what was registered."""

    key: str
    text: str = ""
    figures: tuple[Figure, ...] = ()
    grids: tuple[Grid, ...] = ()
    charts: tuple[Chart, ...] = ()
    map: Map | None = None
    plots: tuple[Plot, ...] = ()

    @property
    def glance(self) -> Grid | None:
        """The table that says each figure of the chapter at a glance, with a bar."""
        return next((grid for grid in self.grids if any(column.key == "part" for column in grid.columns)), None)


@dataclass(frozen=True, slots=True)
class Counted:
    """A version of a definition that figures of the report follow."""

    key: str
    version: int
    title: str
    counts: str
    since: date
    decided: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A figure of an earlier report that says something else by now."""

    report: int
    key: str
    label: str
    then: Cell
    now: Cell


@dataclass(frozen=True, slots=True)
class Report:
    """A yearly report in one edition. `first` and `last` are the days that it is about, `cut_off` the day on which
    the data stood; `hidden` counts the figures that are not shown because they are of few, `provisional` names the
    promises of which contacts could still come in from a phone."""

    case: str
    title: str
    municipality: str
    year: int
    first: date
    last: date
    cut_off: date
    edition: Edition
    language: str
    final: bool = False
    example: bool = False
    chapters: tuple[Chapter, ...] = ()
    definitions: tuple[Counted, ...] = ()
    changes: tuple[Change, ...] = ()
    hidden: int = 0
    provisional: tuple[str, ...] = ()

    def chapter(self, key: str) -> Chapter:
        """A chapter by its key; raises KeyError."""
        for chapter in self.chapters:
            if chapter.key == key:
                return chapter
        raise KeyError(key)

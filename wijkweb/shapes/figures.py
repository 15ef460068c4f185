"""A file of figures as plain data: what each cell says, and what could not be read, with its row."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Missing = Literal["", "empty", "hidden", "not_applicable", "unknown"]


@dataclass(frozen=True, slots=True)
class FileFigure:
    """One figure of a file. `row` is its line in the file, from 1; `area` a code or a name, as it stands there.

    `missing` says why there is no value; then `value` is None.
    """

    row: int
    indicator: str
    area: str
    year: str
    value: Decimal | None
    printed: str = ""
    missing: Missing = ""
    level: str = ""
    unit: str = ""
    source: str = ""
    base: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """What is not taken in: the row, why (a code), and what stood there."""

    row: int
    reason: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class FigureFile:
    """A whole file. `kind` is the layout in which it was recognised."""

    kind: Literal["swing", "plain"]
    figures: tuple[FileFigure, ...]
    refused: tuple[Refused, ...] = ()

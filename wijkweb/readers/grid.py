"""A sheet as rows of cells: text as it was typed, a number that the file itself calls a number, or a formula."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from wijkweb.readers.errors import Unreadable

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 5_000
MOST_COLUMNS = 300
MOST_CELLS = 60_000
MOST_TEXT = 500


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that is worked out by Excel: what it would give is not in the file for certain."""


Cell = str | Decimal | Formula


@dataclass(frozen=True, slots=True)
class Line:
    """A row with something in it, and its number in the file, from 1."""

    row: int
    cells: tuple[Cell, ...]


def bounded(lines: list[Line], rows: int = MOST_ROWS, cells: int = MOST_CELLS) -> list[Line]:
    """The lines; raises Unreadable when there are none, or more than any file of its kind has."""
    if not lines:
        raise Unreadable("table_empty")
    if len(lines) > rows or sum(len(line.cells) for line in lines) > cells:
        raise Unreadable("table_large", rows=rows, cells=cells)
    if any(len(line.cells) > MOST_COLUMNS for line in lines):
        raise Unreadable("table_large", rows=rows, cells=cells)
    return lines


def shown(cell: Cell) -> str:
    """A cell as text, short enough to show."""
    if isinstance(cell, Formula):
        return "="
    return f"{cell:f}" if isinstance(cell, Decimal) else " ".join(cell.split())[:MOST_TEXT]

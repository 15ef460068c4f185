"""The layout of Swing, the monitor of the Flemish provinces and cities: period, level, area, a column for each
indicator; with codes and marks for what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Protocol

from wijkweb.readers.grid import Cell, Formula, Line, shown
from wijkweb.shapes.figures import FigureFile, FileFigure, Missing, Refused

_PERIOD = ("period", "periode", "jaar")
_LEVEL = ("geolevel", "gebiedsniveau", "niveau")
_ITEM = ("geoitem", "gebied", "gebiedscode", "code gebied")
_CODES: dict[int, Missing] = {-99996: "empty", -99997: "hidden", -99998: "not_applicable", -99999: "unknown"}
_MARKS: dict[str, Missing] = {
    "": "empty",
    "-": "empty",
    "x": "hidden",
    "nvt": "not_applicable",
    "n.v.t.": "not_applicable",
    "?": "unknown",
}


class Numbers(Protocol):
    """Reads a cell: the number, as it was typed, and the reason why there is none."""

    def value(self, cell: Cell) -> tuple[Decimal | None, str, str]: ...


def missing_of(cell: Cell) -> Missing:
    """Why a cell has no value; "" when it may have one."""
    if isinstance(cell, Formula):
        return ""
    text = shown(cell).casefold()
    if text in _MARKS:
        return _MARKS[text]
    for code, meaning in _CODES.items():
        if text in (str(code), f"{code}.0", f"{code},0"):
            return meaning
    return ""


def swing_columns(head: Sequence[str]) -> tuple[int, int, int] | None:
    """Where period, level and area stand in the first row; None when it is another layout."""
    found = [next((head.index(word) for word in words if word in head), None) for words in (_PERIOD, _LEVEL, _ITEM)]
    if None in found or len(head) <= 3:
        return None
    return found[0], found[1], found[2]  # type: ignore[return-value]


def read_swing(lines: Sequence[Line], columns: tuple[int, int, int], numbers: Numbers) -> FigureFile:
    """The figures of every row and column; a row without a period or an area is refused whole."""
    head = [shown(cell) for cell in lines[0].cells]
    names = {at: name for at, name in enumerate(head) if at not in columns and name}
    figures: list[FileFigure] = []
    refused: list[Refused] = []
    for line in lines[1:]:
        cells = (*line.cells, *[""] * max(0, len(head) - len(line.cells)))
        period, level, item = (shown(cells[at]) for at in columns)
        if len(line.cells) > len(head):
            refused.append(Refused(line.row, "too_many_cells", " · ".join(filter(None, (period, item)))))
        elif not period or not item:
            refused.append(Refused(line.row, "no_name", " · ".join(filter(None, (period, level, item)))))
        else:
            for found in _row(line.row, (period, level, item), cells, names, numbers):
                (figures if isinstance(found, FileFigure) else refused).append(found)  # type: ignore[arg-type]
    return FigureFile("swing", tuple(figures), tuple(refused))


def _row(
    row: int, key: tuple[str, str, str], cells: Sequence[Cell], names: dict[int, str], numbers: Numbers
) -> Iterator[FileFigure | Refused]:
    period, level, item = key
    for at, name in names.items():
        missing = missing_of(cells[at])
        value, printed, reason = (None, "", "") if missing else numbers.value(cells[at])
        if reason:
            yield Refused(row, reason, f"{name} · {shown(cells[at])}")
        else:
            # Swing writes every number with a decimal, so what it prints says nothing about precision
            kept = "" if printed.endswith((",0", ".0")) else printed
            yield FileFigure(row, name, item, period, value, kept, missing, level)

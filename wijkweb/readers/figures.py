"""A file of figures, CSV or Excel, in the layout of Swing or with a figure on each row, into plain data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from wijkweb.readers.csv import read_csv
from wijkweb.readers.errors import Unreadable
from wijkweb.readers.grid import Cell, Formula, Line, shown
from wijkweb.readers.numbers import NoNumber, Style, TwoNumbers, decimals_of, number, style_of, sure_sign
from wijkweb.readers.swing import missing_of, read_swing, swing_columns
from wijkweb.readers.xlsx import read_xlsx
from wijkweb.shapes.figures import FigureFile, FileFigure, Refused

_ZIP = b"PK\x03\x04"
_OTHERS = {
    b"\xd0\xcf\x11\xe0": "table_old_excel",
    b"%PDF": "table_binary",
    b"\x89PNG": "table_binary",
    b"\xff\xd8\xff": "table_binary",
    b"{\\rtf": "table_binary",
}
_COLUMNS = {
    "indicator": ("indicator", "onderwerp", "cijfer"),
    "area": ("area", "gebied", "gebiedscode", "wijk", "geoitem", "code"),
    "value": ("value", "waarde"),
    "year": ("year", "jaar", "periode", "period"),
    "unit": ("unit", "eenheid"),
    "source": ("source", "bron"),
    "base": ("base", "basis"),
    "numerator": ("numerator", "teller"),
    "denominator": ("denominator", "noemer"),
}
_NEEDED = ("indicator", "area", "value")


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are an archive, so that they have to be opened apart."""
    return data.startswith(_ZIP)


def read_figures(data: bytes) -> FigureFile:
    """The figures in a file; raises Unreadable. What its first bytes are decides, never its name."""
    if not data:
        raise Unreadable("table_empty")
    for start, code in _OTHERS.items():
        if data.startswith(start):
            raise Unreadable(code)
    lines = read_xlsx(data) if is_workbook(data) else read_csv(data)
    head = [shown(cell).casefold() for cell in lines[0].cells]
    texts = [cell for line in lines[1:] for cell in line.cells if isinstance(cell, str)]
    style = style_of(text for text in texts if missing_of(text) == "")
    columns = swing_columns(head)
    if columns:
        return read_swing(lines, columns, Numbers(style))
    return _plain(lines, head, Numbers(style))


class Numbers:
    """Reads the cells of one file, in which decimals are written in one way."""

    def __init__(self, style: Style | None) -> None:
        self.style = style

    def value(self, cell: Cell) -> tuple[Decimal | None, str, str]:
        """The number, the figure as it was typed, and the reason why there is none."""
        if isinstance(cell, Formula):
            return None, "", "formula"
        if isinstance(cell, Decimal):
            return cell, "", ""
        sign = sure_sign(cell)
        if sign and self.style and sign != self.style:
            return None, "", "other_style"
        try:
            found = number(cell, self.style)
        except TwoNumbers:
            return None, "", "two_ways"
        except NoNumber:
            return None, "", "no_number"
        return found, cell if decimals_of(cell) else "", ""


def _plain(lines: Sequence[Line], head: Sequence[str], numbers: Numbers) -> FigureFile:
    places = {
        name: next((head.index(word) for word in words if word in head), None) for name, words in _COLUMNS.items()
    }
    if any(places[name] is None for name in _NEEDED):
        raise Unreadable("table_no_head")
    read = [_row(line, places, numbers) for line in lines[1:]]
    return FigureFile(
        "plain",
        tuple(item for item in read if isinstance(item, FileFigure)),
        tuple(item for item in read if isinstance(item, Refused)),
    )


def _row(line: Line, places: dict[str, int | None], numbers: Numbers) -> FileFigure | Refused:
    def cell(name: str) -> Cell:
        at = places[name]
        return line.cells[at] if at is not None and at < len(line.cells) else ""

    indicator, area, year = shown(cell("indicator")), shown(cell("area")), shown(cell("year"))
    if not indicator or not area:
        return Refused(line.row, "no_name", " · ".join(filter(None, (indicator, area, year))))
    missing = missing_of(cell("value"))
    read: dict[str, tuple[Decimal | None, str, str]] = {
        name: (None, "", "") if missing_of(cell(name)) else numbers.value(cell(name))
        for name in ("value", "numerator", "denominator")
    }
    wrong = next((name for name, (_, _, reason) in read.items() if reason), "")
    if wrong:
        return Refused(line.row, read[wrong][2], shown(cell(wrong)))
    return FileFigure(
        row=line.row,
        indicator=indicator,
        area=area,
        year=year,
        value=read["value"][0],
        printed=_sign_off(read["value"][1]),
        missing=missing,
        unit=shown(cell("unit")),
        source=shown(cell("source")),
        base=shown(cell("base")),
        numerator=read["numerator"][0],
        denominator=read["denominator"][0],
    )


def _sign_off(printed: str) -> str:
    return re.sub(r"\s*[%‰]$", "", printed)

"""The first sheet of an Excel file as lines of cells. Only inside `readers.apart`: a stranger made the file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from wijkweb.readers.errors import Unreadable
from wijkweb.readers.grid import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Cell, Formula, Line, bounded

MOST_MEMBERS = 500
MOST_UNPACKED = 60 * 1024 * 1024
MOST_RATIO = 150
_RATIO_FROM = 2 * 1024 * 1024
_MAIN = b"spreadsheetml.sheet.main+xml"


def read_xlsx(data: bytes) -> list[Line]:
    """The lines of the first sheet that hold something; raises Unreadable. Formulas are told, never worked out."""
    from openpyxl import load_workbook

    check_workbook(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not sheets:
            raise Unreadable("table_empty")
        sheets[0].reset_dimensions()  # what a file says about its own size need not be so
        return bounded(_lines(sheets[0].iter_rows(max_col=MOST_COLUMNS + 1)))
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, zipfile.BadZipFile, SyntaxError, EOFError):
        raise Unreadable("table_broken") from None


def check_workbook(data: bytes) -> None:
    """Raises Unreadable when the archive is no plain Excel file, or a trap."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _bounds(members)
            names = {member.filename for member in members}
            types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
            if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
                raise Unreadable("table_macros")
            if _MAIN not in types:
                raise Unreadable("zip_not_xlsx")
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    _no_doctype(archive.read(member))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, NotImplementedError, ValueError):
        raise Unreadable("table_broken") from None
    except RuntimeError:  # a member with a password
        raise Unreadable("table_locked") from None


def _bounds(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise Unreadable("table_bomb")
    for member in members:
        if member.file_size > _RATIO_FROM and member.file_size > MOST_RATIO * max(member.compress_size, 1):
            raise Unreadable("table_bomb")


def _no_doctype(xml: bytes) -> None:
    """Excel writes no DOCTYPE; where one stands, entities wait to be expanded."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        if "<!DOCTYPE".encode(encoding) in xml or "<!ENTITY".encode(encoding) in xml:
            raise Unreadable("table_entities")


def _lines(rows: Iterable[tuple[Any, ...]]) -> list[Line]:
    lines: list[Line] = []
    cells = 0
    for number, row in enumerate(rows, start=1):
        kept = [_cell(cell) for cell in row]
        while kept and kept[-1] == "":
            kept.pop()
        if kept:
            lines.append(Line(number, tuple(kept)))
            cells += len(kept)
        if len(lines) > MOST_ROWS or cells > MOST_CELLS or number > 20 * MOST_ROWS:
            raise Unreadable("table_large", rows=MOST_ROWS, cells=MOST_CELLS)
    return lines


def _cell(cell: Any) -> Cell:
    """A number as a number, a day as its year, a formula as a formula, the rest as text."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f" or not isinstance(value, str | int | float | date):
        return Formula()
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return Decimal(repr(value)) if abs(value) < 1e18 else str(value)
    if isinstance(value, datetime | date):
        return str(value.year)
    return value.strip()

"""Tables out, as XLSX and as CSV. The one place where text of people becomes a cell: it never becomes a formula.

XLSX: text is written as text, whatever it begins with; where it begins as a formula does, the cell also says so to a
spreadsheet in which somebody edits it (quote prefix). CSV has no types, so there a text that begins with = + - @,
a tab, a line end or one of their full-width forms gets an apostrophe in front, as OWASP advises; so does what stands
behind a comma, a semicolon or a line end inside a text, for whoever opens the file with another separator.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any, Literal

Cell = str | int | Decimal | date | None
Kind = Literal["text", "money", "number", "date"]

MOST_CHARACTERS = 32_767  # of a cell, in every spreadsheet
MONEY, DATE = "[$€-813] #,##0.00", "dd/mm/yyyy"
_SIGNS = "=+-@＝＋－＠−﹢﹣﹦﹫"
_STARTS = (*_SIGNS, "\t", "\r", "\n")
_BEHIND = re.compile(rf"(?<=[,;\t\r\n|\"])(\s*)(?=[{re.escape(_SIGNS)}])")
_BLANK = " \u00a0\u2000\u2001\u2002\u2003\u2007\u2009\u202f\u3000\ufeff\u200b"
_ILLEGAL = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)])


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, what stands in it, how wide it is in characters."""

    title: str
    kind: Kind = "text"
    width: int = 14


def clean(text: str) -> str:
    """The text without what no spreadsheet stores, and no longer than a cell."""
    return text.translate(_ILLEGAL)[:MOST_CHARACTERS]


def like_a_formula(text: str) -> bool:
    """Whether a spreadsheet may take this text for a formula."""
    return text.startswith(("\t", "\r", "\n")) or text.lstrip(_BLANK).startswith(_STARTS)


def csv_text(text: str) -> str:
    """A text for a cell of a CSV file."""
    kept = _BEHIND.sub(r"\1'", clean(text))
    return f"'{kept}" if like_a_formula(kept) else kept


def _csv_cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return csv_text(value) if isinstance(value, str) else str(value)


def csv_lines(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The table as CSV as spreadsheets here open it: semicolons, decimal commas, UTF-8 with its mark."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
    out.write("\ufeff")
    writer.writerow([csv_text(column.title) for column in columns])
    for at, row in enumerate(rows):
        writer.writerow(map(_csv_cell, row))
        if at % 500 == 499:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


@dataclass(frozen=True, slots=True)
class SheetOf:
    """A sheet of a workbook: its name, its columns, its rows."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]


def xlsx_file(name: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> IO[bytes]:
    """The table as an XLSX file with one sheet, row by row: memory does not grow with the table."""
    return xlsx_sheets(name, [SheetOf(name, columns, rows)])


def xlsx_sheets(name: str, sheets: Iterable[SheetOf]) -> IO[bytes]:
    """Tables as an XLSX file, a sheet for each; memory does not grow with them."""
    import xlsxwriter

    out = tempfile.TemporaryFile()  # noqa: SIM115  whoever sends it closes it
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "default_date_format": DATE})
    book.set_properties({"title": name, "comments": "Wijkweb"})
    formats = Formats(book)
    for one in sheets:
        sheet = book.add_worksheet(sheet_name(one.name))
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(one.columns):
            sheet.set_column(at, at, column.width)
            formats.put(sheet, 0, at, column.title, "head")
        for line, row in enumerate(one.rows, start=1):
            for at, value in enumerate(row):
                formats.put(sheet, line, at, value, one.columns[at].kind)
        sheet.autofilter(0, 0, 0, len(one.columns) - 1)
    book.close()
    out.seek(0)
    return out


def sheet_name(name: str) -> str:
    """A name that a sheet may have."""
    return "".join(sign for sign in clean(name) if sign not in "[]:*?/\\'")[:31] or "1"


class Formats:
    """The looks of the cells of a workbook, made once each; `put` writes a value as what it is."""

    LOOKS: dict[str, dict[str, Any]] = {
        "text": {"text_wrap": True, "valign": "top"},
        "head": {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E2EFEC", "bottom": 1, "locked": True},
        "money": {"num_format": MONEY, "valign": "top"},
        "number": {"num_format": "0.##", "valign": "top"},
        "date": {"num_format": DATE, "valign": "top"},
        "share": {"num_format": "0.00 %", "valign": "top"},
    }

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, look: str, **more: Any) -> Any:
        """The look of a kind of cell."""
        wanted = {**self.LOOKS[look], **more}
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(wanted)
        return self._made[key]

    def put(self, sheet: Any, row: int, column: int, value: Cell, look: str, **more: Any) -> None:
        """Writes a value; text as text, never as a formula, a link or a number."""
        if value is None or value == "":
            sheet.write_blank(row, column, None, self.of(look, **more))
        elif isinstance(value, str):
            text = clean(value).replace("\r\n", "\n").replace("\r", "\n")  # as XML keeps it
            guarded = {"quote_prefix": True} if like_a_formula(text) else {}
            sheet.write_string(row, column, text, self.of("text" if look == "money" else look, **guarded, **more))
        elif isinstance(value, date):
            bare = value.replace(tzinfo=None) if isinstance(value, datetime) else value
            sheet.write_datetime(row, column, bare, self.of(look, **more))
        else:
            sheet.write_number(row, column, value, self.of(look, **more))

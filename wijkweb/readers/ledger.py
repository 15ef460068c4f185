"""A bank or ledger file: CSV is read here, Excel in a process of its own, with days as days and numbers as numbers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from wijkweb.readers.child import ask, serve
from wijkweb.readers.csv import read_csv
from wijkweb.readers.errors import Unreadable
from wijkweb.readers.grid import MOST_BYTES, MOST_COLUMNS, MOST_TEXT
from wijkweb.readers.xlsx import check_workbook
from wijkweb.shapes.ledger import LedgerFile, LedgerRow

MOST_ROWS = 20_000
MOST_CELLS = 400_000
PATIENCE = 20.0  # by the clock: so many rows are two seconds of work


def read_ledger(data: bytes) -> LedgerFile:
    """The rows of a file; raises Unreadable, whatever the file holds."""
    if len(data) > MOST_BYTES:
        raise Unreadable("file_large", most=MOST_BYTES // 1024 // 1024)
    if not data.strip():
        raise Unreadable("file_empty")
    if not data.startswith(b"PK"):
        lines = read_csv(data, MOST_ROWS, MOST_CELLS, signs=2)
        return LedgerFile(
            tuple(LedgerRow(line.row, tuple(str(cell)[:MOST_TEXT] for cell in line.cells)) for line in lines)
        )
    answer = ask("wijkweb.readers.ledger", data, seconds=PATIENCE)
    try:
        rows = tuple(LedgerRow(int(r["number"]), tuple(map(str, r["cells"])), str(r["kinds"])) for r in answer["rows"])
    except (KeyError, TypeError, ValueError):
        raise Unreadable("file_heavy") from None
    return LedgerFile(rows)


def read_book(data: bytes) -> LedgerFile:
    """The first sheet of an Excel file. Only in the process apart: a stranger made the file."""
    from openpyxl import load_workbook

    check_workbook(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not sheets:
            raise Unreadable("table_empty")
        sheets[0].reset_dimensions()
        return LedgerFile(tuple(_rows(sheets[0].iter_rows(max_col=MOST_COLUMNS + 1))))
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, zipfile.BadZipFile, SyntaxError, EOFError):
        raise Unreadable("table_broken") from None


def _rows(found: Iterable[tuple[Any, ...]]) -> list[LedgerRow]:
    rows: list[LedgerRow] = []
    cells = 0
    for number, row in enumerate(found, start=1):
        read = [_cell(cell) for cell in row]
        while read and read[-1][0] == "" and read[-1][1] == "t":
            read.pop()
        if read:
            rows.append(LedgerRow(number, tuple(text for text, _ in read), "".join(kind for _, kind in read)))
            cells += len(read)
        if len(rows) > MOST_ROWS or cells > MOST_CELLS or number > 20 * MOST_ROWS:
            raise Unreadable("table_large", rows=MOST_ROWS, cells=MOST_CELLS)
    if not rows:
        raise Unreadable("table_empty")
    return rows


def _cell(cell: Any) -> tuple[str, str]:
    value = cell.value
    if value is None:
        return "", "t"
    if cell.data_type == "f" or not isinstance(value, str | int | float | date):
        return "=", "f"
    if isinstance(value, bool):
        return str(value), "t"
    if isinstance(value, int | float):
        return (f"{Decimal(repr(value)):f}", "n") if abs(value) < 1e18 else (str(value), "t")
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}", "d"
    return " ".join(value.split())[:MOST_TEXT], "t"


if __name__ == "__main__":
    serve(read_book, "table_broken")

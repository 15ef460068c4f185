"""The spreadsheet of a budget that comes back: its rows, whatever was moved, added or taken away in it.

Totals and costs that were worked out are passed over: they follow from the rows. Trusts nothing; a cell that is not
what it has to be is named with its sheet and place.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from wijkweb.readers.child import ask, serve
from wijkweb.readers.errors import Unreadable
from wijkweb.readers.workbook import check_book
from wijkweb.shapes.money_sheet import COMPUTED, MARKS, MONEY_KEYS, STAFF_KEYS, TOTAL, MoneyRow, MoneySheet, StaffRow
from wijkweb.shapes.plain import Misfit, from_plain

MOST_ROWS, MOST_COLUMNS, MOST_TEXT = 3_000, 60, 200
MOST_AMOUNT = Decimal("99999999999.99")
_CENT = Decimal("0.01")


def read_money_apart(data: bytes) -> MoneySheet:
    """The budget in a spreadsheet, read in a process of its own; raises Unreadable."""
    check_book(data)
    try:
        return from_plain(MoneySheet, ask("wijkweb.readers.xlsx_money", data))
    except Misfit:
        raise Unreadable("sheet_broken") from None


def read_money(data: bytes) -> MoneySheet:
    """The budget in a spreadsheet, read in this process: only inside the process apart, and in tests."""
    from openpyxl import load_workbook

    check_book(data)
    values = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    formulas = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    money, staff = (_Sheet.found(values, formulas, MARKS[name]) for name in ("money", "staff"))
    return MoneySheet(tuple(_money(money)), tuple(_staff(staff)))


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell with its place; `formula` when the file holds one, with or without what it came to."""

    sheet: str
    row: int
    column: int
    value: Any
    formula: bool

    def unreadable(self, code: str, **facts: int) -> Unreadable:
        place = {"cell": f"{_letters(self.column)}{self.row}", "sheet": self.sheet, "value": str(self.value)[:60]}
        return Unreadable(code, **place, **facts)

    @property
    def empty(self) -> bool:
        return not self.formula and (self.value is None or (isinstance(self.value, str) and not self.value.strip()))

    def text(self) -> str:
        if self.formula and self.value is None:
            raise self.unreadable("sheet_formula")
        shown = "" if self.value is None else str(self.value).strip()
        if len(shown) > MOST_TEXT:
            raise self.unreadable("sheet_long", most=MOST_TEXT)
        return shown.replace("\0", "")

    def number(self, most: Decimal = MOST_AMOUNT) -> Decimal:
        """A number to the hundredth; what a spreadsheet makes of 0.1 + 0.2 is 0.30."""
        if self.formula and self.value is None:
            raise self.unreadable("sheet_formula")
        if self.empty:
            return Decimal("0.00")
        if isinstance(self.value, date):
            raise self.unreadable("sheet_date")
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self.unreadable("sheet_text")
        if not -0.005 < self.value <= float(most):
            raise self.unreadable("sheet_bounds")
        exact = Decimal(repr(self.value))
        rounded = exact.quantize(_CENT)
        if abs(exact - rounded) > Decimal("0.00001"):
            raise self.unreadable("sheet_cents")
        return abs(rounded)

    def day(self) -> date:
        if isinstance(self.value, datetime):
            return self.value.date()
        for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"):
            try:
                return datetime.strptime(str(self.value).strip(), form).date()
            except ValueError:
                continue
        raise self.unreadable("sheet_day")


class _Sheet:
    """A sheet that was known by its hidden first row: its columns by key, its rows with something in them."""

    def __init__(self, name: str, lines: list[list[_Cell]]) -> None:
        self.name, head = name, lines[0]
        self.columns = {str(cell.value).strip(): cell.column - 1 for cell in head if not cell.empty}
        self.heads = lines[1] if len(lines) > 1 else []
        self.rows = [line for line in lines[2:] if not line or str(line[0].value or "") != TOTAL]

    @classmethod
    def found(cls, values: Any, formulas: Any, mark: str) -> _Sheet:
        for shown in values.worksheets:
            if shown.title not in formulas.sheetnames:
                continue
            lines = _lines(shown, formulas[shown.title])
            if lines and lines[0] and str(lines[0][0].value) == mark:
                return cls(shown.title, lines)
        raise Unreadable("sheet_unknown")

    def cell(self, line: list[_Cell], key: str) -> _Cell:
        if key not in self.columns:
            raise Unreadable("sheet_unknown")
        at = self.columns[key]
        return line[at] if at < len(line) else _Cell(self.name, line[0].row if line else 0, at + 1, None, False)

    def amounts(self, line: list[_Cell]) -> tuple[tuple[int, Decimal], ...]:
        """What stands under a year, or under a heading that is one; the total is passed over."""
        computed = bool(line) and line[0].value == COMPUTED
        fixed = {self.columns.get(key) for key in (*MARKS.values(), *MONEY_KEYS, TOTAL)}
        found: dict[int, Decimal] = {}
        for at, cell in enumerate(line):
            if at in fixed or cell.empty or (computed and cell.formula):
                continue
            amount, year = cell.number(), self._year(cell, at)
            if amount:
                found[year] = found.get(year, Decimal("0.00")) + amount
        return tuple(sorted(found.items()))

    def _year(self, cell: _Cell, at: int) -> int:
        key = next((key for key, column in self.columns.items() if column == at), "")
        head = str(self.heads[at].value or "").strip() if at < len(self.heads) else ""
        for text in (key, head):
            if text.isascii() and text.isdigit() and (text == "0" or 2000 <= int(text[:5]) <= 2100):
                return int(text)
        raise Unreadable("sheet_year", cell=_letters(cell.column), sheet=self.name, value=head)


def _lines(values: Any, formulas: Any) -> list[list[_Cell]]:
    """The cells of a sheet, empty ones at the end of a row left out; bounded, whatever the sheet says of its size."""
    for sheet in (values, formulas):
        sheet.reset_dimensions()
    lines = []
    pairs = zip(values.iter_rows(max_col=MOST_COLUMNS), formulas.iter_rows(max_col=MOST_COLUMNS), strict=False)
    for number, (row, written) in enumerate(pairs, start=1):
        if number > MOST_ROWS:
            raise Unreadable("sheet_large", most=MOST_ROWS)
        cells = [
            _Cell(values.title, number, at, cell.value, formula.data_type == "f")
            for at, (cell, formula) in enumerate(zip(row, written, strict=False), start=1)
        ]
        while cells and cells[-1].empty:
            cells.pop()
        lines.append(cells)
    return lines


def _money(sheet: _Sheet) -> Iterator[MoneyRow]:
    for line in sheet.rows:
        payer = sheet.cell(line, "payer").text()
        if not payer and not any(cell.value and not cell.formula for cell in line):
            continue  # an empty row
        kind, post, label = (sheet.cell(line, key).text() for key in ("kind", "post", "label"))
        if not payer:
            raise Unreadable("sheet_no_name", row=line[0].row, sheet=sheet.name)
        yield MoneyRow(line[0].row, payer, kind, post, label, sheet.amounts(line))


def _staff(sheet: _Sheet) -> Iterator[StaffRow]:
    for line in sheet.rows:
        cells = {key: sheet.cell(line, key) for key in STAFF_KEYS}
        if all(cell.empty for cell in cells.values()):
            continue
        if cells["payer"].empty:
            raise Unreadable("sheet_no_name", row=line[0].row, sheet=sheet.name)
        yield StaffRow(
            line[0].row,
            cells["payer"].text(),
            cells["function"].text(),
            cells["employer"].text(),
            cells["vte"].number(Decimal(9999)),
            cells["start"].day(),
            cells["end"].day(),
            cells["yearly"].number(),
            cells["indexation"].number(Decimal(100)),
        )


def _letters(column: int) -> str:
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


if __name__ == "__main__":
    serve(read_money, "sheet_broken")

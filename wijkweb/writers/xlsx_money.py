"""The budget as an Excel file: amounts, staff lines and clauses, with formulas for everything that can be worked out.

Each formula carries the value that the page shows, so that a viewer that does not reckon shows the same figures.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from wijkweb.shapes.call import Call
from wijkweb.shapes.check import FinanceSummary
from wijkweb.shapes.money_sheet import COMPUTED, MARKS, MONEY_KEYS, STAFF_KEYS, TOTAL, BookRow, BookStaff
from wijkweb.writers.money_control import control_lines
from wijkweb.writers.spreadsheet import Formats, sheet_name
from wijkweb.writers.wording import word

FIRST = 2  # rows above the budget: the keys, the headings
SPARE = 5  # empty rows below it, to add lines in
_ZERO = Decimal("0.00")
_OPEN = {"insert_rows": True, "delete_rows": True, "insert_columns": True, "format_columns": True, "format_rows": True}


class MoneyBook:
    """A workbook in the making."""

    def __init__(self, call: Call, rows: Sequence[BookRow], staff: Sequence[BookStaff], columns: Sequence[int]) -> None:
        import xlsxwriter

        self.out = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.out, {"in_memory": True})
        self.formats, self.call, self.language = Formats(self.book), call, call.language
        self.rows, self.staff, self.columns = rows, staff, columns
        self.years = sorted({year for line in staff for year, _ in line.costs})
        self.money_name, self.staff_name = sheet_name(self.say("finance")), sheet_name(self.say("staff"))

    def say(self, code: str) -> str:
        return word(code, self.language)

    def sheet(self, name: str, mark: str, keys: Sequence[str], heads: Sequence[str]) -> Any:
        """A sheet with its hidden keys and its locked headings."""
        made = self.book.add_worksheet(name)
        for at, (key, head) in enumerate(zip((mark, *keys), ("", *heads), strict=True)):
            self.formats.put(made, 0, at, key, "text")
            self.formats.put(made, 1, at, head, "head")
        made.set_row(0, None, None, {"hidden": True})
        made.set_column(0, 0, None, None, {"hidden": True})
        made.set_column(1, len(keys), 17)
        made.freeze_panes(FIRST, 2)
        made.protect("", _OPEN)
        return made

    def money(self) -> None:
        """Who pays what: a row for each payer and post, a column for each year."""
        years = [self.say("whole_period") if not year else str(year) for year in self.columns]
        heads = [self.say(code) for code in ("payer", "payer_kind", "post", "label")] + [*years, self.say("total")]
        keys = (*MONEY_KEYS, *map(str, self.columns), TOTAL)
        sheet = self.sheet(self.money_name, MARKS["money"], keys, heads)
        sheet.set_column(1, 1, 30)
        for at, row in enumerate(self.rows):
            self._money_row(sheet, FIRST + at, row)
        for at in range(SPARE):
            self._empty(sheet, FIRST + len(self.rows) + at, len(MONEY_KEYS), len(self.columns))
        self._totals(sheet, len(self.rows), 1 + len(MONEY_KEYS), [self._column(year) for year in self.columns])

    def _money_row(self, sheet: Any, at: int, row: BookRow) -> None:
        line, amounts = row.line, dict(row.line.amounts)
        self.formats.put(sheet, at, 0, COMPUTED if row.computed else None, "text")
        for column, text in enumerate((line.payer, line.kind, line.post, line.label), start=1):
            self.formats.put(sheet, at, column, text, "text", locked=False)
        first = 1 + len(MONEY_KEYS)
        for column, year in enumerate(self.columns, start=first):
            if row.computed:
                formula = "+".join(self._staff_cells(line.payer, year)) or "0"
                self._formula(sheet, at, column, formula, amounts.get(year, _ZERO))
            else:
                self.formats.put(sheet, at, column, amounts.get(year), "money", locked=False)
        self._sum(sheet, at, first, sum(amounts.values(), _ZERO), len(self.columns))

    def _staff_cells(self, payer: str, year: int) -> list[str]:
        if year not in self.years:
            return []
        column = 1 + len(STAFF_KEYS) + self.years.index(year)
        own = [at for at, line in enumerate(self.staff) if line.line.payer == payer]
        return [f"{quoted(self.staff_name)}!{cell(FIRST + at, column)}" for at in own]

    def _column(self, year: int) -> Decimal:
        return sum((dict(row.line.amounts).get(year, _ZERO) for row in self.rows), _ZERO)

    def _empty(self, sheet: Any, at: int, texts: int, amounts: int) -> None:
        """A row in which a line can be added."""
        for column in range(1, 1 + texts + amounts):
            look = "text" if column <= texts else "money"
            self.formats.put(sheet, at, column, None, look, locked=False)
        self._sum(sheet, at, 1 + texts, _ZERO, amounts)

    def _sum(self, sheet: Any, at: int, first: int, value: Decimal, width: int) -> None:
        self._formula(sheet, at, first + width, f"SUM({cell(at, first)}:{cell(at, first + width - 1)})", value)

    def _totals(self, sheet: Any, lines: int, first: int, sums: Sequence[Decimal]) -> None:
        """The last row: the sum of each column of amounts, and of their totals."""
        last = FIRST + lines + SPARE
        self.formats.put(sheet, last, 0, TOTAL, "text")
        self.formats.put(sheet, last, 1, self.say("total"), "head")
        for at, value in enumerate((*sums, sum(sums, _ZERO)), start=first):
            self._formula(sheet, last, at, f"SUM({cell(FIRST, at)}:{cell(last - 1, at)})", value, bold=True)

    def _formula(self, sheet: Any, at: int, column: int, formula: str, value: Decimal, **look: Any) -> None:
        sheet.write_formula(at, column, f"={formula}", self.formats.of("money", **look), float(value))

    def people(self) -> None:
        """The staff lines, with a cost by year that follows from them."""
        codes = ("payer", "function", "employer", "vte", "start", "end", "yearly", "indexation")
        heads = [*map(self.say, codes), *map(str, self.years), self.say("total")]
        sheet = self.sheet(self.staff_name, MARKS["staff"], (*STAFF_KEYS, *map(str, self.years), TOTAL), heads)
        sheet.set_column(1, 2, 30)
        for at, line in enumerate(self.staff, start=FIRST):
            self._staff_row(sheet, at, line)
        looks = ("text", "text", "text", "number", "date", "date", "money", "number")
        for at in range(FIRST + len(self.staff), FIRST + len(self.staff) + SPARE):
            for column, look in enumerate(looks, start=1):
                self.formats.put(sheet, at, column, None, look, locked=False)
        sums = [sum((dict(line.costs).get(year, _ZERO) for line in self.staff), _ZERO) for year in self.years]
        if self.years:
            self._totals(sheet, len(self.staff), 1 + len(STAFF_KEYS), sums)

    def _staff_row(self, sheet: Any, at: int, staff: BookStaff) -> None:
        line, costs = staff.line, dict(staff.costs)
        looks = ("text", "text", "text", "number", "date", "date", "money", "number")
        for column, (key, look) in enumerate(zip(STAFF_KEYS, looks, strict=True), start=1):
            self.formats.put(sheet, at, column, getattr(line, key), look, locked=False)
        first = 1 + len(STAFF_KEYS)
        for column, year in enumerate(self.years, start=first):
            self._formula(sheet, at, column, year_cost(at, year), costs.get(year, _ZERO))
        self._sum(sheet, at, first, sum(costs.values(), _ZERO), len(self.years))

    def control(self, summary: FinanceSummary, sentences: Sequence[str]) -> None:
        """What the call asks, worked out from the first sheet, and what the check says."""
        sheet = self.book.add_worksheet(sheet_name(self.say("control")))
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, 1, 20)
        sheet.protect("", _OPEN)
        total = f"{quoted(self.money_name)}!{column_name(1 + len(MONEY_KEYS) + len(self.columns))}"
        at = 0
        for line in control_lines(self.rows, summary, self.call, total=total, first=FIRST):
            self.formats.put(sheet, at, 0, line.label, "head" if line.formula is None else "text")
            if line.formula is not None and line.value is None:
                self.formats.put(sheet, at, 1, None, "text")
            elif line.formula is not None and line.value is not None:
                look = self.formats.of("share" if line.share else "money")
                sheet.write_formula(at, 1, f"={line.formula}", look, float(line.value))
            at += 1
        for at, sentence in enumerate((self.say("findings"), *sentences), start=at + 1):  # noqa: B020
            self.formats.put(sheet, at, 0, sentence, "text")


def cell(row: int, column: int) -> str:
    """The name of a cell: (2, 5) is F3."""
    return f"{column_name(column)}{row + 1}"


def column_name(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def quoted(name: str) -> str:
    """The name of a sheet in a formula."""
    return "'" + name.replace("'", "''") + "'"


def year_cost(row: int, year: int) -> str:
    """The cost of a staff line in a year: months as twelfths, days as parts of their month, indexed by year."""
    start, end, yearly, rise = (
        cell(row, 1 + STAFF_KEYS.index(key)) for key in ("start", "end", "yearly", "indexation")
    )
    first, last = f"MAX({start},DATE({year},1,1))", f"MIN({end},DATE({year},12,31))"
    part = (
        f"(MONTH({last})-MONTH({first})-(DAY({first})-1)/DAY(EOMONTH({first},0))+DAY({last})/DAY(EOMONTH({last},0)))/12"
    )
    return f"IF({first}>{last},0,ROUND(ROUND({yearly}*{part}*(1+{rise}/100)^({year}-YEAR({start})),6),2))"


def xlsx_money(
    *,
    title: str,
    call: Call,
    rows: Sequence[BookRow],
    staff: Sequence[BookStaff],
    columns: Sequence[int],
    summary: FinanceSummary,
    sentences: Sequence[str] = (),
) -> bytes:
    """The budget of a dossier as the bytes of an Excel file with three sheets: amounts, staff, control."""
    book = MoneyBook(call, rows, staff, columns)
    book.book.set_properties({"title": title, "subject": call.title, "comments": "Wijkweb"})
    book.money()
    book.people()
    book.control(summary, sentences)
    book.book.close()
    return book.out.getvalue()

"""The budget as a spreadsheet: what its rows say, out and in. Posts and kinds stand in it as words, not as keys.

The first row of each sheet is hidden and holds the keys of the columns, so that a sheet is known again whatever its
language and whatever columns were moved; a column of amounts has its year as key, 0 for the whole period. The first
column is hidden too and marks the row of totals, and the rows whose amounts come from the staff lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

MARKS = {"money": "wijkweb-money-1", "staff": "wijkweb-staff-1"}
MONEY_KEYS = ("payer", "kind", "post", "label")
STAFF_KEYS = ("payer", "function", "employer", "vte", "start", "end", "yearly", "indexation")
TOTAL, COMPUTED = "total", "computed"


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """A payer's amounts for a post: (year, amount), 0 for the whole period. `row` is its place in the sheet, from 1."""

    row: int
    payer: str
    kind: str
    post: str
    label: str
    amounts: tuple[tuple[int, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A staff line, with who pays it."""

    row: int
    payer: str
    function: str
    employer: str
    vte: Decimal
    start: date
    end: date
    yearly: Decimal
    indexation: Decimal = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class MoneySheet:
    """What a spreadsheet that comes back says."""

    money: tuple[MoneyRow, ...]
    staff: tuple[StaffRow, ...]


@dataclass(frozen=True, slots=True)
class BookRow:
    """A row on its way out: `role` is the kind of payer as a key, `post_key` the call's key of the post; the amounts
    of a `computed` row come from the staff lines of its payer."""

    line: MoneyRow
    role: str
    post_key: str
    computed: bool


@dataclass(frozen=True, slots=True)
class BookStaff:
    """A staff line on its way out, with its cost by year."""

    line: StaffRow
    costs: tuple[tuple[int, Decimal], ...]

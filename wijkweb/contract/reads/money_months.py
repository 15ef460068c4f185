"""The person-months as a grid: functions down, months across; and one month with its history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from django.http import Http404

from wijkweb.contract.models import Contract, Entry, MonthPaper, PersonMonth, PlanLine, PlanVersion
from wijkweb.contract.reads.money_book import rises_of, staff_terms, standing, version_on, versions_of
from wijkweb.contract.reads.vacant import vacant_months
from wijkweb.rules.money import ZERO
from wijkweb.rules.spending_staff import last_day, month_cost, part_of_month, planned
from wijkweb.shapes.spending_book import Rise

CellState = Literal["none", "confirmed", "booked", "missing", "later"]


@dataclass(frozen=True, slots=True)
class MonthCell:
    """A month of a function: planned, confirmed or not. `key` stands for it in a form; a `vacant` one, in which
    nobody filled the function, is not confirmed as planned."""

    month: date
    state: CellState
    planned: Decimal = ZERO
    amount: Decimal = ZERO
    worked: Decimal | None = None
    reason: str = ""
    version: int = 0
    key: str = ""
    vacant: bool = False


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A function over a year."""

    line: PlanLine
    cells: tuple[MonthCell, ...]
    worked: Decimal
    amount: Decimal
    missing: int


@dataclass(frozen=True, slots=True)
class MonthGrid:
    """A year of person-months; `papers` by month."""

    year: int
    years: tuple[int, ...]
    months: tuple[date, ...]
    rows: tuple[MonthRow, ...]
    papers: tuple[MonthPaper, ...]
    missing: int
    amount: Decimal

    @property
    def missing_keys(self) -> tuple[str, ...]:
        """Every month of this year that can be confirmed as planned."""
        return tuple(cell.key for row in self.rows for cell in row.cells if cell.state == "missing" and not cell.vacant)

    @property
    def vacant(self) -> int:
        """How many open months are not among them, because nobody filled their function."""
        return self.missing - len(self.missing_keys)


def month_grid(contract: Contract, year: int, today: date) -> MonthGrid:
    """A year of person-months; seven queries."""
    months = tuple(date(year, number, 1) for number in range(1, 13))
    confirmed = {
        (one.line_id, one.month): one
        for one in PersonMonth.objects.filter(contract=contract, replaced=False, month__year=year)
    }
    staff = standing(contract).filter(kind=Entry.Kind.STAFF, line__isnull=False, counters=None, counter=None)
    booked = {(line, day.replace(day=1)) for line, day in staff.filter(day__year=year).values_list("line_id", "day")}
    rises, vacant = rises_of(contract), vacant_months(contract, until=today)
    rows = []
    for versions in versions_of(contract).values():
        line = versions[0].line
        if not line.function:
            continue
        cells = tuple(
            _cell(versions, month, confirmed.get((line.pk, month)), (line.pk, month) in booked, rises, today)
            for month in months
        )
        cells = tuple(replace(cell, vacant=_vacant(cell, line, vacant)) for cell in cells)
        worked = sum((cell.worked for cell in cells if cell.worked is not None), ZERO)
        amount = sum((cell.amount for cell in cells if cell.state == "confirmed"), ZERO)
        rows.append(MonthRow(line, cells, worked, amount, sum(cell.state == "missing" for cell in cells)))
    papers = tuple(MonthPaper.objects.filter(contract=contract, month__year=year).select_related("file", "added_by"))
    years = tuple(range(contract.start.year, contract.end.year + 1))
    missing = sum(row.missing for row in rows)
    return MonthGrid(year, years, months, tuple(rows), papers, missing, sum((row.amount for row in rows), ZERO))


def _vacant(cell: MonthCell, line: PlanLine, vacant: frozenset[tuple[str, date]]) -> bool:
    return cell.state == "missing" and (line.function, cell.month) in vacant


def _cell(
    versions: list[PlanVersion],
    month: date,
    known: PersonMonth | None,
    booked: bool,
    rises: tuple[Rise, ...],
    today: date,
) -> MonthCell:
    if known is not None:
        key = f"{known.month:%Y-%m}"
        return MonthCell(month, "confirmed", known.vte, known.amount, known.worked, known.reason, known.version, key)
    version = version_on(versions, last_day(month))
    terms = staff_terms(version) if version else None
    if terms is None or part_of_month(terms, month) <= 0:
        return MonthCell(month, "none")
    state: CellState = "booked" if booked else "missing" if last_day(month) <= today else "later"
    most = planned(terms, month)
    key = f"{versions[0].line.public_id}:{month:%Y-%m}"
    return MonthCell(month, state, most, month_cost(terms, month, most, rises), key=key)


@dataclass(frozen=True, slots=True)
class OneMonth:
    """A month of a function with everything that was ever confirmed of it, the newest first."""

    line: PlanLine
    month: date
    planned: Decimal
    amount: Decimal
    known: PersonMonth | None
    versions: tuple[PersonMonth, ...]
    vacant: bool = False


def month_of(contract: Contract, line_id: str, said: str) -> OneMonth:
    """A month of a function ("2024-03"); raises Http404. Six queries."""
    line = PlanLine.objects.filter(contract=contract, public_id=line_id).exclude(function="").first()
    month = _month(said)
    if line is None or month is None:
        raise Http404
    found = tuple(
        PersonMonth.objects.filter(line=line, month=month)
        .select_related("confirmed_by", "line", "contract__case")
        .order_by("-version")
    )
    version = version_on(versions_of(contract).get(line.pk, []), last_day(month))
    terms = staff_terms(version) if version else None
    if terms is None or part_of_month(terms, month) <= 0:
        raise Http404
    most = planned(terms, month)
    known = next((one for one in found if not one.replaced), None)
    vacant = (line.function, month) in vacant_months(contract, until=last_day(month))
    return OneMonth(line, month, most, month_cost(terms, month, most, rises_of(contract)), known, found, vacant)


def _month(said: str) -> date | None:
    try:
        return date.fromisoformat(f"{said}-01")
    except ValueError:
        return None


def chosen(contract: Contract, keys: list[str]) -> list[tuple[PlanLine, date]]:
    """The months behind the keys of a form; what is no key is passed over. One query."""
    lines = {line.public_id: line for line in PlanLine.objects.filter(contract=contract).exclude(function="")}
    found = []
    for key in keys:
        line_id, _, said = key.partition(":")
        month = _month(said)
        if line_id in lines and month is not None:
            found.append((lines[line_id], month))
    return found

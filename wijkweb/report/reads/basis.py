"""What every chapter of a yearly report starts from: the contract, its year, its facts added up once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.urls import reverse

from wijkweb.commons.once import once
from wijkweb.contract.models import UNKNOWN, Code, Contract, Indicator
from wijkweb.contract.reads.contracts import Words, definitions_of, words_of
from wijkweb.field.reads.facts import facts_of
from wijkweb.rules.course import Course
from wijkweb.rules.reporting import cell
from wijkweb.rules.windows import days_of_year, months_in, year_number
from wijkweb.shapes.indicators import Definition, HoursCell, Window
from wijkweb.shapes.report import Cell, Edition, Row


@dataclass(frozen=True, slots=True)
class Basis:
    """`window` holds the days of the report, `today` the day on which the data stand; `years` count to this one.

    A final report has a window over the whole contract; `latest` is its last year, of what does not add up. Of each
    year beside it only the figures are told: `figures_only`."""

    contract: Contract
    year: int
    window: Window
    today: date
    edition: Edition
    course: Course
    tracks: tuple[Code, ...]
    groups: tuple[Code, ...]
    promises: tuple[tuple[Indicator, tuple[Definition, ...]], ...]
    final: bool = False
    figures_only: bool = False

    @property
    def inside(self) -> bool:
        return self.edition == "inside"

    @property
    def years(self) -> range:
        return range(1, self.year + 1)

    @property
    def latest(self) -> Window:
        return window_of_year(self.contract, self.year, self.today) if self.final else self.window

    def year_of(self, when: date) -> int:
        return year_number(self.contract.start, self.contract.end, when)

    @property
    def cells(self) -> tuple[HoursCell, ...]:
        """The cells that count in the year: by the first day of their part of a week, as in every figure."""
        return self.course.cells_in(self.window)

    def opens(self, name: str, *more: object) -> str:
        """The address of what a figure rests on; none in the public edition."""
        return reverse(name, args=[self.contract.case.public_id, *more]) if self.inside else ""


def window_of_year(contract: Contract, year: int, today: date) -> Window:
    """All days of a year of the contract, up to today while it still runs."""
    first, last = days_of_year(year, start=contract.start, end=contract.end)
    return Window("contract_year", first, min(last, today), today <= last, year)


def end_of_year(contract: Contract, year: int) -> date:
    """The last day of a year of the contract; the final report, of the last year, ends with the contract."""
    return window_of_year(contract, year, contract.end).last


def window_of_whole(contract: Contract, today: date) -> Window:
    """All days of a contract, up to today while it still runs."""
    return Window("whole", contract.start, min(contract.end, today), today <= contract.end)


def basis_of(contract: Contract, *, year: int, today: date, edition: Edition) -> Basis:
    """The basis of a report, in six queries, whatever the age of the contract."""
    words, course = _counted(contract)
    used = {cell.track for cell in course.facts.hours}
    final = year == years_of(contract)
    return Basis(
        contract=contract,
        year=year,
        window=window_of_whole(contract, today) if final else window_of_year(contract, year, today),
        today=today,
        edition=edition,
        course=course,
        tracks=tuple(code for code in words.rows(Code.List.TRACK) if code.key != UNKNOWN or code.key in used),
        groups=words.rows(Code.List.GROUP),
        promises=tuple((one, _by(versions, today)) for one, versions in _defined(contract)),
        final=final,
    )


@once
def _counted(contract: Contract) -> tuple[Words, Course]:
    words = words_of(contract)
    return words, Course(facts_of(contract, words))


@once
def _defined(contract: Contract) -> tuple[tuple[Indicator, tuple[Definition, ...]], ...]:
    return tuple(definitions_of(contract).items())


def _by(versions: tuple[Definition, ...], today: date) -> tuple[Definition, ...]:
    """The versions that held by a day: one of later, be it the first, says nothing of a year that was over."""
    return tuple(one for one in versions if one.valid_from <= today)


def years_of(contract: Contract) -> int:
    """How many years the contract has."""
    return year_number(contract.start, contract.end, contract.end)


def text(words: object) -> Cell:
    return Cell("text", text=str(words))


def hours(minutes: int, opens: str = "") -> Cell:
    return cell("hours", Fraction(minutes, 60), opens)


def count(number: int, opens: str = "") -> Cell:
    return cell("count", number, opens)


def day(when: date | None) -> Cell:
    return Cell("day", text=when.isoformat()) if when else Cell("none")


def row(key: object, *cells: Cell) -> Row:
    return Row(str(key), cells)


def quarters_of(window: Window) -> tuple[tuple[str, frozenset[date]], ...]:
    """The quarters of the contract's year with the first days of their months: "1" to "4"."""
    months = [month for month, _ in months_in(window.first, window.last)]
    return tuple((str(at // 3 + 1), frozenset(months[at : at + 3])) for at in range(0, len(months), 3))

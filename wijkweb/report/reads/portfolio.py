"""The funder's portfolio: every contract that it pays, on course or not and why, money out, reports due, questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from wijkweb.commons.access import held_for, visible_cases
from wijkweb.commons.models import Case, Interest, Person
from wijkweb.report.reads.portfolio_lines import ContractLine, lines_of
from wijkweb.report.reads.side_by_side import Named, SideBySide, side_by_side
from wijkweb.rules.portfolio import Figures, figures_alike

PAGE = 25
KEPT = 600  # seconds that the order holds


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a contract stands among all: what puts it at the top, and by what it is found."""

    pk: int
    case_id: str
    city: str
    title: str
    status: str
    late: bool
    questions: int

    @property
    def worst_first(self) -> tuple[int, int, str, str]:
        """Off course, a late report, an open question, too little known; then by name."""
        trouble = [self.status == "off", self.late, self.questions > 0, self.status == "thin", True]
        return trouble.index(True), -self.questions, self.city, self.title


@dataclass(frozen=True, slots=True)
class Order:
    """All contracts that a person pays, the worst first, as they stood at one moment; `figures` are those that can be
    compared."""

    at: datetime
    contracts: tuple[Standing, ...]
    awarded: Decimal
    figures: tuple[Figures, ...]

    def counts(self) -> dict[str, int]:
        return {shown: sum(wanted(one) for one in self.contracts) for shown, wanted in SHOWN.items()}


SHOWN: Mapping[str, Callable[[Standing], bool]] = {
    "all": lambda one: True,
    "off": lambda one: one.status == "off",
    "late": lambda one: one.late,
    "question": lambda one: one.questions > 0,
}


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A page of the portfolio, the worst first over all of it, with sums over all of it.

    The lines are of this moment; their order, the counts and what is compared are of `order.at`. Compared are all
    contracts that were found, on this page or not.
    """

    page: Page[Standing]
    lines: tuple[ContractLine, ...]
    order: Order
    shown: str
    search: str
    compared: SideBySide
    interests: tuple[Interest, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a funder asks to see: `number` is a page, `shown` a key of SHOWN, `search` a part of the name of a city or
    a contract, `beside` the key of a definition that is compared, `row` a page of it."""

    number: int = 1
    shown: str = "all"
    search: str = ""
    beside: str = ""
    row: int = 1


def portfolio_of(person: Person, *, now: datetime, asked: Asked = Asked()) -> Portfolio:
    """A page of contracts, in five queries while the order holds, four where a request knows the roles already."""
    cases = visible_cases(person, "portfolio.read")
    order, fresh = _order(person, cases, now)
    shown, part = asked.shown if asked.shown in SHOWN else "all", asked.search.casefold()
    found = [one for one in order.contracts if SHOWN[shown](one) and part in f"{one.city} {one.title}".casefold()]
    page = Paginator(found, PAGE).get_page(asked.number)
    lines = fresh or lines_of(cases, now, [one.pk for one in page.object_list])
    by_pk = {line.contract.pk: line for line in lines}
    lines = tuple(by_pk[one.pk] for one in page.object_list if one.pk in by_pk)
    names = {one.pk: Named(one.case_id, f"{one.city}: {one.title}") for one in found}
    compared = side_by_side(order.figures, names, opened=asked.beside, number=asked.row)
    return Portfolio(page, lines, order, shown, asked.search, compared, interests_of(person))


def interests_of(person: Person) -> tuple[Interest, ...]:
    """The interests that jurors declared in the contracts that this person pays."""
    cases = visible_cases(person, "portfolio.read")
    return tuple(Interest.objects.filter(case__in=cases, withdrawn_on=None).select_related("person", "case"))


def forget_order(person: Person, now: datetime) -> None:
    """The order is made anew at the next look: this person did something that changes it."""
    cache.delete(_key(person, now))


def _order(person: Person, cases: QuerySet[Case], now: datetime) -> tuple[Order, tuple[ContractLine, ...]]:
    """The order of all contracts, kept for ten minutes, and their lines when it was made just now: to work it out
    asks all of them."""
    key = _key(person, now)
    kept: Order | None = cache.get(key)
    lines: tuple[ContractLine, ...] = ()
    if kept is None:
        lines = lines_of(cases, now)
        standings = sorted((_standing(line) for line in lines), key=lambda one: one.worst_first)
        awarded = sum((line.awarded or Decimal(0) for line in lines), Decimal(0))
        figures = figures_alike({line.contract.pk: line.readings for line in lines})
        kept = Order(now, tuple(standings), awarded, figures)
        cache.set(key, kept, KEPT)
    return kept, lines


def _key(person: Person, now: datetime) -> str:
    """With the organisations for which a person looks: who has a role less, or more, has another order at once."""
    return f"portfolio:2:{person.pk}:{now.date()}:{'.'.join(map(str, held_for(person, 'portfolio.read')))}"


def _standing(line: ContractLine) -> Standing:
    case, late = line.contract.case, any(due.late for due in line.due)
    city, title = case.municipality.name, case.title
    return Standing(line.contract.pk, case.public_id, city, title, line.status, late, line.questions)

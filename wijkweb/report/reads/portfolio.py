"""The funder's portfolio: every contract that it pays, on course or not and why, money out, reports due, questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum

from wijkweb.commons.access import held_for, visible_cases
from wijkweb.commons.models import Case, Interest, Person
from wijkweb.contract.models import Contract, Instalment
from wijkweb.contract.reads.contracts import day_of, definitions_of_many
from wijkweb.field.reads.many import facts_of_many
from wijkweb.report.models import Question, YearReport
from wijkweb.report.reads.basis import window_of_year
from wijkweb.report.reads.pages import begun_years, due_on
from wijkweb.report.reads.side_by_side import Named, SideBySide, side_by_side
from wijkweb.rules.course import Course
from wijkweb.rules.indicators import headline, in_force
from wijkweb.rules.portfolio import Figures, figures_alike
from wijkweb.rules.windows import year_number
from wijkweb.shapes.indicators import Definition, Reading

PAGE = 25
AT_ONCE = 100  # contracts whose cells are in memory together while the order is made
KEPT = 600  # seconds that the order holds
ROLLING = timedelta(weeks=14)
QUARTER = timedelta(days=124)  # three whole months and the one that runs


@dataclass(frozen=True, slots=True)
class Due:
    """A report that is expected: of which year, by when, late or not."""

    year: int
    by: date
    late: bool


@dataclass(frozen=True, slots=True)
class ContractLine:
    """A contract in the portfolio. `off` are its promises that are not on course, `thin` those of which too little
    is known."""

    contract: Contract
    year: int
    years: int
    readings: tuple[Reading, ...]
    off: tuple[Reading, ...]
    thin: tuple[Reading, ...]
    awarded: Decimal | None
    received: Decimal
    due: tuple[Due, ...]
    sent: tuple[int, ...]
    questions: int

    @property
    def status(self) -> str:
        """off, thin, on or undefined: the worst that there is to say."""
        if self.off:
            return "off"
        if self.thin:
            return "thin"
        return "on" if self.readings else "undefined"


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
    """A page of contracts, in ten queries while the order holds, nine where a request knows the roles already."""
    cases = visible_cases(person, "portfolio.read")
    order, fresh = _order(person, cases, now)
    shown, part = asked.shown if asked.shown in SHOWN else "all", asked.search.casefold()
    found = [one for one in order.contracts if SHOWN[shown](one) and part in f"{one.city} {one.title}".casefold()]
    page = Paginator(found, PAGE).get_page(asked.number)
    lines = fresh or _lines(_contracts(cases, [one.pk for one in page.object_list]), now)
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
    asks all of them, some hundred at a time."""
    key = _key(person, now)
    kept: Order | None = cache.get(key)
    lines: list[ContractLine] = []
    if kept is None:
        every = list(Contract.objects.filter(case__in=cases).order_by("pk").values_list("pk", flat=True))
        parts = [every[at : at + AT_ONCE] for at in range(0, len(every), AT_ONCE)]
        lines = [line for part in parts for line in _lines(_contracts(cases, part), now)]
        standings = sorted((_standing(line) for line in lines), key=lambda one: one.worst_first)
        awarded = sum((line.awarded or Decimal(0) for line in lines), Decimal(0))
        figures = figures_alike({line.contract.pk: line.readings for line in lines})
        kept = Order(now, tuple(standings), awarded, figures)
        cache.set(key, kept, KEPT)
    return kept, tuple(lines)


def _key(person: Person, now: datetime) -> str:
    """With the organisations for which a person looks: who has a role less, or more, has another order at once."""
    return f"portfolio:2:{person.pk}:{now.date()}:{'.'.join(map(str, held_for(person, 'portfolio.read')))}"


def _standing(line: ContractLine) -> Standing:
    case, late = line.contract.case, any(due.late for due in line.due)
    city, title = case.municipality.name, case.title
    return Standing(line.contract.pk, case.public_id, city, title, line.status, late, line.questions)


def _contracts(cases: QuerySet[Case], keys: Sequence[int]) -> list[Contract]:
    """These contracts in this order, with their award, what was received and how many questions are open."""
    received = Instalment.objects.filter(contract=OuterRef("pk")).order_by().values("contract")
    asked = Question.objects.filter(contract=OuterRef("pk"), answered_at=None).order_by().values("contract")
    rows = Contract.objects.filter(case__in=cases, pk__in=keys).select_related("case__municipality", "award")
    found = rows.annotate(
        in_hand=Subquery(received.annotate(all=Sum("received")).values("all")),
        open_questions=Subquery(asked.annotate(all=Count("pk")).values("all")),
    ).in_bulk()
    return [found[key] for key in keys if key in found]


def _lines(contracts: Sequence[Contract], now: datetime) -> tuple[ContractLine, ...]:
    today = {one.pk: day_of(one, now) for one in contracts}
    readings, reports = _readings(contracts, today), _reports(contracts)
    return tuple(_line(one, today[one.pk], readings[one.pk], reports[one.pk]) for one in contracts)


def _readings(contracts: Sequence[Contract], today: dict[int, date]) -> dict[int, tuple[Reading, ...]]:
    """Every promise of each contract over its own window, by the rules of the contract's own page."""
    if not contracts:
        return {}
    versions: dict[int, list[tuple[Definition, ...]]] = defaultdict(list)
    for indicator, definitions in definitions_of_many(contracts).items():
        versions[indicator.contract_id].append(definitions)
    since = min(_since(one, versions[one.pk], today[one.pk]) for one in contracts)
    facts = facts_of_many(contracts, since=since)
    found: dict[int, tuple[Reading, ...]] = {}
    for one in contracts:
        course = Course(facts[one.pk])
        own = (headline(course, each, today=today[one.pk]) for each in versions[one.pk])
        found[one.pk] = tuple(readings[0] for readings in own if readings)
    return found


def _since(contract: Contract, promises: Sequence[tuple[Definition, ...]], today: date) -> date:
    """The first day that any of the figures asks for."""
    windows = {in_force(each, min(today, contract.end)).window for each in promises if each}
    if "whole" in windows:
        return contract.start
    first = min(today, contract.end) - max(ROLLING, QUARTER)
    if "contract_year" in windows:
        year = year_number(contract.start, contract.end, today)
        first = min(first, window_of_year(contract, year, today).first)
    return first


def _reports(contracts: Sequence[Contract]) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = defaultdict(dict)
    rows = YearReport.objects.filter(contract__in=contracts).values_list("contract_id", "year", "state")
    for pk, year, state in rows:
        found[pk][year] = state
    return found


def _line(
    contract: Contract,
    today: date,
    readings: tuple[Reading, ...],
    reports: dict[int, str],
) -> ContractLine:
    begun = begun_years(contract, today)
    due = []
    for year in range(1, begun + 1):
        last = window_of_year(contract, year, contract.end).last
        if last < today and reports.get(year) != YearReport.State.SENT:
            due.append(Due(year, due_on(last), today > due_on(last)))
    award = getattr(contract, "award", None)
    return ContractLine(
        contract=contract,
        year=begun,
        years=year_number(contract.start, contract.end, contract.end),
        readings=readings,
        off=tuple(one for one in readings if one.status == "under" and not _may_still(one)),
        thin=tuple(one for one in readings if one.status == "not_enough_data"),
        awarded=award.amount if award else None,
        received=contract.in_hand or Decimal(0),  # type: ignore[attr-defined]
        due=tuple(due),
        sent=tuple(sorted(year for year, state in reports.items() if state == YearReport.State.SENT)),
        questions=contract.open_questions or 0,  # type: ignore[attr-defined]
    )


def _may_still(reading: Reading) -> bool:
    """Whether it is a milestone that can still be met."""
    return reading.definition.op == "milestone" and reading.window.open

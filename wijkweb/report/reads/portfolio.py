"""The funder's portfolio: every contract that it pays, on course or not and why, money out, reports due, questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, Sum

from wijkweb.commons.access import visible_cases
from wijkweb.commons.models import Interest, Person
from wijkweb.contract.models import Award, Contract, Indicator, Instalment
from wijkweb.contract.reads.contracts import day_of, definition_of
from wijkweb.field.reads.many import facts_of_many
from wijkweb.report.models import Question, YearReport
from wijkweb.report.reads.basis import window_of_year
from wijkweb.report.reads.pages import begun_years, due_on
from wijkweb.rules.course import Course
from wijkweb.rules.indicators import headline, in_force
from wijkweb.rules.portfolio import Compared, comparable
from wijkweb.rules.windows import year_number
from wijkweb.shapes.indicators import Definition, Reading

PAGE = 50
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
class Portfolio:
    """A page of the portfolio, with sums over all of it."""

    page: Page[Contract]
    lines: tuple[ContractLine, ...]
    contracts: int
    awarded: Decimal
    compared: tuple[Compared, ...]
    names: dict[int, str]
    interests: tuple[Interest, ...]


def portfolio_of(person: Person, *, now: datetime, number: int = 1) -> Portfolio:
    """A page of contracts, in a fixed number of queries."""
    cases = visible_cases(person, "portfolio.read")
    rows = Contract.objects.filter(case__in=cases).select_related("case__municipality", "award")
    page = Paginator(rows.order_by("case__municipality__name", "pk"), PAGE).get_page(number)
    contracts = list(page.object_list)
    today = {one.pk: day_of(one, now) for one in contracts}
    readings = _readings(contracts, today)
    reports, asked, received = _reports(contracts), _questions(contracts), _received(contracts)
    lines = tuple(
        _line(one, today[one.pk], readings[one.pk], reports[one.pk], (asked.get(one.pk, 0), received.get(one.pk)))
        for one in contracts
    )
    sums = Award.objects.filter(contract__case__in=cases).aggregate(all=Sum("amount"))
    names = {one.pk: f"{one.case.municipality}: {one.case.title}" for one in contracts}
    apart = Interest.objects.filter(case__in=cases, withdrawn_on=None).select_related("person", "case")
    return Portfolio(
        page, lines, page.paginator.count, sums["all"] or Decimal(0), comparable(readings), names, tuple(apart)
    )


def _readings(contracts: Sequence[Contract], today: dict[int, date]) -> dict[int, tuple[Reading, ...]]:
    """Every promise of each contract over its own window, by the rules of the contract's own page."""
    versions = _definitions(contracts)
    if not contracts:
        return {}
    since = min(_since(one, versions[one.pk], today[one.pk]) for one in contracts)
    facts = facts_of_many(contracts, since=since)
    found: dict[int, tuple[Reading, ...]] = {}
    for one in contracts:
        course = Course(facts[one.pk])
        own = (headline(course, each, today=today[one.pk]) for each in versions[one.pk])
        found[one.pk] = tuple(readings[0] for readings in own if readings)
    return found


def _definitions(contracts: Sequence[Contract]) -> dict[int, list[tuple[Definition, ...]]]:
    found: dict[int, list[tuple[Definition, ...]]] = defaultdict(list)
    for one in Indicator.objects.filter(contract__in=contracts).prefetch_related("definitions"):
        found[one.contract_id].append(tuple(definition_of(row, one) for row in one.definitions.all()))
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


def _questions(contracts: Sequence[Contract]) -> dict[int, int]:
    rows = Question.objects.filter(contract__in=contracts).values("contract_id")
    counted = rows.annotate(open=Count("pk", filter=Q(answered_at=None))).order_by()
    return dict(counted.values_list("contract_id", "open"))


def _received(contracts: Sequence[Contract]) -> dict[int, Decimal | None]:
    rows = Instalment.objects.filter(contract__in=contracts).order_by().values("contract_id")
    return dict(rows.annotate(all=Sum("received")).values_list("contract_id", "all"))


def _line(
    contract: Contract,
    today: date,
    readings: tuple[Reading, ...],
    reports: dict[int, str],
    others: tuple[int, Decimal | None],
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
        received=others[1] or Decimal(0),
        due=tuple(due),
        sent=tuple(sorted(year for year, state in reports.items() if state == YearReport.State.SENT)),
        questions=others[0],
    )


def _may_still(reading: Reading) -> bool:
    """Whether it is a milestone that can still be met."""
    return reading.definition.op == "milestone" and reading.window.open

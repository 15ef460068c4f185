"""Contracts as a funder sees them: each with its promises, its money, its reports and its questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum

from wijkweb.commons.models import Case
from wijkweb.commons.together import fill
from wijkweb.contract.models import Contract, Indicator, Instalment
from wijkweb.contract.reads.contracts import day_of, definitions_in, with_definitions
from wijkweb.field.reads.many import facts_of_many
from wijkweb.report.models import Question, YearReport
from wijkweb.report.reads.basis import window_of_year
from wijkweb.report.reads.pages import begun_years, due_on
from wijkweb.rules.course import Course
from wijkweb.rules.indicators import headline, in_force
from wijkweb.rules.windows import year_number
from wijkweb.shapes.indicators import Definition, Reading

WEEKS_AT_ONCE = 20_000  # of contracts, whose cells are in memory together: 1,400 contracts over 14 weeks
ROLLING = timedelta(weeks=14)
QUARTER = timedelta(days=124)  # three whole months and the one that runs
Promises = list[tuple[Definition, ...]]


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
class _Known:
    """A contract before its figures: they are asked from `since` on."""

    contract: Contract
    promises: Promises
    reports: Mapping[int, str]
    today: date
    since: date


def lines_of(cases: QuerySet[Case], now: datetime, keys: Sequence[int] | None = None) -> tuple[ContractLine, ...]:
    """The contracts of these cases, or those of them with these keys, in the order of the keys; two queries, and one
    more for each 20,000 weeks of contracts that their figures ask for."""
    contracts = Contract.objects.filter(case__in=cases)
    known = _known(contracts if keys is None else contracts.filter(pk__in=keys), now)
    found = {line.contract.pk: line for part in _parts(known) for line in _lines(part)}
    return tuple(found[key] for key in (sorted(found) if keys is None else keys) if key in found)


def line_of(case: Case, now: datetime) -> ContractLine:
    """The contract of one case, as it stands now; two queries."""
    return lines_of(Case.objects.filter(pk=case.pk), now)[0]


def _known(contracts: QuerySet[Contract], now: datetime) -> list[_Known]:
    """These contracts with their award, what was received, how many questions are open; their promises; the state of
    their reports. One query."""
    received = Instalment.objects.filter(contract=OuterRef("pk")).order_by().values("contract")
    asked = Question.objects.filter(contract=OuterRef("pk"), answered_at=None).order_by().values("contract")
    rows = contracts.select_related("case__municipality", "award").annotate(
        in_hand=Subquery(received.annotate(all=Sum("received")).values("all")),
        open_questions=Subquery(asked.annotate(all=Count("pk")).values("all")),
    )
    keys = contracts.order_by().values("pk")
    indicators = with_definitions(Indicator.objects.filter(contract__in=keys))
    states = YearReport.objects.filter(contract__in=keys).values_list("contract_id", "year", "state")
    fill([rows, indicators, states])
    promises: dict[int, Promises] = defaultdict(list)
    for indicator, definitions in definitions_in(indicators).items():
        promises[indicator.contract_id].append(definitions)
    reports: dict[int, dict[int, str]] = defaultdict(dict)
    for pk, year, state in states:
        reports[pk][year] = state
    found = []
    for one in rows:
        today = day_of(one, now)
        found.append(_Known(one, promises[one.pk], reports[one.pk], today, _since(one, promises[one.pk], today)))
    return found


def _parts(known: Iterable[_Known]) -> Iterator[list[_Known]]:
    """As many at once as memory takes, those that ask for as long a time together."""
    part: list[_Known] = []
    for one in sorted(known, key=lambda one: one.since, reverse=True):
        if part and (len(part) + 1) * ((one.today - one.since).days // 7 + 1) > WEEKS_AT_ONCE:
            yield part
            part = []
        part.append(one)
    if part:
        yield part


def _lines(part: Sequence[_Known]) -> Iterator[ContractLine]:
    """Every promise of each contract over its own window, by the rules of the contract's own page."""
    facts = facts_of_many([one.contract for one in part], since=min(one.since for one in part))
    for one in part:
        course = Course(facts.pop(one.contract.pk))
        own = (headline(course, each, today=one.today) for each in one.promises)
        yield _line(one, tuple(readings[0] for readings in own if readings))


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


def _line(known: _Known, readings: tuple[Reading, ...]) -> ContractLine:
    contract, today, reports = known.contract, known.today, known.reports
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

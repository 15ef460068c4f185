"""What the team has and lacks: posts by month, vacancies, conditions, coaching against what was promised."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from wijkweb.commons.together import Ask, asked
from wijkweb.contract.models import (
    Condition,
    Contract,
    Member,
    Session,
    Support,
    SupportPromise,
    TeamFunction,
    Vacancy,
)
from wijkweb.rules import capacity as rules
from wijkweb.rules.capacity import Month
from wijkweb.rules.windows import YearDays, year_days


@dataclass(frozen=True, slots=True)
class PostLine:
    """A function with its months. `known` is False while nobody of the team has it and no vacancy was noted:
    then it is not known who fills it, and its months say only what was planned."""

    public_id: str
    title: str
    employer: str
    vte: Decimal
    track: str
    share: Decimal | None
    start: date
    end: date
    known: bool
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class VacancyLine:
    """Days on which part of a function was not filled; `notes` are the ids of what was noted, with the reasons."""

    function: str
    title: str
    vte: Decimal
    start: date
    end: date
    open: bool
    days: int
    notes: tuple[tuple[str, str, str], ...]  # public id, reason, measure


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """A condition of recruitment, for a function or for the whole team."""

    public_id: str
    function: str
    text: str
    source: str
    met: str
    how: str
    since: date | None


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session of coaching, training or intervision."""

    public_id: str
    kind: str
    title: str
    day: date
    hours: Decimal
    given_by: str
    state: str
    reason: str
    learned: str


@dataclass(frozen=True, slots=True)
class SupportYear:
    """A kind of support in a year of the contract: promised (None: nothing), planned, held, cancelled, hours held."""

    kind: str
    year: YearDays
    promised: int | None
    planned: int
    held: int
    cancelled: int
    hours: Decimal

    @property
    def short(self) -> bool:
        """Whether fewer sessions were held than promised."""
        return self.promised is not None and self.held < self.promised


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """How many sessions of a kind are promised for a year, and where."""

    public_id: str
    kind: str
    per_year: int
    source: str


@dataclass(frozen=True, slots=True)
class Capacity:
    """All of it, up to a day."""

    posts: tuple[PostLine, ...]
    vacancies: tuple[VacancyLine, ...]
    conditions: tuple[ConditionLine, ...]
    sessions: tuple[SessionLine, ...]
    promises: tuple[PromiseLine, ...]
    support: tuple[SupportYear, ...]

    @property
    def open_vacancies(self) -> tuple[VacancyLine, ...]:
        """What is not filled now."""
        return tuple(one for one in self.vacancies if one.open)


def capacity_of(contract: Contract, *, until: date) -> Capacity:
    """The capacity of a team up to a day, with who is to come and what is planned after it; six queries."""
    return _capacity(contract, _members(contract), _noted_gaps(contract), _sessions(contract), until)


def capacity_as_of(contract: Contract, *, until: date) -> Capacity:
    """The capacity of a team as it stood on a day; six queries. Who came later, and a vacancy or a session of later,
    says nothing of it: not who filled a function before either. A function's VTE, which function a member has and
    what is promised are as they are now: no day is kept of them.
    """
    members = [one for one in _members(contract) if one.start <= until]
    noted = [one for one in _noted_gaps(contract) if one.start <= until]
    return _capacity(contract, members, noted, [one for one in _sessions(contract) if one.day <= until], until)


@asked
def _members(contract: Contract) -> QuerySet[Member]:
    return Member.objects.filter(contract=contract).exclude(function=None)


@asked
def _noted_gaps(contract: Contract) -> QuerySet[Vacancy]:
    return Vacancy.objects.filter(contract=contract)


@asked
def _sessions(contract: Contract) -> QuerySet[Session]:
    return Session.objects.filter(contract=contract)


@asked
def _functions(contract: Contract) -> QuerySet[TeamFunction]:
    return TeamFunction.objects.filter(contract=contract).select_related("track")


@asked
def _promised(contract: Contract) -> QuerySet[SupportPromise]:
    return SupportPromise.objects.filter(contract=contract)


@asked
def _conditions(contract: Contract) -> QuerySet[Condition]:
    return Condition.objects.filter(contract=contract).select_related("function")


def tables(contract: Contract) -> tuple[Ask, ...]:
    """What a capacity rests on, for who reads it with other things."""
    reads = (_members, _noted_gaps, _sessions, _functions, _promised, _conditions)
    return tuple(read.of(contract) for read in reads)


def _capacity(
    contract: Contract, members: Sequence[Member], noted: Sequence[Vacancy], sessions: Sequence[Session], until: date
) -> Capacity:
    posts: list[PostLine] = []
    vacancies: list[VacancyLine] = []
    for function in _functions(contract):
        filled = [rules.Filled(one.start, one.end, one.vte) for one in members if one.function_id == function.pk]
        notes = [one for one in noted if one.function_id == function.pk]
        posts.append(_post(function, filled, notes, until))
        if filled or notes:
            vacancies += _vacancies(function, filled, notes, until)
    promised = _promised(contract)
    return Capacity(
        tuple(posts),
        tuple(sorted(vacancies, key=lambda one: (not one.open, -one.start.toordinal(), one.title))),
        tuple(_condition(one) for one in _conditions(contract)),
        tuple(_session(one) for one in sessions),
        tuple(PromiseLine(one.public_id, one.kind, one.per_year, one.source) for one in promised),
        tuple(_support(contract, sessions, promised, until)),
    )


def _post(function: TeamFunction, filled: list[rules.Filled], notes: list[Vacancy], until: date) -> PostLine:
    return PostLine(
        public_id=function.public_id,
        title=function.title,
        employer=function.employer,
        vte=function.vte,
        track=str(function.track) if function.track else "",
        share=function.share,
        start=function.start,
        end=function.end,
        known=bool(filled or notes),
        months=rules.months(_as_post(function), filled, [_noted(one) for one in notes], until),
    )


def _vacancies(
    function: TeamFunction, filled: list[rules.Filled], notes: list[Vacancy], until: date
) -> Iterable[VacancyLine]:
    said = {one.public_id: (one.public_id, one.reason, one.measure) for one in notes}
    for gap in rules.gaps(_as_post(function), filled, [_noted(one) for one in notes], until):
        told = tuple(said[key] for key in gap.keys)
        yield VacancyLine(
            function.public_id, function.title, gap.vte, gap.start, gap.end, gap.open, gap.days, told
        )  # fmt: skip


def _as_post(function: TeamFunction) -> rules.Post:
    return rules.Post(function.vte, function.start, function.end)


def _noted(one: Vacancy) -> rules.Noted:
    return rules.Noted(one.start, one.end, one.vte, one.public_id)


def _condition(one: Condition) -> ConditionLine:
    function = one.function.title if one.function else ""
    return ConditionLine(one.public_id, function, one.text, one.source, one.met, one.how, one.since)


def _session(one: Session) -> SessionLine:
    return SessionLine(
        one.public_id, one.kind, one.title, one.day, one.hours, one.given_by, one.state, one.reason, one.learned
    )


def _support(
    contract: Contract, sessions: Sequence[Session], promised: Sequence[SupportPromise], until: date
) -> Iterable[SupportYear]:
    """Every year of the contract up to a day, the newest first; kinds of which nothing is known are left out."""
    known = {one.kind: one.per_year for one in promised}
    by_year: dict[YearDays, list[Session]] = defaultdict(list)
    for one in sessions:
        by_year[year_days(contract.start, one.day)].append(one)
    last = min(until, contract.end)
    years = {year_days(contract.start, date(year, 12, 31)) for year in range(contract.start.year, last.year + 1)}
    for year in sorted({one for one in years if one.first <= last} | set(by_year), reverse=True):
        for kind in Support.values:
            of_year = [one for one in by_year[year] if one.kind == kind]
            if not of_year and kind not in known:
                continue
            held = [one for one in of_year if one.state == Session.State.HELD]
            states = Counter(one.state for one in of_year)
            yield SupportYear(
                kind=kind,
                year=year,
                promised=known.get(kind),
                planned=states[Session.State.PLANNED],
                held=len(held),
                cancelled=states[Session.State.CANCELLED],
                hours=sum((one.hours for one in held), Decimal(0)),
            )

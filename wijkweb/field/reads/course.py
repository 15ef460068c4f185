"""Is the team on course: each promise with all that it rests on, where and when not, and who still has to send."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from wijkweb.commons.together import asked
from wijkweb.contract.models import Code, Contract, Indicator
from wijkweb.contract.reads.contracts import definitions_of, words_of
from wijkweb.field.models import Device, HeldItem
from wijkweb.field.reads.breakdown import Breakdown, breakdown_of
from wijkweb.field.reads.facts import facts_of
from wijkweb.field.reads.weeks import Chart, chart_of, weeks_back
from wijkweb.rules.course import Course
from wijkweb.rules.coverage import provisional
from wijkweb.rules.indicators import headline
from wijkweb.rules.windows import DAY, window_of, year_number
from wijkweb.shapes.indicators import Definition, Reading

WEEKS_SHOWN = 26
SILENT = timedelta(days=3)
MINUTES = ("worker_minutes", "contact_minutes")


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise and how it stands: the reading that counts, then those of earlier versions over the same days."""

    indicator: Indicator
    definitions: tuple[Definition, ...]
    readings: tuple[Reading, ...]
    provisional: bool

    @property
    def head(self) -> Reading | None:
        return self.readings[0] if self.readings else None

    @property
    def status(self) -> str:
        """The status of the reading that counts; undefined before the first definition. A milestone that is not
        reached is still to do, until its period is over."""
        head = self.head
        if head and head.definition.op == "milestone" and head.status == "under" and head.window.open:
            return "to_do"
        return head.status if head else "undefined"

    @property
    def of_hours(self) -> bool:
        """Whether it is about hours of contact, which can be read in four ways."""
        return bool(self.readings) and self.readings[0].definition.measure in MINUTES


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone that may write: its last sign of life, in days, and what it still had to send."""

    label: str
    worker: str
    seen_on: date | None
    days: int | None
    pending: int

    @property
    def silent(self) -> bool:
        return self.days is None or self.days >= SILENT.days


@dataclass(frozen=True, slots=True)
class CoursePage:
    """The page of a contract that says whether the team is on course."""

    promises: tuple[Promised, ...]
    counts: Mapping[str, int]
    chart: Chart
    charted: Promised | None
    year: int
    years: range
    gaps: tuple[date, ...]
    phones: tuple[Phone, ...]
    held: int
    breakdown: Breakdown

    @property
    def silent(self) -> int:
        return sum(phone.silent for phone in self.phones)

    @property
    def pending(self) -> int:
        return sum(phone.pending for phone in self.phones)


def course_of(contract: Contract, *, today: date, year: int = 0) -> CoursePage:
    """The page, in eight queries; `year` draws a year of the contract, 0 the last half year."""
    words = words_of(contract)
    course = Course(facts_of(contract, words))
    phones = phones_of(contract, today)
    promises = promises_of(contract, course, phones, today)
    charted = next((one for one in promises if one.of_hours), None)
    number = year_number(contract.start, contract.end, today)
    return CoursePage(
        promises=promises,
        counts=Counter(one.status for one in promises),
        chart=_chart(course, charted, today, year if 1 <= year <= number else 0),
        charted=charted,
        year=year if 1 <= year <= number else 0,
        years=range(1, number + 1),
        gaps=gaps_of(course, today),
        phones=phones,
        held=HeldItem.objects.filter(contract=contract, settled_on=None).count(),
        breakdown=breakdown_of(course, words.rows(Code.List.TRACK), today),
    )


def promises_of(
    contract: Contract, course: Course, phones: Sequence[Phone], today: date, *, window: str = "", number: int = 0
) -> tuple[Promised, ...]:
    """Every promise of a contract, in one query."""
    found = []
    for indicator, definitions in definitions_of(contract).items():
        readings = headline(course, definitions, today=today, window=window, number=number)
        found.append(Promised(indicator, definitions, readings, waits(readings, phones, today)))
    return tuple(found)


def waits(readings: Sequence[Reading], phones: Sequence[Phone], today: date) -> bool:
    """Whether contacts may still come in for a figure; activities and milestones do not wait for phones."""
    if not readings or readings[0].definition.fact == "activities":
        return False
    return provisional(readings[0].window.last, today, [(phone.seen_on, phone.pending) for phone in phones])


def phones_of(contract: Contract, today: date) -> tuple[Phone, ...]:
    """The phones that may write, the longest silent first.

    A phone is seen on a real day: one of an example, whose day stands still, is not silent for less than no days.
    """
    found = [
        Phone(row.label, row.person.name, row.seen_on, _silent(row.seen_on, today), row.pending)
        for row in may_write(contract)
    ]
    return tuple(sorted(found, key=lambda phone: (phone.seen_on or date.min, phone.label)))


@asked
def may_write(contract: Contract) -> QuerySet[Device]:
    """The phones that may write, with their persons."""
    rows = Device.objects.filter(contract=contract, revoked_on=None).exclude(token_hash="")
    return rows.select_related("person")


def _silent(seen_on: date | None, today: date) -> int | None:
    return max((today - seen_on).days, 0) if seen_on else None


def gaps_of(course: Course, today: date) -> tuple[date, ...]:
    """The weeks so far of which nothing is known, the newest first."""
    window = window_of("whole", "week", start=course.facts.start, end=course.facts.end, today=today)
    return tuple(reversed(course.covered(window).gaps))


def _chart(course: Course, charted: Promised | None, today: date, year: int) -> Chart:
    facts = course.facts
    first, last = max(weeks_back(min(today, facts.end), WEEKS_SHOWN), facts.start), min(today, facts.end)
    if year:
        first, last = year_bounds(facts.start, facts.end, year)
        last = min(last, today)
    head = charted.head if charted else None
    definition = head.definition if head else ALL_HOURS
    return chart_of(course, definition, charted.definitions if charted else (), first, last, today)


def year_bounds(start: date, end: date, year: int) -> tuple[date, date]:
    """The first and the last day of a year of the contract."""
    window = window_of("contract_year", "week", start=start, end=end, today=end + DAY, number=year)
    return window.first, window.last


ALL_HOURS = Definition(
    key="", version=0, title="", source="", valid_from=date.min, fact="contacts", measure="worker_minutes", per="week",
    denominator="calendar", op="none", window="whole",
)  # fmt: skip

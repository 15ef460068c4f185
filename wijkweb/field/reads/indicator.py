"""One promise, opened: its versions, windows, cells, rows for those who may read them, and what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import TruncMonth
from django.http import Http404

from wijkweb.commons.models import Person
from wijkweb.contract.models import Code, Contract, Indicator
from wijkweb.contract.reads.contracts import Words, definition_of, definitions_of, words_of
from wijkweb.field.models import Contact
from wijkweb.field.reads.contacts import standing
from wijkweb.field.reads.course import MINUTES, Promised, phones_of, waits
from wijkweb.field.reads.facts import facts_of, for_export
from wijkweb.field.reads.weeks import Chart, chart_of
from wijkweb.rules.activities import ActivityMonth, Spread, activities_counted, held_per_month, spread_of
from wijkweb.rules.course import Course, Readings
from wijkweb.rules.disclosure import INSIDE
from wijkweb.rules.indicators import as_filtered, headline, read
from wijkweb.rules.place_months import PlaceMonth, place_months
from wijkweb.rules.windows import running_window, windows_of
from wijkweb.shapes import indicators as shape

MOST_ROWS = 100


@dataclass(frozen=True, slots=True)
class Over:
    """A window with the reading of it and, for hours of contact, the four ways in which it can be read."""

    reading: shape.Reading
    ways: Readings | None

    @property
    def pairs(self) -> tuple[tuple[shape.Value, shape.Value], ...]:
        """Worker-hours, then contact-hours: per calendar week and per active week."""
        values = self.ways.values if self.ways else {}
        return tuple((values[m, "calendar"], values[m, "active"]) for m in MINUTES if values)


@dataclass(frozen=True, slots=True)
class Parts:
    """The rows behind a figure: the newest, how many there are; before `purged_until` there are cells only."""

    contacts: tuple[Contact, ...]
    more: int


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """The page of one promise. `contacts` is their number, None when it is under 5."""

    promised: Promised
    windows: tuple[Over, ...]
    running: shape.Reading | None
    tracks: tuple[tuple[Code, shape.Reading], ...]
    chart: Chart | None
    months: tuple[ActivityMonth, ...]
    spread: Spread | None
    places: tuple[PlaceMonth, ...]
    contacts: int | None
    parts: Parts | None
    purged_until: date | None
    words: Words


def indicator_of(contract: Contract, public_id: str) -> Indicator:
    """An indicator of this contract by its public id; raises Http404."""
    found = Indicator.objects.prefetch_related("definitions").filter(contract=contract, public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def indicator_page(
    contract: Contract, public_id: str, person: Person, *, all_rows: bool, own_rows: bool, today: date
) -> IndicatorPage:
    """The page, in a fixed number of queries. A worker sees their own rows, the coordinator of the team all."""
    found = next((one for one in definitions_of(contract).items() if one[0].public_id == public_id), None)
    if found is None:
        raise Http404
    indicator, definitions = found
    words = words_of(contract)
    course, phones = Course(facts_of(contract, words)), phones_of(contract, today)
    readings = headline(course, definitions, today=today)
    promised = Promised(indicator, definitions, readings, waits(readings, phones, today))
    head = promised.head
    parts = _parts(contract, course, head, None if all_rows else person) if head and (all_rows or own_rows) else None
    number = course.total(head.definition, head.window)[2] if head else 0
    months = _months(course, head)
    return IndicatorPage(
        promised=promised,
        windows=_windows(course, definitions, today) if head else (),
        running=_running(course, head, today),
        tracks=_tracks(course, head, words.rows(Code.List.TRACK)),
        chart=_chart(course, promised, today),
        months=months,
        spread=spread_of(months),
        places=place_months(course.facts, head.window) if head and head.definition.fact == "visits" else (),
        contacts=number if number == 0 or number >= INSIDE else None,
        parts=parts,
        purged_until=contract.purged_until,
        words=words,
    )


def _windows(course: Course, definitions: Sequence[shape.Definition], today: date) -> tuple[Over, ...]:
    start, end = course.facts.start, course.facts.end
    asked = headline(course, definitions, today=today)[0].definition
    found = []
    for window in windows_of(asked, start=start, end=end, today=today):
        if window.key == "rolling_13" and asked.per not in ("week", "month", "place_month"):
            continue
        reading = headline(course, definitions, today=today, window=window.key, number=window.number)[0]
        ways = course.readings(reading.definition, window) if reading.definition.measure in MINUTES else None
        found.append(Over(reading, ways))
    return tuple(found)


def _running(course: Course, head: shape.Reading | None, today: date) -> shape.Reading | None:
    """The week or month that still runs, for a figure whose period goes on."""
    if head is None or not head.window.open:
        return None
    window = running_window(head.window, end=course.facts.end, today=today)
    return read(course, head.definition, window) if window.days > 0 else None


def _tracks(
    course: Course, head: shape.Reading | None, codes: Sequence[Code]
) -> tuple[tuple[Code, shape.Reading], ...]:
    """The figure by track, where it is of all tracks: parts that add up to it."""
    if head is None or head.definition.track or head.definition.fact == "visits":
        return ()
    found = [(code, read(course, as_filtered(head.definition, code.key), head.window)) for code in codes]
    return tuple((code, reading) for code, reading in found if reading.value.numerator)


def _chart(course: Course, promised: Promised, today: date) -> Chart | None:
    head = promised.head
    if head is None or not promised.of_hours:
        return None
    last = min(today, course.facts.end) if head.window.open else head.window.last
    return chart_of(course, head.definition, promised.definitions, head.window.first, last, today)


def _months(course: Course, head: shape.Reading | None) -> tuple[ActivityMonth, ...]:
    if head is None or head.definition.fact != "activities":
        return ()
    due = activities_counted(course.facts.activities, head.definition, head.window)
    return held_per_month(due, head.window)


def _parts(contract: Contract, course: Course, head: shape.Reading, maker: Person | None) -> Parts:
    """The rows that the figure counts: those of its totals, neither more nor fewer."""
    asked = head.definition
    if asked.fact == "activities":
        return Parts((), 0)
    first, last = course.counted_days(asked.fact, head.window)
    rows = standing(contract).filter(date__gte=first, date__lte=last, minutes__gt=0)
    wanted = {"kind": asked.kind, "track__key": asked.track, "group__key": asked.group, "maker": maker}
    if asked.fact == "visits":
        wanted = {"maker": maker}
        rows = _at_open_places(rows)
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    newest = rows.select_related("place", "track", "group").order_by("-date", "-pk")
    found = tuple(newest.annotate(of=Window(Count("*")))[:MOST_ROWS])
    return Parts(found, found[0].of - len(found) if found else 0)


def _at_open_places(rows: QuerySet[Contact]) -> QuerySet[Contact]:
    """Those at a place of the list, in a month in which it was open: the visits that count."""
    months = rows.filter(place__proposed=False).annotate(month=TruncMonth("date"))
    begun = months.filter(month__gte=TruncMonth("place__opened_on"))
    return begun.filter(Q(place__closed_on=None) | Q(place__closed_on__gte=F("month")))


def export_of(contract: Contract, public_id: str, *, today: date) -> tuple[shape.Export, str]:
    """All that the figure of a promise rests on, and the key of the promise."""
    indicator = indicator_of(contract, public_id)
    definitions = tuple(definition_of(row, indicator) for row in indicator.definitions.all())
    export = shape.Export(contract.case.public_id, today, definitions, for_export(facts_of(contract)))
    return export, indicator.key

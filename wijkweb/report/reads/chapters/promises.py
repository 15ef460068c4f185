"""The promises: target, value, coverage and status, in the year, by year and over the whole contract."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from wijkweb.commons.once import once
from wijkweb.contract import defined
from wijkweb.contract.models import Indicator
from wijkweb.field.reads.course import MINUTES, phones_of, waits
from wijkweb.field.reads.weeks import weeks_of
from wijkweb.report.reads.basis import Basis, row, text
from wijkweb.rules.course import Course
from wijkweb.rules.disclosure import INSIDE, PUBLIC
from wijkweb.rules.indicators import headline
from wijkweb.rules.reporting import HIDDEN, NOTHING, cell
from wijkweb.shapes.indicators import Definition, Reading
from wijkweb.shapes.report import Bar, Cell, Chapter, Chart, Column, Counted, Figure, Grid, Row


def promises(basis: Basis) -> Chapter:
    """The chapter; every figure opens to the page of its promise, with its windows, cells and rows."""
    found = [(one, versions, reading_of(basis, versions)) for one, versions in basis.promises]
    return Chapter(
        "promises",
        figures=tuple(_status(basis, one, reading) for one, _, reading in found),
        grids=(_in_year(basis, found), _by_year(basis)),
        charts=_charts(basis, found) if basis.inside else (),  # the public level goes by quarter
    )


def reading_of(basis: Basis, versions: Sequence[Definition], year: int = 0) -> Reading | None:
    """The reading of a promise over the days of the report, or over a year of the contract that is named."""
    if basis.final and not year:
        return _reading(basis.course, tuple(versions), basis.today, "whole")
    return _reading(basis.course, tuple(versions), basis.today, "contract_year", year or basis.year)


@once
def _reading(
    course: Course, versions: tuple[Definition, ...], today: date, window: str, number: int = 0
) -> Reading | None:
    """The reading of the version that counts: several parts of a report rest on it."""
    found = headline(course, versions, today=today, window=window, number=number)
    return found[0] if found else None


def status_of(reading: Reading | None) -> str:
    """The status of a promise; undefined before its first definition, to do while a milestone still can be met."""
    if reading is None:
        return "undefined"
    if reading.definition.op == "milestone" and reading.status == "under" and reading.window.open:
        return "to_do"
    return reading.status


def value_of(reading: Reading | None, opens: str = "") -> Cell:
    """The figure of a reading: hours where it counts minutes."""
    if reading is None:
        return NOTHING
    kind = "hours" if reading.definition.measure in MINUTES else "number"
    if reading.definition.measure == "months_with":
        kind = "percent"
    return cell(kind, reading.value.figure, opens)  # type: ignore[arg-type]


def _status(basis: Basis, one: Indicator, reading: Reading | None) -> Figure:
    opens = basis.opens("course_indicator", one.public_id)
    version = f"{one.key} v{reading.definition.version}" if reading else ""
    return Figure(f"promise/{one.key}/status", one.title, Cell("status", status_of(reading), opens=opens), version)


def _in_year(basis: Basis, found: Sequence[tuple[Indicator, tuple[Definition, ...], Reading | None]]) -> Grid:
    value = _("In the whole contract") if basis.final else _("In this year")
    columns = (
        Column("promise", _("Promise")), Column("status", _("Status")), Column("part", _("Of the target")),
        Column("target", _("Target")), Column("value", value), Column("unit", _("Unit")),
        Column("coverage", _("Coverage")),
    )  # fmt: skip
    rows = tuple(_promise(basis, one, reading) for one, _versions, reading in found)
    caption = _("The promises at a glance")
    return Grid("promises", caption, columns, rows)


def _promise(basis: Basis, one: Indicator, reading: Reading | None) -> Row:
    opens = basis.opens("course_indicator", one.public_id)
    if reading is None:
        return row(one.key, text(one.title), Cell("status", "undefined"), NOTHING, NOTHING, NOTHING, text(""), NOTHING)
    active = reading.definition.denominator == "active"
    share = reading.coverage.active_share if active else reading.coverage.share
    few = is_few(basis, reading)
    return row(
        one.key,
        text(one.title),
        Cell("status", status_of(reading), opens=opens),
        HIDDEN if few else _part(reading),
        text(defined.target_of(reading.definition)),
        HIDDEN if few else value_of(reading, opens),
        text(defined.unit_of(reading.definition)),
        cell("percent", share * 100 if share is not None else None, places=0),
    )


def is_few(basis: Basis, reading: Reading | None) -> bool:
    """Whether a figure rests on so few contacts that the edition does not show it."""
    if reading is None or (reading.definition.fact, reading.definition.measure) != ("contacts", "count"):
        return False
    return 0 < reading.value.numerator < (INSIDE if basis.inside else PUBLIC)


def _part(reading: Reading) -> Cell:
    """How much of its target a promise reached; of what is at most so much, how much of that was used."""
    target, figure = reading.definition.target, reading.value.figure
    if reading.definition.op == "milestone":
        return cell("part", 100 if reading.status == "met" else 0)
    if reading.definition.op == "none" or not target or figure is None:
        return NOTHING
    return cell("part", figure * 100 / Fraction(target), places=0)


def _by_year(basis: Basis) -> Grid:
    """Every year so far and the whole contract to the end of this year."""
    columns = [Column("promise", _("Promise"))]
    for year in basis.years:
        columns += [Column(f"value{year}", _("Year %(year)d") % {"year": year}), Column(f"status{year}", "")]
    columns += [Column("whole", _("Whole contract")), Column("whole_status", "")]
    return Grid(
        "promise_years", _("Year by year"), tuple(columns), tuple(_years(basis, *each) for each in basis.promises)
    )


def _years(basis: Basis, one: Indicator, versions: tuple[Definition, ...]) -> Row:
    cells = [text(one.title)]
    for year in basis.years:
        reading = reading_of(basis, versions, year)
        few = is_few(basis, reading)
        cells += [HIDDEN if few else value_of(reading), Cell("status", status_of(reading))]
    # of a year that is over the last day too; a contract that is over has no week that still runs
    today = basis.today if basis.final else min(basis.today, basis.window.last)
    reading = _reading(basis.course, versions, today, "whole")
    value = HIDDEN if is_few(basis, reading) else value_of(reading)
    return row(one.key, *cells, value, Cell("status", status_of(reading)))


def _charts(
    basis: Basis, found: Sequence[tuple[Indicator, tuple[Definition, ...], Reading | None]]
) -> tuple[Chart, ...]:
    """The weeks of each promise that is about hours."""
    charts = []
    for one, _versions, reading in found:
        if reading is None or reading.definition.measure not in MINUTES:
            continue
        weeks = weeks_of(basis.course, reading.definition, basis.window.first, basis.window.last, basis.today)
        bars = tuple(_bar(monday, hours, state) for monday, hours, state in weeks)
        target = reading.definition.target if reading.definition.per == "week" else None
        charts.append(Chart(f"weeks/{one.key}", one.title, defined.unit_of(reading.definition), bars, target))
    return tuple(charts)


def _bar(monday: date, hours: Fraction, state: str) -> Bar:
    value = cell("hours", hours).number
    return Bar(str(monday), value or Decimal(0), state)


def definitions(basis: Basis) -> tuple[Counted, ...]:
    """The versions that the figures of the report follow."""
    found = []
    for _one, versions in basis.promises:
        reading = reading_of(basis, versions)
        if reading:
            asked = reading.definition
            counts = ", ".join(
                [str(defined.COUNTED[defined.counted(asked)]), str(defined.PER[asked.per]), defined.target_of(asked)]
            )
            found.append(Counted(asked.key, asked.version, asked.title, counts, asked.valid_from, asked.decided))
    return tuple(found)


def provisional(basis: Basis) -> tuple[str, ...]:
    """The promises of which contacts may still come in from a phone; one query."""
    phones = phones_of(basis.contract, basis.today)
    found = ((one, reading_of(basis, versions)) for one, versions in basis.promises)
    return tuple(one.title for one, reading in found if reading and waits((reading,), phones, basis.today))

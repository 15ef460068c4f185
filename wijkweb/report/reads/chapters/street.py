"""What happened on the street: hours by track, numbers of contacts where they are not of few, kinds of work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from wijkweb.contract import defined
from wijkweb.report.reads.basis import Basis, hours, row, text, window_of_year
from wijkweb.report.reads.chapters.periods import Period, months, periods
from wijkweb.report.reads.chapters.reach import by_group, reach
from wijkweb.rules.reporting import counts
from wijkweb.rules.windows import months_in
from wijkweb.shapes.indicators import HoursCell
from wijkweb.shapes.report import Bar, Cell, Chapter, Chart, Column, Figure, Grid, Row

KINDS = ("direct", "presence", "attempt")


def street(basis: Basis) -> Chapter:
    """Inside by month, in public by quarter (design data.md R2, R3); of a whole contract by year."""
    figures = _figures(basis)
    if basis.figures_only:
        return Chapter("street", figures=figures)
    told = months(basis) if basis.inside and not basis.final else periods(basis)
    minutes, numbers = _tables(basis, told)
    columns, kinds = _columns(basis), (Column("kind", _("Kind")), Column("hours", _("Hours")))
    contacts = Grid("contacts", _("Contacts by track"), columns, _count_rows(basis, told, numbers), _note(basis))
    groups = by_group(basis, contacts)
    return Chapter(
        "street",
        figures=figures,
        grids=(
            Grid("hours", _("Worker-hours by track"), columns, _hour_rows(told, minutes)),
            contacts,
            *groups,
            Grid("kinds", _("Worker-hours by kind of work"), kinds, _kinds(basis)),
        ),
        charts=_by_month(basis) if basis.inside else (),
        plots=reach(contacts, groups),
    )


def _figures(basis: Basis) -> tuple[Figure, ...]:
    worker = sum(cell.worker_minutes for cell in basis.cells)
    contact = sum(cell.contact_minutes for cell in basis.cells)
    opens = basis.opens("course")
    return (
        Figure("street/worker_hours", _worker(basis), hours(worker, opens)),
        Figure("street/contact_hours", _contact(basis), hours(contact, opens)),
    )


def _by_month(basis: Basis) -> tuple[Chart, ...]:
    """The worker-hours of each month as bars, a month of none too."""
    found = dict.fromkeys((month for month, _part in months_in(basis.window.first, basis.window.last)), 0)
    for one in basis.cells:
        if one.month in found:
            found[one.month] += one.worker_minutes
    bars = tuple(Bar(month.isoformat(), hours(minutes).number or Decimal(0)) for month, minutes in found.items())
    table = "" if basis.final else "hours"
    return (
        (Chart("months/hours", _("Worker-hours by month"), _("hours"), bars, table=table),)
        if any(found.values())
        else ()
    )


def _worker(basis: Basis) -> str:
    return _("Worker-hours in the whole contract") if basis.final else _("Worker-hours in the year")


def _contact(basis: Basis) -> str:
    return _("Contact-hours in the whole contract") if basis.final else _("Contact-hours in the year")


def _note(basis: Basis) -> str:
    if basis.inside:
        return _("A number under 5 is not shown, with those that would give it away.")
    return _("Contacts, not people. A number under 10 is not shown; the others are rounded to the nearest 5.")


def _columns(basis: Basis) -> tuple[Column, ...]:
    tracks = tuple(Column(code.key, str(code)) for code in basis.tracks)
    return (Column("period", _("Period")), *tracks, Column("all", _("In all")))


def _tables(basis: Basis, periods: Sequence[Period]) -> tuple[list[list[int]], list[list[int]]]:
    """Worker minutes and contacts: a row for each period, a column for each track."""
    at_key = {code.key: at for at, code in enumerate(basis.tracks)}
    minutes = [[0] * len(at_key) for _ in periods]
    numbers = [[0] * len(at_key) for _ in periods]
    for at, cell in _placed(basis, periods):
        minutes[at][at_key[cell.track]] += cell.worker_minutes
        numbers[at][at_key[cell.track]] += cell.contacts
    return minutes, numbers


def _placed(basis: Basis, periods: Sequence[Period]) -> Iterator[tuple[int, HoursCell]]:
    """Every cell of the report with the place of its period."""
    if basis.final:
        for year in basis.years:
            window = window_of_year(basis.contract, year, basis.today)
            yield from ((year - 1, cell) for cell in basis.course.cells_in(window))
    else:
        at_month = {month: at for at, (_key, _name, of) in enumerate(periods) for month in of}
        yield from ((at_month[cell.month], cell) for cell in basis.cells if cell.month in at_month)


def _hour_rows(periods: Sequence[Period], minutes: Sequence[Sequence[int]]) -> tuple[Row, ...]:
    rows = [
        row(key, text(name), *map(hours, own), hours(sum(own)))
        for (key, name, _of), own in zip(periods, minutes, strict=True)
    ]
    sums = [sum(column) for column in zip(*minutes, strict=True)]
    return (*rows, row("all", text(_("In all")), *map(hours, sums), hours(sum(sums))))


def _count_rows(basis: Basis, periods: Sequence[Period], numbers: Sequence[Sequence[int]]) -> tuple[Row, ...]:
    shown: tuple[tuple[Cell, ...], ...] = counts(numbers, basis.edition)
    names = [*((key, name) for key, name, _of in periods), ("all", _("In all"))]
    return tuple(row(key, text(name), *cells) for (key, name), cells in zip(names, shown, strict=True))


def _kinds(basis: Basis) -> tuple[Row, ...]:
    found = dict.fromkeys(KINDS, 0)
    for cell in basis.cells:
        found[cell.kind] += cell.worker_minutes
    return tuple(row(kind, text(defined.KINDS[kind]), hours(minutes)) for kind, minutes in found.items())

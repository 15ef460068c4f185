"""Plots and lines of a report: made of its own tables, so that a picture says no other number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from wijkweb.contract.reads.capacity import Capacity
from wijkweb.contract.reads.money_book import call_for
from wijkweb.report.reads.basis import Basis
from wijkweb.rules.reporting import cell
from wijkweb.rules.spending_months import paid_before
from wijkweb.rules.spending_share import realised_share
from wijkweb.rules.windows import months_in, next_month
from wijkweb.shapes.finding import Share
from wijkweb.shapes.report import Bar, Cell, Chart, Grid, Group, Plot
from wijkweb.shapes.spending import BookedEntry, OwnShare, PayerKind

CENT = Decimal("0.01")


def plot_of(
    grid: Grid, keys: Sequence[str], *, caption: str, unit: str, named: int = 1, without: Sequence[str] = ()
) -> tuple[Plot, ...]:
    """The rows of a table as groups, some of its columns as bars; none when there is nothing to draw."""
    places = [at for at, column in enumerate(grid.columns) if column.key in keys]
    groups = tuple(
        Group(", ".join(one.text for one in row.cells[:named] if one.text), _plain(row.cells[at] for at in places))
        for row in grid.rows
        if row.key not in without
    )
    series = tuple(grid.columns[at].label for at in places)
    return _drawn(Plot(f"plot/{grid.key}", caption, unit, series, groups, grid.key))


def plot_across(grid: Grid, row_key: str, *, caption: str, unit: str, without: Sequence[str] = ()) -> tuple[Plot, ...]:
    """One row of a table, its columns as groups of one bar."""
    found = next((row for row in grid.rows if row.key == row_key), None)
    pairs = list(zip(grid.columns, found.cells, strict=True))[1:] if found else []
    groups = tuple(Group(column.label, _plain([value])) for column, value in pairs if column.key not in without)
    return _drawn(Plot(f"plot/{grid.key}", caption, unit, (unit,), groups, grid.key))


def _plain(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    return tuple(Cell(one.kind, one.text, one.number) for one in cells)


def _drawn(plot: Plot) -> tuple[Plot, ...]:
    return (plot,) if any(one.number for group in plot.groups for one in group.cells) else ()


def staffing(basis: Basis, found: Capacity) -> tuple[Chart, ...]:
    """The VTE that was filled in each month beside what was promised, of functions of which that is known."""
    months = {month: [Decimal(0), Decimal(0)] for month, _part in months_in(basis.window.first, basis.window.last)}
    known = [post for post in found.posts if post.known]
    for post in known:
        for month in post.months:
            if month.first in months:
                months[month.first][0] += cell("number", month.filled, places=2).number or 0
                months[month.first][1] += cell("number", month.planned, places=2).number or 0
    if not any(planned for _filled, planned in months.values()):
        return ()
    caption = _("VTE that was filled, by month")
    if len(known) < len(found.posts):
        caption = _("VTE that was filled, by month, of the functions of which it is known")
    bars = tuple(Bar(month.isoformat(), filled, asked=planned) for month, (filled, planned) in months.items())
    return (Chart("months/staff", caption, _("VTE"), bars),)


def own_share_by_month(basis: Basis, booked: Sequence[BookedEntry], own: OwnShare) -> tuple[Chart, ...]:
    """The realised own share at each month's end, with what the plan promises and what the call asks at least."""
    call, bars = call_for(basis.contract), []
    planned = _percent(own.planned) if own.planned else None
    for month, paid in paid_by_month(basis, booked):
        share = realised_share(call, paid)
        if share is not None:
            bars.append(Bar(month.isoformat(), _percent(share), asked=planned))
    target = _percent(own.asked) if own.asked else None
    caption = _("Realised own share, at each month's end")
    return (
        (Chart("months/own_share", caption, "%", tuple(bars), target, line=True, goal=_("what is asked")),)
        if bars
        else ()
    )


def paid_by_month(basis: Basis, booked: Iterable[BookedEntry]) -> Iterator[tuple[date, Mapping[PayerKind, Decimal]]]:
    """Each month of the report with what each payer paid up to its end."""
    months = [month for month, _part in months_in(basis.window.first, basis.window.last)]
    return zip(months, paid_before(booked, map(next_month, months)), strict=True)


def _percent(share: Share) -> Decimal:
    value = share.value * 100
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(CENT, ROUND_HALF_UP)

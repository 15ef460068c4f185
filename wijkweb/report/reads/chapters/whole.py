"""What a final report has beside the chapters of a year: every figure by year, the money by year, what was learned."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from wijkweb.contract.money_words import PAYERS
from wijkweb.report.models import Agreement, Lesson
from wijkweb.report.reads.basis import Basis, day, row, text, window_of_year
from wijkweb.report.reads.chapters.periods import heads_of, years
from wijkweb.report.reads.chapters.steering import paid_of
from wijkweb.report.words import TITLES
from wijkweb.shapes.report import Cell, Chapter, Column, Grid, Row

Maker = Callable[[Basis], Chapter]
FIRST_TOLD = "street"
TOLD_BY_ITSELF = ("promises", "neighbourhood")  # they have their own table of years


def told_by_year(basis: Basis, made: Mapping[str, Chapter], makers: Mapping[str, Maker]) -> dict[str, Chapter]:
    """The chapters of the whole contract, each figure of years in a table of its own; no query more for a year."""
    found = dict(made)
    years = [_year(basis, year) for year in basis.years]
    for key, chapter in made.items():
        if key not in TOLD_BY_ITSELF and chapter.figures:
            each = [makers[key](year) for year in years]
            found[key] = replace(chapter, grids=(_figures(basis, chapter, each), *chapter.grids))
    found["money"] = _with(found["money"], _paid(basis))
    if basis.inside:
        found["anchoring"] = _with(found["anchoring"], _lessons(basis), _agreements(basis))
    return found


def _year(basis: Basis, year: int) -> Basis:
    """The same facts, seen over one year."""
    window = window_of_year(basis.contract, year, basis.today)
    return replace(basis, year=year, window=window, final=False, figures_only=True)


def _with(chapter: Chapter, *grids: Grid) -> Chapter:
    return replace(chapter, grids=(*chapter.grids, *(grid for grid in grids if grid.rows)))


def _heads(basis: Basis) -> tuple[Column, ...]:
    return (*heads_of(years(basis)), Column("whole", _("Whole contract")))


def _figures(basis: Basis, whole: Chapter, each: list[Chapter]) -> Grid:
    rows: list[Row] = []
    for figure in whole.figures:
        known = [{one.key: one.cell for one in chapter.figures} for chapter in each]
        cells = [one.get(figure.key, Cell("none")) for one in known]
        rows.append(row(figure.key, text(figure.label), *(replace(one, opens="") for one in (*cells, figure.cell))))
    columns = (Column("figure", _("Figure")), *_heads(basis))
    said = _("Each year as the data say it now; what holds on a day is that of the year's last day.")
    note = said if whole.key == FIRST_TOLD else ""  # of all such tables, once
    return Grid(f"{whole.key}_years", _("Year by year"), columns, tuple(rows), note)


def _paid(basis: Basis) -> Grid:
    """What was paid in each year, by payer; the sum of all is what the money says it paid."""
    sums: dict[tuple[str, int], Decimal] = {}
    year_of = functools.cache(basis.year_of)  # many entries are of one day
    for one in paid_of(basis):
        at = one.payer, year_of(one.day)
        sums[at] = sums.get(at, Decimal("0.00")) + one.amount
    payers = [payer for payer in PAYERS if any(at == payer for at, _year in sums)]
    rows = [
        row(f"paid/{payer}", text(PAYERS[payer]), *_amounts([sums.get((payer, year)) for year in basis.years]))
        for payer in payers
    ]
    totals = [sum((sums.get((payer, year), Decimal(0)) for payer in payers), Decimal("0.00")) for year in basis.years]
    columns = (Column("payer", _("Who pays")), *_heads(basis))
    lines = (*rows, row("paid/total", text(_("Total")), *_amounts(totals))) if rows else ()
    return Grid("money_paid_years", _("What was paid, by year"), columns, lines)


def _amounts(years: list[Decimal | None] | list[Decimal]) -> tuple[Cell, ...]:
    known = [one if one is not None else Decimal("0.00") for one in years]
    return tuple(Cell("money", number=one) for one in (*known, sum(known, Decimal("0.00"))))


def _lessons(basis: Basis) -> Grid:
    columns = (Column("day", _("Day")), Column("about", _("About")), Column("lesson", _("Lesson")))
    found = Lesson.objects.filter(contract=basis.contract, learned_on__lte=basis.today)
    rows = tuple(
        row(one.public_id, day(one.learned_on), text(TITLES.get(one.chapter, "")), text(one.text)) for one in found
    )
    return Grid("lessons", _("What was learned"), columns, rows)


def _agreements(basis: Basis) -> Grid:
    """What was agreed after each evaluation that was given, and what came of it."""
    columns = (
        Column("year", _("Year")), Column("text", _("What was agreed")), Column("owner", _("Owner")),
        Column("due", _("By")), Column("done", _("Done on")), Column("outcome", _("What came of it")),
    )  # fmt: skip
    given = Agreement.objects.filter(contract=basis.contract, evaluation__given_at__date__lte=basis.today)
    rows = []
    for one in given.select_related("evaluation__report"):
        done = one.done_on if one.done_on and one.done_on <= basis.today else None
        year = text(one.evaluation.report.year)
        outcome = text(one.outcome if done else "")
        rows.append(row(one.public_id, year, text(one.text), text(one.owner), day(one.due), day(done), outcome))
    return Grid("agreements", _("Evaluations: what was agreed, and what came of it"), columns, tuple(rows))

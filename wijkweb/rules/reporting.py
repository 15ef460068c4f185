"""What a yearly report needs of rules: figures side by side, what changed, what is missing, what the public sees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from wijkweb.rules.disclosure import INSIDE, PUBLIC, hide_small
from wijkweb.rules.windows import DAY
from wijkweb.shapes.report import Cell, Change, Chapter, Edition, Grid, Kind, Report, Row

NEAREST = 5  # public counts are rounded to it, each from its true value (design data.md R5)
HIDDEN, NOTHING = Cell("hidden"), Cell("none")


def cell(kind: Kind, value: Fraction | Decimal | int | None, opens: str = "", places: int = 1) -> Cell:
    """A number as a cell: exact where it is money or a count, else rounded half to even for the report."""
    if value is None:
        return replace(NOTHING, opens=opens)
    if isinstance(value, int):
        return Cell(kind, number=Decimal(value), opens=opens)
    exact = Fraction(value)
    step = Decimal(1).scaleb(-places)
    number = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(step, rounding=ROUND_HALF_EVEN)
    return Cell(kind, number=number, opens=opens)


def counts(table: Sequence[Sequence[int]], edition: Edition) -> tuple[tuple[Cell, ...], ...]:
    """A table of numbers of contacts with its totals: small ones hidden, with what would give them away.

    Inside from 5 up and exact; in public from 10 up, and rounded to the nearest 5, each from its true value.
    """
    shown = hide_small(table, PUBLIC if edition == "public" else INSIDE)
    return tuple(tuple(_count(number, edition) for number in row) for row in shown)


def _count(number: int | None, edition: Edition) -> Cell:
    if number is None:
        return HIDDEN
    return Cell("count", number=Decimal(round(Fraction(number, NEAREST)) * NEAREST if edition == "public" else number))


def hidden_in(chapters: Sequence[Chapter]) -> int:
    """How many figures are not shown because they are of few."""
    return sum(value.kind == "hidden" for chapter in chapters for _, _, value in cells_of(chapter))


def cells_of(chapter: Chapter) -> Iterator[tuple[str, str, Cell]]:
    """Every value of a chapter with a key that is the same in every year and the label that names it."""
    for figure in chapter.figures:
        yield figure.key, figure.label, figure.cell
    for grid in chapter.grids:
        for row in grid.rows:
            yield from _of_row(grid, row)


def _of_row(grid: Grid, row: Row) -> Iterator[tuple[str, str, Cell]]:
    for column, value in zip(grid.columns[1:], row.cells[1:], strict=True):
        yield f"{grid.key}/{row.key}/{column.key}", f"{row.cells[0].text}: {column.label}", value


MEASURED = frozenset({"count", "hours", "number", "percent", "points", "money", "days", "hidden", "none"})


def changes(then: Report, now: Report) -> tuple[Change, ...]:
    """The figures of a report that was closed which say something else by now; what came or went counts too, but for
    a naught: a word that joined a list later gives every earlier year a row in which nothing stands.
    """
    before = {key: (label, value) for c in then.chapters for key, label, value in cells_of(c)}
    after = {key: (label, value) for c in now.chapters for key, label, value in cells_of(c)}
    found = []
    for key in {**before, **after}:
        label = (before.get(key) or after[key])[0]
        old, new = (side.get(key, (label, NOTHING))[1] for side in (before, after))
        plain = replace(old, opens=""), replace(new, opens="")
        naught = (key in before) != (key in after) and 0 in (old.number, new.number)
        if plain[0] != plain[1] and {old.kind, new.kind} <= MEASURED and not naught:
            found.append(Change(then.year, key, label, *plain))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at before a report closes; `blocks` when it cannot close like that."""

    code: str
    chapter: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    blocks: bool = False


def remarks(report: Report, *, ends: date, changed: Sequence[Change]) -> tuple[Remark, ...]:
    """What is still to be done: a year that runs, texts that are missing, thin data, figures that may still come in,
    hidden ones. `ends` is the last day of the report's year: until then its figures are not whole."""
    found = []
    if report.cut_off <= ends:
        found.append(Remark("year_runs", "", (("day", f"{ends + DAY:%d/%m/%Y}"),), blocks=True))
    found += [Remark("no_text", chapter.key, blocks=True) for chapter in report.chapters if not chapter.text.strip()]
    for figure in report.chapter("promises").figures:
        if figure.cell.text == "not_enough_data":
            found.append(Remark("not_enough_data", "promises", (("title", figure.label),)))
    found += [Remark("provisional", "promises", (("title", title),)) for title in report.provisional]
    if changed:
        found.append(Remark("figures_changed", "", (("number", str(len(changed))),)))
    if report.hidden:
        found.append(Remark("hidden", "", (("number", str(report.hidden)),)))
    return tuple(found)


def without_addresses(chapter: Chapter) -> Chapter:
    """The same chapter for who may not go inside: no value says where it comes from."""
    figures = tuple(replace(one, cell=replace(one.cell, opens="")) for one in chapter.figures)
    grids = tuple(replace(grid, rows=tuple(_plain_row(row) for row in grid.rows)) for grid in chapter.grids)
    return replace(chapter, figures=figures, grids=grids)


def closed_off(report: Report) -> Report:
    """A whole report for who may not go inside; its hash is another than that of the report that was frozen."""
    return replace(report, chapters=tuple(without_addresses(chapter) for chapter in report.chapters))


def _plain_row(row: Row) -> Row:
    return Row(row.key, tuple(replace(value, opens="") for value in row.cells))

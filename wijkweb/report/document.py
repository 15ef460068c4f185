"""A yearly report as a paper: everything that is printed comes from its data, so that paper and JSON say the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from wijkweb.report.chart_tables import table_of
from wijkweb.report.chart_words import plot_says, says, under
from wijkweb.report.words import title_of
from wijkweb.rules.words import place
from wijkweb.shapes.document import Block, Mark, Table
from wijkweb.shapes.markdown import parse
from wijkweb.shapes.report import Chapter, Grid, Report
from wijkweb.writers.drawings import chart_svg, map_svg
from wijkweb.writers.plots import plot_svg
from wijkweb.writers.report_cells import shown
from wijkweb.writers.sheet import Piece, Sheet
from wijkweb.writers.wording import word

_DEEPEST = 6


def report_sheet(report: Report, *, sha256: str = "") -> Sheet:
    """The paper of a report, in its own language; `sha256` is that of the frozen data, "" while it is open."""
    with translation.override(report.language):
        pieces = [*_cover(report, sha256)]
        for number, chapter in enumerate(report.chapters, start=1):
            pieces += _chapter(report, chapter, number)
        pieces += _changes(report, len(report.chapters) + 1)
        pieces += _definitions(report, len(report.chapters) + 2)
        title = _title(report)
    page = word("page", report.language)
    return Sheet(title, report.language, report.municipality, report.cut_off, page, tuple(pieces))


def _title(report: Report) -> str:
    kind = _("Final report") if report.final else _("Progress report, year %(year)d") % {"year": report.year}
    return f"{kind}: {report.title}"


def _cover(report: Report, sha256: str) -> Iterator[Piece]:
    yield Piece(Block("heading", _title(report), level=1), "title")
    edition = _("Public edition") if report.edition == "public" else _("Edition for the steering group and the jury")
    lines = [
        (_("Municipality"), report.municipality),
        (_("Period"), f"{_day(report.first)} – {_day(report.last)}"),
        (_("Edition"), edition),
        (_("Data as they stood on"), _day(report.cut_off)),
    ]
    if sha256:
        lines.append(("SHA-256", sha256))
    for label, value in lines:
        yield Piece(Block("paragraph", f"{label}: {value}", marks=(Mark(0, len(label) + 1, "strong"),)), "lead")
    if report.example:
        yield Piece(Block("paragraph", _("This is an example: what is registered in it is invented.")), "lead")


def _day(when: date) -> str:
    return f"{when:%d/%m/%Y}"


def _chapter(report: Report, chapter: Chapter, number: int) -> Iterator[Piece]:
    yield Piece(Block("heading", f"{number}. {title_of(chapter.key)}", level=1), "section")
    yield from (Piece(_on_paper(block)) for block in parse(chapter.text))
    if chapter.glance:
        yield from _grid(chapter.glance, report.language)
    elif chapter.figures:
        heads = (_("Figure"), _("Value"))
        rows = tuple((one.label, shown(one.cell, report.language)) for one in chapter.figures)
        yield Piece(Block("table", table=Table((heads, *rows), 1)))
    yield from _pictures(chapter, report.language)
    if chapter.map:
        words = _("Map of the places; the numbers are those of the table.")
        yield Piece(Block("paragraph", words), "drawing", map_svg(chapter.map))
        if chapter.map.attribution:
            yield Piece(Block("caption", chapter.map.attribution))
    for grid in chapter.grids:
        if grid is not chapter.glance:
            yield from _grid(grid, report.language)


def _on_paper(block: Block) -> Block:
    """A block of a text on paper: its headings lie under that of the chapter, a caption is one."""
    if block.kind == "heading":
        return replace(block, level=min(block.level + 1, _DEEPEST))
    if block.kind == "paragraph" and place(block) == "caption":
        return replace(block, kind="caption")
    return block


def _grid(grid: Grid, language: str) -> Iterator[Piece]:
    if not grid.rows:
        return
    yield Piece(Block("heading", grid.caption, level=2))
    heads = tuple(column.label or _("Status") for column in grid.columns)
    rows = tuple(tuple(shown(cell, language) for cell in row.cells) for row in grid.rows)
    bar = next((at for at, column in enumerate(grid.columns) if column.key == "part"), 0)
    parts = tuple(row.cells[bar].number for row in grid.rows) if bar else ()
    yield Piece(Block("table", table=Table((heads, *rows), 1)), parts=parts, bar=bar)
    if grid.note:
        yield Piece(Block("caption", grid.note))


def _pictures(chapter: Chapter, language: str) -> Iterator[Piece]:
    """The charts with their numbers below them, unless these stand in a table of the chapter; the plots."""
    for chart in chapter.charts:
        yield Piece(Block("caption", under(chart, language)), "over")
        yield Piece(Block("paragraph", says(chart, language)), "drawing", chart_svg(chart))
        if not chart.table:
            yield Piece(Block("table", table=table_of(chart, language)))
    for plot in chapter.plots:
        yield Piece(Block("caption", f"{plot.caption} ({plot.unit})"), "over")
        yield Piece(Block("paragraph", plot_says(plot)), "drawing", plot_svg(plot, language))


def _changes(report: Report, number: int) -> Iterator[Piece]:
    yield Piece(Block("heading", f"{number}. {_('What changed since earlier reports')}", level=1), "section")
    if not report.changes:
        yield Piece(Block("paragraph", _("No figure of an earlier report says something else by now.")))
        return
    heads = (_("Report"), _("Figure"), _("Then"), _("Now"))
    rows = tuple(
        (
            _("Year %(year)d") % {"year": one.report},
            one.label,
            shown(one.then, report.language),
            shown(one.now, report.language),
        )
        for one in report.changes
    )
    yield Piece(Block("table", table=Table((heads, *rows), 1)))


def _definitions(report: Report, number: int) -> Iterator[Piece]:
    yield Piece(Block("heading", f"{number}. {_('How the figures are counted')}", level=1), "section")
    heads = (_("Promise"), _("Version"), _("What is counted"), _("Decided"))
    rows = tuple(
        (one.title, f"v{one.version}, {_day(one.since)}", one.counts, one.decided) for one in report.definitions
    )
    if rows:
        yield Piece(Block("table", table=Table((heads, *rows), 1)))
    if report.hidden:
        said = _("%(number)d figures are of few and are not shown; they are marked x.") % {"number": report.hidden}
        yield Piece(Block("paragraph", said))

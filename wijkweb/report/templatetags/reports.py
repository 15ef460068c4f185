"""Reports as a page writes them."""

from __future__ import annotations

from django import template
from django.utils import translation
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wijkweb.report import long_parts
from wijkweb.report.chart_words import plot_says, says, under
from wijkweb.report.words import STATES, TITLES, title_of
from wijkweb.rules.reporting import MEASURED, Remark, without_addresses
from wijkweb.shapes.document import Block
from wijkweb.shapes.markdown import parse
from wijkweb.shapes.report import Cell, Chapter, Chart, Column, Grid, Plot
from wijkweb.writers.drawings import Drawing, drawing_of
from wijkweb.writers.plots import Layout, layout_of
from wijkweb.writers.report_cells import shown
from wijkweb.writers.wording import word

register = template.Library()

REMARKS: dict[str, Promise] = {
    "year_runs": _("The year still runs. The report can close from %(day)s."),
    "no_text": _("This chapter has no text yet:"),
    "not_enough_data": _("Too little is known for a verdict on “%(title)s”:"),
    "provisional": _("Contacts may still come in for “%(title)s”:"),
    "figures_changed": _("%(number)s figures of earlier reports say something else by now; the report lists them."),
    "hidden": _("%(number)s figures are of few and are not shown; they are marked x."),
}


@register.filter
def report_state(code: str) -> str:
    """How a report stands, in words."""
    return str(STATES[code])


@register.filter
def chapter_title(key: str) -> str:
    """The title of a chapter, in the language of the page."""
    return str(TITLES[key])


@register.filter
def title_in(key: str, language: str) -> str:
    """The title of a chapter, in the language of the report."""
    with translation.override(language):
        return title_of(key)


@register.filter
def remark(one: Remark) -> str:
    """A remark in words."""
    return str(REMARKS[one.code]) % dict(one.facts)


@register.filter
def said(cell: Cell, language: str) -> str:
    """A value in words and signs."""
    return shown(cell, language or _page())


@register.filter
def as_value(cell: Cell, language: str) -> SafeString:
    """A value with its address or its sign; long_parts escapes it, and the rows and bars below."""
    return mark_safe(long_parts.cell_html(cell, language or _page()))  # noqa: S308


@register.filter
def grid_rows(grid: Grid, language: str) -> SafeString:
    """The rows of a table."""
    return mark_safe(long_parts.grid_rows(grid, language or _page()))  # noqa: S308


@register.filter
def bars(drawing: Drawing) -> SafeString:
    """The bars of a chart."""
    return mark_safe(long_parts.bars(drawing))  # noqa: S308


@register.filter
def bar_rows(chart: Chart) -> SafeString:
    """The bars of a chart as rows of a table, in the language of the page."""
    return mark_safe(long_parts.bar_rows(chart, _page()))  # noqa: S308


@register.filter
def in_words(code: str, language: str) -> str:
    """A word of the papers."""
    return word(code, language or _page())


def _page() -> str:
    return "en" if (get_language() or "nl").startswith("en") else "nl"


@register.filter
def heads(grid: Grid) -> list[tuple[Column, bool]]:
    """The columns of a table, and whether numbers stand in them."""
    rows = [row.cells for row in grid.rows]
    return [(column, any(cells[at].kind in MEASURED for cells in rows)) for at, column in enumerate(grid.columns)]


@register.filter
def blocks(text: str) -> tuple[Block, ...]:
    """A text as blocks."""
    return parse(text)


@register.filter
def drawn(chart: Chart) -> Drawing:
    """Where everything of a chart stands."""
    return drawing_of(chart)


@register.filter
def laid_out(plot: Plot, language: str) -> Layout:
    """Where everything of a plot lies."""
    return layout_of(plot, language or _page())


@register.filter
def chart_says(chart: Chart, language: str) -> str:
    """What a chart shows, for who reads by ear."""
    with translation.override(language or _page()):
        return says(chart, language or _page())


@register.filter
def chart_under(chart: Chart, language: str) -> str:
    """The name of a chart, its unit and what its lines are."""
    with translation.override(language or _page()):
        return under(chart, language or _page())


@register.filter
def plot_in_words(plot: Plot, language: str) -> str:
    """What a plot shows, for who reads by ear."""
    with translation.override(language or _page()):
        return plot_says(plot)


@register.filter
def edition_suffix(edition: str) -> str:
    """What an address of a file ends with."""
    return "?uitgave=openbaar" if edition == "public" else ""


@register.filter
def closed_off(chapter: Chapter) -> Chapter:
    """A chapter for who reads a report from outside: its figures open nothing inside the contract."""
    return without_addresses(chapter)

"""Groups of bars of a yearly report as SVG: the geometry once, for the page and for print."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from html import escape

from wijkweb.shapes.report import Cell, Plot
from wijkweb.writers.report_cells import shown

WIDTH, LONGEST = 360, 270
LEGEND, HEAD, PITCH, THICK, APART = 18, 14, 12, 9, 6
FILLS = ("#0f5f54", "#7fb0a6", "#d5e6e1", "#ffffff")  # from dark to light, so that grey print tells them apart
INK, SOFT, ACCENT = "#1c2422", "#55615d", "#0f5f54"
LETTER = 6.5  # about as wide as a letter of the legend


@dataclass(frozen=True, slots=True)
class Lying:
    """A bar where it lies, which series it is of (0 to 3, then again), and the words at its end."""

    series: int
    y: int
    width: str
    words_x: str
    words_y: int
    words: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A plot in units of its view box; `heads` and `legend` are places with their words."""

    view: str
    legend: tuple[tuple[int, int, str], ...]
    heads: tuple[tuple[int, str], ...]
    bars: tuple[Lying, ...]
    thick: int = THICK


def layout_of(plot: Plot, language: str) -> Layout:
    """Where everything of a plot lies."""
    numbers = [cell.number for group in plot.groups for cell in group.cells if cell.number is not None]
    most = max([*numbers, Decimal(0)]) or Decimal(1)
    legend = _legend(plot) if len(plot.series) > 1 else ()
    at = LEGEND * (1 + max((row for _x, row, _words in legend), default=-1))
    heads, bars = [], []
    for group in plot.groups:
        heads.append((at + HEAD - 4, group.label))
        at += HEAD
        for series, cell in enumerate(group.cells):
            bars.append(_lying(cell, series, at, most, language))
            at += PITCH
        at += APART
    places = tuple((x, LEGEND * row, words) for x, row, words in legend)
    return Layout(f"0 0 {WIDTH} {at}", places, tuple(heads), tuple(bars))


def _legend(plot: Plot) -> tuple[tuple[int, int, str], ...]:
    """The series beside each other, on as many lines as they ask."""
    found, x, row = [], 0, 0
    for words in plot.series:
        wide = round(14 + LETTER * len(words) + 8)
        if x and x + wide > WIDTH:
            x, row = 0, row + 1
        found.append((x, row, words))
        x += wide
    return tuple(found)


def _lying(cell: Cell, series: int, y: int, most: Decimal, language: str) -> Lying:
    length = max(cell.number or Decimal(0), Decimal(0)) / most * LONGEST
    words = shown(cell, language).removesuffix(" EUR")
    return Lying(series % len(FILLS), y, f"{length:.1f}", f"{length + 4:.1f}", y + THICK - 1, words)


def plot_svg(plot: Plot, language: str) -> str:
    """A plot for print."""
    drawn = layout_of(plot, language)
    pieces = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{drawn.view}" font-family="Libertinus Serif" font-size="8">'
    ]
    for series, (x, y, words) in enumerate(drawn.legend):
        pieces.append(f'<rect x="{x + 0.5}" y="{y + 2.5}" width="9" height="7" {_look(series)}/>')
        pieces.append(f'<text x="{x + 13}" y="{y + 9}" fill="{SOFT}">{escape(words)}</text>')
    pieces += [f'<text x="0" y="{y}" fill="{INK}">{escape(words)}</text>' for y, words in drawn.heads]
    for one in drawn.bars:
        if float(one.width):
            pieces.append(f'<rect x="0.5" y="{one.y}" width="{one.width}" height="{THICK}" {_look(one.series)}/>')
        pieces.append(f'<text x="{one.words_x}" y="{one.words_y}" fill="{SOFT}">{escape(one.words)}</text>')
    return "".join([*pieces, "</svg>"])


def _look(series: int) -> str:
    return f'fill="{FILLS[series % len(FILLS)]}" stroke="{ACCENT}" stroke-width="0.5"'

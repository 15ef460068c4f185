"""Charts and maps of a yearly report as SVG: the geometry once, for the page and for print."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from wijkweb.shapes.report import Bar, Chart, Map

LEFT, TOP, WIDTH, HEIGHT, FOOT = 32, 8, 324, 96, 18
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000)
MOST_LINES, LABELS_APART = 5, 36
INK, SOFT, ACCENT, LINE, WARN = "#1c2422", "#55615d", "#0f5f54", "#b9bfbb", "#a04a00"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A bar where it is drawn, with its value."""

    bar: Bar
    x: str
    y: str
    width: str
    height: str
    middle: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart in units of its view box: bars, lines of the scale, labels below, the line of the target."""

    bars: tuple[Drawn, ...]
    scale: tuple[tuple[str, str], ...]
    labels: tuple[tuple[str, str], ...]
    target: str
    line: str = ""
    asked: str = ""
    view: str = f"0 0 {LEFT + WIDTH + 4} {TOP + HEIGHT + FOOT}"
    left: int = LEFT
    right: int = LEFT + WIDTH
    top: int = TOP
    foot: int = TOP + HEIGHT
    label_foot: int = TOP + HEIGHT + FOOT - 5


def drawing_of(chart: Chart) -> Drawing:
    """Where everything of a chart stands."""
    asked = [bar.asked for bar in chart.bars if bar.asked is not None]
    most = max([*(bar.value for bar in chart.bars), *asked, chart.target or Decimal(0), Decimal(1)])
    step = next((step for step in STEPS if most / step <= MOST_LINES), STEPS[-1])
    top = math.ceil(most / step) * step
    width = Decimal(WIDTH) / max(len(chart.bars), 1)
    bars = tuple(_drawn(bar, at * width, width, bar.value / top) for at, bar in enumerate(chart.bars))
    lines = range(int(top // step) + 1)
    scale = tuple((_y(Decimal(n * step) / top), str(n * step)) for n in lines)
    target = _y(chart.target / top) if chart.target is not None else ""
    line = "".join(f"{'L' if at else 'M'}{one.middle} {one.y}" for at, one in enumerate(bars)) if chart.line else ""
    return Drawing(bars, scale, tuple(_labels(bars)), target, line, _asked(chart, top, width))


def _asked(chart: Chart, top: int, width: Decimal) -> str:
    """The line of what was promised, a step for each bar."""
    path, drawn = [], False
    for at, bar in enumerate(chart.bars):
        if bar.asked is not None:
            x, end = _units(LEFT + at * width), _units(LEFT + (at + 1) * width)
            path.append(f"{'L' if drawn else 'M'}{x} {_y(bar.asked / top)}H{end}")
        drawn = bar.asked is not None
    return "".join(path)


def _drawn(bar: Bar, at: Decimal, width: Decimal, part: Decimal) -> Drawn:
    gap = width / 5
    middle = _units(LEFT + at + width / 2)
    x, y = _units(LEFT + at + gap / 2), _units(TOP + HEIGHT * (1 - part))
    return Drawn(bar, x, y, _units(width - gap), _units(HEIGHT * part), middle)


def _labels(bars: tuple[Drawn, ...]) -> Iterator[tuple[str, str]]:
    """Labels as far as there is room; of weeks the month in which they begin."""
    last = Decimal(-LABELS_APART)
    for drawn in bars:
        month, day = drawn.bar.label[5:7], drawn.bar.label[8:10]
        first = not day.isdecimal() or int(day) <= 7
        if first and Decimal(drawn.x) - last >= LABELS_APART:
            last = Decimal(drawn.x)
            yield drawn.x, f"{int(month)}/{drawn.bar.label[2:4]}" if day.isdecimal() else drawn.bar.label


def _y(part: Decimal) -> str:
    return _units(TOP + HEIGHT * (1 - part))


def _units(value: Decimal) -> str:
    return f"{value:.1f}"


def chart_svg(chart: Chart) -> str:
    """A chart for print: dark bars, a dashed line for the target."""
    drawn = drawing_of(chart)
    pieces = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{drawn.view}" font-family="Libertinus Serif" font-size="8">'
    ]
    for y, label in drawn.scale:
        pieces.append(f'<path d="M{drawn.left} {y}H{drawn.right}" stroke="{LINE}" stroke-width="0.4"/>')
        pieces.append(
            f'<text x="{drawn.left - 4}" y="{float(y) + 2.5:.1f}" text-anchor="end" fill="{SOFT}">{label}</text>'
        )
    for one in () if drawn.line else drawn.bars:
        if one.bar.value:
            pieces.append(f'<rect x="{one.x}" y="{one.y}" width="{one.width}" height="{one.height}" fill="{ACCENT}"/>')
        elif one.bar.state in ("gap", "closed"):
            fill = "none" if one.bar.state == "gap" else LINE
            at = f'cx="{one.middle}" cy="{drawn.foot - 3}"'
            pieces.append(f'<circle {at} r="1.6" fill="{fill}" stroke="{SOFT}" stroke-width="0.6"/>')
    if drawn.line:
        pieces.append(f'<path d="{drawn.line}" fill="none" stroke="{ACCENT}" stroke-width="1.6"/>')
    if drawn.asked:
        pieces.append(f'<path d="{drawn.asked}" fill="none" stroke="{INK}" stroke-width="0.9"/>')
    if drawn.target:
        pieces.append(f'<path d="M{drawn.left} {drawn.target}H{drawn.right}" stroke="{WARN}" stroke-dasharray="4 2"/>')
    pieces += [
        f'<text x="{x}" y="{drawn.label_foot}" fill="{SOFT}">{escape(label)}</text>' for x, label in drawn.labels
    ]
    return "".join([*pieces, "</svg>"])


def map_svg(map_: Map) -> str:
    """A map for print: the municipality's areas, those of the contract, the places by number."""
    line = float(map_.radius) / 8
    pieces = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{map_.view_box}" font-family="Libertinus Serif">']
    pieces += [f'<path d="{path}" fill="#eef3f1" stroke="{LINE}" stroke-width="{line:.2f}"/>' for path in map_.areas]
    pieces += [f'<path d="{path}" fill="#cfe3dd" stroke="{ACCENT}" stroke-width="{line:.2f}"/>' for path in map_.own]
    for dot in map_.dots:
        size = float(map_.radius) * 1.2
        pieces.append(f'<circle cx="{dot.x}" cy="{dot.y}" r="{map_.radius}" fill="{ACCENT}"/>')
        pieces.append(
            f'<text x="{dot.x}" y="{float(dot.y) + size / 3:.2f}" text-anchor="middle" '
            f'font-size="{size:.2f}" fill="#fff">{dot.number}</text>'
        )
    return "".join([*pieces, "</svg>"])

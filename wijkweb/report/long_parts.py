"""The long parts of a report's page as safe HTML: the rows of its tables, the bars of its charts.

They are thousands of small values: a template would look up each of them several times. Everything is escaped.
"""

from __future__ import annotations

from html import escape

from wijkweb.rules.reporting import MEASURED
from wijkweb.shapes.report import Cell, Chart, Grid, Row
from wijkweb.writers.drawings import Drawing, Drawn
from wijkweb.writers.report_cells import NOTHING, shown
from wijkweb.writers.wording import plain_number

LONGEST = 125  # of the bar of a part: at most a quarter beyond its target


def grid_rows(grid: Grid, language: str) -> str:
    """The rows of a table; each cell but the first has the name of its column beside it, for a narrow screen."""
    labels = [escape(column.label) for column in grid.columns]
    return "".join(f"<tr>{_cells(row, labels, language)}</tr>" for row in grid.rows)


def _cells(row: Row, labels: list[str], language: str) -> str:
    pieces = []
    for at, (cell, label) in enumerate(zip(row.cells, labels, strict=True)):
        inside = cell_html(cell, language)
        if at:
            number = ' class="number"' if cell.kind in MEASURED else ""
            named = f' data-label="{label}"' if label and shown(cell, language) else ""
            pieces.append(f"<td{number}{named}>{inside}</td>")
        else:
            pieces.append(f'<th scope="row">{inside}</th>')
    return "".join(pieces)


def cell_html(cell: Cell, language: str) -> str:
    """A value: with the address of what it rests on, as a tag, or with a bar beside it."""
    said = escape(shown(cell, language))
    if cell.opens:
        return f'<a href="{escape(cell.opens)}">{said}</a>'
    if cell.kind == "status":
        return f'<span class="tag {escape(cell.text)}">{said}</span>'
    return f"{said}{_gauge(cell)}" if cell.kind == "part" else said


def _gauge(cell: Cell) -> str:
    length = min(cell.number or 0, LONGEST)
    return (
        '<svg class="gauge" viewBox="0 0 125 10" aria-hidden="true"><rect class="rest" y="2" width="100" height="6"/>'
        f'<rect class="part" y="2" width="{length}" height="6"/><path class="goal" d="M100 0V10"/></svg>'
    )


def bars(drawn: Drawing) -> str:
    """The bars of a chart, and a mark where nothing is known of a week."""
    return "".join(_bar(one, drawn.foot - 3) for one in drawn.bars)


def _bar(one: Drawn, y: int) -> str:
    if one.bar.value:
        return f'<rect class="bar" x="{one.x}" y="{one.y}" width="{one.width}" height="{one.height}"/>'
    return f'<circle class="gap" cx="{one.middle}" cy="{y}" r="1.6"/>' if one.bar.state == "gap" else ""


def bar_rows(chart: Chart, language: str) -> str:
    """The bars of a chart as rows of a table, beside what was promised for them where that differs."""
    promised = any(bar.asked is not None for bar in chart.bars)
    rows = []
    for bar in chart.bars:
        asked = NOTHING if bar.asked is None else plain_number(bar.asked, language)
        more = f'<td class="number">{asked}</td>' if promised else ""
        number = plain_number(bar.value, language)
        rows.append(f'<tr><th scope="row">{escape(bar.label)}</th><td class="number">{number}</td>{more}</tr>')
    return "".join(rows)

"""The rows and bars of a report's page: every kind of value as it is shown, and nothing that people wrote as HTML."""

from __future__ import annotations

from decimal import Decimal

import pytest

from wijkweb.report.long_parts import bar_rows, bars, cell_html, grid_rows
from wijkweb.shapes.report import Bar, Cell, Chart, Column, Grid, Row
from wijkweb.writers.drawings import drawing_of

pytestmark = pytest.mark.plain
HOSTILE = "\"><script>'&"
ESCAPED = "&quot;&gt;&lt;script&gt;&#x27;&amp;"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (Cell("text", HOSTILE), ESCAPED),
        (Cell("text", "a", opens=f"/b?{HOSTILE}"), f'<a href="/b?{ESCAPED}">a</a>'),
        (Cell("status", "met"), '<span class="tag met">gehaald</span>'),
        (Cell("hours", number=Decimal("1234.5")), "1.234,5"),
        (Cell("day", "2024-03-01"), "01/03/2024"),
        (Cell("hidden"), "x"),
        (Cell("none"), "–"),
    ],
)
def test_a_value_is_shown_and_escaped(cell: Cell, expected: str) -> None:
    assert cell_html(cell, "nl") == expected


@pytest.mark.parametrize(("part", "length"), [("40", "40"), ("300", "125")])
def test_a_part_has_a_bar_that_ends_a_quarter_beyond_its_target(part: str, length: str) -> None:
    found = cell_html(Cell("part", number=Decimal(part)), "nl")
    assert found.startswith(f'{part} %<svg class="gauge"')
    assert f'class="part" y="2" width="{length}"' in found


def test_a_row_names_itself_and_a_number_stands_at_the_right_with_its_column() -> None:
    columns = (Column("a", "A"), Column("b", HOSTILE), Column("c", ""), Column("d", "D"))
    row = Row("x", (Cell("text", "<b>"), Cell("count", number=Decimal(3)), Cell("text", "t"), Cell("text", "")))
    assert grid_rows(Grid("g", "G", columns, (row,)), "nl") == (
        f'<tr><th scope="row">&lt;b&gt;</th><td class="number" data-label="{ESCAPED}">3</td><td>t</td><td></td></tr>'
    )


def test_a_row_with_too_few_cells_is_no_row_of_its_table() -> None:
    grid = Grid("g", "G", (Column("a", "A"), Column("b", "B")), (Row("x", (Cell("text", "1"),)),))
    with pytest.raises(ValueError, match="argument 2"):
        grid_rows(grid, "nl")


def test_the_bars_and_their_rows_leave_out_nothing_but_weeks_of_which_nothing_is_to_say() -> None:
    told = (
        Bar("2024-01-01", Decimal("2.5"), asked=Decimal(3)),
        Bar("2024-01-08", Decimal(0), "gap"),
        Bar("<i>", Decimal(0), "nothing"),
    )
    chart = Chart("k", "C", "uren", told)
    drawn = bars(drawing_of(chart))
    assert (drawn.count("<rect"), drawn.count('<circle class="gap"')) == (1, 1)
    assert bar_rows(chart, "nl") == (
        '<tr><th scope="row">2024-01-01</th><td class="number">2,5</td><td class="number">3</td></tr>'
        '<tr><th scope="row">2024-01-08</th><td class="number">0</td><td class="number">–</td></tr>'
        '<tr><th scope="row">&lt;i&gt;</th><td class="number">0</td><td class="number">–</td></tr>'
    )

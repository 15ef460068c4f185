"""A figure of the diagnosis in a report: marked by thousands, without zeros that say nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from wijkweb.shapes.report import Cell
from wijkweb.writers.report_cells import shown

pytestmark = pytest.mark.plain


@pytest.mark.parametrize(
    ("number", "dutch", "english"),
    [
        ("14700", "14.700", "14,700"),
        ("1.47E+4", "14.700", "14,700"),
        ("9473.50", "9.473,5", "9,473.5"),
        ("0.00", "0", "0"),
        ("-3.0", "-3", "-3"),
    ],
)
def test_thousands_are_marked(number: str, dutch: str, english: str) -> None:
    cell = Cell("points", number=Decimal(number))
    assert (shown(cell, "nl"), shown(cell, "en")) == (dutch, english)

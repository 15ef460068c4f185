"""The table of indicators: a hidden base, two styles, no source."""

from decimal import Decimal

import pytest

from tests.rules.build import checked, found
from wijkweb.shapes.call import Call

pytestmark = pytest.mark.plain

TABLE = (
    "| | Haven | Molen | Stad |\n|---|---|---|---|\n| werkloos | 15% | 12,5% | 8,8% |\n"
    "| index | 80 | 95 | 100 |\n| inkomen | 16.000 | 19.000 | 20.000 |"
)


def test_an_index_that_is_another_row_over_the_city(wvc: Call) -> None:
    (finding,) = found(checked(wvc, {"context": TABLE}), "diagnosis.index_is_ratio")
    assert (finding.facts["index"], finding.facts["other"], finding.facts["base"]) == ("index", "inkomen", "Stad")
    assert finding.facts["ratios"] == (Decimal("80.0"), Decimal("95.0"))


def test_an_index_that_is_not_that_row_is_left_alone(wvc: Call) -> None:
    assert found(checked(wvc, {"context": TABLE.replace("| 95 |", "| 91 |")}), "diagnosis.index_is_ratio") == []


@pytest.mark.parametrize(
    ("change", "examples"),
    [
        (("12,5%", "12,5%"), []),
        (("12,5%", "12,50%"), [("12,50%", "8,8%")]),
        (("12,5%", "12.5%"), [("12.5%", "8,8%")]),
    ],
)
def test_two_ways_of_writing_decimals(wvc: Call, change: tuple[str, str], examples: list[tuple[str, ...]]) -> None:
    result = checked(wvc, {"context": TABLE.replace(*change)})
    assert [f.facts["examples"] for f in found(result, "diagnosis.mixed_decimals")] == examples


@pytest.mark.parametrize(
    ("after", "missing"),
    [
        ("", [("source", "year")]),
        ("Bron: Gent in cijfers", [("year",)]),
        ("Bron: Gent in cijfers, 2020", []),
        ("Tabel 1: kerncijfers\n\nBron: Gent in cijfers, 2020", []),
        ("[^1]: Bron: Gent in cijfers, 2020", []),
        ("De cijfers van Statbel zijn die van 2020.", []),
        ("In 2020 woonden hier al veel mensen.", [("source", "year")]),
    ],
)
def test_a_table_needs_a_source_and_a_year(wvc: Call, after: str, missing: list[tuple[str, ...]]) -> None:
    result = checked(wvc, {"context": f"{TABLE}\n\n{after}"})
    assert [f.facts["missing"] for f in found(result, "diagnosis.no_source")] == missing


def test_the_table_as_data(wvc: Call) -> None:
    table = checked(wvc, {"context": TABLE}).dossier.diagnosis
    assert table is not None
    assert table.areas == ("Haven", "Molen", "Stad")
    label, figures = table.rows[0]
    assert label == "werkloos"
    assert [(f.value, f.decimals, f.percent, f.separator) for f in figures if f] == [
        (Decimal(15), 0, True, ""), (Decimal("12.5"), 1, True, ","), (Decimal("8.8"), 1, True, ","),
    ]  # fmt: skip

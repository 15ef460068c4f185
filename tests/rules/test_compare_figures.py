"""An area against the reference: points, ratios, and what is not compared."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from wijkweb.rules.compare_figures import Comparison, compare, kind_of
from wijkweb.shapes.application import AreaFigure

pytestmark = pytest.mark.plain


def figure(value: str, unit: str = "%", year: str = "2021", **more: Any) -> AreaFigure:
    return AreaFigure(
        more.pop("indicator", "werkloosheidsdruk"),
        more.pop("area", "Haven"),
        Decimal(value),
        unit,
        year,
        "bron",
        **more,
    )


@pytest.mark.parametrize(
    ("unit", "indicator", "kind"),
    [
        ("%", "x", "percentage"), ("procent", "x", "percentage"),
        ("‰", "x", "rate"), ("per 1000", "leefloon", "rate"), ("inw/km²", "dichtheid", "rate"), ("EUR", "inkomen", "rate"),
        ("index", "x", "index"), ("", "Welvaartsindex", "index"),
        ("aantal", "x", "count"), ("", "inwoners", "count"), ("", "inwoners per km²", "rate"),
    ],
)  # fmt: skip
def test_what_a_figure_is(unit: str, indicator: str, kind: str) -> None:
    assert kind_of(figure("1", unit, indicator=indicator)) == kind


def test_a_percentage_differs_in_points_and_has_no_ratio() -> None:
    assert compare(figure("15"), figure("8.8")) == Comparison("percentage", Decimal("6.2"))


def test_a_rate_and_an_income_have_a_difference_and_a_ratio() -> None:
    assert compare(figure("42", "‰"), figure("21.5", "‰")) == Comparison("rate", Decimal("20.5"), Fraction(84, 43))
    assert compare(figure("14700", "EUR"), figure("22222", "EUR")) == Comparison(
        "rate", Decimal(-7522), Fraction(14700, 22222)
    )
    assert compare(figure("3", "‰"), figure("0", "‰")) == Comparison("rate", Decimal(3))


def test_an_index_is_compared_on_one_base() -> None:
    ghent, belgium = "Gent = 100", "België = 100"
    area = figure("66", "index", base=ghent)
    assert compare(area, figure("100", "index", base="gent=100")) == Comparison("index", Decimal(-34))
    assert compare(area, figure("97", "index", base=belgium)) == Comparison(
        "index", refused="base", facts=(ghent, belgium)
    )
    assert compare(figure("66", "index"), figure("100", "index")) == Comparison("index", refused="no_base")
    assert compare(area, figure("100", "index")) == Comparison("index", refused="base", facts=(ghent, "–"))


@pytest.mark.parametrize(
    ("area", "city", "refused", "facts"),
    [
        ({"unit": "%"}, {"unit": "‰"}, "unit", ("%", "‰")),
        ({"year": "2021"}, {"year": "2018"}, "years", ("2021", "2018")),
        ({"year": "2021"}, {"year": "2019"}, "", ("", "")),
        ({"year": ""}, {"year": "2019"}, "", ("", "")),
        ({"version": "gic"}, {"version": "pinc"}, "version", ("gic", "pinc")),
        ({"version": "gic"}, {"version": ""}, "", ("", "")),
        ({"version": "gic"}, {"version": "gemeenten"}, "", ("", "")),
        ({"unit": "aantal"}, {"unit": "aantal"}, "count", ("", "")),
    ],
)
def test_what_is_not_compared_and_why(area: dict, city: dict, refused: str, facts: tuple[str, str]) -> None:
    found = compare(figure("10", **area), figure("5", **city), own_versions=("gemeenten",))
    assert (found.refused, found.facts) == (refused, facts)
    assert (found.difference is None) == bool(refused)

"""A file of figures laid beside a dossier: new, changed, equal, refused with row and reason."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from wijkweb.rules.figure_import import Ground, Name, Place, Standing, comparable, plan_import
from wijkweb.shapes.figures import FigureFile, FileFigure, Refused

pytestmark = pytest.mark.plain

HAVEN = Place("a1", "Haven", "gic")
CITY = Place("a0", "Stad", "gemeenten")
GROUND = Ground(
    places={"440217": HAVEN, "44021w07": HAVEN, "haven": HAVEN, "44021": CITY},
    elsewhere={"440211": "Binnenstad"},
    names={"v_werkloos_pct": Name("werkloosheidsdruk", "%", "employment")},
    standing=(),
    this_year=2021,
    source="Gent in cijfers",
)
STANDS = Standing("f1", "a1", "Werkloosheidsdruk", "2020", "", Decimal("15.0000"), "%", "Gent in cijfers", "gic")


def one(row: int = 2, area: str = "440217", value: str | None = "15", **more: Any) -> FileFigure:
    number = None if value is None else Decimal(value)
    return FileFigure(row, more.pop("indicator", "v_werkloos_pct"), area, more.pop("year", "2020"), number, **more)


def plan(*figures: FileFigure, ground: Ground = GROUND, refused: tuple[Refused, ...] = ()) -> Any:
    return plan_import(FigureFile("swing", figures, refused), ground)


def test_a_new_figure_gets_name_unit_aspect_source_and_version() -> None:
    (item,) = plan(one()).new
    assert (item.place, item.version, item.aspect, item.before) == (HAVEN, "gic", "employment", None)
    figure = item.figure
    assert (figure.indicator, figure.unit, figure.source, figure.value) == (
        "werkloosheidsdruk",
        "%",
        "Gent in cijfers",
        Decimal("15.0000"),
    )


def test_what_the_file_says_goes_before_what_is_known() -> None:
    (item,) = plan(one(indicator="Groen", unit="m²", source="VITO")).new
    assert (item.figure.indicator, item.figure.unit, item.figure.source) == ("Groen", "m²", "VITO")
    (guessed,) = plan(one(indicator="p_groen_pct")).new
    assert (guessed.figure.indicator, guessed.figure.unit) == ("p_groen_pct", "%")


@pytest.mark.parametrize("code", ["440217", "44021W07", "haven", "HAVEN"])
def test_an_area_by_any_of_its_codes_or_its_name(code: str) -> None:
    assert [item.place for item in plan(one(area=code)).new] == [HAVEN]


def test_what_stands_is_changed_or_equal() -> None:
    ground = replace(GROUND, standing=(STANDS,))
    assert [(item.before, len(plan(one(), ground=ground).new)) for item in plan(one(), ground=ground).equal] == [
        (STANDS, 0)
    ]
    (item,) = plan(one(value="16.5"), ground=ground).changed
    assert (item.before, item.figure.value, item.figure.indicator) == (STANDS, Decimal("16.5000"), "Werkloosheidsdruk")
    (other,) = plan(one(source="VDAB"), ground=ground).changed
    assert other.figure.source == "VDAB"


def test_what_the_file_leaves_out_stays_but_parts_go_with_their_value() -> None:
    stands = replace(STANDS, numerator=Decimal(30), denominator=Decimal(200))
    ground = replace(GROUND, standing=(stands,), source="")
    (same,) = plan(one(), ground=ground).equal
    assert (same.figure.numerator, same.figure.source) == (Decimal(30), "Gent in cijfers")
    (item,) = plan(one(value="16"), ground=ground).changed
    assert (item.figure.numerator, item.figure.denominator) == (None, None)


@pytest.mark.parametrize(
    ("figure", "reason", "what"),
    [
        (one(area="440211"), "other_area", "Binnenstad"),
        (one(area="99"), "unknown_area", "99"),
        (one(year=""), "no_year", "v_werkloos_pct"),
        (one(year="21"), "year", "21"),
        (one(year="1021"), "year", "1021"),
        (one(year="2023"), "year", "2023"),
        (one(year="twintig"), "year", "twintig"),
        (one(value=None, missing="hidden"), "missing_hidden", "v_werkloos_pct · Haven"),
        (one(value=None, missing="unknown"), "missing_unknown", "v_werkloos_pct · Haven"),
        (one(value="1e15"), "too_long", "v_werkloos_pct · Haven"),
        (one(indicator="x" * 201), "too_long", f"{'x' * 201} · Haven"[:200]),
    ],
)  # fmt: skip
def test_what_is_refused(figure: FileFigure, reason: str, what: str) -> None:
    found = plan(figure)
    assert found.refused == (Refused(2, reason, what),)
    assert found.taken == ()


@pytest.mark.parametrize("year", ["2021", "2022", "1999", "2021-01", "2020-Q3", "2019-2020"])
def test_periods_that_are_years(year: str) -> None:
    assert len(plan(one(year=year)).new) == 1


def test_the_same_key_twice_is_refused_both_times() -> None:
    found = plan(one(2), one(3, area="44021W07", value="16"), one(4, year="2019"))
    what = "werkloosheidsdruk · Haven · 2020"
    assert found.refused == (Refused(2, "twice", what), Refused(3, "twice", what))
    assert [item.row for item in found.new] == [4]


def test_an_unknown_area_is_told_once_for_its_row_and_the_reader_speaks_too() -> None:
    found = plan(one(5, area="99"), one(5, area="99", indicator="b"), refused=(Refused(3, "no_number", "abc"),))
    assert found.refused == (Refused(3, "no_number", "abc"), Refused(5, "unknown_area", "99"))


def test_names_are_compared_without_dashes_and_capitals() -> None:
    assert comparable("Rabot - Blaisantvest") == comparable("rabot-blaisantvest") == "rabot blaisantvest"
    assert comparable("Sint-Amandsberg") == "sint amandsberg"

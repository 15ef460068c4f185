"""Figures as paper prints them, and read back from it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from wijkweb.dossier.tables import figures_table
from wijkweb.rules.application import diagnosis_of
from wijkweb.rules.figures import label, printed, told, unlabelled, untold
from wijkweb.rules.tables.diagnosis import read_diagnosis
from wijkweb.shapes.application import Application, AreaFigure, ProjectArea
from wijkweb.shapes.call import Call

pytestmark = pytest.mark.plain


def one(indicator: str, area: str, value: str, unit: str = "", year: str = "2021", **more: str) -> AreaFigure:
    return AreaFigure(indicator, area, Decimal(value), unit, year, more.pop("source", "Gent in cijfers"), **more)


FIGURES = (
    one("inwoners per km²", "Haven", "9473", printed="9.473"),
    one("inwoners per km²", "Stad", "1655", printed="1,655"),  # typed so, but it would be read as one
    one("werkloos", "Haven", "15.50", "%", printed="15,50"),
    one("werkloos", "Stad", "8.8", "%", year="2020", source="VDAB"),
    one("welvaartsindex", "Haven", "66", "index", base="Stad = 100"),
    one("welvaartsindex", "Stad", "100", "index", base="Stad = 100"),
    one("welvaartsindex", "Haven", "61", "index", base="België = 100"),
    one("leefloon", "Haven", "42", "‰", year="2020"),
    one("leefloon", "Haven", "43", "‰"),
)
AREAS = (ProjectArea("Haven", "part"), ProjectArea("Stad", "reference"))


def application(*figures: AreaFigure) -> Application:
    return Application("wvc-2021", 1, "Zeebrink", "Proef", areas=AREAS, figures=figures)


def test_the_table_of_figures(wvc: Call) -> None:
    table = figures_table(application(*FIGURES), wvc)
    assert table is not None
    assert table.rows == (
        ("Indicator", "Haven", "Stad", "Jaar", "Bron"),
        ("inwoners per km²", "9.473", "1655", "2021", "Gent in cijfers"),
        ("werkloos", "15,50 %", "8,8 %", "2021 (Haven); 2020 (Stad)", "Gent in cijfers (Haven); VDAB (Stad)"),
        ("welvaartsindex (Stad = 100)", "66", "100", "2021", "Gent in cijfers"),
        ("welvaartsindex (België = 100)", "61", "", "2021", "Gent in cijfers"),
        ("leefloon", "43 ‰", "", "2021", "Gent in cijfers"),
    )


def test_the_table_is_read_back_to_the_same_figures(wvc: Call) -> None:
    table = figures_table(application(*FIGURES), wvc)
    assert table is not None
    read = read_diagnosis(table, "", 0, ())
    assert read == diagnosis_of(FIGURES, ["Haven", "Stad"], "nl")


def test_without_years_and_sources_there_are_no_columns_for_them(wvc: Call) -> None:
    bare = [replace(figure, year="", source="") for figure in FIGURES[:4]]
    table = figures_table(application(*bare), wvc)
    assert table is not None
    assert table.rows[0] == ("Indicator", "Haven", "Stad")
    read = read_diagnosis(table, "", 0, ())
    assert read is not None
    assert (read.sourced, read.dated, read.beside) == (False, False, ())
    assert figures_table(application(), wvc) is None


@pytest.mark.parametrize(
    ("indicator", "base", "text"),
    [
        ("welvaartsindex", "Gent = 100", "welvaartsindex (Gent = 100)"),
        ("werkloosheid", "", "werkloosheid"),
        ("index (18-24)", "", "index (18-24)"),
    ],
)
def test_a_label_is_taken_apart_again(indicator: str, base: str, text: str) -> None:
    assert label(indicator, base) == text
    assert unlabelled(text) == (indicator, base)


def test_a_base_that_is_in_the_name_is_not_said_twice() -> None:
    assert label("welvaartsindex (Gent = 100)", "Gent = 100") == "welvaartsindex (Gent = 100)"


def test_years_are_told_once_or_for_each_area() -> None:
    assert told([("Haven", "2021"), ("Stad", "2021")]) == "2021"
    mixed = told([("Haven", "2021"), ("Molen", "2021"), ("Stad", "2020")])
    assert mixed == "2021 (Haven, Molen); 2020 (Stad)"
    assert [untold(mixed, area) for area in ("Haven", "Molen", "Stad", "Nergens")] == ["2021", "2021", "2020", ""]
    assert untold("2021", "Haven") == "2021"


def test_a_figure_keeps_the_decimals_that_were_typed() -> None:
    assert printed(one("x", "a", "32.4", "%", printed="32,40"), "nl") == "32,40 %"
    assert printed(one("x", "a", "32.4", "%", printed="32,40%"), "nl") == "32,40%"
    assert printed(one("x", "a", "32.4", "%"), "en") == "32.4 %"
    assert printed(one("x", "a", "-1.50", "EUR"), "nl") == "-1,5"

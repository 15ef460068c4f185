"""Figures of a report: what is hidden, what is rounded, what changed, what is still to be done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wijkweb.rules.disclosure import INSIDE, PUBLIC
from wijkweb.rules.reporting import Remark, cell, changes, counts, hidden_in, remarks, without_addresses
from wijkweb.shapes.report import CHAPTERS, Cell, Chapter, Column, Figure, Grid, Report, Row

pytestmark = pytest.mark.plain


def report(*chapters: Chapter, year: int = 1, hidden: int = 0) -> Report:
    known = {chapter.key: chapter for chapter in chapters}
    whole = tuple(known.get(key, Chapter(key)) for key in CHAPTERS)
    first, last = date(2021 + year, 1, 1), date(2021 + year, 12, 31)
    return Report("zaak", "WEB", "Zeebrink", year, first, last, last, "inside", "nl", chapters=whole, hidden=hidden)


def money(amount: str) -> Chapter:
    columns = (Column("post", "Post"), Column("paid", "Betaald"))
    row = Row("staff", (Cell("text", "Personeel"), Cell("money", number=Decimal(amount))))
    return Chapter("money", grids=(Grid("money", "Geld", columns, (row,)),))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(9, 4), Decimal("2.2")),  # half to even
        (Fraction(11, 4), Decimal("2.8")),
        (Decimal("12.50"), Decimal("12.5")),
        (7, Decimal(7)),
        (None, None),
    ],
)
def test_a_number_is_rounded_half_to_even_once(value: Fraction | Decimal | int | None, shown: Decimal | None) -> None:
    assert cell("hours", value).number == shown


def test_inside_a_count_is_exact_from_five_up_and_in_public_rounded_from_ten_up() -> None:
    table = [[3, 12, 40], [21, 33, 8]]
    inside, public = counts(table, "inside"), counts(table, "public")
    assert inside[0][0].kind == "hidden"
    assert inside[0][2] == Cell("count", number=Decimal(40))
    assert public[0][0].kind == public[1][2].kind == "hidden"
    assert {int(c.number) % 5 for row in public for c in row if c.number is not None} == {0}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.integers(0, 60), min_size=3, max_size=3), min_size=2, max_size=6))
def test_no_small_count_is_ever_shown(table: list[list[int]]) -> None:
    for edition, least in (("inside", INSIDE), ("public", PUBLIC)):
        for row, shown in zip(table, counts(table, edition), strict=False):  # type: ignore[arg-type]
            for number, value in zip(row, shown, strict=False):
                assert value.kind == "hidden" or number == 0 or number >= least


def test_a_figure_that_says_something_else_is_a_change_and_an_address_is_not() -> None:
    then = report(money("100.00"))
    row = Row("staff", (Cell("text", "Personeel"), Cell("money", number=Decimal("120.00"), opens="/geld/")))
    now = report(Chapter("money", grids=(Grid("money", "Geld", then.chapter("money").grids[0].columns, (row,)),)))
    assert changes(then, then) == ()
    (one,) = changes(then, now)
    assert (one.key, one.label) == ("money/staff/paid", "Personeel: Betaald")
    assert (one.then.number, one.now.number) == (Decimal("100.00"), Decimal("120.00"))


def test_a_row_that_came_later_is_a_change_from_nothing() -> None:
    (one,) = changes(report(), report(money("100.00")))
    assert (one.then.kind, one.now.number) == ("none", Decimal("100.00"))


def test_a_row_of_naught_that_came_or_went_is_no_change() -> None:
    assert changes(report(), report(money("0.00"))) == ()
    assert changes(report(money("0.00")), report()) == ()
    (one,) = changes(report(money("100.00")), report(money("0.00")))
    assert (one.then.number, one.now.number) == (Decimal("100.00"), Decimal("0.00"))


def test_a_text_that_reads_otherwise_is_no_change_of_a_figure() -> None:
    columns = (Column("a", "A"), Column("b", "B"))

    def said(words: str) -> Report:
        return report(
            Chapter("risks", grids=(Grid("r", "R", columns, (Row("1", (Cell("text", "x"), Cell("text", words))),)),))
        )

    assert changes(said("open"), said("gesloten")) == ()


def test_every_chapter_without_a_text_keeps_the_report_open() -> None:
    written = report(*(Chapter(key, "Geschreven.") for key in CHAPTERS if key != "money"))
    found = remarks(replace(written, provisional=("Uren",)), ends=date(2021, 12, 31), changed=())
    assert [one for one in found if one.blocks] == [Remark("no_text", "money", blocks=True)]
    assert Remark("provisional", "promises", (("title", "Uren"),)) in found


@pytest.mark.parametrize(("cut_off", "blocks"), [(date(2022, 12, 31), ["01/01/2023"]), (date(2023, 1, 1), [])])
def test_a_year_that_still_runs_keeps_the_report_open(cut_off: date, blocks: list[str]) -> None:
    written = report(*(Chapter(key, "Geschreven.") for key in CHAPTERS))
    found = remarks(replace(written, cut_off=cut_off), ends=date(2022, 12, 31), changed=())
    assert [dict(one.facts)["day"] for one in found if one.blocks] == blocks


def test_thin_data_and_hidden_figures_are_told() -> None:
    thin = Chapter("promises", "t", figures=(Figure("promise/u/status", "Uren", Cell("status", "not_enough_data")),))
    codes = {one.code for one in remarks(report(thin, hidden=2), ends=date(2021, 12, 31), changed=())}
    assert {"not_enough_data", "hidden"} <= codes


def test_hidden_figures_are_counted_and_addresses_taken_off() -> None:
    columns = (Column("a", "A"), Column("b", "B"))
    row = Row("1", (Cell("text", "x", opens="/in/"), Cell("hidden")))
    chapter = Chapter("street", grids=(Grid("g", "G", columns, (row,)),))
    assert hidden_in((chapter,)) == 1
    assert "/in/" not in str(without_addresses(chapter))

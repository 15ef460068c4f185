"""The budget: staff lines over years to the cent, payers by post, and what the check reads of it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkweb.readers.callfile import published
from wijkweb.rules.budget import (
    STAFF,
    amounts_of,
    finance_of,
    money_lines,
    payer_total,
    post_totals,
    spending_of,
    staff_amount,
    staff_length,
    staff_years,
    whole_years,
    years_of,
)
from wijkweb.shapes.application import MoneyLine, Payer, StaffPlan
from wijkweb.shapes.call import Call

pytestmark = pytest.mark.plain

WVC = published("wvc-2021")
FOUR_YEARS = (date(2022, 1, 1), date(2025, 12, 31))


def plan(
    yearly: str, start: date = FOUR_YEARS[0], end: date = FOUR_YEARS[1], index: str = "0", vte: str = "1"
) -> StaffPlan:
    return StaffPlan("functie", "Stad", Decimal(vte), start, end, Decimal(yearly), Decimal(index))


@pytest.mark.parametrize(
    ("vte", "yearly", "whole"),
    [("1.6", "87487.18", "349948.72"), ("0.8", "56206.83", "224827.32"), ("1", "54679.49", "218717.96")],
)
def test_the_lines_of_a_real_dossier(vte: str, yearly: str, whole: str) -> None:
    line = plan(yearly, vte=vte)
    assert staff_years(line) == dict.fromkeys((2022, 2023, 2024, 2025), Decimal(yearly))
    assert (staff_amount(line), staff_length(line)) == (Decimal(whole), 4)


def test_the_whole_of_a_real_dossier(wvc: Call) -> None:
    staff = tuple(plan(yearly) for yearly in ("87487.18", "56206.83", "54679.49"))
    funder = Payer("Vlaanderen", "funder", (MoneyLine("operating", Decimal("6000.00")),), staff)
    assert post_totals(funder) == {("operating", ""): Decimal("6000.00"), (STAFF, ""): Decimal("793494.00")}
    assert payer_total(funder) == Decimal("799494.00")
    spending = spending_of([funder], wvc)
    assert spending is not None
    assert [(post.post, str(post.amount)) for post in spending.posts] == [
        ("staff", "793494.00"), ("operating", "6000.00"), ("studies", "0.00"), ("investments", "0.00"),
    ]  # fmt: skip
    assert [line.years for line in spending.staff] == [4, 4, 4]


@pytest.mark.parametrize(
    ("start", "end", "index", "years"),
    [
        ((2022, 7, 1), (2023, 6, 30), "0", {2022: "6000.00", 2023: "6000.00"}),
        ((2022, 1, 1), (2024, 12, 31), "2", {2022: "12000.00", 2023: "12240.00", 2024: "12484.80"}),
        ((2022, 7, 1), (2023, 12, 31), "2.5", {2022: "6000.00", 2023: "12300.00"}),
        ((2022, 1, 16), (2022, 1, 31), "0", {2022: "516.13"}),  # 16 of 31 days of a month of 1,000
        ((2024, 2, 1), (2024, 2, 29), "0", {2024: "1000.00"}),
        ((2022, 2, 1), (2022, 2, 28), "0", {2022: "1000.00"}),
        ((2022, 12, 31), (2023, 1, 1), "0", {2022: "32.26", 2023: "32.26"}),
        ((2022, 3, 15), (2022, 3, 15), "0", {2022: "32.26"}),
    ],
)
def test_a_line_over_part_of_a_year(start: tuple, end: tuple, index: str, years: dict[int, str]) -> None:
    assert staff_years(plan("12000", date(*start), date(*end), index)) == {
        year: Decimal(amount) for year, amount in years.items()
    }


def test_half_a_cent_is_rounded_up() -> None:
    assert staff_years(plan("0.01", date(2022, 1, 1), date(2022, 6, 30))) == {2022: Decimal("0.01")}


def test_staff_lines_are_the_post_for_staff_of_their_payer() -> None:
    typed = (MoneyLine(STAFF, Decimal("1.00"), 2022), MoneyLine("operating", Decimal("2.00"), 2022))
    assert amounts_of(Payer("a", "own", typed)) == {(STAFF, "", 2022): Decimal(1), ("operating", "", 2022): Decimal(2)}
    with_staff = Payer("a", "own", typed, (plan("12000", date(2022, 1, 1), date(2022, 12, 31)),))
    assert amounts_of(with_staff) == {
        (STAFF, "", 2022): Decimal("12000.00"), ("operating", "", 2022): Decimal(2),
    }  # fmt: skip


def test_a_cost_under_no_post_is_told_apart(wvc: Call) -> None:
    lines = (MoneyLine("", Decimal("500.00"), label="Catering"), MoneyLine("operating", Decimal("10.00")))
    spending = spending_of([Payer("Vlaanderen", "funder", lines)], wvc)
    assert spending is not None
    assert [(post.label, post.post) for post in spending.posts if post.amount] == [
        ("Werking", "operating"),
        ("Catering", ""),
    ]


def test_nobody_pays_and_nothing_is_paid(wvc: Call) -> None:
    assert finance_of([], wvc) is None
    assert spending_of([Payer("Vlaanderen", "funder")], wvc) is None
    assert years_of([Payer("Vlaanderen", "funder")]) == ()


@pytest.mark.parametrize(
    ("amount", "years", "yearly"),
    [
        ("349948.72", Fraction(4), "87487.18"),
        ("100.01", Fraction(4), None),
        ("10.00", Fraction(5, 2), None),
        ("10.00", None, None),
    ],
)
def test_the_yearly_amount_behind_a_whole(amount: str, years: Fraction | None, yearly: str | None) -> None:
    assert whole_years(Decimal(amount), years) == (None if yearly is None else Decimal(yearly))


CENTS = st.integers(0, 10**11).map(lambda cents: Decimal(cents).scaleb(-2).quantize(Decimal("0.01")))
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
PLANS = st.builds(
    lambda start, days, yearly, index: StaffPlan("f", "w", Decimal(1), start, start + timedelta(days), yearly, index),
    DAYS, st.integers(0, 4000), CENTS, st.integers(0, 1000).map(lambda hundredths: Decimal(hundredths).scaleb(-2)),
)  # fmt: skip
POSTS = st.sampled_from([STAFF, "operating", "studies", "investments", ""])
LINES = st.builds(
    lambda post, amount, year, label: MoneyLine(post, amount, year, label if not post else ""),
    POSTS, CENTS, st.sampled_from([None, 2022, 2023, 2024]), st.sampled_from(["Catering", "Huur"]),
)  # fmt: skip
KINDS = st.sampled_from(["own", "funder", "public", "private"])
PAYERS = st.builds(
    Payer, st.text(max_size=8), KINDS, st.lists(LINES, max_size=8).map(tuple), st.lists(PLANS, max_size=3).map(tuple)
)


@settings(max_examples=1_000)
@given(PLANS)
def test_a_period_has_as_many_parts_as_calendar_years(line: StaffPlan) -> None:
    years = staff_years(line)
    assert list(years) == list(range(line.start.year, line.end.year + 1))
    assert all(amount == amount.quantize(Decimal("0.01")) and amount >= 0 for amount in years.values())
    flat = StaffPlan(line.function, line.employer, line.vte, line.start, line.end, line.yearly)
    # cut at the years: no part loses or wins more than half a cent
    assert abs(Fraction(staff_amount(flat)) - Fraction(line.yearly) * staff_length(line)) <= Fraction(len(years), 200)
    assert staff_amount(line) >= staff_amount(flat)


@settings(max_examples=1_000)
@given(PLANS, st.integers(0, 3999))
def test_a_line_cut_in_two_at_a_month_is_as_long(line: StaffPlan, days: int) -> None:
    cut = line.start + timedelta(days=days)
    if cut >= line.end:
        return
    parts = [
        StaffPlan("f", "w", line.vte, line.start, cut, line.yearly),
        StaffPlan("f", "w", line.vte, cut + timedelta(days=1), line.end, line.yearly),
    ]
    assert sum(map(staff_length, parts)) == staff_length(line)


@settings(max_examples=1_000)
@given(st.lists(PAYERS, max_size=6))
def test_every_way_to_add_up_gives_the_same_whole(payers: list[Payer]) -> None:
    whole = sum((payer_total(payer) for payer in payers), Decimal(0))
    assert whole == sum((sum(post_totals(payer).values()) for payer in payers), Decimal(0))
    cells = [amounts_of(payer) for payer in payers]
    by_year = {year: sum(v for cell in cells for (*_, y), v in cell.items() if y == year) for year in years_of(payers)}
    assert sum(by_year.values()) == whole
    finance, spending = finance_of(payers, WVC), spending_of(payers, WVC)
    if finance:
        assert sum(c.amount for c in finance.contributions) == whole
        assert all(sum(value for _, value in c.parts) == c.amount for c in finance.contributions)
    asked = sum((payer_total(payer) for payer in payers if payer.kind == "funder"), Decimal(0))
    assert (spending.total if spending else Decimal(0)) == asked
    if spending:
        assert sum(post.amount or 0 for post in spending.posts) == asked


@settings(max_examples=1_000)
@given(PAYERS)
def test_amounts_as_lines_are_the_same_amounts(payer: Payer) -> None:
    again = Payer(payer.name, payer.kind, money_lines(amounts_of(payer)))
    assert amounts_of(again) == {key: value for key, value in amounts_of(payer).items() if value}

"""What is different between two budgets, and the mark by which one budget is told from another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from wijkweb.rules.entries import Entry, same_budget, settled, staff_columns, token_of, totals
from wijkweb.rules.money_diff import Change, changes
from wijkweb.shapes.application import MoneyLine, Payer, StaffPlan

pytestmark = pytest.mark.plain

PLAN = StaffPlan("regisseur", "Stad", Decimal("1.60"), date(2022, 7, 1), date(2023, 12, 31), Decimal("12000.00"))
CITY = Payer(
    "Stad", "own", (MoneyLine("operating", Decimal("10.00"), 2022), MoneyLine("", Decimal("5.00"), None, "Huur"))
)
FUNDER = Payer("Vlaanderen", "funder", (MoneyLine("staff", Decimal("1.00")),), (PLAN,))


def test_no_difference_in_another_order_of_lines_or_with_zeros() -> None:
    same = replace(CITY, lines=(*CITY.lines[::-1], MoneyLine("studies", Decimal("0.00"))))
    assert changes([CITY, FUNDER], [same, replace(FUNDER, lines=())]) == ()
    assert settled(FUNDER).lines == ()


@pytest.mark.parametrize(
    ("after", "told"),
    [
        ([replace(CITY, lines=CITY.lines[:1])], [Change("amount", "Stad", Decimal("5.00"), None, "", "Huur")]),
        ([replace(CITY, kind="public")], [Change("kind", "Stad", "own", "public")]),
        ([], [Change("payer", "Stad", "own", None), Change("amount", "Stad", Decimal("5.00"), None, "", "Huur"), Change("amount", "Stad", Decimal("10.00"), None, "operating", "", 2022)]),
    ],
)  # fmt: skip
def test_a_difference_of_a_payer(after: list[Payer], told: list[Change]) -> None:
    assert list(changes([CITY], after)) == told


def test_a_difference_of_a_staff_line() -> None:
    longer = replace(FUNDER, staff=(replace(PLAN, end=date(2024, 12, 31)), PLAN))
    assert changes([FUNDER], [longer]) == (
        Change("staff", "Vlaanderen", date(2023, 12, 31), date(2024, 12, 31), name="regisseur (Stad)", field="end"),
        Change("staff", "Vlaanderen", None, Decimal("12000.00"), name="regisseur (Stad)"),
    )


def test_another_order_of_payers_is_told() -> None:
    assert changes([CITY, FUNDER], [FUNDER, CITY]) == (Change("order", "", "Stad, Vlaanderen", "Vlaanderen, Stad"),)


def test_a_token_stands_for_one_budget() -> None:
    one = (Entry("a", CITY), Entry("b", FUNDER, ("s",)))
    assert token_of(one) == token_of((Entry("a", replace(CITY, lines=CITY.lines[::-1])), one[1]))
    others = [(one[1], one[0]), (Entry("c", CITY), one[1]), (Entry("a", replace(CITY, name="X")), one[1])]
    assert len({token_of(entries) for entries in (one, *others)}) == 4
    assert same_budget(one, others[1])
    assert not same_budget(one, others[0])


def test_totals_by_payer_year_and_post() -> None:
    summed = totals([Entry("a", CITY), Entry("b", FUNDER, ("s",))])
    assert summed.payers == {"a": Decimal("15.00"), "b": Decimal("18000.00")}
    assert summed.years == {2022: Decimal("6010.00"), 0: Decimal("5.00"), 2023: Decimal("12000.00")}
    assert summed.cells["b", "staff"] == Decimal("18000.00")
    assert summed.all == Decimal("18015.00")
    assert staff_columns([Entry("b", FUNDER, ("s",))]) == {2022, 2023}

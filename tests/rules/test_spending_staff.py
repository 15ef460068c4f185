"""What a month of a function costs: as the plan supposed, and by the rises of wages that were told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkweb.rules.spending_staff import factor, month_cost, months_of, planned, to_run
from wijkweb.shapes.spending_book import PlanRow, Rise, StaffTerms

pytestmark = pytest.mark.plain
STAFF = StaffTerms(Decimal("1.00"), date(2022, 1, 1), date(2027, 12, 31), Decimal("60000.00"), Decimal("2.00"))
JULY = Rise(date(2024, 7, 1), Decimal("2.00"))
DAYS = st.dates(date(2020, 1, 1), date(2027, 12, 31))
PERCENTS = st.decimals("0.01", "50.00", places=2)
RISES = st.lists(st.builds(Rise, DAYS, PERCENTS), max_size=6)


def cost(month: date, *rises: Rise) -> Decimal:
    return month_cost(STAFF, month, Decimal("1.00"), rises)


@pytest.mark.parametrize(
    ("month", "rises", "expected"),
    [
        (date(2022, 6, 1), (), "5000.00"),
        (date(2024, 6, 1), (), "5202.00"),
        (date(2024, 6, 1), (JULY,), "5202.00"),
        (date(2024, 7, 1), (JULY,), "5306.04"),
        (date(2025, 7, 1), (JULY,), "5306.04"),
        (date(2025, 7, 1), (Rise(date(2025, 3, 1), Decimal("1.00")), JULY), "5359.10"),
        (date(2022, 6, 1), (Rise(date(2020, 5, 1), Decimal("2.00")),), "5100.00"),
    ],
)
def test_a_told_rise_comes_on_top_of_what_the_plan_supposed_before_it(
    month: date, rises: tuple[Rise, ...], expected: str
) -> None:
    assert cost(month, *rises) == Decimal(expected)


@given(rises=RISES, indexation=st.decimals("0.00", "10.00", places=2))
def test_no_month_is_cheaper_than_the_one_before(rises: list[Rise], indexation: Decimal) -> None:
    staff = StaffTerms(Decimal("1.00"), date(2022, 1, 1), date(2027, 12, 31), Decimal("60000.00"), indexation)
    found = [factor(staff, month, rises) for month in months_of(staff)]
    assert found == sorted(found)


@given(rises=RISES, percent=PERCENTS, month=st.integers(1, 12), years=st.integers(0, 5))
def test_a_told_rise_lowers_no_month_in_which_it_begins(
    rises: list[Rise], percent: Decimal, month: int, years: int
) -> None:
    day = date(2022 + years, month, 1)
    before = [rise for rise in rises if rise.day < day]
    assert factor(STAFF, day, [*before, Rise(day, percent)]) > factor(STAFF, day, before)


def test_what_a_line_still_costs_follows_the_same_wages() -> None:
    row = PlanRow("l", "own", "staff", "Outreach", Decimal(0), Decimal(0), STAFF)
    known = {month for month in months_of(STAFF) if month < date(2027, 11, 1)}
    assert to_run(row, known, [JULY]) == 2 * cost(date(2027, 11, 1), JULY) == Decimal("10612.08")
    assert planned(STAFF, date(2027, 11, 1)) == Decimal("1.00")

"""What was paid before a day: each entry is added once, and each day says what it would say on its own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkweb.rules.spending_months import paid_before
from wijkweb.rules.spending_share import own_share, realised_share
from wijkweb.shapes.call import Call
from wijkweb.shapes.spending import PAYERS, BookedEntry, PayerKind

pytestmark = pytest.mark.plain
DAYS = st.dates(date(2022, 1, 1), date(2024, 12, 31))
AMOUNTS = st.decimals("-9000.00", "9000.00", places=2)


def entry(day: date, payer: PayerKind, amount: Decimal) -> BookedEntry:
    return BookedEntry("x", "payment", day, "staff", payer, "", "", "", amount, False)


ENTRIES = st.lists(st.builds(entry, DAYS, st.sampled_from(PAYERS), AMOUNTS), max_size=30)


def before(booked: list[BookedEntry], day: date) -> dict[PayerKind, Decimal]:
    found: dict[PayerKind, Decimal] = {}
    for one in booked:
        if one.day < day:
            found[one.payer] = found.get(one.payer, Decimal("0.00")) + one.amount
    return found


@given(ENTRIES, st.lists(DAYS, max_size=12).map(sorted))
def test_the_sums_of_some_days_are_those_of_each_day(booked: list[BookedEntry], days: list[date]) -> None:
    assert [dict(paid) for paid in paid_before(booked, days)] == [before(booked, day) for day in days]


def test_what_is_paid_on_a_day_is_not_paid_before_it() -> None:
    booked = [entry(date(2022, 2, 1), "own", Decimal("5.00"))]
    found = [dict(paid) for paid in paid_before(booked, [date(2022, 2, 1), date(2022, 3, 1)])]
    assert found == [{}, {"own": Decimal("5.00")}]


@given(ENTRIES)
def test_the_realised_share_alone_is_that_of_the_whole_own_share(
    wvc: Call, buurtfonds: Call, booked: list[BookedEntry]
) -> None:
    paid = before(booked, date(2025, 1, 1))
    for call in (None, wvc, buurtfonds):
        assert realised_share(call, paid) == own_share(call, paid=paid, plan={}, foreseen={}).share

"""Posts: how much of them is filled, and when not."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkweb.rules.capacity import Filled, Gap, Month, Noted, Post, gaps, months

pytestmark = pytest.mark.plain

START, END = date(2023, 1, 1), date(2023, 12, 31)
POST = Post(Decimal("1.60"), START, END)
ONE, REST = Decimal("1.00"), Decimal("0.60")


def test_a_post_that_somebody_fills_whole_has_no_gap() -> None:
    assert gaps(POST, [Filled(START, None)], [], date(2024, 5, 1)) == ()


def test_part_of_a_post_is_not_filled() -> None:
    found = gaps(POST, [Filled(START, None, ONE)], [], date(2023, 3, 31))
    assert found == (Gap(START, date(2023, 3, 31), REST, (), True),)
    assert found[0].days == 90


def test_who_leaves_makes_a_gap_until_somebody_comes() -> None:
    filled = [Filled(START, date(2023, 9, 3)), Filled(date(2023, 12, 19), None)]
    noted = [Noted(date(2023, 9, 4), date(2023, 12, 18), POST.vte, "weg")]
    assert gaps(POST, filled, noted, END) == (
        Gap(date(2023, 9, 4), date(2023, 12, 18), POST.vte, ("weg",), False),
    )  # fmt: skip


def test_a_note_tells_of_a_gap_that_the_team_does_not_show() -> None:
    noted = [Noted(date(2023, 9, 4), None, ONE, "ziek")]
    assert gaps(POST, [Filled(START, None)], noted, date(2023, 9, 30)) == (
        Gap(date(2023, 9, 4), date(2023, 9, 30), ONE, ("ziek",), True),
    )  # fmt: skip


def test_a_gap_is_never_larger_than_the_post_and_ends_with_it() -> None:
    noted = [Noted(START, None, ONE, "a"), Noted(START, None, ONE, "b")]
    assert gaps(POST, [], noted, date(2025, 1, 1)) == (Gap(START, END, POST.vte, ("a", "b"), False),)


def test_a_month_is_weighed_by_its_days_and_one_that_runs_by_those_so_far() -> None:
    filled = [Filled(START, date(2023, 1, 15), ONE)]
    assert months(Post(ONE, START, END), filled, [], date(2023, 2, 10)) == (
        Month(date(2023, 1, 1), Fraction(1), Fraction(15, 31)),
        Month(date(2023, 2, 1), Fraction(1), Fraction(0)),
    )


def test_nothing_before_the_post_begins() -> None:
    assert (months(POST, [], [], date(2022, 12, 31)), gaps(POST, [], [], date(2022, 12, 31))) == ((), ())


DAYS = st.integers(0, 500).map(lambda number: date(2022, 10, 1) + timedelta(days=number))
SPANS = st.tuples(DAYS, st.none() | st.integers(0, 200), st.none() | st.decimals("0.10", "2.00", places=2))


@given(st.lists(SPANS, max_size=4), DAYS)
def test_what_is_filled_and_what_is_not_add_up_to_what_was_planned(spans: list, until: date) -> None:
    filled = [
        Filled(start, None if length is None else start + timedelta(days=length), vte) for start, length, vte in spans
    ]
    found = gaps(POST, filled, [], until)
    found_months = months(POST, filled, [], until)
    missing = sum((Fraction(gap.vte) * gap.days for gap in found), Fraction(0))
    ends = [min((month.first + timedelta(days=32)).replace(day=1) - timedelta(days=1), until) for month in found_months]
    lengths = [(end - month.first).days + 1 for month, end in zip(found_months, ends, strict=True)]
    short = sum(((m.planned - m.filled) * days for m, days in zip(found_months, lengths, strict=True)), Fraction(0))
    assert missing == short
    assert all(0 <= month.filled <= month.planned for month in found_months)

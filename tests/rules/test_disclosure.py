"""Small numbers stay hidden: held against every table that a reader could have before them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkweb.rules.disclosure import INSIDE, Shown, exposed, hide_small, with_totals

pytestmark = pytest.mark.plain


def possible(table: list[list[int]], shown: Shown) -> list[list[list[int]]]:
    """Every table near this one that shows the same, when each hidden number is at least 1."""
    inner = [(i, j) for i, row in enumerate(table) for j, _ in enumerate(row) if shown[i][j] is None]
    choices = [range(max(1, table[i][j] - 2), table[i][j] + 3) for i, j in inner]
    found = []
    for values in itertools.product(*choices):
        other = [list(row) for row in table]
        for (i, j), value in zip(inner, values, strict=True):
            other[i][j] = value
        full = with_totals(other)
        if all(number is None or number == full[i][j] for i, row in enumerate(shown) for j, number in enumerate(row)):
            found.append(full)
    return found


def test_one_small_number_takes_others_with_it() -> None:
    shown = hide_small([[3, 10, 20], [10, 30, 40], [20, 40, 60]], INSIDE)
    assert shown == ((None, None, 20, 33), (None, None, 40, 80), (20, 40, 60, 120), (33, 80, 120, 233))


def test_what_is_large_or_nothing_is_shown() -> None:
    assert hide_small([[5, 0], [7, 9]], INSIDE) == ((5, 0, 5), (7, 9, 16), (12, 9, 21))


def test_a_table_of_one_number_hides_its_totals_too() -> None:
    assert hide_small([[2]], INSIDE) == ((None, None), (None, None))


def test_without_the_second_step_a_number_is_worked_out() -> None:
    """The twin: only the small number hidden, and it is exposed."""
    full = with_totals([[3, 10], [10, 30]])
    assert exposed(full, {(0, 0)}) == {(0, 0)}


TABLES = st.integers(1, 2).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 9), min_size=width, max_size=width), min_size=1, max_size=3)
)


@given(TABLES)
@settings(max_examples=150, deadline=None)
def test_no_hidden_number_can_be_worked_out(table: list[list[int]]) -> None:
    shown = hide_small(table, INSIDE)
    full, tables = with_totals(table), possible(table, shown)
    for i, row in enumerate(shown):
        for j, number in enumerate(row):
            if number is None:
                assert len({other[i][j] for other in tables}) > 1, (table, shown)
            else:
                assert number == full[i][j]
                assert number == 0 or number >= INSIDE

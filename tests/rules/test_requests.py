"""What was asked of a government, and risks: ages, lateness, weight."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from wijkweb.rules.requests import Asked, age, as_of, in_time, overdue, sums
from wijkweb.rules.risks import to_review, weight
from wijkweb.shapes.finding import Share

pytestmark = pytest.mark.plain

ON = date(2024, 11, 20)


@pytest.mark.parametrize(
    ("one", "found"),
    [
        (Asked("to_ask", None, None, None), (None, False, None)),
        (Asked("asked", date(2024, 11, 10), date(2024, 11, 20), None), (10, False, None)),
        (Asked("asked", date(2024, 11, 10), date(2024, 11, 19), None), (10, True, None)),
        (Asked("granted", date(2024, 1, 1), date(2024, 1, 31), date(2024, 1, 31)), (30, False, True)),
        (Asked("refused", date(2024, 1, 1), date(2024, 1, 31), date(2024, 2, 1)), (31, False, False)),
        (Asked("granted", None, None, None), (None, False, None)),
    ],
)
def test_age_and_lateness(one: Asked, found: tuple) -> None:
    assert (age(one, ON), overdue(one, ON), in_time(one)) == found


def test_the_share_that_was_answered_in_time_counts_what_is_overdue() -> None:
    found = sums(
        [
            Asked("to_ask", None, None, None),
            Asked("asked", date(2024, 6, 1), date(2024, 9, 1), None),
            Asked("granted", date(2024, 1, 1), date(2024, 1, 31), date(2024, 1, 15)),
            Asked("refused", date(2024, 1, 1), None, date(2024, 1, 15)),
        ],
        ON,
    )
    assert (found.to_ask, found.waiting, found.overdue, found.answered) == (1, 1, 1, 2)
    assert found.in_time == Share(Fraction(1, 2))
    assert sums([], ON).in_time is None


def test_a_request_as_it_stood_on_a_day() -> None:
    asked, answered = date(2024, 1, 1), date(2024, 2, 1)
    one = Asked("granted", asked, None, answered)
    assert as_of(one, date(2023, 12, 31)) is None
    waiting = as_of(one, date(2024, 1, 31))
    assert waiting == Asked("asked", asked, None, None)
    assert age(waiting, date(2024, 1, 31)) == 30
    assert as_of(one, answered) == one


def test_the_weight_of_a_risk_and_when_it_is_looked_at_again() -> None:
    assert [weight(chance, effect) for chance, effect in (("low", "low"), ("low", "high"), ("high", "high"))] == [
        1,
        3,
        9,
    ]
    assert [to_review(ON, state, ON) for state in ("open", "happened", "closed")] == [True, True, False]
    assert (to_review(None, "open", ON), to_review(date(2024, 11, 21), "open", ON)) == (False, False)

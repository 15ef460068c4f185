"""How old, how late, how many in time."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from wijkweb.rules.signals import Facts, Standing, age, in_time, overdue, standing
from wijkweb.shapes.finding import Share

pytestmark = pytest.mark.plain

TODAY = date(2022, 3, 16)


def facts(seen: str = "2022-03-01", due: str = "", answered: str = "", status: str = "open") -> Facts:
    day = date.fromisoformat
    return Facts(day(seen), day(due) if due else None, day(answered) if answered else None, status)


def test_a_signal_is_overdue_from_the_day_after_its_due_date() -> None:
    assert overdue(facts(due="2022-03-15"), TODAY)
    assert not overdue(facts(due="2022-03-16"), TODAY)
    assert not overdue(facts(), TODAY)
    assert not overdue(facts(due="2022-03-15", answered="2022-03-16", status="answered"), TODAY)
    assert not overdue(facts(due="2022-03-15", status="closed"), TODAY)


def test_an_answer_on_its_due_date_is_in_time() -> None:
    assert in_time(facts(due="2022-03-15", answered="2022-03-15", status="answered"))
    assert not in_time(facts(due="2022-03-15", answered="2022-03-16", status="answered"))
    assert not in_time(facts(answered="2022-03-15", status="answered"))


def test_the_share_is_a_ratio_of_sums_over_what_was_due_or_answered() -> None:
    found = [
        facts(due="2022-03-10", answered="2022-03-09", status="told"),
        facts(due="2022-03-10", answered="2022-03-12", status="answered"),
        facts(due="2022-03-15"),  # overdue
        facts(due="2022-03-15", status="closed"),  # closed without an answer
        facts(due="2022-04-15"),  # not due yet: counts nowhere
        facts(seen="2022-02-14"),  # nobody promised an answer
    ]
    assert standing(found, TODAY) == Standing(open=3, overdue=1, in_time=Share(Fraction(1, 4)), median_age=15)


def test_nothing_gives_no_share_and_no_age_rather_than_zero() -> None:
    assert standing([], TODAY) == Standing(open=0, overdue=0, in_time=None, median_age=None)


def test_an_age_is_never_below_zero() -> None:
    assert age(facts(seen="2022-03-20"), TODAY) == 0

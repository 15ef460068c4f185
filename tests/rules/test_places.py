"""Where a place lies, how long nobody was there, how many were met without telling who."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from wijkweb.rules.places import Band, NoPoint, bands, days_alone, months_back, read_point, silent
from wijkweb.rules.states import LEVELS, PLACE, SIGNAL, may_become
from wijkweb.shapes.contact import HEADS

pytestmark = pytest.mark.plain

GHENT = (Decimal("51.05432"), Decimal("3.72374"))


@pytest.mark.parametrize(
    "text",
    [
        "51.05432, 3.72374",
        "51.05432,3.72374",
        "51.05432 3.72374",
        " (51.05432; 3.72374) ",
        "51,05432 3,72374",
        "51,05432; 3,72374",
        "51,05432, 3,72374",
        "51.05432° N, 3.72374° E",
        "51.054321, 3.723744",
    ],
)
def test_a_point_as_people_paste_it(text: str) -> None:
    assert read_point(text) == GHENT


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "unreadable"),
        ("Bij de kerk", "unreadable"),
        ("51.05432", "unreadable"),
        ("51,05432, 3.72374", "unreadable"),
        ("51.05432, 3.72374, 12", "unreadable"),
        ("1e400, 3.72374", "unreadable"),
        ("3.72374, 51.05432", "swapped"),
        ("48.85661, 2.35222", "elsewhere"),
        ("51.05432, -3.72374", "elsewhere"),
        ("0, 0", "elsewhere"),
    ],
)
def test_what_is_no_point_is_refused_with_a_reason(text: str, code: str) -> None:
    with pytest.raises(NoPoint) as refused:
        read_point(text)
    assert refused.value.code == code


def test_days_alone_count_from_the_last_visit_or_from_the_first_day() -> None:
    opened, today = date(2022, 1, 1), date(2022, 3, 16)
    assert days_alone(last=date(2022, 3, 1), opened=opened, today=today) == 15
    assert days_alone(last=None, opened=opened, today=today) == 74
    assert days_alone(last=date(2022, 3, 20), opened=opened, today=today) == 0


@pytest.mark.parametrize(
    ("last", "closed", "expected"),
    [
        (date(2022, 2, 14), None, True),
        (date(2022, 2, 15), None, False),
        (None, None, True),
        (None, date(2022, 3, 1), False),
    ],
)
def test_a_place_is_silent_after_so_many_days(last: date | None, closed: date | None, expected: bool) -> None:
    assert silent(last=last, opened=date(2022, 1, 1), closed=closed, today=date(2022, 3, 16), days=30) is expected


def test_bands_tell_nothing_below_five() -> None:
    assert bands({"1": 4, "2": 5, "3-5": 40}, HEADS) == (
        Band("1", None), Band("2", 5), Band("3-5", 40), Band("6-10", None), Band("10+", None),
    )  # fmt: skip
    assert bands({"1": 4, "2": 4}, HEADS) == ()
    assert bands({}, HEADS) == ()


def test_months_back_go_over_the_year() -> None:
    assert months_back(date(2022, 1, 31), 3) == (date(2021, 11, 1), date(2021, 12, 1), date(2022, 1, 1))


def test_a_place_goes_step_by_step_and_may_fall_back_one() -> None:
    phases = ("rest", "shared", "co_owned", "lasting")
    assert {(a, b) for a in phases for b in phases if may_become(PLACE, a, b)} == {
        ("rest", "shared"), ("shared", "co_owned"), ("co_owned", "lasting"),
        ("shared", "rest"), ("co_owned", "shared"), ("lasting", "co_owned"),
    }  # fmt: skip


def test_a_signal_rises_and_never_comes_down_and_is_answered_before_it_is_told() -> None:
    assert {level: sorted(after) for level, after in LEVELS.items()} == {
        "team": ["city", "flanders"], "city": ["flanders"], "flanders": [],
    }  # fmt: skip
    assert not may_become(SIGNAL, "open", "told")
    assert sorted(SIGNAL["answered"]) == ["closed", "open", "told"]

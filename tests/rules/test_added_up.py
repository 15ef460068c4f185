"""What is added up once says what it would say when it was worked out for each question on its own."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.test_indicators import definition, hours
from wijkweb.rules.contact import monday_of
from wijkweb.rules.course import Course
from wijkweb.rules.indicators import read
from wijkweb.rules.place_months import PlaceMonth, place_months
from wijkweb.rules.windows import added, days_of_year, month_count, months_in, year_number
from wijkweb.shapes.indicators import ClosedWeek, Excluded, Facts, HoursCell, PlaceSpan, VisitCell, Weeks, Window

pytestmark = pytest.mark.plain
START, END = date(2022, 1, 12), date(2023, 3, 17)
DAYS = st.dates(date(2021, 12, 1), date(2023, 5, 1))
WORDS = st.sampled_from(("young", "parents", "unknown"))
CELLS = st.lists(
    st.builds(lambda day, minutes, group: hours(day, minutes, group=group), DAYS, st.integers(15, 90), WORDS),
    max_size=30,
)
SPANS = st.tuples(DAYS, DAYS)


def window_of(days: tuple[date, date]) -> Window:
    return Window("whole", min(days), max(days))


@given(st.lists(st.fractions(), max_size=20))
def test_fractions_add_up_as_they_would_one_by_one(parts: list[Fraction]) -> None:
    assert added(parts) == sum(parts, Fraction(0))


@given(SPANS)
def test_the_months_of_a_window_add_up(days: tuple[date, date]) -> None:
    window = window_of(days)
    parts = [part for _, part in months_in(window.first, window.last)]
    assert month_count(window.first, window.last) == sum(parts, Fraction(0))


@given(CELLS, SPANS, SPANS)
def test_the_cells_of_a_window_are_those_of_its_days(
    cells: list[HoursCell], first: tuple[date, date], second: tuple[date, date]
) -> None:
    course = Course(Facts(START, END, tuple(cells)))
    for window in (window_of(first), window_of(second), window_of(first)):
        asked = [(cell, course.day_of(cell)) for cell in cells]
        inside = [cell for cell, day in asked if day is not None and window.first <= day <= window.last]
        assert list(course.cells_in(window)) == inside


@given(CELLS, SPANS, st.sampled_from(("", "young", "unknown")))
def test_what_is_left_out_is_what_a_look_at_every_cell_would_find(
    cells: list[HoursCell], days: tuple[date, date], group: str
) -> None:
    window, course = window_of(days), Course(Facts(START, END, tuple(cells)))
    unknown = outside = Fraction(0)
    for cell in cells:
        day, hour = course.day_of(cell), Fraction(cell.worker_minutes, 60)
        if day is None and group in ("", cell.group):
            before = max(cell.monday, cell.month) < START
            outside += hour if (window.first == START if before else window.last == END) else 0
        elif day is not None and window.first <= day <= window.last and group == "young" and cell.group == "unknown":
            unknown += hour
    left_out = (Excluded("unknown_words", None, "", unknown), Excluded("outside", None, "", outside))
    assert read(course, definition(group=group), window).excluded == tuple(one for one in left_out if one.amount)


@given(CELLS, SPANS, st.lists(DAYS.map(monday_of), max_size=9, unique=True))
def test_hours_in_closed_weeks_are_those_of_their_days(
    cells: list[HoursCell], days: tuple[date, date], closed: list[date]
) -> None:
    window = window_of(days)
    weeks = Weeks(tuple(ClosedWeek(monday, monday) for monday in closed))
    course = Course(Facts(START, END, tuple(cells), weeks=weeks))
    worked: dict[date, Fraction] = {}
    for cell in cells:
        day = course.day_of(cell)
        if day is not None and window.first <= day <= window.last:
            monday = monday_of(day)
            worked[monday] = worked.get(monday, Fraction(0)) + Fraction(cell.worker_minutes, 60)
    told = [one for one in read(course, definition(), window).excluded if one.reason == "closed_but_worked"]
    expected = [Excluded("closed_but_worked", one, "", worked[one]) for one in closed if one in worked]
    assert told == expected


@given(st.lists(st.tuples(DAYS, st.none() | DAYS, st.integers(0, 4)), max_size=5), SPANS)
def test_places_with_the_same_days_have_the_months_that_each_of_them_has(
    found: list[tuple[date, date | None, int]], days: tuple[date, date]
) -> None:
    places = tuple(PlaceSpan(str(at), "", opened, closed, rhythm) for at, (opened, closed, rhythm) in enumerate(found))
    visits = (VisitCell("0", date(2022, 5, 1), 3), VisitCell("1", date(2022, 5, 1), 2))
    facts, window = Facts(START, END, visits=visits, places=places), window_of(days)
    counted = {(one.place, one.month): one.days for one in visits}
    expected = [
        PlaceMonth(place, month, part, counted.get((place.key, month), 0), part * place.rhythm)
        for place in places
        for month, part in months_in(max(place.opened, window.first), min(place.closed or window.last, window.last))
    ]
    course = Course(facts)
    assert list(place_months(facts, window)) == expected
    assert course.place_months(window) == place_months(facts, window)


@given(st.dates(date(2020, 1, 1), date(2024, 12, 31)), st.integers(0, 3000), st.integers(-400, 3400))
def test_a_day_lies_in_the_year_that_holds_it(start: date, length: int, after: int) -> None:
    end, day = start + timedelta(days=length), start + timedelta(days=after)
    number = year_number(start, end, day)
    first, last = days_of_year(number, start=start, end=end)
    assert first <= min(max(day, start), end) <= last

"""Indicators: the worked example of the design to the last digit, and what must hold for any facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wijkweb.rules.contact import monday_of
from wijkweb.rules.course import Course
from wijkweb.rules.coverage import provisional
from wijkweb.rules.indicators import headline, read, shown, status_of
from wijkweb.rules.windows import window_of, windows_of
from wijkweb.shapes.indicators import (
    ActivityDay,
    ClosedWeek,
    Definition,
    Excluded,
    Facts,
    HoursCell,
    PlaceSpan,
    Value,
    VisitCell,
    Weeks,
    Window,
)

pytestmark = pytest.mark.plain

JAN = Window("whole", date(2022, 1, 3), date(2022, 1, 30))


def hours(day: date, minutes: int, workers: int = 1, **more: Any) -> HoursCell:
    words = {"track": "jong", "kind": "direct", "group": "young", "contacts": 1} | more
    return HoursCell(
        monday=monday_of(day),
        month=day.replace(day=1),
        contact_minutes=minutes,
        worker_minutes=minutes * workers,
        **words,
    )


def definition(**changes: Any) -> Definition:
    words = {
        "key": "uren", "version": 1, "title": "30 uur", "source": "deel 4", "valid_from": date(2022, 1, 1),
        "fact": "contacts", "measure": "worker_minutes", "per": "week", "denominator": "calendar", "op": "at_least",
        "window": "whole", "target": Decimal(30),
    }  # fmt: skip
    return Definition(**(words | changes))


EXAMPLE = Facts(
    start=date(2022, 1, 1),
    end=date(2025, 12, 31),
    hours=(hours(date(2022, 1, 4), 120, 2), hours(date(2022, 1, 6), 120), hours(date(2022, 1, 25), 300)),
    weeks=Weeks(closures=(ClosedWeek(date(2022, 1, 17), date(2022, 1, 10), "CBS-12"),)),
)


def test_the_worked_example() -> None:
    course = Course(EXAMPLE)
    found = course.readings(definition(), JAN)
    value = found.values
    worker, contact = "worker_minutes", "contact_minutes"
    assert (value[worker, "calendar"].numerator, value[contact, "calendar"].numerator) == (11, 9)
    assert (value[worker, "calendar"].figure, value[contact, "calendar"].figure) == (Fraction(11, 4), Fraction(9, 4))
    assert (value[worker, "active"].figure, value[contact, "active"].figure) == (Fraction(11, 3), Fraction(3))
    assert (found.reported[contact].figure, found.reported[worker].figure) == (Fraction(9, 2), Fraction(11, 2))
    as_written = [str(shown(figure, 2)) for figure in (Fraction(11, 4), Fraction(11, 3), Fraction(3), Fraction(9, 2))]
    assert as_written == ["2.75", "3.67", "3.00", "4.50"]
    covered = course.covered(JAN)
    assert (covered.share, covered.active_share, covered.gaps) == (Fraction(3, 4), Fraction(2, 3), (date(2022, 1, 10),))


def test_a_known_zero_is_no_gap_and_stays_in_the_denominator() -> None:
    course = Course(replace(EXAMPLE, weeks=replace(EXAMPLE.weeks, nothing=(date(2022, 1, 10),))))
    assert (course.covered(JAN).share, course.covered(JAN).active_share) == (1, 1)
    assert course.readings(definition(), JAN).values["worker_minutes", "active"].figure == Fraction(11, 3)


@pytest.mark.parametrize(("decided", "counts"), [(date(2022, 2, 6), True), (date(2022, 2, 7), False)])
def test_a_closure_counts_when_it_was_decided_within_14_days_after_its_week(decided: date, counts: bool) -> None:
    closure = ClosedWeek(date(2022, 1, 17), decided, "CBS-12")
    reading = read(Course(replace(EXAMPLE, weeks=Weeks((closure,)))), definition(denominator="active"), JAN)
    assert reading.value == Value(Fraction(11), Fraction(3 if counts else 4))
    late = (Excluded("late_closure", date(2022, 1, 17), "CBS-12"),)
    assert reading.excluded == (() if counts else late)
    assert reading.coverage.share == (Fraction(3, 4) if counts else Fraction(1, 2))


def test_hours_in_a_closed_week_count_and_are_told() -> None:
    facts = replace(EXAMPLE, hours=(*EXAMPLE.hours, hours(date(2022, 1, 18), 60)))
    reading = read(Course(facts), definition(denominator="active"), JAN)
    assert reading.value == Value(Fraction(12), Fraction(3))
    assert reading.excluded == (Excluded("closed_but_worked", date(2022, 1, 17), "", Fraction(1)),)


def test_part_weeks_count_for_their_days() -> None:
    window = Window("x", date(2022, 1, 1), date(2022, 1, 30))
    assert read(Course(EXAMPLE), definition(), window).value.denominator == Fraction(30, 7)


@pytest.mark.parametrize(
    ("key", "per", "today", "first", "last"),
    [
        ("rolling_13", "week", date(2022, 6, 15), date(2022, 3, 14), date(2022, 6, 12)),
        ("rolling_13", "week", date(2022, 2, 2), date(2022, 1, 1), date(2022, 1, 30)),
        ("rolling_13", "month", date(2022, 6, 15), date(2022, 3, 1), date(2022, 5, 31)),
        ("rolling_13", "week", date(2026, 6, 1), date(2025, 9, 29), date(2025, 12, 28)),
        ("contract_year", "week", date(2023, 3, 1), date(2023, 1, 1), date(2023, 2, 26)),
        ("contract_year", "week", date(2026, 3, 1), date(2025, 1, 1), date(2025, 12, 31)),
        ("whole", "month", date(2022, 3, 31), date(2022, 1, 1), date(2022, 2, 28)),
        ("whole", "week", date(2022, 1, 2), date(2022, 1, 1), date(2021, 12, 26)),
    ],
)
def test_windows_end_before_the_week_or_month_that_runs(
    key: str, per: str, today: date, first: date, last: date
) -> None:
    window = window_of(key, per, start=EXAMPLE.start, end=EXAMPLE.end, today=today)
    assert (window.first, window.last, window.open) == (first, last, today <= EXAMPLE.end)


def test_a_window_before_the_first_week_is_over_has_no_value() -> None:
    found = headline(Course(EXAMPLE), [definition()], today=date(2022, 1, 2))
    assert (found[0].value.figure, found[0].status) == (None, "not_enough_data")


@pytest.mark.parametrize(
    ("op", "figure", "share", "is_open", "status"),
    [
        ("at_least", 30, 1, False, "met"),
        ("at_least", 30, 1, True, "on_course"),
        ("at_least", Fraction(2999, 100), 1, True, "under"),
        ("at_least", 40, Fraction(79, 100), True, "not_enough_data"),
        ("at_least", 40, Fraction(80, 100), True, "on_course"),
        ("at_most", 31, 1, True, "under"),
        ("at_most", 30, 1, True, "on_course"),
        ("between", 40, 1, False, "met"),
        ("between", Fraction(4001, 100), 1, False, "under"),
        ("none", 40, 1, False, "no_target"),
        ("milestone", 30, 0, True, "met"),
        ("milestone", 29, 1, True, "under"),
    ],
)
def test_status(op: str, figure: Fraction, share: Fraction, is_open: bool, status: str) -> None:
    asked = definition(op=op, upper=Decimal(40))
    assert status_of(asked, Value(Fraction(figure), Fraction(1)), Fraction(share), open_=is_open) == status


def test_two_versions_are_both_worked_out_over_the_same_days() -> None:
    versions = [definition(), definition(version=2, valid_from=date(2022, 1, 20), measure="contact_minutes")]
    found = headline(Course(EXAMPLE), versions, today=date(2022, 1, 31))
    assert [(one.definition.version, one.value.numerator) for one in found] == [(2, 9), (1, 11)]
    assert found[0].window == found[1].window
    later = headline(Course(EXAMPLE), versions, today=date(2022, 6, 1), window="rolling_13")
    assert [one.definition.version for one in later] == [2]
    before = headline(Course(EXAMPLE), versions, today=date(2022, 1, 16))
    assert [one.definition.version for one in before] == [1]


def test_what_a_filter_cannot_judge_is_told() -> None:
    facts = replace(
        EXAMPLE,
        hours=(
            *EXAMPLE.hours, hours(date(2022, 1, 5), 30, group="unknown"), hours(date(2022, 1, 5), 45, kind="attempt"),
            hours(date(2021, 12, 8), 60),
        ),
    )  # fmt: skip
    january = replace(JAN, first=EXAMPLE.start)
    reading = read(Course(facts), definition(group="young", kind="direct"), january)
    assert reading.value.numerator == 11
    assert reading.excluded == (
        Excluded("unknown_words", None, "", Fraction(1, 2)),
        Excluded("outside", None, "", Fraction(1)),
    )


@pytest.mark.parametrize(
    ("measure", "unknown", "before", "after", "closed"),
    [
        ("worker_minutes", 2, 6, 8, 10),
        ("contact_minutes", 1, 3, 4, 5),
        ("count", 1, 1, 1, 1),
    ],
)
def test_what_is_left_out_is_of_the_figure_itself(
    measure: str, unknown: int, before: int, after: int, closed: int
) -> None:
    other: list[dict[str, str]] = [{"kind": "attempt"}, {"track": "wonen"}, {"group": "old"}]
    days = (date(2022, 1, 18), date(2021, 12, 8), date(2026, 1, 6))
    facts = replace(
        EXAMPLE,
        hours=(
            hours(date(2022, 1, 5), 60, 2, group="unknown"),
            hours(date(2022, 1, 5), 60, 2, group="unknown", track="wonen"),  # of another track, whatever its group
            hours(date(2022, 1, 18), 300, 2),
            hours(date(2021, 12, 8), 180, 2),
            hours(date(2026, 1, 6), 240, 2),
            *(hours(day, 45, 3, **words) for day in days for words in other),
        ),
    )
    asked = definition(measure=measure, group="young", kind="direct", track="jong")
    told = {}
    for name, first, last in (
        ("january", EXAMPLE.start, JAN.last), ("march", date(2022, 3, 1), date(2022, 3, 31)),
        ("last", date(2025, 1, 1), EXAMPLE.end),
    ):  # fmt: skip
        reading = read(Course(facts), asked, Window("x", first, last))
        told[name] = {one.reason: one.amount for one in reading.excluded}
    assert told["january"] == {"closed_but_worked": closed, "unknown_words": unknown, "outside": before}
    assert (told["march"], told["last"]) == ({}, {"outside": after})


def test_hours_of_a_closed_week_are_those_of_the_window() -> None:
    """A week over a month's end: what was worked in its other part is of another window."""
    closure = ClosedWeek(date(2022, 1, 31), date(2022, 1, 10), "CBS-13")
    cells = (hours(date(2022, 1, 31), 60), hours(date(2022, 2, 2), 120))
    course = Course(replace(EXAMPLE, hours=cells, weeks=Weeks((closure,))))
    for first, last, worked in (
        (date(2022, 1, 1), date(2022, 1, 31), 1), (date(2022, 2, 1), date(2022, 2, 28), 2),
    ):  # fmt: skip
        reading = read(course, definition(), Window("x", first, last))
        assert (reading.value.numerator, reading.excluded) == (
            worked, (Excluded("closed_but_worked", closure.monday, "", Fraction(worked)),),
        )  # fmt: skip


ACTIVITIES = Facts(
    start=date(2022, 1, 1),
    end=date(2025, 12, 31),
    activities=(
        *(ActivityDay(date(2022, 6, day), "training", "held", "Koken") for day in range(1, 13)),
        ActivityDay(date(2022, 3, 3), "training", "cancelled", "Fietsen"),
        ActivityDay(date(2022, 2, 2), "training", "planned", "Timmeren"),
        ActivityDay(date(2022, 4, 4), "daytime", "held", "Tuin"),
    ),
)
TRAINING = definition(fact="activities", measure="count", per="month", kind="training", target=Decimal(1))


def test_an_average_of_one_a_month_with_all_in_june_is_seen() -> None:
    course = Course(ACTIVITIES)
    (reading,) = headline(course, [TRAINING], today=date(2023, 1, 5))
    assert (reading.value, reading.status) == (Value(Fraction(12), Fraction(12)), "on_course")
    assert reading.excluded == (
        Excluded("cancelled", date(2022, 3, 3), "Fietsen"), Excluded("not_settled", date(2022, 2, 2), "Timmeren"),
    )  # fmt: skip
    assert reading.coverage.share == Fraction(13, 14)
    (months,) = headline(course, [replace(TRAINING, measure="months_with", target=Decimal(80))], today=date(2023, 1, 5))
    assert (months.value.figure, months.status) == (Fraction(100, 12), "under")


def test_activities_per_quarter_and_year_and_a_milestone() -> None:
    course, today = Course(ACTIVITIES), date(2022, 7, 1)
    quarter = headline(course, [replace(TRAINING, per="quarter")], today=today)[0]
    year = headline(course, [replace(TRAINING, per="year")], today=today)[0]
    assert (quarter.value.figure, year.value.figure) == (6, 24)
    milestone = replace(TRAINING, kind="volunteering", op="milestone", target=None, per="contract")
    assert headline(course, [milestone], today=today)[0].status == "under"
    assert headline(course, [replace(milestone, kind="daytime")], today=today)[0].status == "met"


def test_place_months_count_for_the_part_that_a_place_was_open() -> None:
    places = (
        PlaceSpan("a", "Plein", date(2022, 1, 1), None, 2),
        PlaceSpan("b", "Park", date(2022, 2, 15), date(2022, 4, 15), 2),  # half of February: 1 visit is enough
        PlaceSpan("c", "Hoek", date(2022, 1, 1)),
    )
    visits = (
        VisitCell("a", date(2022, 1, 1), 2),
        VisitCell("a", date(2022, 2, 1), 1),
        VisitCell("b", date(2022, 2, 1), 1),
    )
    facts = replace(ACTIVITIES, places=places, visits=visits)
    asked = definition(
        fact="visits", measure="months_with", per="place_month", target=Decimal(80), min_coverage=Decimal(0)
    )
    (reading,) = headline(Course(facts), [asked], today=date(2022, 3, 10))
    assert reading.value == Value(Fraction(3, 2), Fraction(5, 2), 100)
    assert reading.value.figure == 60
    assert reading.excluded == (Excluded("no_rhythm", None, "Hoek"),)
    (days,) = headline(Course(facts), [replace(asked, measure="place_days")], today=date(2022, 3, 10))
    assert days.value == Value(Fraction(4), Fraction(9, 2))


@pytest.mark.parametrize(
    ("today", "phones", "waits"),
    [
        (date(2022, 3, 14), [(date(2022, 3, 14), 0)], False),
        (date(2022, 3, 14), [(date(2022, 3, 14), 0), (date(2022, 3, 13), 0)], True),
        (date(2022, 3, 14), [(date(2022, 3, 14), 2)], True),
        (date(2022, 3, 14), [(None, 0)], True),
        (date(2022, 3, 27), [(None, 0)], True),
        (date(2022, 3, 28), [(None, 0)], False),
        (date(2022, 3, 14), [], False),
    ],
)
def test_a_period_is_provisional_until_all_phones_sent_or_14_days(
    today: date, phones: list[tuple[date | None, int]], waits: bool
) -> None:
    assert provisional(date(2022, 3, 13), today, phones) is waits


def test_figures_are_rounded_half_to_even_when_they_are_shown() -> None:
    assert [str(shown(Fraction(n, 100), 1)) for n in (25, 35, 45, -25)] == ["0.2", "0.4", "0.4", "-0.2"]
    assert str(shown(Fraction(5, 1000), 2)) == "0.00"


@pytest.mark.parametrize(
    ("fact", "per", "first"),
    [
        ("contacts", "week", date(2023, 1, 16)),
        ("contacts", "contract", date(2023, 1, 16)),
        ("visits", "place_month", date(2023, 2, 1)),
        ("activities", "month", date(2023, 1, 12)),
    ],
)
def test_a_year_that_begins_in_mid_week_is_cut_where_totals_can_be(fact: str, per: str, first: date) -> None:
    start, end = date(2022, 1, 12), date(2024, 1, 11)
    asked = definition(fact=fact, per=per)
    _, one, two, whole = windows_of(asked, start=start, end=end, today=date(2024, 2, 1))
    assert [(one.first, one.last), (two.first, two.last)] == [(start, first - timedelta(days=1)), (first, end)]
    assert (whole.first, whole.last) == (start, end)
    course = Course(replace(EXAMPLE, start=start, end=end))
    if fact == "contacts":
        assert course.covered(one).expected == Fraction(one.days, 7) == Fraction(369, 7)
        assert course.counted_days(fact, one) == (date(2022, 1, 10), date(2023, 1, 15))
        assert course.counted_days(fact, two) == (first, date(2024, 1, 14))


DAYS = st.dates(date(2022, 1, 1), date(2023, 12, 31))
CELLS = st.lists(st.builds(hours, DAYS, st.integers(5, 600), st.integers(1, 4)), max_size=40)
TODAY = st.dates(date(2022, 2, 10), date(2026, 2, 1))


@given(CELLS, TODAY)
@example([hours(date(2023, 1, 9), 5, 1)], date(2023, 1, 12))  # the week in which the first year ended still runs
@settings(max_examples=60, deadline=None)
def test_years_side_by_side_add_up_to_the_whole(cells: list[HoursCell], today: date) -> None:
    course = Course(replace(EXAMPLE, start=date(2022, 1, 12), hours=tuple(cells)))  # begins in mid-week and mid-month
    windows = windows_of(definition(), start=course.facts.start, end=course.facts.end, today=today)
    *years, whole = [read(course, definition(), window).value for window in windows if window.key != "rolling_13"]
    assert sum(year.numerator for year in years) == whole.numerator
    assert sum(year.denominator for year in years) == whole.denominator


@given(st.dates(date(2021, 6, 1), date(2022, 6, 30)), st.integers(20, 1400), st.sampled_from(["contacts", "visits"]))
@settings(max_examples=60, deadline=None)
def test_the_days_that_the_years_count_touch_and_cover_the_contract(start: date, length: int, fact: str) -> None:
    end = start + timedelta(days=length)
    course = Course(replace(EXAMPLE, start=start, end=end))
    asked = definition(fact=fact, per="month" if fact == "visits" else "week")
    found = windows_of(asked, start=start, end=end, today=end + timedelta(days=1))[1:-1]
    days = [course.counted_days(fact, window) for window in found if window.days]
    assert days[0][0] <= start and days[-1][1] >= end
    assert all(after[0] - before[1] == timedelta(days=1) for before, after in pairwise(days))
    assert sum(window.days for window in found) == length + 1


@given(CELLS, st.randoms(), TODAY)
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_cells_does_not_matter(cells: list[HoursCell], random: Any, today: date) -> None:
    mixed = list(cells)
    random.shuffle(mixed)
    one, other = (Course(replace(EXAMPLE, hours=tuple(rows))) for rows in (cells, mixed))
    assert headline(one, [definition()], today=today) == headline(other, [definition()], today=today)


@given(CELLS, TODAY)
@settings(max_examples=60, deadline=None)
def test_a_ratio_is_the_sum_over_the_sum_and_tracks_add_up(cells: list[HoursCell], today: date) -> None:
    halves = tuple(replace(cell, track="wonen" if at % 2 else "jong") for at, cell in enumerate(cells))
    course = Course(replace(EXAMPLE, hours=halves))
    by_track = [headline(course, [definition(track=track)], today=today)[0] for track in ("jong", "wonen", "")]
    figures = [one.value.figure for one in by_track]
    assert None not in figures
    assert figures[0] + figures[1] == figures[2]  # type: ignore[operator]


@given(CELLS, st.lists(DAYS.map(monday_of), max_size=20, unique=True), TODAY)
@settings(max_examples=60, deadline=None)
def test_coverage_lies_between_0_and_1_and_active_weeks_are_never_more(
    cells: list[HoursCell], closed: list[date], today: date
) -> None:
    closures = tuple(ClosedWeek(monday, monday + timedelta(days=9)) for monday in closed)
    facts = replace(EXAMPLE, hours=tuple(cells), weeks=Weeks(closures))
    (reading,) = headline(Course(facts), [definition()], today=today)
    covered = reading.coverage
    assert 0 <= covered.active_known <= covered.known <= covered.expected
    assert covered.known - covered.active_known == covered.expected - covered.active
    assert reading.value.denominator == covered.expected

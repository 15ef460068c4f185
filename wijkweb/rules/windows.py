"""Over which days a figure is worked out: whole weeks or whole months, never the one that still runs (I4, I5).

A part of a week counts for its days: 30 days are 30/7 weeks. So does a part of a month.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from wijkweb.rules.contact import monday_of
from wijkweb.shapes.indicators import Window

DAY, WEEK, ONE = timedelta(days=1), timedelta(days=7), Fraction(1)
ROLLING_WEEKS, ROLLING_MONTHS = 13, 3
MONTHS_IN = {"month": 1, "place_month": 1, "quarter": 3, "year": 12}


def windows_of(per: str, *, start: date, end: date, today: date) -> tuple[Window, ...]:
    """Every window of an indicator: the rolling one, each year of the contract so far, the whole contract to date."""
    years = range(1, year_number(start, end, today) + 1)
    whole = window_of("whole", per, start=start, end=end, today=today)
    rolling = window_of("rolling_13", per, start=start, end=end, today=today)
    return (rolling, *(_year(number, per, start=start, end=end, today=today) for number in years), whole)


def window_of(key: str, per: str, *, start: date, end: date, today: date, number: int = 0) -> Window:
    """One window. `end` is the contract's last day; `number` names a year of the contract, else it is the last one.

    Raises ValueError for a window that there is not.
    """
    if key == "whole":
        return _whole(per, start, end, today)
    if key == "contract_year":
        return _year(number or year_number(start, end, today), per, start=start, end=end, today=today)
    if key != "rolling_13":
        raise ValueError(key)
    last = _settled(per, min(today, end + DAY))
    first = last + DAY - ROLLING_WEEKS * WEEK
    if per in MONTHS_IN:
        first = _months_later((last + DAY), -ROLLING_MONTHS)
    return Window("rolling_13", max(first, start), last, open=today <= end)


def running_window(window: Window, *, end: date, today: date) -> Window:
    """What still runs after a window: shown apart, in no verdict."""
    return Window("running", window.last + DAY, min(today, end), open=True)


def year_number(start: date, end: date, today: date) -> int:
    """In which year of the contract a day lies, from 1; before it the first, after it the last."""
    day, number = min(today, end), 1
    while _months_later(start, 12 * number) <= day:
        number += 1
    return number


@dataclass(frozen=True, slots=True, order=True)
class YearDays:
    """A year as a contract counts it: twelve months from the day on which it began; "2022", or "2022-2023"."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first.year}" if self.first.year == self.last.year else f"{self.first.year}-{self.last.year}"


def year_days(start: date, day: date) -> YearDays:
    """The year in which a day lies; a day before the contract or after it lies in none of its years, but in one that
    is counted in the same way."""
    years = day.year - start.year
    if _months_later(start, 12 * years) > day:
        years -= 1
    return YearDays(_months_later(start, 12 * years), _months_later(start, 12 * (years + 1)) - DAY)


def _whole(per: str, start: date, end: date, today: date) -> Window:
    """The whole contract to date. A year of it that is over counts to its last day, also while the week or the month in
    which it ended still runs: the whole does so too, because the years add up to it."""
    whole = _until("whole", per, start, end, today)
    years = year_number(start, end, today) - 1
    if not whole.open or not years:
        return whole
    return replace(whole, last=max(whole.last, _months_later(start, 12 * years) - DAY))


def _year(number: int, per: str, *, start: date, end: date, today: date) -> Window:
    first = _months_later(start, 12 * (number - 1))
    last = min(_months_later(start, 12 * number) - DAY, end)
    return _until("contract_year", per, first, last, today, number)


def _until(key: str, per: str, first: date, end: date, today: date, number: int = 0) -> Window:
    open_ = today <= end
    return Window(key, first, _settled(per, today) if open_ else end, open_, number)


def _settled(per: str, today: date) -> date:
    """The last day before the week, or the month, that still runs."""
    return (today.replace(day=1) if per in MONTHS_IN else monday_of(today)) - DAY


def _months_later(day: date, months: int) -> date:
    """The same day some months later or earlier; the last of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + (day.day - 1) * DAY, following - DAY)


def next_month(month: date) -> date:
    """The first day of the month after a day's month."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def weeks_in(first: date, last: date) -> Iterator[tuple[date, int]]:
    """The Mondays of the weeks of which days lie in a window, and how many of their days do."""
    monday = monday_of(first)
    while first <= last and monday <= last:
        yield monday, (min(monday + WEEK - DAY, last) - max(monday, first)).days + 1
        monday += WEEK


def months_in(first: date, last: date) -> Iterator[tuple[date, Fraction]]:
    """The months of which days lie in a window, and which part of them does."""
    month = first.replace(day=1)
    while first <= last and month <= last:
        after = next_month(month)
        if first <= month and after <= last:
            yield month, ONE
        else:
            days = (min(after - DAY, last) - max(month, first)).days + 1
            yield month, Fraction(days, (after - month).days)
        month = after


def month_count(first: date, last: date) -> Fraction:
    """How many months a window holds, parts of months counted for their days."""
    return sum((part for _, part in months_in(first, last)), Fraction(0))

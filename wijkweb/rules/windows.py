"""Over which days a figure is worked out: whole weeks or whole months, never the one that still runs (I4, I5).

A part of a week counts for its days: 30 days are 30/7 weeks. So does a part of a month. Totals cannot be split: those
of contacts are of a week inside a month, those of visits of a month. So a year of the contract that begins in the
midst of one begins after it, and the year before ends with it: what a window counts and its days are of the same days.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from wijkweb.rules.contact import monday_of
from wijkweb.shapes.indicators import Definition, Window

DAY, WEEK, ONE = timedelta(days=1), timedelta(days=7), Fraction(1)
ROLLING_WEEKS, ROLLING_MONTHS = 13, 3
MONTHS_IN = {"month": 1, "place_month": 1, "quarter": 3, "year": 12}


def windows_of(asked: Definition, *, start: date, end: date, today: date) -> tuple[Window, ...]:
    """Every window of an indicator: the rolling one, each year of the contract so far, the whole contract to date."""
    years = range(1, year_number(start, end, today) + 1)
    whole = window_of("whole", asked.per, start=start, end=end, today=today, fact=asked.fact)
    rolling = window_of("rolling_13", asked.per, start=start, end=end, today=today, fact=asked.fact)
    return (rolling, *(_year(number, asked.per, asked.fact, start, end, today) for number in years), whole)


def window_of(
    key: str, per: str, *, start: date, end: date, today: date, number: int = 0, fact: str = "contacts"
) -> Window:
    """One window. `end` is the contract's last day; `number` names a year of the contract, else it is the last one.

    Raises ValueError for a window that there is not.
    """
    if key == "whole":
        return _whole(per, fact, start, end, today)
    if key == "contract_year":
        return _year(number or year_number(start, end, today), per, fact, start, end, today)
    if key != "rolling_13":
        raise ValueError(key)
    last = _settled(per, min(today, end + DAY))
    first = last + DAY - ROLLING_WEEKS * WEEK
    if per in MONTHS_IN:
        first = _months_later((last + DAY), -ROLLING_MONTHS)
    return Window("rolling_13", max(first, start), last, open=today <= end)


def running_window(window: Window, *, end: date, today: date) -> Window:
    """What still runs after a window: shown apart, in no verdict."""
    return Window("running", max(window.first, window.last + DAY), min(today, end), open=True)


def year_number(start: date, end: date, today: date) -> int:
    """In which year of the contract a day lies, from 1; before it the first, after it the last."""
    return max(_years_gone(start, min(today, end)), 0) + 1


def _years_gone(start: date, day: date) -> int:
    """How many whole years have gone since a day; below 0 before it."""
    years = day.year - start.year
    return years - 1 if _months_later(start, 12 * years) > day else years


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
    years = _years_gone(start, day)
    return YearDays(_months_later(start, 12 * years), _months_later(start, 12 * (years + 1)) - DAY)


def days_of_year(number: int, *, start: date, end: date) -> tuple[date, date]:
    """The first and the last day of a year of the contract, as its paper says it; `end` is the contract's last day."""
    one = year_days(start, _months_later(start, 12 * (number - 1)))
    return one.first, min(one.last, end)


def _whole(per: str, fact: str, start: date, end: date, today: date) -> Window:
    """The whole contract to date. A year of it that is over counts to its last day, also while the week or the month in
    which it ended still runs: the whole does so too, because the years add up to it."""
    whole = _until("whole", per, start, end, today)
    years = year_number(start, end, today) - 1
    if not whole.open or not years:
        return whole
    return replace(whole, last=max(whole.last, _year(years, per, fact, start, end, today).last))


def _year(number: int, per: str, fact: str, start: date, end: date, today: date) -> Window:
    first, last = days_of_year(number, start=start, end=end)
    first = first if number == 1 else _whole_from(first, fact)
    last = min(_whole_from(last + DAY, fact) - DAY, end)
    return _until("contract_year", per, first, last, today, number)


def _whole_from(day: date, fact: str) -> date:
    """The first day, this one or later, on which totals of a fact begin; those of activities are of a day."""
    if fact == "activities" or day.day == 1:
        return day
    monday = day if day == monday_of(day) else monday_of(day) + WEEK
    return next_month(day) if fact == "visits" else min(monday, next_month(day))


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
    return added(part for _, part in months_in(first, last))


def added(parts: Iterable[Fraction]) -> Fraction:
    """The exact sum of parts of months: whole numbers as long as they are of one length, fractions only at the end."""
    sums: Counter[int] = Counter()
    for part in parts:
        sums[part.denominator] += part.numerator
    return sum((Fraction(number, length) for length, number in sums.items()), Fraction(0))

"""Dates and periods as people write them: "1 januari 2022", "01/04/2021", "januari 2022 tot december 2025"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

_MONTH_NAMES = (
    "januari january jan",
    "februari february feb",
    "maart march mrt",
    "april apr",
    "mei may",
    "juni june jun",
    "juli july jul",
    "augustus august aug",
    "september sept sep",
    "oktober october okt",
    "november nov",
    "december dec",
)
_MONTHS = {name: month for month, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()}
_NAME = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b"
_DATE = re.compile(
    rf"(?<![0-9])(?:(?P<day>[0-9]{{1,2}})\s*(?:[/.-]\s*(?P<month>[0-9]{{1,2}})\s*[/.-]\s*|(?P<name>{_NAME})\.?\s*)"
    rf"|(?P<alone>{_NAME})\.?\s+)(?P<year>20[0-9]{{2}})(?![0-9])",
    re.IGNORECASE,
)


def dates(text: str) -> list[tuple[date, date]]:
    """The dates of a text in order, each as its first and last day: a month without a day is all of its days."""
    return list(_dates(text))


def _dates(text: str) -> Iterator[tuple[date, date]]:
    for match in _DATE.finditer(text):
        name = match["name"] or match["alone"]
        month, year = int(match["month"]) if match["month"] else _MONTHS[name.lower()], int(match["year"])
        if not 1 <= month <= 12:
            continue
        last = calendar.monthrange(year, month)[1]
        if match["alone"]:
            yield date(year, month, 1), date(year, month, last)
        elif 1 <= int(match["day"]) <= last:
            yield (date(year, month, int(match["day"])),) * 2


def last_day(start: date, years: int) -> date:
    """The last day of so many years: from 1 January 2022, four years end on 31 December 2025."""
    try:
        return date.fromordinal(start.replace(year=start.year + years).toordinal() - 1)
    except ValueError:  # 29 February
        return date(start.year + years, 2, 28)


def years_between(start: date, end: date) -> Fraction:
    """The years from the first to the last day, both counted; whole years come out whole."""
    whole = max(end.year - start.year - 1, 0)
    while last_day(start, whole + 1) <= end:
        whole += 1
    rest = (end - last_day(start, whole)).days if whole else (end - start).days + 1
    return whole + Fraction(rest, 365)

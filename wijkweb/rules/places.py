"""Places: where one lies, how long nobody was there, how many were met there without telling who."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

LEAST_SHOWN = 5
SILENT_DAYS = 30
STEP = Decimal("0.00001")  # about a metre
LATITUDES = (Decimal("50.6"), Decimal("51.6"))  # Flanders and Brussels
LONGITUDES = (Decimal("2.5"), Decimal("6.0"))
_NUMBER = r"(-?[0-9]{1,3}(?:[.,][0-9]{1,15})?)"
_POINT = re.compile(rf"[(\[]?\s*{_NUMBER}\s*°?\s*N?\s*(?:[;,/]\s*|\s+){_NUMBER}\s*°?\s*[EO]?\s*[)\]]?", re.IGNORECASE)
_ALL_COMMAS = re.compile(r"\s*([0-9]{1,3}),([0-9]{3,15})\s*,\s*([0-9]{1,3}),([0-9]{3,15})\s*")


class NoPoint(ValueError):
    """A text is no point here; `code` says why: unreadable, swapped, elsewhere."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_point(text: str) -> tuple[Decimal, Decimal]:
    """Latitude and longitude in degrees (WGS84) from what a person types or pastes; raises NoPoint.

    With a point or a comma in the numbers, and a comma, a space or a semicolon between them.
    """
    commas = _ALL_COMMAS.fullmatch(text)
    match = _POINT.fullmatch(text.strip())
    if commas:
        found = (f"{commas[1]}.{commas[2]}", f"{commas[3]}.{commas[4]}")
    elif match and ("." in match[1]) + ("." in match[2]) != 1:
        found = (match[1].replace(",", "."), match[2].replace(",", "."))
    else:
        raise NoPoint("unreadable")
    latitude, longitude = (Decimal(number).quantize(STEP) for number in found)
    if _within(longitude, LATITUDES) and _within(latitude, LONGITUDES):
        raise NoPoint("swapped")
    if not (_within(latitude, LATITUDES) and _within(longitude, LONGITUDES)):
        raise NoPoint("elsewhere")
    return latitude, longitude


def _within(number: Decimal, bounds: tuple[Decimal, Decimal]) -> bool:
    return bounds[0] <= number <= bounds[1]


def days_alone(*, last: date | None, opened: date, today: date) -> int:
    """Days since the team was there, or since the place is in the list when it never was; never below 0."""
    return max(0, (today - (last or opened)).days)


def silent(*, last: date | None, opened: date, closed: date | None, today: date, days: int = SILENT_DAYS) -> bool:
    """Whether a place that is open was not visited for so many days."""
    return closed is None and days_alone(last=last, opened=opened, today=today) >= days


@dataclass(frozen=True, slots=True)
class Band:
    """How often so many people were met at once; None: fewer than five times, so that nobody is recognised."""

    heads: str
    times: int | None


def bands(counts: Mapping[str, int], order: Sequence[str], least: int = LEAST_SHOWN) -> tuple[Band, ...]:
    """The bands in their order; () when none may be told. No total goes with them: it would tell a hidden one."""
    found = tuple(Band(heads, counts[heads] if counts.get(heads, 0) >= least else None) for heads in order)
    return found if any(band.times is not None for band in found) else ()


def months_back(today: date, number: int) -> tuple[date, ...]:
    """The first days of so many months, this one last."""
    months = [today.replace(day=1)]
    while len(months) < number:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return tuple(reversed(months))

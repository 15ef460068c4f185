"""As much of a spreadsheet as the budget's file needs: works out every formula of a workbook anew."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, ROUND_UP, Decimal
from typing import Any

_REF = re.compile(r"(?:'((?:[^']|'')+)'!)?\b([A-Z]{1,3}[0-9]+)(?::([A-Z]{1,3}[0-9]+))?\b")
_ZERO = date(1899, 12, 30)


def _flat(values: Any) -> Iterator[float]:
    for value in values:
        if isinstance(value, tuple):
            yield from _flat(value)
        elif isinstance(value, int | float):
            yield value


def _day(serial: float) -> date:
    return _ZERO + timedelta(days=int(serial))


def _round(how: str) -> Any:
    return lambda value, places: float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), how))


def _last(serial: float, _months: int) -> int:
    day = _day(serial)
    return (day.replace(day=monthrange(day.year, day.month)[1]) - _ZERO).days


FUNCTIONS = {
    "SUM": lambda *values: sum(_flat(values)),
    "MAX": max,
    "MIN": min,
    "IF": lambda test, yes, no: yes() if test else no(),
    "ROUND": _round(ROUND_HALF_UP),
    "ROUNDUP": _round(ROUND_UP),
    "DATE": lambda year, month, day: (date(year, month, day) - _ZERO).days,
    "YEAR": lambda serial: _day(serial).year,
    "MONTH": lambda serial: _day(serial).month,
    "DAY": lambda serial: _day(serial).day,
    "EOMONTH": _last,
}


class Reckoner:
    """The values of a workbook that was opened with its formulas, and that nobody changes: each is worked out once."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self._known: dict[tuple[str, str], Any] = {}

    def value(self, sheet: str, cell: str) -> Any:
        if (sheet, cell) not in self._known:
            self._known[sheet, cell] = self._value(sheet, cell)
        return self._known[sheet, cell]

    def _value(self, sheet: str, cell: str) -> Any:
        found = self.book[sheet][cell].value
        if isinstance(found, str) and found.startswith("=") and self.book[sheet][cell].data_type == "f":
            return self._formula(sheet, found[1:])
        if isinstance(found, datetime | date):
            return ((found.date() if isinstance(found, datetime) else found) - _ZERO).days
        return found

    def _range(self, sheet: str, first: str, last: str) -> tuple[Any, ...]:
        return tuple(self.value(sheet, cell.coordinate) for row in self.book[sheet][f"{first}:{last}"] for cell in row)

    def _formula(self, here: str, formula: str) -> Any:
        def reference(match: re.Match[str]) -> str:
            sheet, first, last = match[1] or here, match[2], match[3]
            return f"R({sheet!r},{first!r},{last!r})" if last else f"V({sheet!r},{first!r})"

        code = _lazy(_REF.sub(reference, formula).replace("^", "**").replace("=0", "==0"))
        names = {**FUNCTIONS, "V": lambda s, c: self.value(s, c) or 0, "R": self._range}
        return eval(code, {"__builtins__": {}}, names)


def _lazy(code: str) -> str:
    """The two last parts of an IF are worked out only when they are asked for."""
    if not code.startswith("IF("):
        return code
    depth, cuts = 0, []
    for at, sign in enumerate(code):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 1:
            cuts.append(at)
    test, yes, no = code[3 : cuts[0]], code[cuts[0] + 1 : cuts[1]], code[cuts[1] + 1 : -1]
    return f"(({yes}) if ({test}) else ({no}))"

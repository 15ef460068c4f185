"""A number as somebody typed it: 14 700, 32,4 and 32.4%; what can be read in two ways is asked about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

Style = Literal[",", "."]
MOST_DIGITS = 14  # before the decimals: what a column of figures holds
_GAPS = re.compile(r"(?<=[0-9])[ \u00a0\u2009\u202f'’](?=[0-9]{3}(?:[^0-9]|$))")
_AROUND = re.compile(r"^(?:€|eur|euro)\s*|\s*(?:%|‰|€|eur|euro|procent|promille)$", re.IGNORECASE)
_NUMBER = re.compile(r"[-−–]?[0-9]+(?:[.,][0-9]+)*")
_TWO_WAYS = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")


class NoNumber(ValueError):
    """This is no number."""


class TwoNumbers(ValueError):
    """This can be read in two ways: 1.655 is one thousand or one. `whole` and `broken` are how to write each."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        head, tail = re.split(r"[.,]", text)
        self.whole, self.broken = f"{head}{tail}", f"{head},{tail}0"


def bare(text: str) -> str:
    """The number without unit, currency and gaps between thousands; raises NoNumber."""
    found = _GAPS.sub("", _AROUND.sub("", text.strip()).strip())
    if not _NUMBER.fullmatch(found):
        raise NoNumber(text)
    return found.replace("−", "-").replace("–", "-")


def number(text: str, style: Style | None = None) -> Decimal:
    """The number in a text; raises NoNumber or TwoNumbers.

    `style` is the decimal sign of everything around it, where that is known; without it, what has one sign and
    three digits behind it is asked about.
    """
    found = bare(text)
    signs = re.findall(r"[.,]", found)
    decimal = _decimal_sign(found, signs, style)
    whole, _, decimals = found.rpartition(decimal) if decimal else (found, "", "")
    groups = re.split(r"[.,]", whole.removeprefix("-"))
    if len(groups) > 1 and (len(groups[0]) > 3 or any(len(group) != 3 for group in groups[1:])):
        raise NoNumber(text)
    if sum(map(len, groups)) > MOST_DIGITS or len(decimals) > MOST_DIGITS:
        raise NoNumber(text)
    minus = "-" if found.startswith("-") else ""
    return Decimal(f"{minus}{''.join(groups)}.{decimals or '0'}")


def _decimal_sign(found: str, signs: list[str], style: Style | None) -> str:
    """The sign before the decimals of a number; "" when it has none."""
    if not signs:
        return ""
    if len(set(signs)) == 2:
        if signs.count(signs[-1]) > 1:
            raise NoNumber(found)
        return signs[-1]
    if len(signs) > 1:
        return ""
    if not _TWO_WAYS.fullmatch(found):
        return signs[0]
    if style is None:
        raise TwoNumbers(found)
    return signs[0] if signs[0] == style else ""


def style_of(texts: Iterable[str]) -> Style | None:
    """The decimal sign that most of the numbers in a file leave no doubt about; None when none does."""
    counted = {",": 0, ".": 0}
    for text in texts:
        sign = sure_sign(text)
        if sign:
            counted[sign] += 1
    if counted[","] == counted["."]:
        return None
    return "," if counted[","] > counted["."] else "."


def sure_sign(text: str) -> Style | None:
    """The decimal sign of a number where there is no doubt about it."""
    try:
        found = bare(text)
        sign = _decimal_sign(found, re.findall(r"[.,]", found), None)
    except ValueError:
        return None
    return "," if sign == "," else "." if sign == "." else None


def decimals_of(text: str) -> int:
    """How many decimals a number was typed with."""
    sign = sure_sign(text)
    return len(bare(text).rpartition(sign)[2]) if sign else 0

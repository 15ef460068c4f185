"""Money as it is written: 799.494,00 and 799 494 and € 799,494.00 are one amount.

Amounts are Decimal with two places, shares are exact fractions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from wijkweb.shapes.finding import Share

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
_MOST_DIGITS = 11  # before the decimals: a longer row of digits is no amount, no percentage and no number of people

_GAP = " \u00a0\u2009\u202f'’"
_NUMBER = re.compile(
    rf"(?P<minus>[-−–](?=[0-9€]))?(?:€[{_GAP}]*)?"
    rf"(?<![0-9A-Za-z])(?P<number>[0-9]{{1,3}}(?:[{_GAP}][0-9]{{3}})+(?![0-9])(?:[.,][0-9]{{1,2}}(?![0-9]))?"
    r"|[0-9]+(?:[.,][0-9]+)*)"
)
_UNIT_AFTER = re.compile(r"\s*(?P<unit>%|procent|percent|‰|vte|fte|jaar|jaren|maand|maanden|years?|months?)", re.I)
_TIMES = re.compile(r"\s*(?:(?P<millions>miljoen|mio|mln|million)|(?P<thousands>duizend|thousand))\b", re.I)
_PERCENT = re.compile(r"(?P<number>[0-9]+(?:[.,][0-9]+)?)\s*(?:%|procent|percent)", re.I)


def amount(text: str) -> Decimal | None:
    """The amount that a number stands for, in EUR with two places; None when it can be no amount.

    The last point or comma with one or two digits behind it opens the cents; groups of three are
    thousands. "6.000" is six thousand: in a finance table nobody writes three decimals.
    """
    digits = re.sub(f"[{_GAP}]", "", text)
    whole, cents = digits, ""
    if match := re.fullmatch(r"(.*[0-9])[.,]([0-9]{1,2})", digits):
        whole, cents = match[1], match[2]
    groups = re.split(r"[.,]", whole)
    if len(groups) > 1 and (len(set(re.findall(r"[.,]", whole))) > 1 or any(len(group) != 3 for group in groups[1:])):
        return None
    if len(groups) > 1 and not 1 <= len(groups[0]) <= 3:
        return None
    if sum(map(len, groups)) > _MOST_DIGITS:
        return None
    return Decimal(f"{''.join(groups)}.{cents or '0'}").quantize(CENT)


def amounts(text: str) -> Iterator[Decimal]:
    """Every amount in a text, in order; percentages, VTE and years are passed over."""
    for match in _NUMBER.finditer(text):
        if _UNIT_AFTER.match(text, match.end()):
            continue
        value = _in_full(match["number"], text[match.end() :])
        if value is not None:
            yield -value if match["minus"] else value


def _in_full(number_text: str, behind: str) -> Decimal | None:
    """The amount; "0,8 miljoen" in full."""
    times = _TIMES.match(behind)
    if not times:
        return amount(number_text)
    parts = re.fullmatch(r"([0-9]+)(?:[.,]([0-9]+))?", number_text)
    if not parts or len(number_text) > _MOST_DIGITS:
        return None
    by = 1_000_000 if times["millions"] else 1_000
    return (Decimal(f"{parts[1]}.{parts[2] or 0}") * by).quantize(CENT)


def cell_amount(text: str) -> Decimal | None:
    """The first amount in the cell of a table, or None: "793.494 euro/99%" is 793494.00."""
    return next(amounts(text), None)


def cell_percent(text: str) -> Fraction | None:
    """The first percentage in a text as a part of 1, or None: "793.494 euro/99%" is 99/100."""
    match = _PERCENT.search(text)
    short = match is not None and len(match["number"]) <= 2 * _MOST_DIGITS
    return Fraction(match["number"].replace(",", ".")) / 100 if match and short else None


def number(text: str) -> Decimal | None:
    """A plain number such as 1,6 or 0.8 (VTE, a percentage of a table); None when it is none."""
    match = re.search(r"[0-9]+(?:[.,][0-9]+)?", text)
    return Decimal(match[0].replace(",", ".")) if match and len(match[0]) <= 2 * _MOST_DIGITS else None


def total(values: Iterable[Decimal]) -> Decimal:
    """The sum to the cent."""
    return sum(values, ZERO)


def share(part: Decimal, whole: Decimal) -> Share | None:
    """part / whole, exact; None when there is no whole."""
    return Share(Fraction(part) / Fraction(whole)) if whole else None


def to_cent(value: Fraction) -> Decimal:
    """A fraction of money to the cent, halves away from zero."""
    cents = abs(value) * 100 + Fraction(1, 2)
    return (Decimal(cents.numerator // cents.denominator) * CENT * (-1 if value < 0 else 1)).quantize(CENT)

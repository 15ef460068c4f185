"""An area against the reference: a difference, a ratio, or the reason why the two figures cannot be compared.

A percentage differs in points; a rate, an income has a ratio too; an index is compared only on one known base;
an absolute number grows with the area and says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from wijkweb.shapes.application import AreaFigure

Kind = Literal["percentage", "rate", "index", "count"]
MOST_YEARS = 2
_RATE = re.compile(r"/|\bper\b|‰|promille|eur\b|euro|€", re.IGNORECASE)
_COUNT = re.compile(r"\b(?:aantal|number|count|inwoners|personen|woningen|residents|people|inw|stuks)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What an area's figure says beside the reference.

    `refused` is a code, "" when they can be compared: unit, base, no_base, years, version, count. `facts` are what
    differs, the area's first. `ratio` is None where it means nothing, and where the reference is zero.
    """

    kind: Kind
    difference: Decimal | None = None
    ratio: Fraction | None = None
    refused: str = ""
    facts: tuple[str, str] = ("", "")


def compare(figure: AreaFigure, reference: AreaFigure, *, own_versions: Collection[str] = ()) -> Comparison:
    """A figure against that of the reference area.

    `own_versions` are the versions of boundaries of the reference area itself: a city has other boundaries than its
    neighbourhoods, and that is no difference.
    """
    kind = kind_of(figure)
    refused, facts = _refusal(figure, reference, kind, own_versions)
    if refused:
        return Comparison(kind, refused=refused, facts=facts)
    difference = figure.value - reference.value
    ratio = Fraction(figure.value) / Fraction(reference.value) if kind == "rate" and reference.value else None
    return Comparison(kind, difference, ratio)


def kind_of(figure: AreaFigure) -> Kind:
    """What a figure is, by its unit, and by its name where the unit says nothing."""
    unit = figure.unit.casefold()
    if unit in ("%", "procent", "percent", "percentage"):
        return "percentage"
    if "index" in unit or (not unit and "index" in figure.indicator.casefold()):
        return "index"
    told = unit or figure.indicator
    if _RATE.search(told):
        return "rate"
    return "count" if _COUNT.search(told) else "rate"


def _refusal(
    figure: AreaFigure, reference: AreaFigure, kind: Kind, own_versions: Collection[str]
) -> tuple[str, tuple[str, str]]:
    if _plain(figure.unit) != _plain(reference.unit):
        return "unit", (figure.unit or "–", reference.unit or "–")
    if _plain(figure.base) != _plain(reference.base):
        return "base", (figure.base or "–", reference.base or "–")
    if kind == "index" and not figure.base:
        return "no_base", ("", "")
    if _apart(figure.year, reference.year):
        return "years", (figure.year, reference.year)
    if len({figure.version, reference.version} - {""}) == 2 and reference.version not in own_versions:
        return "version", (figure.version, reference.version)
    if kind == "count":
        return "count", ("", "")
    return "", ("", "")


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text).casefold()


def _apart(first: str, second: str) -> bool:
    """Whether two years are further apart than figures that are still of one time; unknown years are not."""
    years = [_YEAR.search(text) for text in (first, second)]
    return all(years) and abs(int(years[0][0]) - int(years[1][0])) > MOST_YEARS  # type: ignore[index]

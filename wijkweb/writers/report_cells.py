"""A value of a yearly report as people read it, in the language of the report."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from wijkweb.shapes.report import Cell
from wijkweb.writers.messages import amount
from wijkweb.writers.wording import word

HIDDEN = "x"  # one mark for all that is not shown, so that nobody learns which number is the small one
NOTHING = "–"


def shown(cell: Cell, language: str) -> str:
    """The value in words and signs; every number is that of the data, rounded nowhere again."""
    if cell.kind in ("text", "status"):
        return word(cell.text, language) if cell.kind == "status" and cell.text else cell.text
    if cell.kind == "day":
        return date.fromisoformat(cell.text).strftime("%d/%m/%Y") if language == "nl" else cell.text
    if cell.kind == "hidden":
        return HIDDEN
    if cell.number is None:
        return NOTHING
    return _number(cell, cell.number, language)


def _number(cell: Cell, number: Decimal, language: str) -> str:
    if cell.kind == "money":
        return f"{amount(number.quantize(Decimal('0.01')), language)} EUR"
    said = amount(_bare(number) if cell.kind == "points" else number, language)
    if cell.kind in ("percent", "part"):
        return f"{said} %"
    if cell.kind == "points" and cell.text:
        return f"{said} ({cell.text})"
    return said


def _bare(number: Decimal) -> Decimal:
    """The number without needless zeros behind its sign: 14700 stays whole, 1.50 is 1.5."""
    bare = number.normalize()
    return number.quantize(Decimal(1)) if bare == bare.to_integral_value() else bare

"""Rows of label and amount, from a table with any number of columns or from lines of text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from wijkweb.rules import lexicon
from wijkweb.rules.money import amounts, cell_amount, cell_percent, number, total
from wijkweb.shapes.document import Block, Table

_YEAR_HEAD = re.compile(r"(?:19|20)[0-9]{2}|\b(?:jaar|year)\s*[1-9]", re.IGNORECASE)
_MONEY_HEAD = re.compile(
    r"€|\b(?:bedrag|bedragen|euro?|\w*kosten|\w*kost|\w*prijs|budget|raming|amount|costs?|sum)\b", re.IGNORECASE
)
_PERCENT_HEAD = re.compile(r"%|\b(?:procent|percent|percentage)\b", re.IGNORECASE)
_OTHER_HEAD = re.compile(
    r"\b(?:vte|fte|nr|nummer|aantal|jaren|looptijd|duur|duurtijd|periode|uren|functie|werkgever|opmerking\w*|toelichting\w*"
    r"|uitleg|verantwoording|omschrijving|number|years|period|hours|remarks?|notes?|comments?|explanation)\b",
    re.IGNORECASE,
)
_LINE = re.compile(r"\s*(?P<label>[^:\n]{2,160}?)\s*[:=]\s*(?P<rest>[^\n]*[0-9][^\n]*)")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table of money, or a line of text as one cell; `label` may be empty, `amount` None."""

    label: str
    amount: Decimal | None
    cells: tuple[str, ...] = ()
    percent: Fraction | None = None

    @property
    def text(self) -> str:
        return "\t".join(self.cells)


def rows(table: Table) -> list[Row]:
    """The rows of a table as label and amount.

    With several columns of amounts the column that is headed as total counts; without one, the columns that
    are headed by years are added up; otherwise the last one counts.
    """
    columns = amount_columns(table)
    shares = [at for at, cell in enumerate(table.rows[0]) if _PERCENT_HEAD.search(cell) and at not in columns]
    return [
        Row(label, _amount(cells, columns), cells, _percent(cells, label, shares))
        for at, cells in enumerate(table.rows)
        if any(cells) and not _is_head(at, cells, table, columns)
        for label in (_label(cells, columns),)
    ]


def _percent(cells: Sequence[str], label: str, shares: Sequence[int]) -> Fraction | None:
    """The percentage of a row, not one in its label; in a column that is headed as such the sign may be left out."""
    for cell in cells:
        if " ".join(cell.split()) != label and (found := cell_percent(cell)) is not None:
            return found
    bare = [value for column in shares if (value := number(cells[column])) is not None]
    return Fraction(bare[0]) / 100 if bare else None


def _is_head(at: int, cells: Sequence[str], table: Table, columns: Sequence[int]) -> bool:
    """A first row that only names its columns. A first row with money in it is a row."""
    return at < table.header_rows and all(_is_name(cells[column]) for column in columns)


def _is_name(cell: str) -> bool:
    return cell_amount(cell) is None or bool(_YEAR_HEAD.search(cell))


def lines(blocks: Sequence[Block]) -> list[Row]:
    """Lines "label: amount" of running text and lists, for a paper without a table."""
    found = []
    for block in blocks:
        for line in block.text.split("\n"):
            match = _LINE.match(line)
            if match and (value := cell_amount(match["rest"])) is not None:
                found.append(Row(match["label"], value, (line,), cell_percent(match["rest"])))
    return found


def amount_columns(table: Table) -> list[int]:
    """The columns whose amounts count, by their headings; more than one only when they are years."""
    head = table.rows[0] if table.rows else ()
    filled = [
        column for column in range(1, len(head)) if any(cell_amount(row[column]) is not None for row in table.rows[1:])
    ]
    filled = [column for column in filled if not _no_money(head[column])] or filled
    totals = [column for column in filled if lexicon.opens(head[column], lexicon.TOTAL)]
    yearly = [column for column in filled if _YEAR_HEAD.search(head[column])]
    if totals:
        return totals[-1:]
    named = [column for column in filled if _MONEY_HEAD.search(head[column])]
    return yearly if len(yearly) > 1 else (named or filled)[-1:]


def _no_money(head: str) -> bool:
    """A column of percentages, VTE, years or remarks."""
    return not _MONEY_HEAD.search(head) and bool(_PERCENT_HEAD.search(head) or _OTHER_HEAD.search(head))


def _label(cells: Sequence[str], columns: Sequence[int]) -> str:
    for at, cell in enumerate(cells):
        if at not in columns and re.search(r"[^\W\d_]", cell):
            return " ".join(cell.split())
    return ""


def _amount(cells: Sequence[str], columns: Sequence[int]) -> Decimal | None:
    found = [value for column in columns if (value := next(amounts(cells[column]), None)) is not None]
    return total(found) if found else None

"""The cells of a bank or ledger file: which column is which, an amount, a day, a post, a payer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal

from wijkweb.shapes.ledger import LedgerRow

Style = Literal[",", "."]
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "day": (
        "betaaldatum", "boekdatum", "boekingsdatum", "uitvoeringsdatum", "valutadatum", "datum", "booking date",
        "date", "day", "dag",
    ),
    "amount": ("bedrag", "bedrag in eur", "amount", "totaal", "debet", "debit"),
    "payee": (
        "begunstigde", "leverancier", "naam tegenpartij", "tegenpartij", "crediteur", "payee", "supplier",
        "counterparty", "naam", "name",
    ),
    "invoice": ("factuurnummer", "factuur", "factuurnr", "invoice number", "invoice", "documentnummer", "stuknummer"),
    "text": ("omschrijving", "mededeling", "description", "text", "communication"),
    "post": ("post", "kostenpost", "rubriek"),
    "payer": ("financier", "betaler", "middelen", "wie betaalt", "payer"),
    "currency": ("munt", "valuta", "munteenheid", "currency"),
    "kind": ("soort", "type", "kind"),
}  # fmt: skip
PAYER_WORDS = {
    "subsidy": ("subsidy", "subsidie", "vlaanderen", "funder"),
    "own": ("own", "eigen", "stad", "gemeente", "city"),
    "public": ("public", "publiek", "publieke partner"),
    "private": ("private", "privaat", "private partner"),
}
KIND_WORDS = {
    "payment": ("payment", "betaling", "uitgave", "factuur"),
    "commitment": ("commitment", "vastlegging", "bestelling", "bestelbon"),
    "staff": ("staff", "personeel", "loon", "personeelskost"),
}
FIRST_ROWS = 30  # a bank puts its own lines above the heading
_AMOUNT = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_DAYS = (
    re.compile(r"(?P<y>[0-9]{4})[-/.](?P<m>[0-9]{1,2})[-/.](?P<d>[0-9]{1,2})(?:[T ].*)?"),
    re.compile(r"(?P<d>[0-9]{1,2})[-/.](?P<m>[0-9]{1,2})[-/.](?P<y>[0-9]{4})(?:[T ].*)?"),
    re.compile(r"(?P<d>[0-9]{1,2})[-/.](?P<m>[0-9]{1,2})[-/.](?P<short>[0-9]{2})"),
    re.compile(r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})"),
)


class NoAmount(ValueError):
    """The cell holds no amount that is sure; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def folded(text: str) -> str:
    """A heading or a word without case, accents and signs."""
    flat = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(
        "".join(sign if sign.isalnum() else " " for sign in flat if not unicodedata.combining(sign)).split()
    )


def columns_of(rows: Sequence[LedgerRow]) -> tuple[int, dict[str, int]]:
    """The place of the heading among the rows and the column of each thing; (-1, {}) when there is no heading.

    A heading has at least a day, an amount and a payee.
    """
    for at, row in enumerate(rows[:FIRST_ROWS]):
        found = _columns([folded(cell) for cell in row.cells])
        if {"day", "amount", "payee"} <= set(found):
            return at, found
    return -1, {}


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """Each thing takes the first of its headings that is there, word for word."""
    found: dict[str, int] = {}
    for name, headings in HEADINGS.items():
        at = next((cells.index(heading) for heading in headings if heading in cells), -1)
        if at >= 0 and at not in found.values():
            found[name] = at
    return found


def style_of(texts: Iterable[str]) -> Style | None:
    """The decimal sign that most amounts of a file leave no doubt about."""
    commas = points = 0
    for text in texts:
        signs = re.findall(r"[.,]", text)
        if signs and (len(set(signs)) == 2 or re.search(r"[.,][0-9]{1,2}\D*\Z", text)):
            commas += signs[-1] == ","
            points += signs[-1] == "."
    return None if commas == points else "," if commas > points else "."


def cell_amount(text: str, kind: str, style: Style | None) -> Decimal:
    """The amount in a cell, with its sign and all its decimals; raises NoAmount."""
    if kind == "f":
        raise NoAmount("formula")
    if kind == "n":
        try:
            return Decimal(text)
        except InvalidOperation:
            raise NoAmount("not_an_amount") from None
    bare = re.sub(r"(?i)€|\beur\b|\beuro\b|[\s\u00a0\u2009\u202f'’]", "", text).replace("−", "-").replace("–", "-")
    minus = bare.startswith("-") or bare.endswith("-") or (bare.startswith("(") and bare.endswith(")"))
    digits = bare.strip("-+()")
    if not _AMOUNT.fullmatch(digits):
        raise NoAmount("not_an_amount")
    value = _value(digits, style)
    return -value if minus else value


def _value(digits: str, style: Style | None) -> Decimal:
    signs = re.findall(r"[.,]", digits)
    decimal = ""
    if len(set(signs)) == 2:
        decimal = signs[-1]
    elif len(signs) == 1:
        tail = len(re.split(r"[.,]", digits)[1])
        if tail == 3 and style is None:
            raise NoAmount("ambiguous")
        decimal = signs[0] if tail != 3 or signs[0] == style else ""
    if decimal and digits.count(decimal) > 1:
        raise NoAmount("not_an_amount")
    whole, _, decimals = digits.rpartition(decimal) if decimal else (digits, "", "")
    groups = re.split(r"[.,]", whole)
    if len(groups) > 1 and (not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:])):
        raise NoAmount("not_an_amount")
    if len("".join(groups)) > 14 or len(decimals) > 10:
        raise NoAmount("too_large" if len(decimals) <= 10 else "decimals")
    if len(decimals) > 2:
        raise NoAmount("decimals")
    return Decimal(f"{''.join(groups)}.{decimals or '0'}")


def cell_day(text: str) -> date | None:
    """The day in a cell; None when it is none."""
    for pattern in _DAYS:
        match = pattern.fullmatch(text.strip())
        if match:
            said = match.groupdict()
            year = int(said.get("y") or f"20{said.get('short')}")
            try:
                return date(year, int(said["m"]), int(said["d"]))
            except ValueError:
                continue
    return None


def named(text: str, words: Mapping[str, Iterable[str]]) -> str:
    """The key whose word this is; "" for none."""
    said = folded(text)
    return next((key for key, known in words.items() if said and said in {key, *map(folded, known)}), "")

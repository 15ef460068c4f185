"""Commitments and sub-agreements with what was paid of each."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from wijkweb.rules.money import ZERO
from wijkweb.shapes.spending_book import Book, Booked


def paid_under(book: Book) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """What was paid under each sub-agreement, and of each commitment."""
    agreements: dict[str, Decimal] = defaultdict(lambda: ZERO)
    commitments: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for one in book.booked:
        if one.kind != "commitment" and one.agreement:
            agreements[one.agreement] += one.amount
        if one.kind != "commitment" and one.pays:
            commitments[one.pays] += one.amount
    return dict(agreements), dict(commitments)


def commitments_of(book: Book) -> dict[str, Booked]:
    """Each commitment with what it still is, less what was countered."""
    found: dict[str, Booked] = {}
    for one in book.booked:
        if one.kind == "commitment":
            known = found.get(one.commitment)
            amount = one.amount + (known.amount if known else ZERO)
            found[one.commitment] = Booked("commitment", one.post, one.payer, amount, commitment=one.commitment)
    return found

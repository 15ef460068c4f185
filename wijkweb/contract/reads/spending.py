"""What others ask about the money of a contract: where it stands on a day, and its entries of a year."""

from __future__ import annotations

from datetime import date

from wijkweb.contract.models import Contract
from wijkweb.shapes.spending import BookedEntry, Spending

__all__ = ["entries_of", "spending_of"]


def spending_of(contract: Contract, *, until: date) -> Spending:
    """The money of a contract as it stood on a day: everything dated up to then; at most six queries."""
    raise NotImplementedError


def entries_of(contract: Contract, year: int) -> tuple[BookedEntry, ...]:
    """What was booked in a year, staff months too, in the order of its days; two queries."""
    raise NotImplementedError

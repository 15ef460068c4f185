"""What others ask about the money of a contract: where it stands on a day, and its entries of a year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django.db.models import QuerySet

from wijkweb.commons.once import once
from wijkweb.commons.together import Ask, asked
from wijkweb.contract.models import Contract, PersonMonth
from wijkweb.contract.reads import money_book
from wijkweb.contract.reads.money_book import book_of, call_for, entry_rows, paid_by_payer
from wijkweb.rules.spending import spending
from wijkweb.rules.spending_share import own_share
from wijkweb.rules.spending_staff import last_day
from wijkweb.shapes.spending import BookedEntry, OwnShare, PayerKind, Spending
from wijkweb.shapes.spending_book import EntryKind

__all__ = ["booked_of", "own_share_of", "spending_as_of", "spending_of"]


def spending_of(contract: Contract, *, until: date) -> Spending:
    """The money of a contract as it stood on a day: everything dated up to then; six queries, seven with its call."""
    return spending(book_of(contract, until), call_for(contract))


def spending_as_of(contract: Contract, *, until: date, known: date) -> Spending:
    """The same without the sub-agreements of later, as `book_of` leaves them out, and with no month marked as vacant;
    as many queries."""
    return spending(book_of(contract, until, known=known), call_for(contract))


def own_share_of(contract: Contract, *, until: date) -> OwnShare:
    """The realised own share alone, for the head of a page; one query."""
    return own_share(call_for(contract), paid=paid_by_payer(contract, until), plan={}, foreseen={})


def booked_of(contract: Contract, *, until: date) -> tuple[BookedEntry, ...]:
    """Everything that was booked up to a day; two queries."""
    return tuple(one for one in _booked(contract) if one.day <= until)  # a staff month is of its last day


@once
def _booked(contract: Contract) -> tuple[BookedEntry, ...]:
    return _entries(entry_rows(contract), _months(contract))


@asked
def _months(contract: Contract) -> QuerySet[PersonMonth]:
    return PersonMonth.objects.filter(contract=contract, replaced=False).select_related("line")


def tables(contract: Contract) -> tuple[Ask, ...]:
    """What the money of several days rests on, entries too, for who reads it with other things."""
    return *money_book.tables(contract), _months.of(contract)


def _entries(entries: Iterable[tuple[Any, ...]], months: Iterable[PersonMonth]) -> tuple[BookedEntry, ...]:
    booked = [
        BookedEntry(
            id, cast(EntryKind, kind), day, post, cast(PayerKind, payer), payee, text, invoice,
            -amount if counters else amount, proof is not None,
        )
        for id, kind, day, post, payer, payee, text, invoice, amount, proof, *_of, counters, _after in entries
    ]  # fmt: skip
    worked = [
        BookedEntry(
            one.public_id, "months", last_day(one.month), one.line.post, cast(PayerKind, one.line.payer), "",
            str(one.line), "", one.amount, False,
        )
        for one in months
    ]  # fmt: skip
    return tuple(sorted([*booked, *worked], key=lambda one: (one.day, one.id)))

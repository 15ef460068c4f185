"""What was paid in the course of a contract: up to the end of each of its months."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from wijkweb.rules.money import ZERO
from wijkweb.shapes.spending import BookedEntry, PayerKind


def paid_before(booked: Iterable[BookedEntry], days: Iterable[date]) -> Iterator[Mapping[PayerKind, Decimal]]:
    """What each payer paid before each of these days, the earliest day first; each entry is added once."""
    waiting = sorted(booked, key=lambda one: one.day)
    paid: dict[PayerKind, Decimal] = {}
    at = 0
    for day in days:
        while at < len(waiting) and waiting[at].day < day:
            one = waiting[at]
            paid[one.payer] = paid.get(one.payer, ZERO) + one.amount
            at += 1
        yield dict(paid)

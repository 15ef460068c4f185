"""What was asked of a government: how old, whether the answer is late, and how many came in time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from wijkweb.shapes.finding import Share

OPEN = frozenset({"to_ask", "asked"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of a request: its state, and the days on which it was asked, is due, was answered."""

    state: str
    asked: date | None
    due: date | None
    answered: date | None


@dataclass(frozen=True, slots=True)
class Sums:
    """How the requests stand. `in_time` is of those with a due date that is past, or whose answer came."""

    to_ask: int
    waiting: int
    overdue: int
    answered: int
    in_time: Share | None


def as_of(one: Asked, on: date) -> Asked | None:
    """A request as it stood on a day: one that was answered later was still asked; None when it was asked later."""
    if one.asked is not None and one.asked > on:
        return None
    if one.answered is not None and one.answered > on:
        return replace(one, state="asked", answered=None)
    return one


def age(one: Asked, on: date) -> int | None:
    """Days from the asking to the answer, or until now; None when nobody noted when it was asked."""
    return None if one.asked is None else max(0, ((one.answered or on) - one.asked).days)


def overdue(one: Asked, on: date) -> bool:
    """Whether an answer should have come by now: from the day after the due date."""
    return one.state == "asked" and one.due is not None and on > one.due


def in_time(one: Asked) -> bool | None:
    """Whether the answer came on its due date or before; None while there is no answer, or was no due date."""
    return None if one.answered is None or one.due is None else one.answered <= one.due


def sums(requests: Iterable[Asked], on: date) -> Sums:
    """The figures over requests; an empty denominator gives None."""
    found = list(requests)
    owed = [one for one in found if in_time(one) is not None or overdue(one, on)]
    kept = sum(1 for one in owed if in_time(one))
    return Sums(
        to_ask=sum(1 for one in found if one.state == "to_ask"),
        waiting=sum(1 for one in found if one.state == "asked"),
        overdue=sum(1 for one in found if overdue(one, on)),
        answered=sum(1 for one in found if one.state not in OPEN),
        in_time=Share(Fraction(kept, len(owed))) if owed else None,
    )

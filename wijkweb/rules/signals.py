"""Signals: how old, how late, and how many were answered in time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from statistics import median

from wijkweb.shapes.finding import Share

DONE = frozenset({"answered", "told", "closed"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a signal: when it was seen, when an answer is due, when it came, its status."""

    seen: date
    due: date | None
    answered: date | None
    status: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How the signals of a contract stand. `in_time` is of those with a due date, once it is past or
    once the answer came; one that was closed without an answer was not answered in time."""

    open: int
    overdue: int
    in_time: Share | None
    median_age: int | None


def age(facts: Facts, today: date) -> int:
    """Days since it was seen."""
    return max(0, (today - facts.seen).days)


def overdue(facts: Facts, today: date) -> bool:
    """Whether an answer should have come by now: from the day after the due date."""
    return facts.due is not None and facts.answered is None and facts.status not in DONE and today > facts.due


def in_time(facts: Facts) -> bool:
    """Whether the answer came on its due date or before."""
    return facts.due is not None and facts.answered is not None and facts.answered <= facts.due


def standing(signals: Iterable[Facts], today: date) -> Standing:
    """The figures over signals. Numerators and denominators are summed (I9); an empty denominator gives None."""
    found = list(signals)
    waiting = [one for one in found if one.status == "open"]
    owed = [one for one in found if one.due and (one.answered or today > one.due)]
    ages = [age(one, today) for one in waiting]
    return Standing(
        open=len(waiting),
        overdue=sum(overdue(one, today) for one in waiting),
        in_time=Share(Fraction(sum(map(in_time, owed)), len(owed))) if owed else None,
        median_age=round(median(ages)) if ages else None,
    )

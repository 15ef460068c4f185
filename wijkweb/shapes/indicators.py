"""What an indicator is, as data: a definition, the cells that it is worked out from, what comes of it.

Closed vocabulary, no code: a definition is one row of choices. Minutes are whole numbers; figures are exact
fractions until they are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

FACTS = ("contacts", "activities", "visits")
MEASURES = ("worker_minutes", "contact_minutes", "count", "place_days", "months_with")
PERIODS = ("week", "month", "quarter", "year", "place_month", "contract")
DENOMINATORS = ("calendar", "active")
OPERATORS = ("at_least", "at_most", "between", "milestone", "none")
WINDOWS = ("rolling_13", "contract_year", "whole")

Status = Literal["met", "on_course", "under", "not_enough_data", "no_target"]


@dataclass(frozen=True, slots=True)
class Definition:
    """One version of how an indicator is worked out (field.md section 5 of the design, I1-I10).

    `kind` is a kind of contact (direct, presence, attempt) or of activity; blank words are no filter. `target`
    is in the unit of the measure per `per`: hours for minutes, otherwise a count. `decided` names the decision.
    """

    key: str
    version: int
    title: str
    source: str
    valid_from: date
    fact: str
    measure: str
    per: str
    denominator: str
    op: str
    window: str
    kind: str = ""
    track: str = ""
    group: str = ""
    target: Decimal | None = None
    upper: Decimal | None = None
    min_coverage: Decimal = Decimal("0.80")
    decided: str = ""


@dataclass(frozen=True, slots=True)
class HoursCell:
    """The total of one week inside one month: contacts of one track, kind and group. Minutes."""

    monday: date
    month: date
    track: str
    kind: str
    group: str
    contact_minutes: int
    worker_minutes: int
    contacts: int
    purged: int = 0


@dataclass(frozen=True, slots=True)
class VisitCell:
    """The days on which the team was at one place in one month, and how many are meant (0: none set)."""

    place: str
    month: date
    days: int
    meant: int


@dataclass(frozen=True, slots=True)
class ActivityDay:
    """An activity as an indicator sees it: its day, kind, and whether it was held."""

    day: date
    kind: str
    held: bool
    title: str = ""
    returns: str = ""


@dataclass(frozen=True, slots=True)
class Weeks:
    """What is known of weeks without a contact: Mondays that a decision closed, and that every worker or some
    worker said had nothing."""

    closed: frozenset[date] = frozenset()
    nothing: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Facts:
    """All that indicators of one contract are worked out from."""

    start: date
    end: date
    hours: tuple[HoursCell, ...] = ()
    visits: tuple[VisitCell, ...] = ()
    activities: tuple[ActivityDay, ...] = ()
    weeks: Weeks = Weeks()


@dataclass(frozen=True, slots=True)
class Value:
    """A figure with all that it is made of: numerator (in hours, or a count) over denominator (periods)."""

    numerator: Fraction
    denominator: Fraction

    @property
    def figure(self) -> Fraction | None:
        """None when the denominator is 0: there is no value then (I9)."""
        return self.numerator / self.denominator if self.denominator else None

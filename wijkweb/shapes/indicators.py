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
Held = Literal["planned", "held", "cancelled"]
Reason = Literal[
    "late_closure", "closed_but_worked", "cancelled", "not_settled", "unknown_words", "outside", "no_rhythm"
]


@dataclass(frozen=True, slots=True)
class Definition:
    """One version of how an indicator is worked out (field.md section 5 of the design, I1-I10).

    `kind` is a kind of contact (direct, presence, attempt) or of activity; blank words are no filter. `target`
    is in the unit of the measure per `per`: hours for minutes, percent for a share (months_with), otherwise a count.
    `decided` names the decision.
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


@dataclass(slots=True, unsafe_hash=True)
class HoursCell:
    """The total of one week inside one month: contacts of one track, kind and group. Minutes.

    Nobody changes one. It is not frozen, since a page makes thousands and that takes five times as long.
    """

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
    """The number of different days on which the team was at one place in one month (its first day)."""

    place: str
    month: date
    days: int


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """A place from the day on which it opened to the last one; `rhythm` is visits a month, 0 when none is set."""

    key: str
    name: str
    opened: date
    closed: date | None = None
    rhythm: int = 0


@dataclass(frozen=True, slots=True)
class ActivityDay:
    """An activity as an indicator sees it: its day, kind, and whether it was held."""

    day: date
    kind: str
    status: Held
    title: str = ""
    track: str = ""
    returns: str = ""


@dataclass(frozen=True, slots=True)
class ClosedWeek:
    """A week that a decision takes out of the active weeks."""

    monday: date
    decided_on: date
    number: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Weeks:
    """What is known of weeks without a contact: those that a decision closed, and the Mondays of those of which
    a worker said that there was nothing."""

    closures: tuple[ClosedWeek, ...] = ()
    nothing: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """All that indicators of one contract are worked out from. `end` is the last day of the contract."""

    start: date
    end: date
    hours: tuple[HoursCell, ...] = ()
    visits: tuple[VisitCell, ...] = ()
    places: tuple[PlaceSpan, ...] = ()
    activities: tuple[ActivityDay, ...] = ()
    weeks: Weeks = Weeks()


@dataclass(frozen=True, slots=True)
class Window:
    """The days over which a figure is worked out, both included; `last` before `first`: no whole week or month yet.

    `open` while the period that it is part of still goes on, so that no verdict is final; `number` counts the
    contract's years.
    """

    key: str
    first: date
    last: date
    open: bool = False
    number: int = 0

    @property
    def days(self) -> int:
        return max((self.last - self.first).days + 1, 0)


@dataclass(frozen=True, slots=True)
class Value:
    """A figure with all that it is made of: numerator (in hours, or a count) over denominator (periods)."""

    numerator: Fraction
    denominator: Fraction
    factor: int = 1  # 100 for a share in percent

    @property
    def figure(self) -> Fraction | None:
        """None when the denominator is 0: there is no value then (I9)."""
        return self.numerator * self.factor / self.denominator if self.denominator else None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of how much something is known, in weeks (a part week counts for its days) or, for activities, a number.

    `share` includes closed weeks, `active_share` leaves them out of both sides. `gaps` are the Mondays of weeks of
    which nothing is known.
    """

    known: Fraction
    expected: Fraction
    active_known: Fraction
    active: Fraction
    gaps: tuple[date, ...] = ()

    @property
    def share(self) -> Fraction | None:
        return self.known / self.expected if self.expected else None

    @property
    def active_share(self) -> Fraction | None:
        return self.active_known / self.active if self.active else None


@dataclass(frozen=True, slots=True)
class Excluded:
    """What does not count, or counts otherwise than one would think, and why; `amount` in hours or a number."""

    reason: Reason
    day: date | None = None
    words: str = ""
    amount: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One version of an indicator over one window, opened: everything that its figure rests on (I10)."""

    definition: Definition
    window: Window
    value: Value
    coverage: Coverage
    status: Status
    excluded: tuple[Excluded, ...] = ()


@dataclass(frozen=True, slots=True)
class Export:
    """What a figure can be worked out from again, elsewhere: no worker, no contact, no id of a row."""

    contract: str
    day: date
    definitions: tuple[Definition, ...]
    facts: Facts

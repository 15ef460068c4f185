"""The money of a contract in execution, as plain data: what was planned, committed, paid, and what it comes to.

Amounts are EUR with two places. `subsidy` pays from the funder's money, `own` is the municipality, `public` and
`private` are what other partners bring.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from wijkweb.shapes.finding import Fact, Severity, Share

PayerKind = Literal["subsidy", "own", "public", "private"]
PAYERS: tuple[PayerKind, ...] = ("subsidy", "own", "public", "private")
ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Money:
    """Four figures that belong together, and what they leave.

    `baseline` is the plan as it was signed, `plan` as it stands (amendments, reallocations), `committed` all that
    is bound by a commitment or a sub-agreement, `paid` all that was paid or confirmed, `forecast` what it comes to
    at the end.
    """

    baseline: Decimal = ZERO
    plan: Decimal = ZERO
    committed: Decimal = ZERO
    paid: Decimal = ZERO
    forecast: Decimal = ZERO

    @property
    def left(self) -> Decimal:
        """What the plan still has when all comes as foreseen; below zero it is too little."""
        return self.plan - self.forecast

    def __add__(self, other: Money) -> Money:
        return Money(
            self.baseline + other.baseline,
            self.plan + other.plan,
            self.committed + other.committed,
            self.paid + other.paid,
            self.forecast + other.forecast,
        )


@dataclass(frozen=True, slots=True)
class SpendingRow:
    """What a payer spends on a post (kostenpost). `post` is the key of the call's post, or the contract's own word."""

    post: str
    title: str
    payer: PayerKind
    money: Money
    person_months: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class OwnShare:
    """The realised own share (gerealiseerde cofinanciering) beside what the call asks of the same money.

    `least` is the own money that the realised subsidy asks, `margin` what stands above it; `asked` and the shares
    are None where the call has no such clause, or nothing was paid yet. `base` is the clause's.
    """

    own: Decimal
    base_amount: Decimal
    base: str
    share: Share | None
    asked: Share | None
    least: Decimal
    margin: Decimal
    planned: Share | None
    foreseen: Share | None
    foreseen_margin: Decimal

    @property
    def holds(self) -> bool:
        """Whether the own share is what the call asks, on the money that was paid."""
        return self.asked is None or self.margin >= 0


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that asks for a look: a code for the words, and the figures for its blanks."""

    code: str
    severity: Severity
    post: str = ""
    payer: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OpenInstalment:
    """An instalment (schijf) of the subsidy that is not wholly received. `open` is what is still to come."""

    id: str
    title: str
    due_on: date
    due: Decimal
    claimed: Decimal
    received: Decimal
    open: Decimal


@dataclass(frozen=True, slots=True)
class MissingMonth:
    """A month of a function that is over and that nobody confirmed; `vte` and `amount` are what the plan says of it. In
    a `vacant` one nobody filled the function: what it cost is still to be said, and is no plan."""

    line: str
    function: str
    payer: PayerKind
    month: date
    vte: Decimal
    amount: Decimal
    vacant: bool = False


@dataclass(frozen=True, slots=True)
class Spending:
    """The money of a contract on a day.

    `received` and `claimed` are instalments up to that day, `balance` the subsidy received less the subsidy paid.
    """

    until: date
    rows: tuple[SpendingRow, ...]
    totals: Mapping[PayerKind, Money]
    total: Money
    own: OwnShare
    alarms: tuple[Alarm, ...] = ()
    instalments: tuple[OpenInstalment, ...] = ()
    claimed: Decimal = ZERO
    received: Decimal = ZERO
    balance: Decimal = ZERO
    missing: tuple[MissingMonth, ...] = ()

    @property
    def advanced(self) -> Decimal:
        """What was paid from the subsidy before it came in."""
        return max(-self.balance, ZERO)


@dataclass(slots=True, unsafe_hash=True)
class BookedEntry:
    """An entry (boeking) as others read it: `amount` is below zero for a counter entry. Not frozen, like HoursCell."""

    id: str
    kind: Literal["commitment", "payment", "staff", "months"]
    day: date
    post: str
    payer: PayerKind
    payee: str
    text: str
    invoice: str
    amount: Decimal
    proof: bool

"""What the rules of a contract's money read: its plan, what was booked, what is agreed, what is still to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from wijkweb.shapes.spending import PayerKind

AgreementState = Literal["draft", "agreed", "done", "ended"]
EntryKind = Literal["commitment", "payment", "staff"]


@dataclass(frozen=True, slots=True)
class StaffTerms:
    """A staff line as a version says it: `yearly` is the cost of the whole line in a full year."""

    vte: Decimal
    start: date
    end: date
    yearly: Decimal
    indexation: Decimal = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A line of the plan on a day: what it said at signature, and what it says now."""

    id: str
    payer: PayerKind
    post: str
    title: str
    baseline: Decimal
    amount: Decimal
    staff: StaffTerms | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A reallocation (herschikking)."""

    amount: Decimal
    from_post: str
    from_payer: PayerKind
    to_post: str
    to_payer: PayerKind


@dataclass(frozen=True, slots=True)
class Rise:
    """A rise of the wage index (loonindex) in percent, from a day on."""

    day: date
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Booked:
    """Entries that are alike, added up; below zero where more was countered.

    `commitment` is the commitment that they are, or that they counter; `pays` the one that they pay; `line` and
    `day` the staff line and the day of staff cost. `bare` is how many payments among them stand and have no file as
    proof, `bare_amount` what those come to.
    """

    kind: EntryKind
    post: str
    payer: PayerKind
    amount: Decimal
    agreement: str = ""
    pays: str = ""
    commitment: str = ""
    line: str = ""
    day: date | None = None
    bare: int = 0
    bare_amount: Decimal = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Agreed:
    """A sub-agreement (deelovereenkomst); `under` is the one from which its money is passed on."""

    id: str
    post: str
    payer: PayerKind
    amount: Decimal
    state: AgreementState
    under: str = ""


@dataclass(frozen=True, slots=True)
class Worked:
    """A confirmed month of a staff line; `papered` when a paper lies with that month."""

    line: str
    month: date
    worked: Decimal
    amount: Decimal
    papered: bool = True


@dataclass(frozen=True, slots=True)
class Due:
    """An instalment of the subsidy."""

    id: str
    title: str
    due_on: date
    due: Decimal
    claimed_on: date | None = None
    claimed: Decimal | None = None
    received_on: date | None = None
    received: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """All of it, as it stood on `until`; the contract runs from `start` to `end`. `vacant` are the months in which it
    was noted that nobody filled a function: (function, first day)."""

    start: date
    end: date
    until: date
    plan: tuple[PlanRow, ...] = ()
    moves: tuple[Move, ...] = ()
    rises: tuple[Rise, ...] = ()
    booked: tuple[Booked, ...] = ()
    agreed: tuple[Agreed, ...] = ()
    worked: tuple[Worked, ...] = ()
    due: tuple[Due, ...] = ()
    vacant: frozenset[tuple[str, date]] = frozenset()


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry that somebody wants to book, before anything is written. `amount` is as it came, not rounded."""

    kind: str
    day: date
    post: str
    payer: str
    payee: str
    amount: Decimal
    currency: str = "EUR"
    invoice: str = ""
    agreement: str = ""
    pays: str = ""
    line: str = ""

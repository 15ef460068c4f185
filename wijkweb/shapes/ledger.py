"""A bank or ledger file (grootboek) as it came in, and what would become of each of its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from wijkweb.shapes.finding import Fact
from wijkweb.shapes.spending_book import NewEntry

State = Literal["new", "known", "refused"]


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A row and its number in the file. `kinds` has a letter for each cell: t text, n number (1234.5), d day
    (2024-03-01), f a formula, of which nobody knows what it gives."""

    number: int
    cells: tuple[str, ...]
    kinds: str = ""

    def kind(self, at: int) -> str:
        """The kind of a cell; text, where the file does not say."""
        return self.kinds[at] if at < len(self.kinds) else "t"


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """The rows that hold something."""

    rows: tuple[LedgerRow, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is read: what holds where it says nothing, and whether a payment has a minus sign there."""

    post: str = ""
    payer: str = ""
    minus_is_paid: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row is refused, with the figures for the sentence."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row and what becomes of it. `key` is what makes it the same row when the file comes again."""

    number: int
    state: State
    key: str
    said: str
    text: str = ""
    entry: NewEntry | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerPlan:
    """What a file would bring. `columns` are (what it is, the heading of the column); `problem` says why the file as
    a whole cannot be read."""

    rows: tuple[PlannedRow, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    problem: str = ""

    def of(self, state: State) -> tuple[PlannedRow, ...]:
        """The rows in a state."""
        return tuple(row for row in self.rows if row.state == state)

"""What a check says: a code with facts, never a sentence. The words are added by `writers.messages`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import floor


class Severity(StrEnum):
    """A breach of a clause stops a submission, a warning asks for a look, a note only tells."""

    BREACH = "breach"
    WARNING = "warning"
    NOTE = "note"


class Certainty(StrEnum):
    """How sure a rule that reads prose is of what it read."""

    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Share:
    """An exact part of a whole; rounded only where it is shown."""

    value: Fraction

    def __str__(self) -> str:
        """A fraction of 1 with four places, halves away from zero: "0.2186"."""
        sign = "-" if self.value < 0 else ""
        whole, rest = divmod(floor(abs(self.value) * 10_000 + Fraction(1, 2)), 10_000)
        return f"{sign}{whole}.{rest:04d}"


Fact = str | int | Decimal | Share | Certainty | tuple["Fact", ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.

    `clause` is the type of the call's clause that it is about, `section` the key of the section, `block`
    the position in that section of the block that it is about, so that a page can put it beside the text.
    """

    code: str
    severity: Severity
    clause: str | None = None
    section: str | None = None
    block: int | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)

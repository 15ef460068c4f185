"""A dossier as plain data: a paper that was laid onto the form of a call, and what its tables say."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from wijkweb.shapes.document import Block

Role = Literal["answer", "form", "limit"]
Reading = Literal["as_printed", "one_row_down", "one_row_up"]


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block in a section: the applicant's answer, a line that the form prints, or its limit."""

    block: Block
    role: Role


@dataclass(frozen=True, slots=True)
class PlacedSection:
    """A section of the form as it was found in the paper. `times` is how often its heading stands there."""

    key: str
    heading: Block
    blocks: tuple[PlacedBlock, ...]
    times: int = 1

    def answers(self) -> list[tuple[int, Block]]:
        """The applicant's own blocks with their position in the section."""
        return [(at, placed.block) for at, placed in enumerate(self.blocks) if placed.role == "answer"]


@dataclass(frozen=True, slots=True)
class Placed:
    """A paper laid onto a form: sections in the order of the form, and what stands in none of them."""

    sections: tuple[PlacedSection, ...]
    unplaced: tuple[Block, ...]
    missing: tuple[str, ...]

    def section(self, key: str) -> PlacedSection | None:
        """The section with this key, or None when the paper does not have it."""
        return next((section for section in self.sections if section.key == key), None)


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one partner brings (financieel aandeel). `parts` are (post, amount) where it is broken down."""

    partner: str
    kind: Literal["own", "funder", "public", "private"]
    amount: Decimal
    parts: tuple[tuple[str, Decimal], ...] = ()
    reading: Reading = "as_printed"


@dataclass(frozen=True, slots=True)
class Difference:
    """A printed total that is not the sum of its parts."""

    label: str
    printed: Decimal
    computed: Decimal


@dataclass(frozen=True, slots=True)
class Finance:
    """The finance table (overzicht financiering), read. `block` is where it stands in `section`."""

    section: str
    block: int
    contributions: tuple[Contribution, ...]
    printed_total: Decimal | None = None
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class StaffLine:
    """A line of staff (personeelslijn): VTE (full-time equivalents), years and the amount for all of them."""

    label: str
    function: str
    amount: Decimal
    vte: Decimal | None = None
    years: Fraction | None = None
    employer: str = ""


@dataclass(frozen=True, slots=True)
class SpendingPost:
    """A post of the subsidy (bestedingspost). `post` is the call's key, "" when the call knows no such post."""

    label: str
    post: str
    amount: Decimal | None
    percent: Fraction | None = None
    lines: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class Spending:
    """The table of what the subsidy is spent on, with the amount asked in the text above it."""

    section: str
    block: int
    posts: tuple[SpendingPost, ...]
    staff: tuple[StaffLine, ...]
    total: Decimal
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a table as it was printed and as a number; `separator` stands before its decimals."""

    printed: str
    value: Decimal
    decimals: int
    percent: bool
    separator: str = ""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The table of indicators (diagnosetabel): areas across, indicators down.

    `sourced` and `dated` say whether the table, or the caption against it, names a source and a year. `beside` are
    (year, source) of each row, where the table has columns for them.
    """

    section: str
    block: int
    areas: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Figure | None, ...]], ...]
    sourced: bool = False
    dated: bool = False
    beside: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact person of the applicant (contactpersoon): an official or alderman, never a resident."""

    capacity: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex (bijlage): its title and its link or file name."""

    title: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that was read from one paper under one call."""

    placed: Placed
    project: str = ""
    municipality: str = ""
    asked: Decimal | None = None
    finance: Finance | None = None
    spending: Spending | None = None
    diagnosis: Diagnosis | None = None
    contacts: tuple[Contact, ...] = ()
    annexes: tuple[Annex, ...] = ()

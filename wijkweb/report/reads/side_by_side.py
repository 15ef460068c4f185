"""The figures of all contracts that a funder chose, side by side: how far they lie apart; one definition in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.core.paginator import Page, Paginator

from wijkweb.rules.portfolio import Figures, Line, Spread, among, spread
from wijkweb.shapes.indicators import Definition

PAGE = 25


@dataclass(frozen=True, slots=True)
class Named:
    """A contract by the id of its case and its name."""

    case_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure of a contract beside those of others; `definition` with what this contract promises."""

    of: Named
    figure: Fraction | None
    known: bool
    definition: Definition


@dataclass(frozen=True, slots=True)
class Apart:
    """How the figures by one definition lie apart; `key` names it in an address. See rules.portfolio.Spread."""

    key: str
    definition: Definition
    contracts: int
    unknown: int
    lowest: Beside | None
    median: Fraction | None
    highest: Beside | None


@dataclass(frozen=True, slots=True)
class InFull:
    """A page of the figures by one definition, the lowest first, what is known too little of at the end."""

    key: str
    definition: Definition
    page: Page[Line]
    lines: tuple[Beside, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """All that is compared, and the definition that was opened."""

    apart: tuple[Apart, ...]
    full: InFull | None


def side_by_side(
    kept: Sequence[Figures], names: Mapping[int, Named], *, opened: str = "", number: int = 1
) -> SideBySide:
    """The figures of the contracts in `names`, in no query; `opened` is the key of a definition, `number` its page."""
    found = [one for one in (spread(among(figures, names)) for figures in kept) if one is not None]
    full = next((one.figures for one in found if one.figures.key == opened), None)
    return SideBySide(
        tuple(_apart(one, names) for one in found),
        _in_full(full, names, number) if full else None,
    )


def _apart(one: Spread, names: Mapping[int, Named]) -> Apart:
    lowest, highest = (_beside(one.figures, line, names) if line else None for line in (one.lowest, one.highest))
    definition = one.figures.definition
    return Apart(one.figures.key, definition, one.contracts, one.unknown, lowest, one.median, highest)


def _in_full(figures: Figures, names: Mapping[int, Named], number: int) -> InFull:
    page = Paginator(figures.lines, PAGE).get_page(number)
    lines = tuple(_beside(figures, line, names) for line in page.object_list)
    return InFull(figures.key, figures.definition, page, lines)


def _beside(figures: Figures, line: Line, names: Mapping[int, Named]) -> Beside:
    return Beside(names[line.contract], line.figure, line.known, figures.promised(line))

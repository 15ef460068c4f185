"""Contracts side by side: which of their figures can be compared at all, and how far they lie apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from wijkweb.shapes.indicators import Definition, Reading

Alike = tuple[str, str, str, str, str, str, str]
Terms = tuple[str, Decimal | None, Decimal | None]  # operator, target, upper: they may differ from contract to contract


def alike(definition: Definition) -> Alike | None:
    """What two definitions must share for their figures to be laid side by side; None for one of a track of its own."""
    if definition.track:
        return None
    return (
        definition.fact, definition.measure, definition.kind, definition.group, definition.per,
        definition.denominator, definition.window,
    )  # fmt: skip


class Line(NamedTuple):
    """A figure of a contract, small enough to be kept for a thousand of them: `over` is 0 where there is no value;
    of a `thin` one too little is known for a verdict."""

    contract: int
    top: int
    over: int
    thin: bool
    terms: Terms

    @property
    def figure(self) -> Fraction | None:
        return Fraction(self.top, self.over) if self.over else None

    @property
    def known(self) -> bool:
        return bool(self.over) and not self.thin


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures by one and the same definition, the lowest first; what is not known well enough comes last."""

    definition: Definition
    lines: tuple[Line, ...]

    @property
    def key(self) -> str:
        """What names the definition in an address."""
        return ".".join(alike(self.definition) or ())

    def promised(self, line: Line) -> Definition:
        """The definition with what one contract promises."""
        op, target, upper = line.terms
        return replace(self.definition, op=op, target=target, upper=upper)


@dataclass(frozen=True, slots=True)
class Spread:
    """How figures by one definition lie apart. `unknown` contracts count it too, but too little is known of them to
    stand beside the others; the three figures are None when that is so of all."""

    figures: Figures
    contracts: int
    unknown: int
    lowest: Line | None
    median: Fraction | None
    highest: Line | None


def figures_alike(readings: Mapping[int, Sequence[Reading]]) -> tuple[Figures, ...]:
    """The figures that more than one contract counts in the same way, by contract; the others stand alone."""
    found: dict[Alike, list[Line]] = defaultdict(list)
    definitions: dict[Alike, Definition] = {}
    same: dict[Terms, Terms] = {}
    for contract, own in readings.items():
        for reading in own:
            key = alike(reading.definition)
            if key is not None:
                definitions.setdefault(key, reading.definition)
                found[key].append(_line(contract, reading, same))
    return tuple(
        Figures(definitions[key], tuple(sorted(lines, key=_lowest_first)))
        for key, lines in sorted(found.items())
        if len({one.contract for one in lines}) > 1
    )


def among(figures: Figures, contracts: Container[int]) -> Figures:
    """The same of these contracts alone."""
    return replace(figures, lines=tuple(one for one in figures.lines if one.contract in contracts))


def spread(figures: Figures) -> Spread | None:
    """How they lie apart; None for those of one contract: there is nothing to lay beside."""
    contracts = {one.contract for one in figures.lines}
    if len(contracts) < 2:
        return None
    known = [one for one in figures.lines if one.known]
    unknown = len(contracts - {one.contract for one in known})
    if not known:
        return Spread(figures, len(contracts), unknown, None, None, None)
    return Spread(figures, len(contracts), unknown, known[0], _median(known), known[-1])


def _median(known: Sequence[Line]) -> Fraction:
    middle = [known[(len(known) - 1) // 2].figure, known[len(known) // 2].figure]
    return sum((one for one in middle if one is not None), Fraction(0)) / 2


def _line(contract: int, reading: Reading, same: dict[Terms, Terms]) -> Line:
    definition, figure = reading.definition, reading.value.figure
    terms = definition.op, definition.target, definition.upper
    top, over = (figure.numerator, figure.denominator) if figure is not None else (0, 0)
    thin = reading.status == "not_enough_data"
    return Line(contract, top, over, thin, same.setdefault(terms, terms))  # the same one is kept once


def _lowest_first(line: Line) -> tuple[bool, Fraction, int]:
    return not line.known, line.figure or Fraction(0), line.contract

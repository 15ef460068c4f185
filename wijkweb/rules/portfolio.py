"""Contracts side by side: how each stands, and which of their figures can be compared at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wijkweb.shapes.indicators import Definition, Reading

Alike = tuple[str, str, str, str, str, str, str]


def alike(definition: Definition) -> Alike | None:
    """What two definitions must share for their figures to be laid side by side; None for one of a track of its own."""
    if definition.track:
        return None
    return (
        definition.fact, definition.measure, definition.kind, definition.group, definition.per,
        definition.denominator, definition.window,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compared:
    """Figures of several contracts by one and the same definition: (contract, reading)."""

    definition: Definition
    lines: tuple[tuple[int, Reading], ...]


def comparable(readings: Mapping[int, Sequence[Reading]]) -> tuple[Compared, ...]:
    """The figures that more than one contract counts in the same way; the others stand alone."""
    found: dict[Alike, list[tuple[int, Reading]]] = {}
    for contract, own in readings.items():
        for reading in own:
            key = alike(reading.definition)
            if key is not None:
                found.setdefault(key, []).append((contract, reading))
    return tuple(
        Compared(lines[0][1].definition, tuple(lines)) for lines in found.values() if len({pk for pk, _ in lines}) > 1
    )

"""A budget as it is edited: payers with the ids of their rows, one way to write the same budget, its totals."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from wijkweb.rules.budget import STAFF, amounts_of, payer_total, staff_years
from wijkweb.rules.money import ZERO, total
from wijkweb.shapes.application import Payer
from wijkweb.shapes.plain import to_plain


@dataclass(frozen=True, slots=True)
class Entry:
    """A payer of a budget with its public id; `staff` are the ids of its staff lines, in their order."""

    id: str
    payer: Payer
    staff: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    """What a budget adds up to, in EUR: by payer, by year (0: whole period), by post, by payer and post, in all."""

    payers: dict[str, Decimal]
    years: dict[int, Decimal]
    posts: dict[str, Decimal]
    cells: dict[tuple[str, str], Decimal]
    all: Decimal


def settled(payer: Payer) -> Payer:
    """The payer without zeros and without amounts that its staff lines replace, its lines in one fixed order."""
    kept = [line for line in payer.lines if line.amount and not (line.post == STAFF and payer.staff)]
    return replace(payer, lines=tuple(sorted(kept, key=lambda line: (line.post, line.label, line.year or 0))))


def token_of(entries: Sequence[Entry]) -> str:
    """A mark of the whole budget, ids included: another mark is another budget."""
    plain = [[entry.id, to_plain(settled(entry.payer)), list(entry.staff)] for entry in entries]
    return hashlib.sha256(json.dumps(plain, sort_keys=True, default=str).encode()).hexdigest()[:32]


def same_budget(one: Sequence[Entry], other: Sequence[Entry]) -> bool:
    """Whether two budgets say the same, in the same order."""
    return [settled(entry.payer) for entry in one] == [settled(entry.payer) for entry in other]


def totals(entries: Sequence[Entry]) -> Totals:
    """Every way in which the page adds a budget up."""
    years: dict[int, Decimal] = defaultdict(lambda: ZERO)
    posts: dict[str, Decimal] = defaultdict(lambda: ZERO)
    cells: dict[tuple[str, str], Decimal] = defaultdict(lambda: ZERO)
    for entry in entries:
        for (post, _, year), amount in amounts_of(entry.payer).items():
            years[year] += amount
            posts[post] += amount
            cells[entry.id, post] += amount
    payers = {entry.id: payer_total(entry.payer) for entry in entries}
    return Totals(payers, dict(years), dict(posts), dict(cells), total(payers.values()))


def staff_columns(entries: Sequence[Entry]) -> set[int]:
    """The calendar years in which a staff line costs something."""
    return {year for entry in entries for plan in entry.payer.staff for year in staff_years(plan)}

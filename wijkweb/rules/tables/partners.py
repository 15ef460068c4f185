"""Who a partner in the finance table is: the municipality, the funder, another public partner, a private one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from wijkweb.rules import lexicon
from wijkweb.shapes.call import Call
from wijkweb.shapes.dossier import Contribution

Kind = Literal["own", "funder", "public", "private"]


def partner_kind(label: str, call: Call, municipality: str, *, private: bool = False) -> Kind:
    """The kind of partner that a label names; `private` when it stands under the heading of private partners."""
    if private or lexicon.opens(label, lexicon.PRIVATE) or lexicon.holds(label, lexicon.COMPANY):
        return "private"
    if lexicon.plain(label) == lexicon.plain(call.funder.name):
        return "funder"
    if lexicon.starts(label, call.finance.funder) or lexicon.opens(label, lexicon.FUNDER):
        return "funder"
    own = lexicon.plain(municipality)
    named = bool(own) and lexicon.holds(label, [own])
    if named or lexicon.starts(label, call.finance.own) or lexicon.opens(label, lexicon.OWN):
        return "own"
    return "public"


def funder_found(
    contributions: tuple[Contribution, ...], call: Call, asked: Decimal | None
) -> tuple[Contribution, ...]:
    """One row is the funder's: of more, the one with the amount that is asked; without one, the likeliest."""
    funders = [c for c in contributions if c.kind == "funder"]
    if len(funders) > 1:
        asked_for = [c for c in funders if c.amount == asked]
        return _as(contributions, [c for c in funders if c not in asked_for], "public") if asked_for else contributions
    if funders:
        return contributions
    words = (*call.finance.funder, *lexicon.FUNDER)
    tests: tuple[Callable[[Contribution], bool], ...] = (
        lambda c: c.kind == "public" and lexicon.names(c.partner, words),
        lambda c: c.kind == "public" and c.amount == asked,
    )
    for test in tests:
        found = [c for c in contributions if test(c)]
        if len(found) == 1:
            return _as(contributions, found, "funder")
    return contributions


def own_found(contributions: tuple[Contribution, ...]) -> tuple[Contribution, ...]:
    """When no row is plainly the municipality's, it is the one that names it further on, or the only public one."""
    if any(c.kind == "own" for c in contributions):
        return contributions
    public = [c for c in contributions if c.kind == "public"]
    return _as(contributions, public, "own") if len(public) == 1 else contributions


def _as(
    contributions: tuple[Contribution, ...], chosen: Sequence[Contribution], kind: Kind
) -> tuple[Contribution, ...]:
    return tuple(replace(c, kind=kind) if c in chosen else c for c in contributions)

"""How a budget stands against the clauses on money, without the rest of its dossier: for the page where it is typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wijkweb.rules.budget import finance_of, payer_total, spending_of
from wijkweb.rules.checks.duration import check_duration
from wijkweb.rules.checks.money import check_money, summarise
from wijkweb.rules.money import total
from wijkweb.shapes.application import Payer
from wijkweb.shapes.call import Call
from wijkweb.shapes.check import FinanceSummary
from wijkweb.shapes.dossier import Dossier, Placed
from wijkweb.shapes.finding import Finding


@dataclass(frozen=True, slots=True)
class Standing:
    """The figures that the clauses ask for, and what the clauses say: the same as the check of the whole dossier."""

    summary: FinanceSummary
    findings: tuple[Finding, ...]


def standing(payers: Sequence[Payer], call: Call) -> Standing:
    """Holds a budget against the highest subsidy, the own share, the infrastructure, the posts and the duration."""
    dossier = Dossier(
        Placed((), (), ()),
        asked=total(payer_total(payer) for payer in payers if payer.kind == "funder") if payers else None,
        finance=finance_of(payers, call),
        spending=spending_of(payers, call),
    )
    summary = summarise(dossier, call)
    return Standing(summary, (*check_money(dossier, summary, call), *check_duration(dossier, call)))

"""Risks and what shows them, both ways round."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404

from wijkweb.contract.models import Contract, Risk
from wijkweb.contract.reads.risks import RiskLine, risks_of
from wijkweb.field.reads.signals import facts_of
from wijkweb.report.models.risk_links import RiskLink
from wijkweb.rules.signals import age, overdue


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link, with the age of its signal in days and whether its answer is overdue."""

    link: RiskLink
    age: int
    overdue: bool


@dataclass(frozen=True, slots=True)
class RiskShown:
    """A risk and what shows it."""

    risk: RiskLine
    links: tuple[LinkLine, ...]


@dataclass(frozen=True, slots=True)
class RiskLinks:
    """The page: by risk, by promise, by signal."""

    risks: tuple[RiskShown, ...]
    promises: tuple[tuple[Any, tuple[RiskLink, ...]], ...]
    signals: tuple[tuple[Any, tuple[RiskLink, ...]], ...]


def risk_links_of(contract: Contract, *, on: date) -> RiskLinks:
    """The risks that are not closed with what shows them, and the other way round; three queries."""
    rows = list(
        RiskLink.objects.filter(contract=contract).exclude(risk__state=Risk.State.CLOSED)
        .select_related("risk", "signal__theme", "indicator")
    )  # fmt: skip
    lines = [_line(row, on) for row in rows]
    risks = [risk for risk in risks_of(contract, on=on) if risk.state != Risk.State.CLOSED]
    return RiskLinks(
        risks=tuple(
            RiskShown(risk, tuple(line for line in lines if line.link.risk.public_id == risk.public_id))
            for risk in risks
        ),
        promises=_by(rows, lambda row: row.indicator),
        signals=_by(rows, lambda row: row.signal),
    )


def risk_link_in(contract: Contract, public_id: str) -> RiskLink:
    """A link of this contract; raises Http404."""
    rows = RiskLink.objects.select_related("contract__case", "risk", "signal", "indicator")
    row = rows.filter(contract=contract, public_id=public_id).first()
    if row is None:
        raise Http404
    return row


def _line(row: RiskLink, on: date) -> LinkLine:
    if row.signal is None:
        return LinkLine(row, 0, False)
    known = facts_of(row.signal)
    return LinkLine(row, age(known, on), overdue(known, on))


def _by(rows: list[RiskLink], key: Callable[[RiskLink], Any]) -> tuple[tuple[Any, tuple[RiskLink, ...]], ...]:
    found: dict[Any, list[RiskLink]] = {}
    for row in rows:
        if key(row) is not None:
            found.setdefault(key(row), []).append(row)
    return tuple((thing, tuple(links)) for thing, links in found.items())

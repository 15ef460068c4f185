"""The decisions of meetings, and what elsewhere names a decision by its number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from wijkweb.commons.once import once
from wijkweb.commons.together import Ask, asked
from wijkweb.contract.models import Amendment, Closure, Contract, Definition
from wijkweb.report.models import Decision
from wijkweb.rules.meetings import plain_code

Named = dict[str, tuple["Naming", ...]]


@dataclass(frozen=True, slots=True)
class Naming:
    """What names a decision by its number: an indicator's definition, a closed week or an amendment."""

    kind: str
    text: str
    day: date | None
    version: int = 0


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision and what names it."""

    decision: Decision
    named_by: tuple[Naming, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """The decisions that match what was asked for; `strange` are numbers that are named and that no decision has."""

    lines: tuple[DecisionLine, ...]
    total: int
    strange: tuple[tuple[str, tuple[Naming, ...]], ...]


def decisions_between(contract: Contract, first: date, last: date) -> tuple[DecisionLine, ...]:
    """The decisions of these days, withdrawn ones too, with what names them; four queries."""
    named = named_decisions(contract)
    rows = (row for row in _all_decisions(contract) if first <= row.decided_on <= last)
    return tuple(DecisionLine(row, named.get(plain_code(row.code), ())) for row in rows)


def register_of(contract: Contract, *, asked: str = "") -> Register:
    """The decisions, the newest first; `asked` looks in their numbers and words. Four queries."""
    named = named_decisions(contract)
    rows = list(_decisions(contract).order_by("-decided_on", "meeting", "number"))
    codes = {plain_code(row.code) for row in rows}
    words = asked.casefold().split()
    found = [row for row in rows if all(word in f"{row.code} {row.text}".casefold() for word in words)]
    lines = tuple(DecisionLine(row, named.get(plain_code(row.code), ())) for row in found)
    strange = {code: naming for code, naming in named.items() if code not in codes}
    return Register(lines, len(rows), tuple(sorted(strange.items())) if not words else ())


@once
def named_decisions(contract: Contract) -> Named:
    """What names which decision: definitions, closed weeks, amendments, by the number as it is compared; 3 queries."""
    found: dict[str, list[Naming]] = {}
    for row in _naming(contract):
        naming = Naming("definition", row.indicator.title, row.decided_on, row.version)
        found.setdefault(plain_code(row.decided_number), []).append(naming)
    for closed in _closed(contract):
        naming = Naming("closure", closed.reason, closed.monday)
        found.setdefault(plain_code(closed.decided_number), []).append(naming)
    for change in _amended(contract):
        naming = Naming("amendment", change.text, change.decided_on)
        found.setdefault(plain_code(change.decided_number), []).append(naming)
    return {code: tuple(namings) for code, namings in found.items()}


@asked
def _naming(contract: Contract) -> QuerySet[Definition]:
    rows = Definition.objects.filter(indicator__contract=contract).exclude(decided_number="")
    return rows.select_related("indicator")


@asked
def _closed(contract: Contract) -> QuerySet[Closure]:
    return Closure.objects.filter(contract=contract)


@asked
def _amended(contract: Contract) -> QuerySet[Amendment]:
    return Amendment.objects.filter(contract=contract)


@asked
def _all_decisions(contract: Contract) -> QuerySet[Decision]:
    return _decisions(contract)


def tables(contract: Contract) -> tuple[Ask, ...]:
    """What the decisions rest on, with what names them, for who reads them with other things."""
    return tuple(read.of(contract) for read in (_all_decisions, _naming, _closed, _amended))


def decision_in(contract: Contract, public_id: str) -> Decision:
    """A decision of this contract; raises Http404."""
    rows = _decisions(contract).select_related("meeting__body", "item", "contract__case")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _decisions(contract: Contract) -> QuerySet[Decision]:
    return Decision.objects.filter(contract=contract).select_related("meeting__body")

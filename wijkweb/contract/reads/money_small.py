"""The small tables of a contract's money in one query: moves, rises of the index, sub-agreements, instalments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.db.models import CharField, DateField, DecimalField, F, QuerySet, Value
from django.db.models.functions import Cast

from wijkweb.commons.together import Ask, asked
from wijkweb.contract.models import Contract, IndexEvent, Instalment, Reallocation, SubAgreement
from wijkweb.contract.reads.later import lines_after, told
from wijkweb.rules.money import CENT
from wijkweb.shapes.spending import PayerKind
from wijkweb.shapes.spending_book import Agreed, AgreementState, Due, Move, Rise

ADDED, CHANGED = "subagreement.add", "subagreement.change"  # as the journal tells it


class Small:
    """What they hold: moves and rises up to a day; all sub-agreements and instalments as they are now."""

    def __init__(self, rows: Iterable[tuple[Any, ...]], until: date) -> None:
        found = sorted((_in_cents(row) for row in rows), key=lambda row: (row[0], row[1], row[2]))
        self.moves = tuple(
            Move(m1, a, cast(PayerKind, b), c, cast(PayerKind, d))
            for kind, day, _, a, b, c, d, m1, *_rest in found
            if kind == "move" and day <= until
        )
        self.rises = tuple(Rise(row[1], row[7]) for row in found if row[0] == "rise" and row[1] <= until)
        self.agreed = tuple(
            Agreed(id, post, cast(PayerKind, payer), amount, state, under or "")
            for kind, _, id, post, payer, state, under, amount, *_rest in found
            if kind == "agreed"
        )
        self.days = {row[2]: (row[1], row[10]) for row in found if row[0] == "agreed"}
        self.due = tuple(
            Due(id, title, due_on, due, claimed_on, claimed, received_on, received)
            for kind, due_on, id, title, _, _, _, due, claimed, received, claimed_on, received_on in found
            if kind == "due"
        )

    def agreed_by(self, contract: Contract, until: date, known: date, used: set[str]) -> tuple[Agreed, ...]:
        """The sub-agreements as they stood; `used` are those on which money was booked by then. One query.

        One that was put in after `known` stood not, but for one that was used, or that was over by `until`: that was
        forgotten, and is as it is now. Of one that still ran nobody can tell whether it was made in time.
        """
        lines = lines_after(contract, known, ADDED, CHANGED)
        later = {line.facts["id"] for line in lines if line.verb == ADDED}
        changed = (line.facts for line in lines if line.verb == CHANGED)
        steps = Counter(facts["id"] for facts in changed if "state" in facts["fields"])
        found = []
        for one in self.agreed:
            start, end = self.days[one.id]
            forgotten = one.id in later and end <= until
            if start <= until and (one.id not in later or one.id in used or forgotten):
                found.append(one if forgotten else replace(one, state=stood(one.state, steps[one.id])))
        return tuple(found)


def small_of(contract: Contract, until: date) -> Small:
    """The small tables of a contract; one query."""
    return Small(_rows(contract), until)


def stood(now: AgreementState, steps: int) -> AgreementState:
    """The state of a sub-agreement before so many changes of it: draft, then agreed, then done or ended."""
    if not steps:
        return now
    return "agreed" if steps == 1 and now in ("done", "ended") else "draft"


def _in_cents(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A database that knows no decimals gives an amount with more places than it has."""
    return tuple(cell.quantize(CENT) if isinstance(cell, Decimal) else cell for cell in row)


def tables(contract: Contract) -> tuple[Ask, ...]:
    """What all of this rests on, for who reads it with other things."""
    return _rows.of(contract), told.of(contract, ADDED, CHANGED)


@asked
def _rows(contract: Contract) -> QuerySet[Any, tuple[Any, ...]]:
    moves = _columns(
        Reallocation.objects, contract, "move", "day", "from_post", "from_payer", "to_post", "to_payer", "amount"
    )
    rises = _columns(IndexEvent.objects, contract, "rise", "day", "", "", "", "", "percent")
    agreed = _columns(
        SubAgreement.objects, contract, "agreed", "start", "post", "payer", "state", "under__public_id",
        "amount", "", "", "end",
    )  # fmt: skip
    due = _columns(
        Instalment.objects, contract, "due", "due_on", "title", "", "", "", "due",
        "claimed", "received", "claimed_on", "received_on",
    )  # fmt: skip
    rows: QuerySet[Any, tuple[Any, ...]] = moves.union(rises, agreed, due, all=True)
    return rows


def _columns(manager: Any, contract: Contract, kind: str, day: str, *rest: str) -> Any:
    """The rows of a small table under the names that all have: four words, three amounts, two more days."""
    words, amounts, days = rest[:4], rest[4:7], rest[7:9]
    named: dict[str, Any] = {"u_kind": Value(kind, CharField()), "u_day": F(day), "u_id": F("public_id")}
    for at in range(4):
        named[f"u_word{at}"] = Cast(F(words[at]), CharField()) if words[at] else Value("", CharField())
    money = DecimalField(max_digits=14, decimal_places=2)
    for at in range(3):
        named[f"u_money{at}"] = Cast(F(amounts[at]) if amounts[at:] and amounts[at] else Value(None), money)
    for at in range(2):
        named[f"u_more{at}"] = Cast(F(days[at]) if len(days) > at else Value(None), DateField())
    return manager.filter(contract=contract).order_by().annotate(**named).values_list(*named)

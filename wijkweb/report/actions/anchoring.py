"""Anchoring: steps and hand-overs are planned and take their course; what happened is appended, never edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from wijkweb.commons.models import Person
from wijkweb.contract.actions.parts import add_part, change_part, held_part
from wijkweb.contract.models import Contract
from wijkweb.contract.reads.contracts import day_of
from wijkweb.field.models import Place
from wijkweb.report.actions.papers import Upload, keep_paper
from wijkweb.report.actions.refused import Refused, not_before, of_contract, seen_at
from wijkweb.report.models import AnchorMove, AnchorStep, HandOver, HandOverMove, Method
from wijkweb.rules.states import ANCHOR, HAND_OVER, may_become
from wijkweb.rules.windows import year_number


@dataclass(frozen=True, slots=True)
class Move:
    """A step on: to which state, since when, why, and what proves it."""

    state: str
    since: date
    reason: str = ""
    proof: str = ""
    upload: Upload | None = None


def add_step(*, contract: Contract, public_id: str, values: Mapping[str, Any], by: Person, now: datetime) -> AnchorStep:
    """A step of the plan: year, title, stays, owner, due. Raises ChangedMeanwhile, Refused ("no_such_year", ...)."""
    _in_contract(contract, values["year"], values["due"])
    return add_part(contract=contract, model=AnchorStep, public_id=public_id, values=values, by=by, now=now)


def change_step(
    *, step: AnchorStep, token: int | None, values: Mapping[str, Any], by: Person, now: datetime
) -> AnchorStep:
    """Other words, another year or day. Raises ChangedMeanwhile, Gone, Refused."""
    _in_contract(step.contract, values["year"], values["due"])
    return change_part(part=step, token=token, values=values, by=by, now=now)


@transaction.atomic
def move_step(*, step: AnchorStep, token: int | None, move: Move, by: Person, now: datetime) -> AnchorStep:
    """Where a step stands from a day on. Raises ChangedMeanwhile, Gone, Refused ("not_that_state", "no_reason",
    "no_proof", "before_the_last", "to_come").
    """
    held = held_part(step)
    if (held.state, held.since) == (move.state, move.since):
        return held
    seen_at(held, token)
    if not may_become(ANCHOR, held.state, move.state):
        raise Refused("not_that_state")
    _sound(move, held.moves.values_list("since", flat=True).last() or held.contract.start, held.contract, now)
    paper = keep_paper(case=held.contract.case, upload=move.upload, by=by, now=now)
    if move.state == AnchorStep.State.DONE and not (move.proof.strip() or paper):
        raise Refused("no_proof")
    AnchorMove.objects.create(
        step=held, state=move.state, since=move.since, reason=move.reason, proof=move.proof, paper=paper, at=now, by=by
    )
    return change_part(part=held, token=token, values={"state": move.state, "since": move.since}, by=by, now=now)


def add_hand_over(
    *, contract: Contract, public_id: str, values: Mapping[str, Any], by: Person, now: datetime
) -> HandOver:
    """What goes to whom from when: place or network, to, start. Raises ChangedMeanwhile, Refused ("other_contract",
    "place_or_network")."""
    _one_thing(contract, values)
    return add_part(contract=contract, model=HandOver, public_id=public_id, values=values, by=by, now=now)


def change_hand_over(
    *, hand_over: HandOver, token: int | None, values: Mapping[str, Any], by: Person, now: datetime
) -> HandOver:
    """To another organisation, or from another day. Raises ChangedMeanwhile, Gone, Refused."""
    _one_thing(hand_over.contract, values)
    return change_part(part=hand_over, token=token, values=values, by=by, now=now)


@transaction.atomic
def move_hand_over(*, hand_over: HandOver, token: int | None, move: Move, by: Person, now: datetime) -> HandOver:
    """Where a hand-over stands from a day on; an agreement is named when it is agreed.

    Raises ChangedMeanwhile, Gone, Refused ("not_that_state", "no_reason", "no_agreement", "before_the_last",
    "to_come").
    """
    held = held_part(hand_over)
    if (held.state, held.since) == (move.state, move.since):
        return held
    seen_at(held, token)
    if not may_become(HAND_OVER, held.state, move.state):
        raise Refused("not_that_state")
    _sound(move, held.moves.values_list("since", flat=True).last() or held.contract.start, held.contract, now)
    paper = keep_paper(case=held.contract.case, upload=move.upload, by=by, now=now)
    if move.state == HandOver.State.AGREED and not (move.proof.strip() or paper):
        raise Refused("no_agreement")
    HandOverMove.objects.create(
        hand_over=held, state=move.state, since=move.since, reason=move.reason, proof=move.proof, paper=paper,
        at=now, by=by,
    )  # fmt: skip
    return change_part(part=held, token=token, values={"state": move.state, "since": move.since}, by=by, now=now)


@transaction.atomic
def add_method(
    *, contract: Contract, public_id: str, values: Mapping[str, Any], upload: Upload | None, by: Person, now: datetime
) -> Method:
    """A way of working that was written down, with a link or a paper. Raises ChangedMeanwhile."""
    paper = keep_paper(case=contract.case, upload=upload, by=by, now=now)
    given = {**values, "paper": paper}
    return add_part(contract=contract, model=Method, public_id=public_id, values=given, by=by, now=now)


@transaction.atomic
def change_method(
    *, method: Method, token: int | None, values: Mapping[str, Any], upload: Upload | None, by: Person, now: datetime
) -> Method:
    """Without a new paper it keeps the one that it has. Raises ChangedMeanwhile, Gone."""
    paper = keep_paper(case=method.contract.case, upload=upload, by=by, now=now)
    given = {**values, "paper": paper} if paper else values
    return change_part(part=method, token=token, values=given, by=by, now=now)


def _in_contract(contract: Contract, year: int, due: date) -> None:
    if not 1 <= year <= year_number(contract.start, contract.end, contract.end):
        raise Refused("no_such_year")
    not_before(due, contract.start, "before_the_contract")


def _one_thing(contract: Contract, values: Mapping[str, Any]) -> None:
    place: Place | None = values.get("place")
    of_contract(contract, place)
    if bool(place) == bool(values.get("network")):
        raise Refused("place_or_network")


def _sound(move: Move, first: date, contract: Contract, now: datetime) -> None:
    not_before(move.since, first, "before_the_last")
    if move.since > day_of(contract, now):
        raise Refused("to_come")
    if move.state == "dropped" and not move.reason.strip():
        raise Refused("no_reason")

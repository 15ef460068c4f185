"""Risks are entered with a first assessment, and assessed again; an assessment is appended, never edited."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from wijkweb.commons import journal
from wijkweb.commons.models import Person
from wijkweb.contract.actions.parts import ChangedMeanwhile, InUse, add_part, held_part, remove_part
from wijkweb.contract.models import Assessment, Contract, Risk
from wijkweb.contract.reads.contracts import day_of


class OutOfOrder(ValueError):
    """An assessment of a day before the last one, or of a day to come; `last` is the bound that was passed."""

    def __init__(self, last: date) -> None:
        super().__init__(last.isoformat())
        self.last = last


@transaction.atomic
def add_risk(*, contract: Contract, public_id: str, values: Mapping[str, Any], by: Person, now: datetime) -> Risk:
    """Adds a risk, assessed on the day of today; sent twice it makes one. Raises ChangedMeanwhile."""
    risk = add_part(contract=contract, model=Risk, public_id=public_id, values=values, by=by, now=now)
    if not risk.assessments.exists():
        _append(risk, on=day_of(contract, now), note="", by=by, now=now)
    return risk


@transaction.atomic
def assess_risk(
    *,
    risk: Risk,
    token: int | None,
    on: date,
    chance: str,
    effect: str,
    state: str,
    note: str,
    review_on: date | None,
    by: Person,
    now: datetime,
) -> Risk:
    """Assesses a risk that was opened at `token`; sent twice it has one effect.

    Raises ChangedMeanwhile, Gone, OutOfOrder.
    """
    held = held_part(risk)
    last = held.assessments.order_by("number").last()
    said = {"on": on, "chance": chance, "effect": effect, "state": state, "note": note}
    if last and held.review_on == review_on and all(getattr(last, name) == value for name, value in said.items()):
        return held
    if held.token != token:
        raise ChangedMeanwhile(held)
    if last and on < last.on:
        raise OutOfOrder(last.on)
    if on > day_of(held.contract, now):
        raise OutOfOrder(day_of(held.contract, now))
    held.chance, held.effect, held.state, held.review_on = chance, effect, state, review_on
    held.token += 1
    held.save()
    _append(held, on=on, note=note, by=by, now=now)
    facts = {"id": held.public_id, "chance": chance, "effect": effect, "state": state}
    journal.write("risk.assess", by=by, now=now, case=held.contract.case, **facts)
    return held


@transaction.atomic
def remove_risk(*, part: Risk, token: int | None, by: Person, now: datetime) -> None:
    """Takes out a risk that was put in by mistake; one of the baseline, or assessed again, is closed instead.

    Raises InUse, and as `remove_part`.
    """
    held = held_part(part)
    if held.agreed or held.assessments.count() > 1:
        raise InUse(str(held))
    remove_part(part=part, token=token, by=by, now=now)


def _append(risk: Risk, *, on: date, note: str, by: Person, now: datetime) -> None:
    Assessment.objects.create(
        risk=risk, number=risk.assessments.count() + 1, on=on, chance=risk.chance, effect=risk.effect,
        state=risk.state, note=note, at=now, by=by,
    )  # fmt: skip

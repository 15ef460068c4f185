"""Amendments: a change of what was agreed, by a decision. One about the period moves the contract's days with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from wijkweb.commons import journal
from wijkweb.commons.models import Person
from wijkweb.contract.actions.award import NotAwardable, foreign_decision
from wijkweb.contract.actions.papers import stored
from wijkweb.contract.actions.parts import InUse, add_part, change_part, held_part, hold, remove_part
from wijkweb.contract.models import Amendment, Award, Baseline, Contract, Partner
from wijkweb.contract.reads.contracts import day_of
from wijkweb.dossier.actions.annexes import Upload


class NeedsAmendment(ValueError):
    """What was agreed changes by a decision only: an amendment has to be named."""


def is_fixed(contract: Contract) -> bool:
    """Whether something was agreed: from then on the period changes by a decision only."""
    fixed = Award.objects.filter(contract=contract).exists()
    return fixed or Baseline.objects.filter(contract=contract).exists()


def add_amendment(
    *, contract: Contract, public_id: str, values: Mapping[str, Any], upload: Upload | None, by: Person, now: datetime
) -> Amendment:
    """Adds an amendment; about the period, `values` hold `start_since` and `end_since`, and the contract follows.

    Raises NotAwardable for a day that cannot be or a decision about another contract, ChangedMeanwhile.
    """
    with stored(case=contract.case, upload=upload, by=by, now=now) as paper:
        hold(contract)
        _check(contract, values, upload, now)
        fields = {**values, "paper": paper}
        known = Amendment.objects.filter(contract=contract, public_id=public_id).exists()
        if values["subject"] == Amendment.Subject.PERIOD and not known:
            fresh = Contract.objects.select_related("case").get(pk=contract.pk)
            fields |= {"start_before": fresh.start, "end_before": fresh.end}
            _move(fresh, values["start_since"], values["end_since"], by, now)
        return add_part(contract=contract, model=Amendment, public_id=public_id, values=fields, by=by, now=now)


def change_amendment(
    *, part: Amendment, token: int | None, values: Mapping[str, Any], upload: Upload | None, by: Person, now: datetime
) -> Amendment:
    """Puts right its text, number, day or paper; its subject and its days stay. Raises as `add_amendment`, and Gone."""
    with stored(case=part.contract.case, upload=upload, by=by, now=now) as paper:
        _check(part.contract, values, upload, now)
        fields = {name: values[name] for name in ("text", "decided_number", "decided_on")}
        return change_part(part=part, token=token, values=fields | ({"paper": paper} if paper else {}), by=by, now=now)


@transaction.atomic
def remove_amendment(*, part: Amendment, token: int | None, by: Person, now: datetime) -> None:
    """Takes out one that was put in by mistake. Raises InUse when something changed with it already."""
    if held_part(part).subject == Amendment.Subject.PERIOD:
        raise InUse(str(part))
    remove_part(part=part, token=token, by=by, now=now)


def change_partner(
    *, part: Partner, token: int | None, values: Mapping[str, Any], by: Person, now: datetime
) -> Partner:
    """Changes a partner. One that was agreed keeps its name and stays, unless an amendment is named.

    Raises NeedsAmendment, and as `change_part`.
    """
    moved = any(getattr(part, name) != values[name] for name in ("name", "left_on") if name in values)
    if part.agreed and moved and values.get("amendment") in (None, part.amendment):
        raise NeedsAmendment
    return change_part(part=part, token=token, values=values, by=by, now=now)


@transaction.atomic
def remove_partner(*, part: Partner, token: int | None, by: Person, now: datetime) -> None:
    """Takes out a partner that was put in by mistake; one that was agreed stays. Raises InUse, and as `remove_part`."""
    if held_part(part).agreed:
        raise InUse(str(part))
    remove_part(part=part, token=token, by=by, now=now)


def _check(contract: Contract, values: Mapping[str, Any], upload: Upload | None, now: datetime) -> None:
    award = Award.objects.filter(contract=contract).first()
    found: list[tuple[str, Any]] = list(foreign_decision(contract, values["decided_number"], upload))
    if award and values["decided_on"] < award.decided_on:
        found.append(("before_award", award.decided_on))
    if values["decided_on"] > day_of(contract, now):
        found.append(("to_come", day_of(contract, now)))
    if found:
        raise NotAwardable(tuple(found))


def _move(contract: Contract, start: date, end: date, by: Person, now: datetime) -> None:
    Contract.objects.filter(pk=contract.pk).update(start=start, end=end, token=contract.token + 1)
    journal.write(
        "contract.change", by=by, now=now, case=contract.case, start=start.isoformat(), end=end.isoformat()
    )  # fmt: skip

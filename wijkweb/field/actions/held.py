"""Held items: a person looked, and says what becomes of them. A settled one stays until the purge of 30 days."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from wijkweb.commons import journal
from wijkweb.commons.models import Person
from wijkweb.contract.models import Code, Contract
from wijkweb.contract.reads.contracts import day_of
from wijkweb.field.actions.cells import Touched, work_out
from wijkweb.field.actions.desk import NotTaken
from wijkweb.field.actions.register import Answer, Arrived, register
from wijkweb.field.models import Activity, Contact, HeldItem, Place, Signal
from wijkweb.shapes.contact import Flag

ASIDE = ("double", "mistake", "not_ours", "other")
Reason = HeldItem.Reason


@transaction.atomic
def accept(*, held: HeldItem, by: Person, now: datetime) -> bool:
    """Registers what a revoked phone sent; takes other content over as a correction, under an id of its own.

    Returns whether the item is settled: False when something of it is not known here and has to be chosen.
    Raises NotTaken. Twice changes nothing.
    """
    held = _hold(held)
    if held.settled_on or held.reason == Reason.UNKNOWN_CODE:
        return bool(held.settled_on)
    answer = _register(held, str(held.client_id), _data(held), now) if held.reason == Reason.REVOKED else None
    if answer is None or answer.code == "other_content":
        answer = _register(held, str(uuid4()), _as_correction(held), now)
    elif answer.verdict == "held":
        HeldItem.objects.filter(pk=held.pk).update(reason=Reason.UNKNOWN_CODE)
        return False
    _settle(held, "held.accept", by, now)
    return True


@transaction.atomic
def fill_in(
    *,
    held: HeldItem,
    by: Person,
    now: datetime,
    place: Place | None = None,
    track: Code | None = None,
    group: Code | None = None,
    themes: Sequence[Code] = (),
    activity: Activity | None = None,
) -> None:
    """Says what the words were that were not known here; totals are worked out anew. Twice changes nothing."""
    held = _hold(held)
    if held.settled_on:
        return
    if activity:
        _register(held, str(held.client_id), {**_data(held), "activity": activity.public_id}, now)
    contact = Contact.objects.filter(client_id=held.client_id, contract=held.contract).first()
    if contact:
        _fill(held.contract, contact, place, track, group, themes)
    for theme in themes:
        Signal.objects.filter(client_id=held.client_id, contract=held.contract).update(theme=theme)
    _settle(held, "held.fill_in", by, now)


@transaction.atomic
def set_aside(*, held: HeldItem, reason: str, by: Person, now: datetime) -> None:
    """Nothing is done with it; why stands in the journal."""
    held = _hold(held)
    if not held.settled_on:
        _settle(held, "held.set_aside", by, now, why=reason)


def _fill(
    contract: Contract,
    contact: Contact,
    place: Place | None,
    track: Code | None,
    group: Code | None,
    themes: Sequence[Code],
) -> None:
    touched = Touched()
    touched.by([contact])
    contact.place, contact.track, contact.group = place or contact.place, track or contact.track, group or contact.group
    for theme in themes:
        contact.themes |= 1 << theme.number
    contact.flags &= ~Flag.UNKNOWN
    contact.save(update_fields=["place", "track", "group", "themes", "flags"])
    touched.by([contact])
    work_out(contract, touched)


def _hold(held: HeldItem) -> HeldItem:
    """The item as it is now, with its contract held, as every registration holds it."""
    Contract.objects.select_for_update(of=("self",)).get(pk=held.contract_id)
    return HeldItem.objects.select_related("contract__case", "maker").get(pk=held.pk)


def _data(held: HeldItem) -> Mapping[str, Any]:
    data = json.loads(held.payload)
    if not isinstance(data, dict):
        raise NotTaken("malformed")
    return data


def _as_correction(held: HeldItem) -> Mapping[str, Any]:
    """What was sent, as a correction of the contact that is there under its id; as something new when there is none."""
    there = Contact.objects.filter(client_id=held.client_id, contract=held.contract, maker=held.maker).exists()
    return {**_data(held), "revises": str(held.client_id)} if there else _data(held)


def _register(held: HeldItem, id: str, data: Mapping[str, Any], now: datetime) -> Answer:
    (answer,) = register(contract=held.contract, maker=held.maker, items=[Arrived(id, data)], now=now, looked_at=True)
    if answer.verdict == "refused":
        raise NotTaken(answer.code)
    return answer


def _settle(held: HeldItem, verb: str, by: Person, now: datetime, **facts: str) -> None:
    HeldItem.objects.filter(pk=held.pk).update(settled_on=day_of(held.contract, now))
    journal.write(verb, by=by, now=now, case=held.contract.case, reason=held.reason, **facts)

"""Places are put on the map, grow into other hands, are closed and opened; a proposal is taken in or merged."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from wijkweb.commons import journal
from wijkweb.commons.ids import public_id as new_id
from wijkweb.commons.models import Person
from wijkweb.contract.actions.parts import ChangedMeanwhile, differing, held_part, hold
from wijkweb.contract.models import Contract
from wijkweb.contract.reads.contracts import day_of
from wijkweb.field.actions.cells import Touched, work_out
from wijkweb.field.models import Activity, Contact, CoOwner, Place, PlacePhase, VisitCell
from wijkweb.rules.states import PLACE, may_become


class NotThatPhase(ValueError):
    """The place cannot go from its phase to that one, or not on that day."""


class NoCoOwner(ValueError):
    """A place that others carry too needs the name of one of them."""


class NotThatPlace(ValueError):
    """The place was not proposed, or the other one cannot take it in."""


@transaction.atomic
def add_place(*, contract: Contract, public_id: str, values: Mapping[str, Any], by: Person, now: datetime) -> Place:
    """A place that the team puts in its list, at rest from the day it opened. A form sent twice makes one.

    Raises ChangedMeanwhile when the place of this form is there and says something else.
    """
    hold(contract)
    known = Place.objects.filter(contract=contract, public_id=public_id).first()
    if known:
        if differing(known, values):
            raise ChangedMeanwhile(known)
        return known
    if Place.objects.filter(public_id=public_id).exists():
        public_id = new_id()
    place = Place.objects.create(contract=contract, public_id=public_id, **values)
    PlacePhase.objects.create(place=place, phase=place.phase, since=place.opened_on, by=by)
    journal.write("place.add", by=by, now=now, case=contract.case, id=place.public_id)
    return place


@transaction.atomic
def accept_place(*, place: Place, token: int | None, values: Mapping[str, Any], by: Person, now: datetime) -> Place:
    """A place that a phone proposed stands in the list from now on. Raises ChangedMeanwhile, Gone, NotThatPlace."""
    held = held_part(place)
    if not held.proposed and not differing(held, values):
        return held
    if held.into_id or not held.proposed:
        raise NotThatPlace
    _seen(held, token)
    for name, value in values.items():
        setattr(held, name, value)
    held.proposed = False
    _save(held)
    PlacePhase.objects.create(place=held, phase=held.phase, since=held.opened_on, by=by)
    journal.write("place.accept", by=by, now=now, case=held.contract.case, id=held.public_id)
    return held


@transaction.atomic
def merge_place(*, place: Place, token: int | None, target: Place, by: Person, now: datetime) -> Place:
    """A proposal turned out to be a place that is there: its contacts move, the totals are worked out anew.

    Its row stays with its ids, so that what phones still send under them is understood. Raises ChangedMeanwhile,
    Gone, NotThatPlace.
    """
    held = held_part(place)
    other = Place.objects.filter(contract=held.contract_id, pk=target.pk, proposed=False).first()
    if held.into_id and other and held.into_id == other.pk:
        return other
    if other is None or held.into_id or not held.proposed:
        raise NotThatPlace
    _seen(held, token)
    _move_visits(held, other)
    Activity.objects.filter(place=held).update(place=other)
    held.into = other
    _save(held)
    journal.write("place.merge", by=by, now=now, case=held.contract.case, id=held.public_id, into=other.public_id)
    return other


def _move_visits(place: Place, other: Place) -> None:
    touched = Touched()
    rows = Contact.objects.filter(place=place)
    touched.by(rows)
    months = {month for _, month in touched.visits}
    for cell in VisitCell.objects.filter(place=place):
        months.add(cell.month)
        if cell.purged_days:
            _keep_purged(cell, other)
    rows.update(place=other)
    touched.weeks.clear()  # hours do not count by place
    touched.visits = {(pk, month) for pk in (place.pk, other.pk) for month in months}
    work_out(place.contract, touched)


def _keep_purged(cell: VisitCell, other: Place) -> None:
    """Days whose contacts are gone: nobody knows which they were, so both are added, up to a whole month."""
    there, _ = VisitCell.objects.get_or_create(
        contract=cell.contract, place=other, month=cell.month, defaults={"last": cell.last}
    )
    most = calendar.monthrange(cell.month.year, cell.month.month)[1]
    there.purged_days = min(most, there.purged_days + cell.purged_days)
    there.last = max(there.last, cell.last)
    there.save(update_fields=["purged_days", "last"])
    VisitCell.objects.filter(pk=cell.pk).update(purged_days=0)


@transaction.atomic
def move_phase(
    *, place: Place, token: int | None, phase: str, since: date, reason: str, by: Person, now: datetime
) -> Place:
    """A place goes a step on, or back, from a day, for a reason; its history is appended.

    A form that is sent twice has one effect. Raises NotThatPhase, NoCoOwner, ChangedMeanwhile, Gone.
    """
    held = held_part(place)
    last = held.phases.last()
    if held.phase == phase and last and (last.since, last.reason) == (since, reason):
        return held
    _seen(held, token)
    early = since < (last.since if last else held.opened_on)
    if held.proposed or not may_become(PLACE, held.phase, phase) or early or since > day_of(held.contract, now):
        raise NotThatPhase
    if phase in (Place.Phase.CO_OWNED, Place.Phase.LASTING) and not held.co_owners.exists():
        raise NoCoOwner
    if last is None:
        PlacePhase.objects.create(place=held, phase=held.phase, since=held.opened_on, by=by)
    held.phase = phase
    _save(held)
    PlacePhase.objects.create(place=held, phase=phase, since=since, reason=reason, by=by)
    journal.write("place.phase", by=by, now=now, case=held.contract.case, id=held.public_id, phase=phase)
    return held


@transaction.atomic
def close_place(*, place: Place, token: int | None, on: date | None, by: Person, now: datetime) -> Place:
    """Closes a place with its last day, or opens it again with None; it is never taken out (R9)."""
    held = held_part(place)
    if held.closed_on == on:
        return held
    _seen(held, token)
    held.closed_on = on
    _save(held)
    verb = "place.close" if on else "place.open"
    journal.write(verb, by=by, now=now, case=held.contract.case, id=held.public_id)
    return held


@transaction.atomic
def add_co_owner(*, place: Place, name: str, since: date, by: Person, now: datetime) -> CoOwner:
    """An organisation carries a place too; the same name twice is one."""
    held = held_part(place)
    owner, made = CoOwner.objects.get_or_create(place=held, name=name, defaults={"since": since})
    if made:
        journal.write("place.co_owner", by=by, now=now, case=held.contract.case, id=held.public_id)
    return owner


@transaction.atomic
def remove_co_owner(*, place: Place, name: str, by: Person, now: datetime) -> None:
    """An organisation that was put there by mistake, or stopped. Raises NoCoOwner when the phase needs it."""
    held = held_part(place)
    found = held.co_owners.filter(name=name)
    if not found.exists():
        return
    if held.phase in (Place.Phase.CO_OWNED, Place.Phase.LASTING) and held.co_owners.count() == 1:
        raise NoCoOwner
    found.delete()
    journal.write("place.co_owner_gone", by=by, now=now, case=held.contract.case, id=held.public_id)


def _seen(place: Place, token: int | None) -> None:
    if place.token != token:
        raise ChangedMeanwhile(place)


def _save(place: Place) -> None:
    place.token += 1
    place.save()

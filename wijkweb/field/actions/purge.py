"""Single contacts go when their time is over; what they added up to stays (decision 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from wijkweb.commons import journal
from wijkweb.commons.models import Person
from wijkweb.commons.purging import note_purge
from wijkweb.contract.models import Contract
from wijkweb.contract.reads.contracts import day_of
from wijkweb.field.actions.cells import Touched, key_of
from wijkweb.field.models import Contact, HeldItem, HoursCell, PurgedId, VisitCell
from wijkweb.field.reads.totals import hours_of_rows, visits_of_rows

HELD_DAYS = 30
CONTACTS = "contacts"


@dataclass(frozen=True, slots=True)
class Purged:
    """How many contacts and held items went."""

    contacts: int
    held: int


def purge(*, now: datetime) -> Purged:
    """Every contract, each in its own transaction: what is over its time goes."""
    contacts = held = 0
    for contract in Contract.objects.select_related("case").order_by("pk"):
        today = day_of(contract, now)
        until = today - timedelta(days=contract.retention_days + 1)
        example = contract.stands_on is not None  # it is made anew, never put back
        if not example and Contact.objects.filter(contract=contract, date__lte=until).exists():
            note_purge(what=CONTACTS, contract=contract.case.public_id, up_to=until, now=now)
        contacts += purge_contract(contract=contract, until=until, by=None, now=now)
        held += _purge_held(contract, today - timedelta(days=HELD_DAYS))
    return Purged(contacts, held)


def purge_contacts_again(public_id: str, up_to: date) -> int:
    """What was purged after a backup was made goes once more after it was put back."""
    contract = Contract.objects.filter(case__public_id=public_id).first()
    return purge_contract(contract=contract, until=up_to, by=None, now=timezone.now()) if contract else 0


@transaction.atomic
def purge_contract(*, contract: Contract, until: date, by: Person | None, now: datetime) -> int:
    """Takes the contacts of `until` and before away; returns how many. Their ids stay, so that a late resend is known.

    A line of corrections goes as a whole, once its last day is over.
    """
    contract = Contract.objects.select_for_update(of=("self",)).select_related("case").get(pk=contract.pk)
    until = max(until, contract.purged_until or until)
    old = _whole_lines(contract, until)
    if old:
        _keep_totals(contract, old, until)
    Contract.objects.filter(pk=contract.pk).update(purged_until=until)
    if old:
        journal.write("field.purge", by=by, now=now, case=contract.case, until=until.isoformat(), contacts=len(old))
    return len(old)


def _whole_lines(contract: Contract, until: date) -> list[Contact]:
    """The old contacts of which no correction, and no first contact, is of a later day."""
    old = list(Contact.objects.filter(contract=contract, date__lte=until))
    late = Contact.objects.filter(contract=contract, date__gt=until)
    firsts = {contact.revises for contact in old if contact.revises}
    kept = set(late.filter(revises__isnull=False).values_list("revises", flat=True))
    kept |= set(late.filter(client_id__in=firsts).values_list("client_id", flat=True))
    return [contact for contact in old if (contact.revises or contact.client_id) not in kept]


def _keep_totals(contract: Contract, old: list[Contact], until: date) -> None:
    """What the rows add up to moves into the purged part of their cells, then the rows go."""
    touched = Touched()
    touched.by(old)
    ids = [contact.pk for contact in old]
    before = {cell.pk: cell for cell in HoursCell.objects.filter(contract=contract, monday__in=touched.weeks)}
    places = {place for place, _ in touched.visits}
    visits = {
        cell.pk: cell.days
        for cell in VisitCell.objects.filter(contract=contract, place__in=places)
        if (cell.place_id, cell.month) in touched.visits
    }
    PurgedId.objects.bulk_create([PurgedId(contact.client_id) for contact in old], ignore_conflicts=True)
    _take_away(ids)
    _move_hours(contract, touched, before)
    _move_visits(contract, touched, visits, until)


def _take_away(ids: list[int]) -> None:
    for first in range(0, len(ids), 500):
        Contact.objects.filter(pk__in=ids[first : first + 500]).delete()


def _move_hours(contract: Contract, touched: Touched, before: dict[int, HoursCell]) -> None:
    """The rows that stay say one total, the cell said another: the difference is what went."""
    left = hours_of_rows(contract, touched.weeks)
    for cell in before.values():
        own, all_, number = left.get(key_of(cell), (0, 0, 0))
        HoursCell.objects.filter(pk=cell.pk).update(
            purged_contact_minutes=F("contact_minutes") - own,
            purged_worker_minutes=F("worker_minutes") - all_,
            purged_contacts=F("contacts") - number,
        )


def _move_visits(contract: Contract, touched: Touched, before: dict[int, int], until: date) -> None:
    contract.purged_until = until
    left = visits_of_rows(contract, touched.visits)
    for cell in VisitCell.objects.filter(pk__in=before):
        stay = len(left.get((cell.place_id, cell.month), ()))
        VisitCell.objects.filter(pk=cell.pk).update(purged_days=max(cell.days - stay, 0))


def _purge_held(contract: Contract, until: date) -> int:
    return HeldItem.objects.filter(contract=contract, arrived_on__lt=until).delete()[0]

"""Contacts at a desk: entered, corrected, taken back, by the same rules as on a phone (R18).

A correction is a new contact of the same maker; who corrected it and why stands in the journal, never in the row.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from wijkweb.commons import journal
from wijkweb.commons.models import Person
from wijkweb.contract.models import Contract
from wijkweb.contract.reads.contracts import day_of, words_of
from wijkweb.field.actions.batch import Batch, write_contacts
from wijkweb.field.actions.cells import work_out
from wijkweb.field.actions.register import Answer, Arrived, register
from wijkweb.field.models import Contact, PurgedId, QuietWeek
from wijkweb.field.reads.contacts import item_of
from wijkweb.field.reads.known import Known

REASONS = ("typed_wrong", "wrong_place", "twice", "not_held", "other")


class SavedBefore(ValueError):
    """The form was sent before with another content; nothing was written now."""


class NotTaken(ValueError):
    """The contact cannot be taken; `code` says why, in the words of the sync door."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def enter_contact(*, contract: Contract, maker: Person, id: UUID, data: Mapping[str, Any], now: datetime) -> None:
    """A contact of the maker's own, under the id that the empty form carried. Raises SavedBefore, NotTaken."""
    _one(contract, maker, id, data, now)


@transaction.atomic
def correct_contact(
    *, contact: Contact, id: UUID, data: Mapping[str, Any], reason: str, by: Person, now: datetime
) -> None:
    """A new contact of the same maker that stands in place of this one. Raises SavedBefore, NotTaken."""
    said = {**data, "revises": str(contact.client_id)}
    if _one(contact.contract, contact.maker, id, said, now).verdict != "known":
        journal.write("contact.correct", by=by, now=now, case=contact.contract.case, reason=reason)


@transaction.atomic
def take_back(*, contact: Contact, id: UUID, reason: str, by: Person, now: datetime) -> None:
    """The contact counts no more: a correction of zero minutes. Raises NotTaken when it is purged."""
    contract = Contract.objects.select_for_update(of=("self",)).select_related("case").get(pk=contact.contract_id)
    if Contact.objects.filter(client_id=id).exists():
        return
    if PurgedId.objects.filter(client_id__in=[contact.client_id, id]).exists():
        raise NotTaken("purged")
    words = words_of(contract)
    row = copy.copy(contact)
    row.pk, row.client_id, row.minutes, row.flags = None, id, 0, 0
    row.revises = contact.revises or contact.client_id
    row._state = copy.copy(contact._state)
    row._state.adding = True
    item = replace(item_of(contact, words), id=id, minutes=0, revises=contact.client_id)
    today = day_of(contract, now)
    batch = Batch(contract, contact.maker, now, today, words, Known(contract), fresh={id: (row, item)})
    write_contacts(batch)
    work_out(contract, batch.touched)
    journal.write("contact.take_back", by=by, now=now, case=contract.case, reason=reason)


@transaction.atomic
def quiet_week(*, contract: Contract, maker: Person, id: UUID, monday: date, reason: str, now: datetime) -> None:
    """Nothing this week, because; said once for a week."""
    contract = Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    if not QuietWeek.objects.filter(contract=contract, maker=maker, monday=monday).exists():
        _one(contract, maker, id, {"v": 1, "what": "nothing", "monday": monday.isoformat(), "reason": reason}, now)


@transaction.atomic
def take_quiet_week_back(*, week: QuietWeek, by: Person, now: datetime) -> None:
    """The week is no longer said to be empty. Its id stays, so that a late resend is known. Twice changes nothing."""
    contract = Contract.objects.select_for_update(of=("self",)).select_related("case").get(pk=week.contract_id)
    if QuietWeek.objects.filter(client_id=week.client_id).delete()[0]:
        PurgedId.objects.get_or_create(client_id=week.client_id)
        journal.write("contact.quiet_back", by=by, now=now, case=contract.case, week=week.monday.isoformat())


def _one(contract: Contract, maker: Person, id: UUID, data: Mapping[str, Any], now: datetime) -> Answer:
    (answer,) = register(contract=contract, maker=maker, items=[Arrived(str(id), data)], now=now)
    if answer.code == "other_content":
        raise SavedBefore
    if answer.verdict != "kept" and answer.verdict != "known":
        raise NotTaken(answer.code)
    return answer

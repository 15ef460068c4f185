"""What came in is registered: once, whole, with its totals (R1, R2, R9, R10).

One transaction holds the contract, so that two batches of one team never interleave: an id is written once, and
a total is what the rows say. The journal gets one line for a batch: how many, from nobody in particular.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db import transaction

from wijkweb.commons import journal
from wijkweb.commons.models import Person
from wijkweb.contract.models import Code, Contract
from wijkweb.contract.reads.contracts import day_of, moment_of, words_of
from wijkweb.field.actions.batch import Batch, Refused, prepare_contact, write_contacts
from wijkweb.field.actions.cells import work_out
from wijkweb.field.models import Activity, Attendance, Contact, HeldItem, Place, QuietWeek, Signal
from wijkweb.field.reads.contacts import item_of
from wijkweb.field.reads.known import known_among, read_again
from wijkweb.rules.contact import Malformed, read_item
from wijkweb.rules.names import scan
from wijkweb.shapes.contact import (
    AttendanceItem,
    ContactItem,
    Flag,
    Item,
    NothingItem,
    PlaceItem,
    SignalItem,
)  # fmt: skip

Verdict = Literal["kept", "known", "held", "refused"]


@dataclass(frozen=True, slots=True)
class Arrived:
    """One opened item: its id as it was sent, and its content; `code` when it could not be opened."""

    id: str
    data: object = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an item."""

    id: str
    verdict: Verdict
    code: str = ""


@transaction.atomic
def register(
    *,
    contract: Contract,
    maker: Person,
    items: Sequence[Arrived],
    now: datetime,
    quarantine: bool = False,
    looked_at: bool = False,
) -> tuple[Answer, ...]:
    """Registers a batch of one maker and answers each item; with `quarantine` all of it is held for a person to see.

    With `looked_at` a person has seen what was held under these ids, so that this stands in the way no more.

    Places go first, so that a contact finds the one that was proposed beside it (R10).
    """
    contract = Contract.objects.select_for_update(of=("self",)).select_related("case").get(pk=contract.pk)
    read: dict[int, Item] = {}
    answers: dict[int, Answer] = {}
    for number, arrived in enumerate(items):
        try:
            read[number] = _read(arrived)
        except (Malformed, Refused) as error:
            answers[number] = Answer(arrived.id, "refused", error.code)
    today, found = day_of(contract, now), known_among(contract, read.values(), held=not looked_at)
    batch = Batch(contract, maker, now, today, words_of(contract), found, looked_at)
    for number in sorted(read, key=lambda number: not isinstance(read[number], PlaceItem)):
        answers[number] = _answer(batch, items[number], read[number], quarantine)
    write_contacts(batch)
    work_out(contract, batch.touched)
    counted: Counter[str] = Counter(answer.verdict for answer in answers.values())
    if counted:
        _line(batch, counted)
    return tuple(answers[number] for number in range(len(items)))


def _line(batch: Batch, counted: Counter[str]) -> None:
    """The journal's line of a batch: counts and a day, nobody and no time but its own (decision 6)."""
    facts = {name: counted[name] for name in ("kept", "held", "refused") if counted[name]}
    if facts:
        day = batch.today.isoformat()
        journal.write("field.batch", by=None, now=batch.now, case=batch.contract.case, day=day, **facts)


def _read(arrived: Arrived) -> Item:
    if arrived.code:
        raise Refused(arrived.code)
    return read_item(arrived.id, arrived.data)


def _answer(batch: Batch, arrived: Arrived, item: Item, quarantine: bool) -> Answer:
    seen = batch.known.verdict(item, batch.maker, batch.words)
    if seen == "known":
        return Answer(arrived.id, "known")
    if seen == "held":
        _hold(batch, arrived, item.id, HeldItem.Reason.OTHER_CONTENT)
        return Answer(arrived.id, "held", "other_content")
    if quarantine:
        _hold(batch, arrived, item.id, HeldItem.Reason.REVOKED)
        return Answer(arrived.id, "held", "revoked")
    if isinstance(item, AttendanceItem) and not batch.looked_at and _was_cancelled(batch, item):
        _hold(batch, arrived, item.id, HeldItem.Reason.OTHER_CONTENT)
        return Answer(arrived.id, "held", "other_content")
    if isinstance(item, NothingItem) and _was_said(batch, item):
        return Answer(arrived.id, "known")
    try:
        missing = _KEEP[type(item)](batch, item)
    except Refused as error:
        return Answer(arrived.id, "refused", error.code)
    batch.known.add(item, batch.maker)
    if missing:
        _hold(batch, arrived, item.id, HeldItem.Reason.UNKNOWN_CODE)
        return Answer(arrived.id, "held", missing)
    return Answer(arrived.id, "kept")


def _hold(batch: Batch, arrived: Arrived, id: UUID, reason: HeldItem.Reason) -> None:
    payload = json.dumps(arrived.data, ensure_ascii=False, sort_keys=True)
    HeldItem.objects.get_or_create(
        client_id=id,
        payload=payload,
        defaults={
            "contract": batch.contract, "maker": batch.maker, "reason": reason, "arrived_on": batch.today,
        },
    )  # fmt: skip


def _points_to_nobody(batch: Batch, text: str) -> None:
    """The phone looked already; what is certain is refused here too, so that no other way in leaves it out."""
    places = Place.objects.filter(contract=batch.contract).values_list("name", flat=True)
    if any(found.hard for found in scan(text, places)):
        raise Refused("personal_data")


def _place(batch: Batch, item: PlaceItem) -> str:
    _points_to_nobody(batch, item.name)
    place = Place.objects.create(
        contract=batch.contract, client_id=item.id, name=item.name, proposed=True, opened_on=item.date
    )
    batch.known.add_place(place)
    _find_its_contacts(batch, place)
    return ""


def _find_its_contacts(batch: Batch, place: Place) -> None:
    """Contacts that came in before the place that they name were held; now it is known."""
    waiting = HeldItem.objects.filter(
        contract=batch.contract,
        reason=HeldItem.Reason.UNKNOWN_CODE,
        settled_on=None,
        payload__contains=str(place.client_id),
    )
    for held in waiting:
        contact = _at_its_place(batch, held, place)
        if contact is None or not contact.flags & Flag.UNKNOWN:
            held.settled_on = batch.today
            held.save(update_fields=["settled_on"])


def _at_its_place(batch: Batch, held: HeldItem, place: Place) -> Contact | None:
    """The contact of a held item, at its place from now on; flagged no more when it says all that was sent.

    Any other word of it that is not known still waits for a person.
    """
    rows = Contact.objects.filter(client_id=held.client_id, contract=batch.contract, place=None)
    contact = rows.select_related("track", "group").first()
    if contact is None:
        return None
    contact.place = place
    stored = item_of(contact, batch.words)
    for sent in read_again(held):
        if isinstance(sent, ContactItem) and _words_of(sent) == _words_of(stored):
            contact.flags &= ~Flag.UNKNOWN
    contact.save(update_fields=["place", "flags"])
    batch.touched.by([contact])
    return contact


def _words_of(item: ContactItem) -> tuple[str, str, tuple[str, ...]]:
    return item.track, item.group, item.themes


def _was_cancelled(batch: Batch, item: AttendanceItem) -> bool:
    """Whether the desk says of an activity that it was cancelled: then a person has to say who is right."""
    activities = batch.contract.activity_set.filter(public_id=item.activity)
    return activities.filter(status=Activity.Status.CANCELLED).exists()


def _attendance(batch: Batch, item: AttendanceItem) -> str:
    activity = batch.contract.activity_set.filter(public_id=item.activity).first()
    if activity is None:
        return "activity"
    Attendance.objects.create(
        client_id=item.id, activity=activity, maker=batch.maker, date=item.date, head_band=item.heads
    )
    activity.status, activity.head_band, activity.why_cancelled = activity.Status.HELD, item.heads, ""
    activity.token += 1
    activity.save(update_fields=["status", "head_band", "why_cancelled", "token"])
    return ""


def _signal(batch: Batch, item: SignalItem) -> str:
    _points_to_nobody(batch, item.text)
    theme = batch.words.get(Code.List.THEME, item.theme)
    signal = Signal.objects.create(
        contract=batch.contract, client_id=item.id, maker=batch.maker, level=item.level, text=item.text, date=item.date,
        theme=theme or batch.words.unknown(Code.List.THEME),
    )  # fmt: skip
    signal.steps.create(step="seen", level=item.level, at=moment_of(batch.contract, batch.now), by=batch.maker)
    return "" if theme else "theme"


def _was_said(batch: Batch, item: NothingItem) -> bool:
    """A week is empty once, whatever the number of taps and phones of its worker; the first reason stands."""
    return QuietWeek.objects.filter(contract=batch.contract, maker=batch.maker, monday=item.monday).exists()


def _nothing(batch: Batch, item: NothingItem) -> str:
    QuietWeek.objects.create(
        client_id=item.id, contract=batch.contract, maker=batch.maker, monday=item.monday, reason=item.reason
    )
    return ""


_KEEP: dict[type, Any] = {
    ContactItem: prepare_contact,
    PlaceItem: _place,
    AttendanceItem: _attendance,
    SignalItem: _signal,
    NothingItem: _nothing,
}

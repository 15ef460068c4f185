"""What came in is registered: once, whole, with its totals (R1, R2, R9, R10).

One transaction holds the contract, so that two batches of one team never interleave: an id is written once, and
a total is what the rows say. The journal gets one line for a batch: how many, from nobody in particular.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from wijkweb.commons import journal
from wijkweb.commons.models import Person
from wijkweb.contract.models import Code, Contract
from wijkweb.contract.reads.contracts import Words, words_of
from wijkweb.field.actions.cells import Touched, work_out
from wijkweb.field.models import Attendance, Contact, HeldItem, Place, PurgedId, QuietWeek, Signal
from wijkweb.field.reads.known import Known, known_among
from wijkweb.rules.contact import Malformed, monday_of, odd_dates, read_item
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


class Refused(ValueError):
    """An item that cannot be taken; `code` says why. Its neighbours are not touched."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Batch:
    """A batch while it is registered."""

    contract: Contract
    maker: Person
    now: datetime
    words: Words
    known: Known
    touched: Touched = field(default_factory=Touched)
    fresh: dict[UUID, tuple[Contact, ContactItem]] = field(default_factory=dict)


@transaction.atomic
def register(
    *, contract: Contract, maker: Person, items: Sequence[Arrived], now: datetime, quarantine: bool = False
) -> tuple[Answer, ...]:
    """Registers a batch of one maker and answers each item; with `quarantine` all of it is held for a person to see.

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
    batch = Batch(contract, maker, now, words_of(contract), known_among(contract, read.values()))
    for number in sorted(read, key=lambda number: not isinstance(read[number], PlaceItem)):
        answers[number] = _answer(batch, items[number], read[number], quarantine)
    _write_contacts(batch)
    work_out(contract, batch.touched)
    counted: Counter[str] = Counter(answer.verdict for answer in answers.values())
    if counted:
        _line(batch, counted)
    return tuple(answers[number] for number in range(len(items)))


def _line(batch: Batch, counted: Counter[str]) -> None:
    """The journal's line of a batch: counts and a day, nobody and no time but its own (decision 6)."""
    facts = {name: counted[name] for name in ("kept", "held", "refused") if counted[name]}
    if facts:
        day = batch.now.date().isoformat()
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
            "contract": batch.contract, "maker": batch.maker, "reason": reason, "arrived_on": batch.now.date(),
        },
    )  # fmt: skip


def _contact(batch: Batch, item: ContactItem) -> str:
    """Prepares a contact; returns what of it is not known here, "" when all is."""
    flags = odd_dates(item.date, today=batch.now.date(), start=batch.contract.start, end=batch.contract.end)
    place = batch.known.place(item.place)
    if place is not None and place.contract_id != batch.contract.pk:
        raise Refused("other_contract")
    missing = "" if place else "place"
    codes: dict[str, Code] = {}
    for list, key in ((Code.List.TRACK, item.track), (Code.List.GROUP, item.group)):
        code = batch.words.get(list, key)
        missing = missing or ("" if code else list.value)
        codes[list] = code or batch.words.unknown(list)
        flags |= _closed(code, item)
    bits = 0
    for key in item.themes:
        theme = batch.words.get(Code.List.THEME, key)
        missing = missing or ("" if theme else "theme")
        bits |= 1 << theme.number if theme else 0
        flags |= _closed(theme, item)
    if place and place.closed_on and place.closed_on < item.date:
        flags |= Flag.CLOSED_PLACE
    if missing:
        flags |= Flag.UNKNOWN
    contact = Contact(
        client_id=item.id, contract=batch.contract, maker=batch.maker, place=place,
        track=codes[Code.List.TRACK], kind=item.kind, group=codes[Code.List.GROUP],
        date=item.date, part_of_day=item.part, monday=monday_of(item.date), minutes=item.minutes,
        workers=item.workers, head_band=item.heads, age_band=item.ages, again=item.again,
        themes=bits, revises=item.revises, flags=flags,
    )  # fmt: skip
    _fits_its_line(batch, contact)
    batch.fresh[item.id] = (contact, item)
    return missing


def _closed(code: Code | None, item: ContactItem) -> Flag:
    return Flag.CLOSED_CODE if code and code.closed_on and code.closed_on < item.date else Flag(0)


def _fits_its_line(batch: Batch, contact: Contact) -> None:
    """A correction hangs on the first contact of its line, whichever of them came in first (R18)."""
    if contact.revises is None:
        return
    if PurgedId.objects.filter(client_id=contact.revises).exists():
        raise Refused("purged")
    target = batch.fresh[contact.revises][0] if contact.revises in batch.fresh else None
    target = target or Contact.objects.filter(client_id=contact.revises).first()
    if target is None:
        return
    if target.contract_id != batch.contract.pk or target.maker_id != batch.maker.pk:
        raise Refused("not_yours")
    contact.revises = target.revises or target.client_id


def _write_contacts(batch: Batch) -> None:
    if not batch.fresh:
        return
    contacts = [contact for contact, _ in batch.fresh.values()]
    _flag_parallel(batch, contacts)
    Contact.objects.bulk_create(contacts)
    batch.touched.by(contacts)
    ids = [contact.client_id for contact in contacts]
    early = list(Contact.objects.filter(contract=batch.contract, revises__in=ids).order_by("pk"))
    _hang_anew(contacts, early)
    lines = {contact.revises for contact in (*contacts, *early) if contact.revises}
    if lines:
        batch.touched.by(Contact.objects.filter(Q(client_id__in=lines) | Q(revises__in=lines)))


def _flag_parallel(batch: Batch, contacts: Sequence[Contact]) -> None:
    """Two people corrected the same contact: both corrections stay, the newest stands, both are marked (R18)."""
    for contact in contacts:
        named = batch.fresh[contact.client_id][1].revises
        if named is None:
            continue
        newest = Contact.objects.filter(contract=batch.contract, revises=contact.revises).order_by("pk").last()
        if newest and newest.client_id != named:
            contact.flags |= Flag.PARALLEL
            Contact.objects.filter(pk=newest.pk).update(flags=F("flags").bitor(int(Flag.PARALLEL)))


def _hang_anew(contacts: Sequence[Contact], early: Sequence[Contact]) -> None:
    """A correction of a correction that came in first goes to the end of its line."""
    above = {contact.client_id: contact.revises for contact in contacts}
    for contact in early:
        root = contact.revises
        while root and above.get(root):
            root = above[root]
        if root != contact.revises:
            Contact.objects.filter(pk=contact.pk).delete()
            contact.pk, contact.revises = None, root
            contact.save(force_insert=True)


def _place(batch: Batch, item: PlaceItem) -> str:
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
        found = Contact.objects.filter(client_id=held.client_id, contract=batch.contract, place=None)
        found.update(place=place)
        batch.touched.by(Contact.objects.filter(client_id=held.client_id))
        held.settled_on = batch.now.date()
        held.save(update_fields=["settled_on"])


def _attendance(batch: Batch, item: AttendanceItem) -> str:
    activity = batch.contract.activity_set.filter(public_id=item.activity).first()
    if activity is None:
        return "activity"
    Attendance.objects.create(
        client_id=item.id, activity=activity, maker=batch.maker, date=item.date, head_band=item.heads
    )
    activity.status, activity.head_band = activity.Status.HELD, item.heads
    activity.token += 1
    activity.save(update_fields=["status", "head_band", "token"])
    return ""


def _signal(batch: Batch, item: SignalItem) -> str:
    theme = batch.words.get(Code.List.THEME, item.theme)
    signal = Signal.objects.create(
        contract=batch.contract, client_id=item.id, maker=batch.maker, level=item.level, text=item.text, date=item.date,
        theme=theme or batch.words.unknown(Code.List.THEME),
    )  # fmt: skip
    signal.steps.create(step="seen", level=item.level, at=batch.now, by=batch.maker)
    return "" if theme else "theme"


def _nothing(batch: Batch, item: NothingItem) -> str:
    QuietWeek.objects.create(
        client_id=item.id, contract=batch.contract, maker=batch.maker, monday=item.monday, reason=item.reason
    )
    return ""


_KEEP: dict[type, Any] = {
    ContactItem: _contact,
    PlaceItem: _place,
    AttendanceItem: _attendance,
    SignalItem: _signal,
    NothingItem: _nothing,
}

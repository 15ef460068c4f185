"""A contact of a batch: laid onto what the contract knows, hung onto its line, written with the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q

from wijkweb.commons.models import Person
from wijkweb.contract.models import Code, Contract
from wijkweb.contract.reads.contracts import Words
from wijkweb.field.actions.cells import Touched
from wijkweb.field.models import Contact, PurgedId
from wijkweb.field.reads.known import Known
from wijkweb.rules.contact import monday_of, odd_dates
from wijkweb.shapes.contact import ContactItem, Flag


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
    today: date
    words: Words
    known: Known
    looked_at: bool = False
    touched: Touched = field(default_factory=Touched)
    fresh: dict[UUID, tuple[Contact, ContactItem]] = field(default_factory=dict)


def prepare_contact(batch: Batch, item: ContactItem) -> str:
    """Prepares a contact; returns what of it is not known here, "" when all is."""
    flags = odd_dates(item.date, today=batch.today, start=batch.contract.start, end=batch.contract.end)
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
        client_id=item.id, contract_id=batch.contract.pk, maker_id=batch.maker.pk, place_id=place.pk if place else None,
        track_id=codes[Code.List.TRACK].pk, kind=item.kind, group_id=codes[Code.List.GROUP].pk,
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


def write_contacts(batch: Batch) -> None:
    if not batch.fresh:
        return
    contacts = [contact for contact, _ in batch.fresh.values()]
    _flag_parallel(batch, contacts)
    Contact.objects.bulk_create(contacts)
    batch.touched.by(contacts)
    ids = batch.known.corrected | {contact.revises for contact in contacts}
    ids &= {contact.client_id for contact in contacts}
    early = list(Contact.objects.filter(contract=batch.contract, revises__in=ids).order_by("pk")) if ids else []
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

"""What is here already of a batch: ids, their content, the places that it names."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal
from uuid import UUID

from django.db import connection
from django.db.models import Model, Q

from wijkweb.commons.models import Person
from wijkweb.contract.models import Contract
from wijkweb.contract.reads.contracts import Words
from wijkweb.field.models import Attendance, Contact, HeldItem, Place, PurgedId, QuietWeek, Signal
from wijkweb.field.reads.contacts import item_of
from wijkweb.rules.contact import Malformed, read_item
from wijkweb.shapes.contact import AttendanceItem, ContactItem, Item, NothingItem, PlaceItem, SignalItem

# wherever the id of an item can be, and the corrections that name it
_PLACES: dict[str, tuple[type[Model], str]] = {
    "contact": (Contact, "client_id"),
    "purged": (PurgedId, "client_id"),
    "held": (HeldItem, "client_id"),
    "place": (Place, "client_id"),
    "attendance": (Attendance, "client_id"),
    "signal": (Signal, "client_id"),
    "quiet": (QuietWeek, "client_id"),
    "corrected": (Contact, "revises"),
}


@dataclass
class Known:
    """What is known, by id: with whose it is and what it said. `held` are items that were held, as they
    came; `corrected` are ids that a contact which is here corrects."""

    contract: Contract
    contacts: dict[UUID, Contact] = field(default_factory=dict)
    others: dict[UUID, tuple[int | None, Item]] = field(default_factory=dict)
    purged: set[UUID] = field(default_factory=set)
    corrected: set[UUID] = field(default_factory=set)
    held: dict[UUID, list[Item]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    def verdict(self, item: Item, maker: Person, words: Words) -> Literal["new", "known", "held"]:
        """Whether an item is new, known (same id, same content) or to be held (same id, other content; R1)."""
        if item.id in self.purged or item in self.held.get(item.id, ()):
            return "known"
        if item.id in self.contacts:
            contact = self.contacts[item.id]
            mine = contact.contract_id == self.contract.pk and contact.maker_id == maker.pk
            return "known" if mine and self._same(contact, item, words) else "held"
        if item.id in self.others:
            owner, there = self.others[item.id]
            if isinstance(there, PlaceItem):  # its name may have been put right since
                return "known" if isinstance(item, PlaceItem) else "held"
            return "known" if there == item and owner in (None, maker.pk) else "held"
        return "held" if item.id in self.held else "new"

    def _same(self, contact: Contact, item: Item, words: Words) -> bool:
        if not isinstance(item, ContactItem):
            return False
        stored, place = item_of(contact, words), self.places.get(item.place)
        # a correction hangs on the first of its line: what it named when it came is not kept
        named = replace(item, place=place.public_id if place else "unknown", revises=stored.revises)
        return named == stored and (item.revises is None) == (stored.revises is None)

    def place(self, id: str) -> Place | None:
        """A place by its public id, or by the id under which a phone proposed it."""
        return self.places.get(id)

    def add_place(self, place: Place) -> None:
        """A place of this batch, or one that is there: by both its ids; one that was merged is the one it became."""
        self.places |= dict.fromkeys((place.public_id, str(place.client_id)), place.into or place)

    def add(self, item: Item, maker: Person) -> None:
        """An item of this batch, so that its double in the same batch is known."""
        self.others[item.id] = (maker.pk, item)


def known_among(contract: Contract, items: Iterable[Item], *, held: bool = True) -> Known:
    """What is here already of these items: two queries when nothing is, one more for each table that holds some."""
    known, batch = Known(contract), list(items)
    if not batch:
        return known
    ids = _where([item.id for item in batch])
    if ids["contact"]:
        found = Contact.objects.filter(client_id__in=ids["contact"]).select_related("place", "track", "group")
        known.contacts = {contact.client_id: contact for contact in found}
    known.purged, known.corrected = set(ids["purged"]), set(ids["corrected"])
    for row in HeldItem.objects.filter(client_id__in=ids["held"]) if held and ids["held"] else ():
        known.held.setdefault(row.client_id, []).extend(read_again(row))
    if any(ids[name] for name in ("place", "attendance", "signal", "quiet")):
        _others(known, ids)
    named = {item.place for item in batch if isinstance(item, ContactItem)}
    by_id = Q(public_id__in=[id for id in named if len(id) == 12])
    by_client = Q(client_id__in=[UUID(id) for id in named if len(id) == 36])
    for place in Place.objects.filter(by_id | by_client).select_related("into"):
        known.add_place(place)
    return known


def _where(ids: list[UUID]) -> dict[str, list[UUID]]:
    """Which of these ids each table holds, in one query: of a batch that is new, none."""
    array = connection.vendor == "postgresql"  # one value there, where SQLite wants one for each
    some = "= ANY(%s)" if array else f"IN ({', '.join(['%s'] * len(ids))})"
    values = [ids] if array else [id.hex for id in ids]
    parts = [
        f"SELECT {at}, {column} FROM {model._meta.db_table} WHERE {column} {some}"  # noqa: S608
        for at, (model, column) in enumerate(_PLACES.values())
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values * len(parts))
        rows = cursor.fetchall()
    names, found = list(_PLACES), {name: list[UUID]() for name in _PLACES}
    for at, id in rows:
        found[names[at]].append(id if isinstance(id, UUID) else UUID(id))
    return found


def read_again(held: HeldItem) -> list[Item]:
    """What a held item says; nothing when it cannot be read any more."""
    try:
        return [read_item(str(held.client_id), json.loads(held.payload))]
    except (Malformed, ValueError):
        return []


def _others(known: Known, ids: dict[str, list[UUID]]) -> None:
    for place in Place.objects.filter(client_id__in=ids["place"]):
        assert place.client_id
        known.others[place.client_id] = (None, PlaceItem(place.client_id, place.name, place.opened_on))
    for said in Attendance.objects.filter(client_id__in=ids["attendance"]).select_related("activity"):
        item = AttendanceItem(said.client_id, said.activity.public_id, said.date, said.head_band)
        known.others[said.client_id] = (said.maker_id, item)
    for signal in Signal.objects.filter(client_id__in=ids["signal"]).select_related("theme"):
        assert signal.client_id
        seen = SignalItem(signal.client_id, signal.theme.key, signal.level, signal.text, signal.date)
        known.others[signal.client_id] = (signal.maker_id, seen)
    for quiet in QuietWeek.objects.filter(client_id__in=ids["quiet"]):
        nothing = NothingItem(quiet.client_id, quiet.monday, quiet.reason)
        known.others[quiet.client_id] = (quiet.maker_id, nothing)

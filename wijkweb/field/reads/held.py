"""Held items in words: what each says, why it waits, what can be done with it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wijkweb.contract.models import UNKNOWN, Code, Contract
from wijkweb.contract.reads.contracts import Words, words_of
from wijkweb.field.contact_words import AGES, HEADS, KIND_OF_ITEM, KINDS, LEVELS, PARTS, REASONS
from wijkweb.field.models import Activity, Attendance, Contact, HeldItem, Place
from wijkweb.field.reads.contacts import item_of
from wijkweb.rules.contact import Malformed, read_item
from wijkweb.shapes.contact import AttendanceItem, ContactItem, Item, NothingItem, PlaceItem, SignalItem

Said = tuple[Promise | str, object]


@dataclass(frozen=True, slots=True)
class Held:
    """A held item; `key` stands for its content, `missing` is what has to be chosen, `readable` whether it can be.

    `why` is a key of `HELD`: its reason, or cancelled for an activity of which desk and phone say something else, and
    set_back when the desk has since undone that.

    `there` is what the contact with the same id says, for one that came in twice.
    """

    id: UUID
    key: str
    reason: str
    why: str
    what: Promise | str
    maker: str
    arrived_on: date
    settled_on: date | None
    lines: tuple[Said, ...]
    readable: bool
    missing: tuple[str, ...]
    there: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class _Names:
    words: Words
    places: dict[str, str]
    activities: dict[str, str]
    cancelled: set[str]
    contacts: dict[UUID, Contact]

    def of(self, list: Code.List, key: str) -> str:
        code = self.words.get(list, key)
        return str(code or key)


def held_of(contract: Contract) -> tuple[tuple[Held, ...], tuple[Held, ...]]:
    """The items that wait for a person, then those that were settled; five queries."""
    found = _in_words(contract, list(_rows(contract).select_related("maker")))
    return tuple(one for one in found if one.settled_on is None), tuple(one for one in found if one.settled_on)


def held_with(contract: Contract, id: UUID) -> tuple[HeldItem, Held]:
    """The item with this id that waits, else the one settled last; raises Http404."""
    rows = _rows(contract).filter(client_id=id).select_related("maker", "contract__case")
    row = rows.filter(settled_on=None).first() or rows.last()
    if row is None:
        raise Http404
    return row, _in_words(contract, [row])[0]


def _rows(contract: Contract) -> QuerySet[HeldItem]:
    """The held items; `said` tells whether an attendance is here under the same id."""
    said = Exists(Attendance.objects.filter(client_id=OuterRef("client_id")))
    return HeldItem.objects.filter(contract=contract).annotate(said=said)


def _in_words(contract: Contract, rows: list[HeldItem]) -> tuple[Held, ...]:
    places = Place.objects.filter(contract=contract).values_list("public_id", "client_id", "name")
    names: dict[str, str] = {}
    for public_id, client_id, name in places:
        names |= dict.fromkeys((public_id, str(client_id)), name)
    listed = list(Activity.objects.filter(contract=contract).values_list("public_id", "title", "status"))
    activities = {id: title for id, title, _status in listed}
    cancelled = {id for id, _title, status in listed if status == Activity.Status.CANCELLED}
    found = Contact.objects.filter(contract=contract, client_id__in=[row.client_id for row in rows])
    contacts = {one.client_id: one for one in found.select_related("place", "track", "group")}
    known = _Names(words_of(contract), names, activities, cancelled, contacts)
    return tuple(_held(row, known) for row in rows)


def _held(row: HeldItem, names: _Names) -> Held:
    item = _item(row)
    what = KIND_OF_ITEM[_what(item)] if item else _("Something that cannot be read")
    return Held(
        id=row.client_id,
        key=key_of(row),
        reason=row.reason,
        why=_why(row, item, names),
        what=what,
        maker=row.maker.name,
        arrived_on=row.arrived_on,
        settled_on=row.settled_on,
        lines=_lines(item, names) if item else (),
        readable=item is not None,
        missing=_missing(row, item, names) if item and row.reason == HeldItem.Reason.UNKNOWN_CODE else (),
        there=_there(row, names),
    )


def _why(row: HeldItem, item: Item | None, names: _Names) -> str:
    if row.reason != HeldItem.Reason.OTHER_CONTENT or not isinstance(item, AttendanceItem):
        return row.reason
    if item.activity in names.cancelled:
        return "cancelled"
    twice = row.said  # type: ignore[attr-defined]
    return row.reason if twice else "set_back"


def _there(row: HeldItem, names: _Names) -> tuple[Said, ...]:
    contact = names.contacts.get(row.client_id)
    if contact is None or row.reason != HeldItem.Reason.OTHER_CONTENT:
        return ()
    return _contact_lines(item_of(contact, names.words), names)


def key_of(row: HeldItem) -> str:
    """What stands for the content of an item in a form."""
    return hashlib.sha256(row.payload.encode()).hexdigest()[:16]


def _item(row: HeldItem) -> Item | None:
    try:
        return read_item(str(row.client_id), json.loads(row.payload))
    except (Malformed, ValueError):
        return None


def _what(item: Item) -> str:
    return type(item).__name__.removesuffix("Item").lower()


def _missing(row: HeldItem, item: Item, names: _Names) -> tuple[str, ...]:
    if isinstance(item, AttendanceItem):
        return () if item.activity in names.activities else ("activity",)
    if isinstance(item, SignalItem):
        return () if names.words.get(Code.List.THEME, item.theme) else ("theme",)
    contact = names.contacts.get(row.client_id)
    if not isinstance(item, ContactItem) or contact is None:
        return ()
    asked = {
        "place": contact.place is None,
        "track": contact.track.key == UNKNOWN,
        "group": contact.group.key == UNKNOWN,
        "themes": any(names.words.get(Code.List.THEME, theme) is None for theme in item.themes),
    }
    return tuple(name for name, wanted in asked.items() if wanted)


def _lines(item: Item, names: _Names) -> tuple[Said, ...]:
    if isinstance(item, ContactItem):
        return _contact_lines(item, names)
    if isinstance(item, PlaceItem):
        return (_("Name"), item.name), (_("Day"), item.date)
    if isinstance(item, AttendanceItem):
        activity = names.activities.get(item.activity, item.activity)
        return (_("Activity"), activity), (_("Day"), item.date), (_("Number of people"), HEADS[item.heads])
    if isinstance(item, SignalItem):
        theme = names.of(Code.List.THEME, item.theme)
        return (_("Theme"), theme), (_("Level"), LEVELS[item.level]), (_("Day"), item.date), (_("Signal"), item.text)
    assert isinstance(item, NothingItem)
    return (_("Week of"), item.monday), (_("Because"), REASONS[item.reason])


def _contact_lines(item: ContactItem, names: _Names) -> tuple[Said, ...]:
    place = names.places.get(item.place, _("a place that is not known here"))
    lines: list[Said] = [
        (_("Day"), item.date),
        (_("Part of the day"), PARTS[item.part]),
        (_("Place"), place),
        (_("Kind"), KINDS[item.kind]),
        (_("Minutes"), item.minutes if item.minutes else _("taken back")),
        (_("Workers who were there"), item.workers),
        (_("Track"), names.of(Code.List.TRACK, item.track)),
        (_("Group"), names.of(Code.List.GROUP, item.group)),
    ]
    if item.heads:
        lines.append((_("Number of people"), HEADS[item.heads]))
    if item.ages:
        lines.append((_("Age"), AGES[item.ages]))
    if item.themes:
        lines.append((_("Themes"), ", ".join(names.of(Code.List.THEME, theme) for theme in item.themes)))
    return tuple(lines)

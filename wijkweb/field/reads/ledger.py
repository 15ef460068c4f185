"""The list of contacts: a worker's own, or for who coordinates the team all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, QuerySet, Sum
from django.http import Http404
from django.utils.functional import Promise

from wijkweb.commons.models import Person
from wijkweb.contract.models import Code, Contract
from wijkweb.field.contact_words import flag_words
from wijkweb.field.models import Contact, HeldItem, HoursCell, QuietWeek
from wijkweb.field.reads.contacts import standing
from wijkweb.shapes.contact import Flag

PAGE = 50
QUIET_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """A contact that stands, as a line of the list."""

    id: UUID
    date: date
    part: str
    kind: str
    place: str
    track: Code
    group: Code
    minutes: int
    workers: int
    heads: str
    maker: str
    corrected: bool
    flags: tuple[Promise | str, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """A page of contacts, how many there are in all, how many of those are marked, and how many items are held."""

    entries: tuple[Entry, ...]
    total: int
    page: int
    pages: int
    marked: int
    held: int


def quiet_weeks(contract: Contract, person: Person, *, everybody: bool) -> tuple[QuietWeek, ...]:
    """The weeks that were said to be empty, the newest first, at most forty: own ones, or those of everybody."""
    rows = QuietWeek.objects.filter(contract=contract).select_related("maker")
    own = rows if everybody else rows.filter(maker=person)
    return tuple(own.order_by("-monday", "maker__name", "pk")[:QUIET_SHOWN])


def ledger(
    contract: Contract, person: Person, *, everybody: bool, maker: str = "", flagged: bool = False, page: int = 1
) -> Ledger:
    """The contacts that stand and were not taken back, the newest day first; four queries.

    The week goes first in the order, because an index has it: a page is read without sorting all contacts.
    """
    rows = standing(contract).filter(minutes__gt=0)
    rows = rows if everybody else rows.filter(maker=person)
    if maker and everybody:
        rows = rows.filter(maker__public_id=maker)
    marked = rows.filter(flags__gt=0).count()
    rows = rows.filter(flags__gt=0) if flagged else rows
    total = marked if flagged else _of_cells(contract) if everybody and not maker else rows.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    found = rows.select_related("place", "track", "group", "maker").order_by("-monday", "-date", "-pk")
    entries = tuple(_entry(row) for row in found[(page - 1) * PAGE : page * PAGE])
    held = HeldItem.objects.filter(contract=contract, settled_on=None).count() if everybody else 0
    return Ledger(entries, total, page, pages, marked, held)


def _of_cells(contract: Contract) -> int:
    """How many contacts stand, as the totals say it: nothing has to be counted."""
    cells = HoursCell.objects.filter(contract=contract)
    return cells.aggregate(left=Sum(F("contacts") - F("purged_contacts")))["left"] or 0


def _entry(row: Contact) -> Entry:
    return Entry(
        id=row.client_id,
        date=row.date,
        part=row.part_of_day,
        kind=row.kind,
        place=row.place.name if row.place else "",
        track=row.track,
        group=row.group,
        minutes=row.minutes,
        workers=row.workers,
        heads=row.head_band,
        maker=row.maker.name,
        corrected=row.revises is not None,
        flags=flag_words(row.flags),
    )


def contact_of(contract: Contract, person: Person, id: UUID, *, everybody: bool) -> Contact:
    """A contact that this person may correct: their own, or any for who coordinates the team; raises Http404."""
    found = Contact.objects.filter(contract=contract, client_id=id)
    found = found if everybody else found.filter(maker=person)
    contact = found.select_related("place", "track", "group", "maker", "contract__case").first()
    if contact is None:
        raise Http404
    return contact


def newest_of(contact: Contact) -> Contact:
    """The contact that stands in the line of this one."""
    root = contact.revises or contact.client_id
    return _line(contact.contract, root).last() or contact


def _line(contract: Contract, root: UUID) -> QuerySet[Contact]:
    return Contact.objects.filter(contract=contract, revises=root).order_by("pk")


def parallel(contact: Contact) -> list[Contact]:
    """Other corrections of the same contact that were made at the same time, the newest first."""
    if not contact.flags & Flag.PARALLEL:
        return []
    others = _line(contact.contract, contact.revises or contact.client_id).exclude(pk=contact.pk)
    return list(others.filter(flags__gt=0).select_related("place", "track", "group", "maker").order_by("-pk"))

"""Contacts as they stand: the newest of each line of corrections."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from wijkweb.contract.models import Contract
from wijkweb.contract.reads.contracts import Words
from wijkweb.field.models import Contact
from wijkweb.shapes.contact import ContactItem

_CORRECTED = Contact.objects.filter(revises=OuterRef("client_id"))
_NEWER = Contact.objects.filter(revises=OuterRef("revises"), pk__gt=OuterRef("pk"))
_STANDS = Q(revises=None) & ~Exists(_CORRECTED) | Q(revises__isnull=False) & ~Exists(_NEWER)


def standing(contract: Contract) -> QuerySet[Contact]:
    """The contacts that count: not corrected, or the newest correction of their line (R18)."""
    return Contact.objects.filter(_STANDS, contract=contract)


def item_of(contact: Contact, words: Words) -> ContactItem:
    """A stored contact as an item. Its place is the public id; track and group are keys."""
    return ContactItem(
        id=contact.client_id,
        kind=contact.kind,
        place=contact.place.public_id if contact.place else "unknown",
        track=contact.track.key,
        group=contact.group.key,
        date=contact.date,
        part=contact.part_of_day,
        minutes=contact.minutes,
        workers=contact.workers,
        heads=contact.head_band,
        ages=contact.age_band,
        again=contact.again,
        themes=words.themes(contact.themes),
        revises=contact.revises,
    )

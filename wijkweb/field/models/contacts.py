"""Contacts and what they add up to. What is not stored cannot be taken; a test holds the columns."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from wijkweb.commons.models import Person
from wijkweb.contract.models import Code, Contract
from wijkweb.field.models.places import Place
from wijkweb.shapes import contact as shape


def _choices(words: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(word, word) for word in words]


class Contact(models.Model):
    """Contact: a worker was at a place, on a day, for some minutes, with about so many people.

    `client_id` is made on the phone. `monday` begins the ISO week of `date`. `minutes` go in steps of five;
    minutes 0 with `revises` takes the first contact back. `revises` is the client id of the first of its
    corrections' line. `themes` and `flags` are sets of bits: the numbers of codes, `shapes.contact.Flag`.
    """

    client_id = models.UUIDField(unique=True)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="contacts")
    maker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="contacts")
    track = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=_choices(shape.KINDS))
    group = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="+")
    date = models.DateField()
    part_of_day = models.CharField(max_length=13, choices=_choices(shape.PARTS))
    monday = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    workers = models.PositiveSmallIntegerField(default=1)
    head_band = models.CharField(max_length=4, blank=True, choices=_choices(shape.HEADS))
    age_band = models.CharField(max_length=8, blank=True, choices=_choices(shape.AGES))
    again = models.BooleanField(null=True)
    themes = models.PositiveIntegerField(default=0)
    revises = models.UUIDField(null=True)
    flags = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["contract", "monday"], name="contact_of_week"),
            models.Index(fields=["contract", "maker", "monday"], name="contact_of_maker"),
            models.Index(fields=["contract", "place", "date"], name="contact_of_place"),
            models.Index(fields=["revises"], name="contact_revises", condition=Q(revises__isnull=False)),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(minutes__lte=1440), name="contact_within_a_day"),
            models.CheckConstraint(condition=Q(minutes__gt=0) | Q(revises__isnull=False), name="contact_takes_time"),
            models.CheckConstraint(condition=Q(workers__gte=1, workers__lte=20), name="contact_has_workers"),
        ]

    def __str__(self) -> str:
        return str(self.client_id)


class HoursCell(models.Model):
    """Urencel: the total of one track, kind and group in one ISO week of one month (I1, I4).

    What the rows say is worked out anew from them; `purged_*` is what rows said that are gone.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="hours_cells")
    track = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=_choices(shape.KINDS))
    group = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="+")
    month = models.DateField(help_text="its first day")
    monday = models.DateField()
    contact_minutes = models.PositiveIntegerField(default=0)
    worker_minutes = models.PositiveIntegerField(default=0)
    contacts = models.PositiveIntegerField(default=0)
    purged_contact_minutes = models.PositiveIntegerField(default=0)
    purged_worker_minutes = models.PositiveIntegerField(default=0)
    purged_contacts = models.PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [
            # all that a list of many contracts adds up: not one row of the table is read
            models.Index(
                fields=["contract", "monday", "kind", "group", "contact_minutes", "worker_minutes"],
                name="hours_cell_sums",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contract", "monday", "month", "track", "kind", "group"], name="hours_cell_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.monday}"


class VisitCell(models.Model):
    """Bezoekcel: the distinct days on which the team was at a place in a month."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="visit_cells")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="visit_cells")
    month = models.DateField(help_text="its first day")
    days = models.PositiveSmallIntegerField(default=0)
    purged_days = models.PositiveSmallIntegerField(default=0)
    last = models.DateField(help_text="the last of those days")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "place", "month"], name="visit_cell_once"),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.month}"


class PurgedId(models.Model):
    """Opgeruimd contact: nothing but the id of a contact that is gone, or of an empty week that was taken back, so that
    a late resend is known."""

    client_id = models.UUIDField(primary_key=True)

    def __str__(self) -> str:
        return str(self.client_id)


class QuietWeek(models.Model):
    """Niets deze week: a worker had no contact in a week, and says why; a known zero."""

    client_id = models.UUIDField(unique=True)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="quiet_weeks")
    maker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    monday = models.DateField()
    reason = models.CharField(max_length=10, choices=_choices(shape.REASONS))

    class Meta:
        ordering: ClassVar = ["monday", "pk"]
        indexes: ClassVar = [models.Index(fields=["contract", "monday"], name="quiet_week_of_contract")]

    def __str__(self) -> str:
        return str(self.monday)

"""The dossier itself, and what every part of it has in common."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from wijkweb.call.models import CallVersion
from wijkweb.commons.ids import public_id
from wijkweb.commons.models import Case, Organisation, Person
from wijkweb.dossier.models.papers import Paper


class Dossier(models.Model):
    """Dossier: an application of a municipality under one version of a call.

    `slot` is its place among the proposals that the call lets one municipality make; a practice copy, a
    withdrawn dossier and a call without that clause have none.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        READY = "ready"
        WITHDRAWN = "withdrawn"

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="dossier")
    call_version = models.ForeignKey(CallVersion, on_delete=models.PROTECT, related_name="dossiers")
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="dossiers")
    call_id = models.CharField(max_length=60)
    slot = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    practice = models.BooleanField(default=False)
    objective = models.CharField(max_length=500, blank=True, help_text="of the municipality's multi-year plan")
    contacts = models.JSONField(default=list, help_text="shapes.dossier.Contact: officials, as the form asks")
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, help_text="when the figures below were worked out")
    breaches = models.PositiveIntegerField(default=0)
    warnings = models.PositiveIntegerField(default=0)
    notes = models.PositiveIntegerField(default=0)
    subsidy = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    total = models.DecimalField(max_digits=14, decimal_places=2, null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "call_id", "slot"],
                condition=Q(slot__isnull=False),
                name="one_proposal_for_municipality_and_call",
            ),
            models.CheckConstraint(
                condition=Q(slot=None) | (Q(practice=False) & ~Q(state="withdrawn")),
                name="proposal_is_neither_practice_nor_withdrawn",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-changed_at", "-id"], name="dossier_newest"),
            models.Index(fields=["municipality", "-changed_at", "-id"], name="dossier_of_municipality"),
        ]

    def __str__(self) -> str:
        return str(self.case_id)


class DossierPaper(models.Model):
    """Dossierstuk: a paper that was taken into a dossier, as its first content or as a new version."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="papers")
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="kept")
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return str(self.paper_id)


class Part(models.Model):
    """Onderdeel: a row of a dossier with an id for addresses.

    The id is made with the empty form, so that a form that is sent twice makes one row; `token` counts its
    changes, so that nobody overwrites what somebody else changed meanwhile.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="%(class)s_set")
    position = models.PositiveIntegerField(default=0)
    token = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
        ordering: ClassVar = ["position", "pk"]

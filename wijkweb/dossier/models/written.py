"""A text that several people write, and its versions: of a section of a dossier, of a chapter of a report."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from wijkweb.commons.models import Person


class Written(models.Model):
    """Tekst: what stands there now. `token` counts the saves: who saves names the one they saw."""

    text = models.TextField(blank=True)
    token = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True)
    saved_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    versions: Any  # of the model that follows: the related manager of its versions

    class Meta:
        abstract = True


class Version(models.Model):
    """Tekstversie: a text as it was. An autosave goes on with the version of its own sitting; see actions."""

    class Kind(models.TextChoices):
        AUTOSAVE = "autosave"
        SAVE = "save"
        PAPER = "paper"
        RESTORE = "restore"
        MERGE = "merge"
        ASIDE = "aside"  # what lost a conflict: kept beside the text, never in it

    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.TextField(blank=True)
    words = models.PositiveIntegerField()
    sitting = models.CharField(max_length=40, blank=True, help_text="random id of an open page")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return str(self.number)

"""The sections as they are written: the text, its versions, who is in it, what was said about it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from wijkweb.commons.ids import public_id
from wijkweb.commons.models import Person
from wijkweb.dossier.models.dossiers import Dossier


class Section(models.Model):
    """Rubriek: the text of one section of the form. `token` counts the saves: who saves names the one they saw."""

    class Status(models.TextChoices):
        OPEN = "open"
        READY = "ready"
        APPROVED = "approved"

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="sections")
    key = models.CharField(max_length=60, help_text="of the section of the call")
    text = models.TextField(blank=True)
    token = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    assigned_to = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    due = models.DateField(null=True)
    saved_at = models.DateTimeField(null=True)
    saved_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["dossier", "key"], name="section_once")]

    def __str__(self) -> str:
        return self.key


class SectionVersion(models.Model):
    """Rubriekversie: a text as it was. An autosave goes on with the version of its own sitting; see actions."""

    class Kind(models.TextChoices):
        AUTOSAVE = "autosave"
        SAVE = "save"
        PAPER = "paper"
        RESTORE = "restore"
        MERGE = "merge"
        ASIDE = "aside"  # what lost a conflict: kept beside the text, never in it

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.TextField(blank=True)
    words = models.PositiveIntegerField()
    sitting = models.CharField(max_length=40, blank=True, help_text="random id of an open page")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["section", "number"], name="section_version_once")]
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return str(self.number)


class Answered(models.Model):
    """Beantwoord: a guidance question that a writer ticked off, with the words that say where."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="answered")
    question = models.CharField(max_length=60)
    where = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["section", "question"], name="answered_once")]

    def __str__(self) -> str:
        return self.question


class Comment(models.Model):
    """Opmerking: said about a section; an answer has the comment that it answers as `parent`."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="answers")
    text = models.TextField()
    quote = models.CharField(max_length=300, blank=True, help_text="the words that it is about")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.text[:40]


class Presence(models.Model):
    """Aanwezigheid: who has a section open now; a row that is a minute old says nothing any more."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="present")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["section", "person"], name="present_once")]

    def __str__(self) -> str:
        return str(self.person_id)

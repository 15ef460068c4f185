"""The sections as they are written: the text, its versions, who is in it, what was said about it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from wijkweb.commons.ids import public_id
from wijkweb.commons.models import Person
from wijkweb.dossier.models.dossiers import Dossier
from wijkweb.dossier.models.written import Version, Written


class Section(Written):
    """Rubriek: the text of one section of the form."""

    class Status(models.TextChoices):
        OPEN = "open"
        READY = "ready"
        APPROVED = "approved"

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="sections")
    key = models.CharField(max_length=60, help_text="of the section of the call")
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    assigned_to = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    due = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["dossier", "key"], name="section_once")]

    def __str__(self) -> str:
        return self.key


class SectionVersion(Version):
    """Rubriekversie: a text of a section as it was."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="versions")

    class Meta(Version.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["section", "number"], name="section_version_once")]


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

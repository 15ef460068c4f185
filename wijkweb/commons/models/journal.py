"""The journal: what was done, by whom, when; appended, never changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from wijkweb.commons.models.cases import Case


class JournalLine(models.Model):
    """Dagboekregel: holds the hash of the line before it; triggers in the database refuse any change."""

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    who = models.CharField(max_length=12, blank=True, help_text="public id of the person; empty: the program")
    verb = models.CharField(max_length=60)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="journal")
    facts = models.TextField(help_text="canonical JSON")
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.verb}"

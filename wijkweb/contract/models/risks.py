"""Risks of a contract, with each assessment that was made of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from wijkweb.commons.models import Person
from wijkweb.contract.models.contracts import ContractPart


class Risk(ContractPart):
    """Risico: what may go wrong; its chance, effect and state are those of its last assessment."""

    class Degree(models.TextChoices):
        LOW = "low"
        MEDIUM = "medium"
        HIGH = "high"

    class State(models.TextChoices):
        OPEN = "open"
        WATCHED = "watched"
        HAPPENED = "happened"
        CLOSED = "closed"

    title = models.CharField(max_length=300)
    chance = models.CharField(max_length=6, choices=Degree.choices)
    effect = models.CharField(max_length=6, choices=Degree.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    owner = models.CharField(max_length=200, blank=True, help_text="a role, not a name")
    measure = models.TextField(blank=True)
    review_on = models.DateField(null=True)
    agreed = models.BooleanField(default=False, help_text="it stands in the baseline")

    def __str__(self) -> str:
        return self.title


class Assessment(models.Model):
    """Beoordeling van een risico: on a day, by somebody; appended, never edited."""

    risk = models.ForeignKey(Risk, on_delete=models.CASCADE, related_name="assessments")
    number = models.PositiveIntegerField()
    on = models.DateField()
    chance = models.CharField(max_length=6, choices=Risk.Degree.choices)
    effect = models.CharField(max_length=6, choices=Risk.Degree.choices)
    state = models.CharField(max_length=8, choices=Risk.State.choices)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["risk", "number"], name="assessment_number_once")]

    def __str__(self) -> str:
        return f"{self.on}"

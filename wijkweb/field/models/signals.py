"""Signals: what stands in people's way, and who does something about it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from wijkweb.commons.models import Person
from wijkweb.contract.models import Code, ContractPart


class Signal(ContractPart):
    """Signaal: an obstacle that was seen, on the meso level, never a case. `into` is the one it was combined with."""

    class Level(models.TextChoices):
        TEAM = "team"
        CITY = "city"
        FLANDERS = "flanders"

    class Status(models.TextChoices):
        OPEN = "open"
        ANSWERED = "answered"
        TOLD = "told"
        CLOSED = "closed"

    client_id = models.UUIDField(unique=True, null=True)
    maker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    theme = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=8, choices=Level.choices)
    text = models.CharField(max_length=280)
    date = models.DateField()
    into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="combined")
    owner = models.CharField(max_length=200, blank=True, help_text="a service or role, not a person")
    due = models.DateField(null=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    told_on = models.DateField(null=True, help_text="when the answer went back to the team")

    class Meta(ContractPart.Meta):
        ordering: ClassVar = ["date", "pk"]
        indexes: ClassVar = [models.Index(fields=["contract", "status", "due"], name="signal_of_contract")]

    def __str__(self) -> str:
        return self.text


class SignalStep(models.Model):
    """Stap van een signaal: raised, combined, given an owner, answered, told back; appended, never edited."""

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=10)
    level = models.CharField(max_length=8, choices=Signal.Level.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=2000, blank=True, help_text="why; of an answer, what it said")

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return self.step

"""What a contract stands on: the award, the dossier as it was signed, and each change that was decided since."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from wijkweb.commons.models import Person, StoredFile
from wijkweb.contract.models.contracts import Contract, ContractPart


class Award(models.Model):
    """Toekenning: the decision that grants the subsidy, with its day, its amount and its paper."""

    contract = models.OneToOneField(Contract, on_delete=models.CASCADE, related_name="award")
    number = models.CharField(max_length=60, blank=True)
    decided_on = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    paper = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    token = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="award_grants_something"),
        ]

    def __str__(self) -> str:
        return self.number or str(self.decided_on)


class Baseline(models.Model):
    """Nulmeting: the dossier at signature, frozen: finance plan, promises, partners, risks, diagnosis.

    `application` is shapes.application.Application in plain data, `sha256` the hash of its canonical JSON. It is
    never edited; what was decided since stands in the amendments.
    """

    contract = models.OneToOneField(Contract, on_delete=models.CASCADE, related_name="baseline")
    application = models.JSONField()
    sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.sha256


class Amendment(ContractPart):
    """Addendum: a change of what was agreed, by a decision with its number, its day and its paper.

    One about the period holds the days before it and the days since.
    """

    class Subject(models.TextChoices):
        MONEY = "money"
        PROMISES = "promises"
        TEAM = "team"
        PARTNERS = "partners"
        PERIOD = "period"
        OTHER = "other"

    subject = models.CharField(max_length=8, choices=Subject.choices)
    text = models.TextField(help_text="what changes, and why")
    decided_number = models.CharField(max_length=60)
    decided_on = models.DateField()
    paper = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    start_before = models.DateField(null=True)
    end_before = models.DateField(null=True)
    start_since = models.DateField(null=True)
    end_since = models.DateField(null=True)

    class Meta(ContractPart.Meta):
        ordering: ClassVar = ["decided_on", "pk"]

    def __str__(self) -> str:
        return self.decided_number

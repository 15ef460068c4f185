"""The finance plan of a contract, and what moves it: amendments, reallocations, the index of wages."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from wijkweb.commons.models import Person
from wijkweb.contract.models.award import Amendment
from wijkweb.contract.models.contracts import Contract, ContractPart


class PayerKind(models.TextChoices):
    """Financier: who pays. Subsidy is the funder's money."""

    SUBSIDY = "subsidy"
    OWN = "own"
    PUBLIC = "public"
    PRIVATE = "private"


class MoneyTerms(models.Model):
    """Afrekenregels: how many days after its end a contract still takes payments."""

    contract = models.OneToOneField(Contract, on_delete=models.CASCADE, related_name="money_terms")
    grace_days = models.PositiveIntegerField(default=90)
    token = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(grace_days__lte=1095), name="grace_is_3_years")]

    def __str__(self) -> str:
        return str(self.grace_days)


class PlanLine(ContractPart):
    """Planregel: a line of the finance plan; what it says stands in its versions. A staff line has a function."""

    payer = models.CharField(max_length=7, choices=PayerKind.choices)
    post = models.CharField(max_length=40, help_text="key of the call's post, or the contract's own word")
    title = models.CharField(max_length=200, blank=True)
    function = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.function or self.title or self.post


class PlanVersion(models.Model):
    """Versie van een planregel: from a day on it says this; the one before stays readable, for that day.

    A staff line has VTE, a period and the cost of a year, and its amount follows from them.
    """

    line = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    valid_from = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    vte = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    yearly = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    indexation = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, null=True, related_name="plan_versions")
    reason = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["line", "number"], name="plan_version_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="plan_is_not_negative"),
            models.CheckConstraint(
                condition=Q(vte__isnull=True, start__isnull=True, end__isnull=True, yearly__isnull=True)
                | Q(vte__gt=0, yearly__gte=0, end__gte=F("start")),
                name="plan_staff_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} v{self.number}"


class Reallocation(ContractPart):
    """Herschikking: money of the plan goes from one post or payer to another, with its reason. It is never edited:
    who changes their mind moves it back."""

    day = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    from_post = models.CharField(max_length=40)
    from_payer = models.CharField(max_length=7, choices=PayerKind.choices)
    to_post = models.CharField(max_length=40)
    to_payer = models.CharField(max_length=7, choices=PayerKind.choices)
    reason = models.TextField()
    warnings = models.CharField(max_length=200, blank=True, help_text="codes that were seen when it was made")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta(ContractPart.Meta):
        ordering: ClassVar = ["day", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="reallocation_moves_something"),
            models.CheckConstraint(
                condition=~Q(from_post=F("to_post"), from_payer=F("to_payer")), name="reallocation_goes_elsewhere"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.from_post} > {self.to_post}"


class IndexEvent(ContractPart):
    """Loonindex: from a day on wages cost so many percent more, and where that was said."""

    day = models.DateField()
    percent = models.DecimalField(max_digits=5, decimal_places=2)
    source = models.CharField(max_length=300)

    class Meta(ContractPart.Meta):
        ordering: ClassVar = ["day", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "day"], name="index_once_a_day"),
            models.CheckConstraint(condition=Q(percent__gt=0, percent__lte=50), name="index_raises"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.percent} %"

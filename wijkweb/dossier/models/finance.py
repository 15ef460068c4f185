"""The money: who pays what, for which post, in which year."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from wijkweb.dossier.models.dossiers import Part


class Payer(Part):
    """Financier: the municipality itself, the funder, another public or a private partner."""

    class Kind(models.TextChoices):
        OWN = "own"
        FUNDER = "funder"
        PUBLIC = "public"
        PRIVATE = "private"

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=Kind.choices)

    class Meta(Part.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["dossier", "name"], name="payer_once")]

    def __str__(self) -> str:
        return self.name


class MoneyLine(models.Model):
    """Bedrag: what a payer brings for a post in a year; without a year, for the whole period."""

    payer = models.ForeignKey(Payer, on_delete=models.CASCADE, related_name="lines")
    post = models.CharField(max_length=60, help_text="of the call; empty: under none of its posts")
    label = models.CharField(max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(default=0, help_text="0: for the whole period")
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["payer", "post", "label", "year"], name="money_line_once"),
        ]
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.post} {self.amount}"


class StaffLine(Part):
    """Personeelslijn: a function with its VTE, period, yearly cost and indexation; somebody pays it."""

    payer = models.ForeignKey(Payer, on_delete=models.CASCADE, related_name="staff")
    function = models.CharField(max_length=200)
    employer = models.CharField(max_length=200, blank=True)
    vte = models.DecimalField(max_digits=6, decimal_places=2)
    start = models.DateField()
    end = models.DateField()
    yearly = models.DecimalField(max_digits=14, decimal_places=2, help_text="of the whole line, in its first full year")
    indexation = models.DecimalField(max_digits=5, decimal_places=2, default=0, help_text="percent a year")

    class Meta(Part.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(end__gte=models.F("start")), name="staff_line_ends_later"),
        ]

    def __str__(self) -> str:
        return self.function

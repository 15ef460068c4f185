"""What the team has and lacks: vacancies, conditions of recruitment, coaching, training and intervision."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from wijkweb.contract.models.contracts import ContractPart, TeamFunction


class Vacancy(ContractPart):
    """Vacature: a function, or part of its VTE, that nobody fills from a day on, with the reason."""

    function = models.ForeignKey(TeamFunction, on_delete=models.PROTECT, related_name="vacancies")
    vte = models.DecimalField(max_digits=5, decimal_places=2, help_text="how much of it nobody fills")
    start = models.DateField()
    end = models.DateField(null=True)
    reason = models.TextField()
    measure = models.TextField(blank=True, help_text="what is done to fill it")

    class Meta(ContractPart.Meta):
        ordering: ClassVar = ["start", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(end=None) | Q(end__gte=F("start")), name="vacancy_ends_after_start"),
            models.CheckConstraint(condition=Q(vte__gt=0), name="vacancy_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.start}"


class Condition(ContractPart):
    """Wervingsvoorwaarde: what the application promised about who is recruited, and whether that is met."""

    class Met(models.TextChoices):
        UNKNOWN = "unknown"
        MET = "met"
        PARTLY = "partly"
        NOT_MET = "not_met"

    function = models.ForeignKey(TeamFunction, on_delete=models.PROTECT, null=True, related_name="conditions")
    text = models.CharField(max_length=300)
    source = models.TextField(blank=True, help_text="the sentence of the application that promises it")
    met = models.CharField(max_length=7, choices=Met.choices, default=Met.UNKNOWN)
    how = models.TextField(blank=True)
    since = models.DateField(null=True)

    def __str__(self) -> str:
        return self.text


class Support(models.TextChoices):
    """Ondersteuning van het team: coaching, vorming, intervisie."""

    COACHING = "coaching"
    TRAINING = "training"
    INTERVISION = "intervision"


class SupportPromise(ContractPart):
    """Beloofde ondersteuning: how many sessions of a kind the application promises for a year."""

    kind = models.CharField(max_length=11, choices=Support.choices)
    per_year = models.PositiveSmallIntegerField()
    source = models.TextField(blank=True, help_text="the sentence of the application that promises it")

    class Meta(ContractPart.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "kind"], name="support_promised_once"),
        ]

    def __str__(self) -> str:
        return self.kind


class Session(ContractPart):
    """Sessie van het team: coaching, training or intervision; planned, held, or cancelled with a reason."""

    class State(models.TextChoices):
        PLANNED = "planned"
        HELD = "held"
        CANCELLED = "cancelled"

    kind = models.CharField(max_length=11, choices=Support.choices)
    title = models.CharField(max_length=200)
    day = models.DateField()
    hours = models.DecimalField(max_digits=4, decimal_places=2)
    given_by = models.CharField(max_length=200, blank=True, help_text="an organisation")
    state = models.CharField(max_length=9, choices=State.choices, default=State.PLANNED)
    reason = models.CharField(max_length=300, blank=True, help_text="why it was cancelled")
    learned = models.CharField(max_length=500, blank=True)

    class Meta(ContractPart.Meta):
        ordering: ClassVar = ["-day", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(hours__gt=0), name="session_takes_time"),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(reason=""), name="session_cancelled_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title

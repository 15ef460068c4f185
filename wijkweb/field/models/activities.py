"""Activities, planned and held."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from wijkweb.commons.models import Person
from wijkweb.contract.models import Code, Contract, ContractPart
from wijkweb.field.models.places import Place
from wijkweb.shapes import contact as shape


class Activity(ContractPart):
    """Activiteit: training (vorming), daytime activity (dagbesteding), volunteering with return, or other."""

    class Kind(models.TextChoices):
        TRAINING = "training"
        DAYTIME = "daytime"
        VOLUNTEERING = "volunteering"
        OTHER = "other"

    class Status(models.TextChoices):
        PLANNED = "planned"
        HELD = "held"
        CANCELLED = "cancelled"

    class Return(models.TextChoices):
        CHORES = "chores"
        SPORTS = "sports"
        ICT = "ict"
        CARE = "care"
        OTHER = "other"

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    track = models.ForeignKey(Code, on_delete=models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="activities")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    partners = models.CharField(max_length=300, blank=True, help_text="organisations, never people")
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.PLANNED)
    why_cancelled = models.CharField(max_length=200, blank=True)
    head_band = models.CharField(max_length=4, blank=True, choices=[(w, w) for w in shape.HEADS])
    returns = models.CharField(max_length=6, blank=True, choices=Return.choices)

    class Meta(ContractPart.Meta):
        ordering: ClassVar = ["starts_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["contract", "starts_at"], name="activity_of_contract")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="activity_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """Opkomst: what one worker said from the phone about an activity that was held; the newest stands."""

    client_id = models.UUIDField(unique=True)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="attendances")
    maker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    date = models.DateField()
    head_band = models.CharField(max_length=4, choices=[(w, w) for w in shape.HEADS])

    def __str__(self) -> str:
        return str(self.client_id)


class FeedToken(models.Model):
    """Agendalink: the secret address at which one person's agenda follows a contract. Only its hash is kept."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="feeds")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="feeds")
    token_hash = models.CharField(max_length=64, unique=True)
    made_on = models.DateField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["contract", "person"], name="feed_once")]

    def __str__(self) -> str:
        return str(self.made_on)

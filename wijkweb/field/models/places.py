"""Places where the team is, and what becomes of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from wijkweb.commons.models import Person
from wijkweb.contract.models import ContractPart


class Place(ContractPart):
    """Plek: a rest and activation point (rust- en activeringspunt) or a hang-out place (pleisterplek).

    One that a phone proposed has a name and no coordinates, until the coordinator puts it on the map. One that
    turned out to be another place keeps its row, so that phones that still name it are understood.
    """

    class Kind(models.TextChoices):
        POINT = "point"
        HANGOUT = "hangout"

    class Phase(models.TextChoices):
        REST = "rest"
        SHARED = "shared"
        CO_OWNED = "co_owned"
        LASTING = "lasting"

    client_id = models.UUIDField(unique=True, null=True, help_text="the id under which a phone proposed it")
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=7, choices=Kind.choices, default=Kind.HANGOUT)
    phase = models.CharField(max_length=8, choices=Phase.choices, default=Phase.REST)
    functions = models.CharField(max_length=300, blank=True, help_text="what the place is used for")
    rhythm = models.PositiveSmallIntegerField(default=0, help_text="visits a month that are meant; 0: none set")
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    proposed = models.BooleanField(default=False)
    into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="merged",
        help_text="the place that it turned out to be",
    )
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta(ContractPart.Meta):
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__isnull=False, longitude__isnull=False),
                name="place_has_both_coordinates",
            ),
            models.CheckConstraint(condition=Q(into=None) | Q(proposed=True), name="place_merged_was_proposed"),
        ]

    def __str__(self) -> str:
        return self.name


class PlacePhase(models.Model):
    """Fase van een plek: from which day a place was in a phase, and why; appended, never edited."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="phases")
    phase = models.CharField(max_length=8, choices=Place.Phase.choices)
    since = models.DateField()
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["since", "pk"]

    def __str__(self) -> str:
        return self.phase


class CoOwner(models.Model):
    """Mede-eigenaar: an organisation that carries a place too; never a person."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="co_owners")
    name = models.CharField(max_length=200)
    since = models.DateField()

    class Meta:
        ordering: ClassVar = ["since", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["place", "name"], name="co_owner_once")]

    def __str__(self) -> str:
        return self.name

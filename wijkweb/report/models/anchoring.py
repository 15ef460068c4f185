"""Anchoring: steps from year 1 on, places and networks that go into other hands, methods that are written down."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from wijkweb.commons.models import Person, StoredFile
from wijkweb.contract.models import ContractPart
from wijkweb.field.models import Place


class AnchorStep(ContractPart):
    """Verankeringsstap: what is done in which year of the contract so that something stays; `owner` is a role."""

    class State(models.TextChoices):
        TO_DO = "to_do"
        STARTED = "started"
        DONE = "done"
        DROPPED = "dropped"

    year = models.PositiveSmallIntegerField(help_text="year of the contract, from 1")
    title = models.CharField(max_length=200)
    stays = models.CharField(max_length=500, help_text="what stays when the contract is over")
    owner = models.CharField(max_length=200)
    due = models.DateField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.TO_DO)
    since = models.DateField(null=True, help_text="in this state since")

    class Meta(ContractPart.Meta):
        ordering: ClassVar = ["year", "due", "pk"]
        constraints: ClassVar = [models.CheckConstraint(condition=Q(year__gte=1), name="anchor_step_from_year_one")]

    def __str__(self) -> str:
        return self.title


class AnchorMove(models.Model):
    """Stand van een verankeringsstap: from which day, why, with which proof; appended, never edited."""

    step = models.ForeignKey(AnchorStep, on_delete=models.CASCADE, related_name="moves")
    state = models.CharField(max_length=7, choices=AnchorStep.State.choices)
    since = models.DateField()
    reason = models.CharField(max_length=300, blank=True)
    proof = models.CharField(max_length=300, blank=True, help_text="a line or a link that shows it")
    paper = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["since", "pk"]

    def __str__(self) -> str:
        return self.state


class HandOver(ContractPart):
    """Overdracht: a place, or a network, that another organisation carries from a day on, by an agreement."""

    class State(models.TextChoices):
        PLANNED = "planned"
        AGREED = "agreed"
        DONE = "done"
        DROPPED = "dropped"

    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="hand_overs")
    network = models.CharField(max_length=200, blank=True, help_text="a partnership or a group's contact; no names")
    to = models.CharField(max_length=200, help_text="the organisation that takes over")
    start = models.DateField(help_text="from when")
    state = models.CharField(max_length=7, choices=State.choices, default=State.PLANNED)
    since = models.DateField(null=True, help_text="in this state since")

    class Meta(ContractPart.Meta):
        ordering: ClassVar = ["start", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(place__isnull=False, network="") | (Q(place=None) & ~Q(network="")),
                name="hand_over_of_a_place_or_a_network",
            ),
        ]

    def __str__(self) -> str:
        return self.place.name if self.place else self.network


class HandOverMove(models.Model):
    """Stand van een overdracht: from which day, why, with which agreement; appended, never edited."""

    hand_over = models.ForeignKey(HandOver, on_delete=models.CASCADE, related_name="moves")
    state = models.CharField(max_length=7, choices=HandOver.State.choices)
    since = models.DateField()
    reason = models.CharField(max_length=300, blank=True)
    proof = models.CharField(max_length=300, blank=True, help_text="the agreement: a line or a link")
    paper = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["since", "pk"]

    def __str__(self) -> str:
        return self.state


class Method(ContractPart):
    """Methode: a way of working that was written down, so that others can take it over."""

    title = models.CharField(max_length=200)
    about = models.TextField(blank=True, help_text="what it is for, and what others need to know")
    link = models.URLField(max_length=500, blank=True)
    paper = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    written_on = models.DateField()
    shared_with = models.CharField(max_length=300, blank=True, help_text="neighbourhoods, cities, sectors")

    class Meta(ContractPart.Meta):
        ordering: ClassVar = ["written_on", "pk"]

    def __str__(self) -> str:
        return self.title

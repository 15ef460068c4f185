"""From many ideas to one choice."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from wijkweb.commons.models import Person
from wijkweb.dossier.models.dossiers import Part


class Idea(Part):
    """Idee: what a service proposes; on the long list, the short list, chosen or set aside."""

    class Step(models.TextChoices):
        LONG_LIST = "long_list"
        SHORT_LIST = "short_list"
        CHOSEN = "chosen"
        SET_ASIDE = "set_aside"

    title = models.CharField(max_length=200)
    service = models.CharField(max_length=200, help_text="the service (dienst) that brings it")
    text = models.TextField(blank=True)
    step = models.CharField(max_length=10, choices=Step.choices, default=Step.LONG_LIST)

    class Meta(Part.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dossier"], condition=models.Q(step="chosen"), name="one_idea_is_chosen"),
        ]

    def __str__(self) -> str:
        return self.title


class IdeaScore(models.Model):
    """Ideescore: how far an idea touches an aspect of the call, 0 to 3."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="scores")
    aspect = models.CharField(max_length=60)
    score = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["idea", "aspect"], name="idea_score_once"),
            models.CheckConstraint(condition=models.Q(score__lte=3), name="idea_score_to_three"),
        ]

    def __str__(self) -> str:
        return f"{self.aspect} {self.score}"


class IdeaStep(models.Model):
    """Ideestap: what was decided about an idea, when, by whom and why; appended, never changed."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=10, choices=Idea.Step.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    said_by = models.CharField(max_length=200, blank=True, help_text="who decided, where a file says it was another")
    reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.step

"""The network and what is promised: partners, risks, indicators, rule requests, annexes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from wijkweb.commons.models import StoredFile
from wijkweb.dossier.models.dossiers import Part


class Partner(Part):
    """Partner: an organisation in the network, with what it brings and how firm that is."""

    class Engagement(models.TextChoices):
        EXISTING = "existing"
        INTENDED = "intended"
        AGREED = "agreed"

    name = models.CharField(max_length=200)
    level = models.CharField(max_length=100, blank=True)
    role = models.TextField(blank=True)
    expertise = models.TextField(blank=True)
    money = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    engagement = models.CharField(max_length=8, choices=Engagement.choices, default=Engagement.INTENDED)

    class Meta(Part.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["dossier", "name"], name="partner_once")]

    def __str__(self) -> str:
        return self.name


class Risk(Part):
    """Risico: what may go wrong, how likely, how bad, which role owns it, what is done about it."""

    class Degree(models.TextChoices):
        LOW = "low"
        MEDIUM = "medium"
        HIGH = "high"

    title = models.CharField(max_length=300)
    chance = models.CharField(max_length=6, choices=Degree.choices)
    effect = models.CharField(max_length=6, choices=Degree.choices)
    owner = models.CharField(max_length=200, blank=True, help_text="a role, not a name")
    measure = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.title


class Promise(Part):
    """Beloofde indicator: what is counted, per what, over which denominator, the target, the source sentence."""

    class Target(models.TextChoices):
        AT_LEAST = "at_least"
        AT_MOST = "at_most"
        BETWEEN = "between"
        MILESTONE = "milestone"

    title = models.CharField(max_length=200)
    track = models.CharField(max_length=100, blank=True)
    measure = models.CharField(max_length=100)
    period = models.CharField(max_length=30)
    denominator = models.CharField(max_length=100)
    kind = models.CharField(max_length=9, choices=Target.choices)
    target = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    upper = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    unit = models.CharField(max_length=40, blank=True)
    source = models.TextField(help_text="the sentence of the application that promises it")

    class Meta(Part.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind="milestone") | models.Q(target__isnull=False), name="promise_has_a_target"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class RuleRequest(Part):
    """Regelluwteverzoek: a rule that a government is asked to loosen."""

    class Status(models.TextChoices):
        TO_ASK = "to_ask"
        ASKED = "asked"
        GRANTED = "granted"
        REFUSED = "refused"

    rule = models.CharField(max_length=300)
    government = models.CharField(max_length=200)
    status = models.CharField(max_length=7, choices=Status.choices, default=Status.TO_ASK)
    reason = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.rule


class Annex(Part):
    """Bijlage: a file of the case, or a link."""

    title = models.CharField(max_length=200)
    link = models.URLField(max_length=500, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Part.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(link="") ^ models.Q(file=None), name="annex_is_a_link_or_a_file"),
        ]

    def __str__(self) -> str:
        return self.title

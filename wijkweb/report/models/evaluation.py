"""The evaluation: what the jury finds of a report and tells the minister, the city's reply, what was agreed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from wijkweb.commons.ids import public_id
from wijkweb.commons.models import Person
from wijkweb.contract.models import ContractPart, Indicator
from wijkweb.report.models.reports import YearReport


class Evaluation(models.Model):
    """Evaluatieverslag: the jury's report to the minister on a yearly report, and the city's reply.

    Written while `given_at` is empty; from then on the findings stand, and the city can reply.
    """

    report = models.OneToOneField(YearReport, on_delete=models.CASCADE, related_name="evaluation")
    token = models.PositiveIntegerField(default=1)
    text = models.TextField(blank=True)
    given_at = models.DateTimeField(null=True)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True)
    replied_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return str(self.report_id)


class Judgement(models.Model):
    """Bevinding: what the jury finds of one promise, with its reason in words."""

    class Verdict(models.TextChoices):
        KEPT = "kept"
        PARTLY = "partly"
        NOT_KEPT = "not_kept"
        TOO_EARLY = "too_early"

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="judgements")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=9, choices=Verdict.choices, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["indicator__position", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["evaluation", "indicator"], name="judgement_once")]

    def __str__(self) -> str:
        return self.verdict


class Agreement(ContractPart):
    """Afspraak: what city and funder agreed after an evaluation, by when, and what came of it."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="agreements")
    text = models.CharField(max_length=500)
    owner = models.CharField(max_length=200, help_text="a role or an organisation, not a name")
    due = models.DateField()
    done_on = models.DateField(null=True)
    outcome = models.CharField(max_length=500, blank=True)

    class Meta(ContractPart.Meta):
        ordering: ClassVar = ["due", "pk"]

    def __str__(self) -> str:
        return self.text


class Question(models.Model):
    """Vraag: what the funder asks the city about a contract, and the answer."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    contract = models.ForeignKey("contract.Contract", on_delete=models.CASCADE, related_name="questions")
    text = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["asked_at", "pk"]

    def __str__(self) -> str:
        return self.text[:40]

"""The yearly report: its chapters as they are written, what was frozen when it closed, and its way to the funder."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from wijkweb.commons.ids import public_id
from wijkweb.commons.models import Person
from wijkweb.contract.models import ContractPart
from wijkweb.dossier.models.written import Version, Written


class YearReport(ContractPart):
    """Jaarverslag: the progress report of one year of a contract (article 8 of the application form).

    `year` counts the contract's years; the last one is the final report. What was decided and handed in stands
    beside the frozen edition, and is never edited.
    """

    class State(models.TextChoices):
        OPEN = "open"
        CLOSED = "closed"
        APPROVED = "approved"
        SENT = "sent"

    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta(ContractPart.Meta):
        ordering: ClassVar = ["year"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["contract", "year"], name="report_once_a_year")]

    def __str__(self) -> str:
        return str(self.year)


class ReportText(Written):
    """Hoofdstuktekst: what people write in a chapter of a report, in Markdown."""

    report = models.ForeignKey(YearReport, on_delete=models.CASCADE, related_name="texts")
    key = models.CharField(max_length=20, help_text="of the chapter")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "key"], name="report_text_once")]

    def __str__(self) -> str:
        return self.key


class ReportTextVersion(Version):
    """Tekstversie van een hoofdstuk: as it was."""

    text_of = models.ForeignKey(ReportText, on_delete=models.CASCADE, related_name="versions")

    class Meta(Version.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["text_of", "number"], name="report_version_once")]


class ReportPresence(models.Model):
    """Aanwezigheid: who has a chapter open now; a row that is a minute old says nothing any more."""

    text_of = models.ForeignKey(ReportText, on_delete=models.CASCADE, related_name="present")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["text_of", "person"], name="report_present_once")]

    def __str__(self) -> str:
        return str(self.person_id)


class Frozen(models.Model):
    """Vastgelegd verslag: figures, texts, definitions and cut-off as the report closed, in both editions.

    `inside` and `public` are shapes.report.Report in plain data; the hashes are of their canonical JSON. One that
    was opened again before it was approved stays, with its reason.
    """

    report = models.ForeignKey(YearReport, on_delete=models.CASCADE, related_name="frozen")
    number = models.PositiveSmallIntegerField()
    inside = models.JSONField()
    public = models.JSONField()
    sha256 = models.CharField(max_length=64)
    public_sha256 = models.CharField(max_length=64)
    cut_off = models.DateField()
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_again = models.CharField(max_length=300, blank=True, help_text="why it was opened again; empty: it stands")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "number"], name="report_frozen_once")]

    def __str__(self) -> str:
        return self.sha256


class Approval(models.Model):
    """Goedkeuring: the decision of the steering group on the report as it was frozen."""

    report = models.OneToOneField(YearReport, on_delete=models.CASCADE, related_name="approval")
    frozen = models.ForeignKey(Frozen, on_delete=models.PROTECT, related_name="+")
    decided_number = models.CharField(max_length=60)
    decided_on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.decided_number


class Receipt(models.Model):
    """Ontvangstbewijs: that the report was handed to the funder, when, and which bytes; `code` proves it."""

    report = models.OneToOneField(YearReport, on_delete=models.CASCADE, related_name="receipt")
    frozen = models.ForeignKey(Frozen, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12, unique=True, default=public_id)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.code


class Lesson(ContractPart):
    """Les: what the team learned, noted when it did; it stands beside the chapter that it is about."""

    chapter = models.CharField(max_length=20)
    learned_on = models.DateField()
    text = models.TextField(help_text="never about one resident")

    class Meta(ContractPart.Meta):
        ordering: ClassVar = ["learned_on", "pk"]

    def __str__(self) -> str:
        return self.text[:40]


class LaterFigure(ContractPart):
    """Later wijkcijfer: a figure of the diagnosis in a later year, beside the one that was frozen at signature."""

    indicator = models.CharField(max_length=200)
    area = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=18, decimal_places=4)
    source = models.CharField(max_length=300)

    class Meta(ContractPart.Meta):
        ordering: ClassVar = ["indicator", "area", "year"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "indicator", "area", "year"], name="later_figure_once")
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}"

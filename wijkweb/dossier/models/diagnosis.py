"""The diagnosis: areas, figures about them, and the batches in which figures came."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from wijkweb.commons.ids import public_id
from wijkweb.commons.models import Person
from wijkweb.dossier.models.dossiers import Dossier, Part


class ProjectArea(Part):
    """Gebied: one that the project is about, a neighbourhood or a list of sectors, or the one to compare with."""

    class Kind(models.TextChoices):
        PART = "part"
        REFERENCE = "reference"

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=9, choices=Kind.choices, default=Kind.PART)
    system = models.CharField(max_length=20, blank=True)
    version = models.CharField(max_length=60, blank=True, help_text="key of an area version")
    codes = models.JSONField(default=list)

    class Meta(Part.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["dossier", "name"], name="project_area_once")]

    def __str__(self) -> str:
        return self.name


class FigureBatch(models.Model):
    """Invoer: figures that came from one file, together; undone together."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="batches")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    before = models.JSONField(help_text="the figures that it changed, as they were")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.file_name


class AreaFigure(Part):
    """Cijfer: an indicator for an area and a year; `base` says against what an index or share is taken."""

    area = models.ForeignKey(ProjectArea, on_delete=models.CASCADE, related_name="figures")
    indicator = models.CharField(max_length=200)
    value = models.DecimalField(max_digits=18, decimal_places=4)
    printed = models.CharField(max_length=40, blank=True, help_text="as it was typed, with its own decimals")
    numerator = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    denominator = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    unit = models.CharField(max_length=40, blank=True)
    year = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=300, blank=True)
    version = models.CharField(max_length=60, blank=True, help_text="key of the area version that it counts in")
    base = models.CharField(max_length=200, blank=True)
    aspect = models.CharField(max_length=60, blank=True, help_text="of the call")
    batch = models.ForeignKey(FigureBatch, on_delete=models.SET_NULL, null=True, related_name="figures")

    class Meta(Part.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["area", "indicator", "year", "base"], name="figure_once"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}"

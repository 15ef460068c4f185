"""Areas: municipalities, neighbourhoods and statistical sectors, in versions and with their other codes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class AreaVersion(models.Model):
    """Gebiedsversie: one set of boundaries from one source. A figure names the version that it counts in."""

    key = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    licence = models.CharField(max_length=300)
    attribution = models.CharField(max_length=300, blank=True)
    taken_on = models.DateField()

    def __str__(self) -> str:
        return self.title


class Area(models.Model):
    """Gebied: a municipality (gemeente), neighbourhood (wijk) or statistical sector (statistische sector)."""

    class Level(models.TextChoices):
        MUNICIPALITY = "municipality"
        NEIGHBOURHOOD = "neighbourhood"
        SECTOR = "sector"

    version = models.ForeignKey(AreaVersion, on_delete=models.CASCADE, related_name="areas")
    level = models.CharField(max_length=13, choices=Level.choices)
    system = models.CharField(max_length=20, help_text="the code system of `code`")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    nis = models.CharField(max_length=5, help_text="the municipality that it is or lies in")
    parent = models.CharField(max_length=20, blank=True, help_text="code of the neighbourhood of a sector")
    square_metres = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    geometry = models.TextField(blank=True, help_text="GeoJSON geometry in WGS84")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "system", "code"], name="area_once_in_version"),
        ]
        indexes: ClassVar = [models.Index(fields=["nis", "level"], name="area_of_municipality")]

    def __str__(self) -> str:
        return self.name


class AreaAlias(models.Model):
    """Gebiedsalias: the code of the same area in another system."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="aliases")
    system = models.CharField(max_length=20)
    code = models.CharField(max_length=20)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["area", "system"], name="area_alias_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["system", "code"], name="area_alias_code")]

    def __str__(self) -> str:
        return f"{self.system} {self.code}"

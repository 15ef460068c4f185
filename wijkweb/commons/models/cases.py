"""The case: one row per life of a contract, from the first idea to the final report."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from wijkweb.commons.ids import public_id
from wijkweb.commons.models.people import Organisation, Person


class Case(models.Model):
    """Zaak: roles, files, journal lines, the tenant filter and the thread hang on it."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="cases")
    title = models.CharField(max_length=200)
    opened_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class StoredFile(models.Model):
    """Bestand: a file of a case. The bytes lie in the file store under their SHA-256."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="files")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.name


class Interest(models.Model):
    """Belangenverklaring: a juror is too near to a contract, and sees nothing of it while this stands."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="interests")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="interests")
    reason = models.CharField(max_length=300)
    declared_on = models.DateField()
    withdrawn_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "case"], name="interest_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.case_id}"

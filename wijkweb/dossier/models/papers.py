"""Papers that were uploaded and checked."""

from __future__ import annotations

from django.db import models

from wijkweb.call.models import CallVersion
from wijkweb.commons.ids import public_id
from wijkweb.commons.models import Organisation, Person, StoredFile


class Paper(models.Model):
    """Stuk: an uploaded file, read and checked. It is its uploader's own until it is kept in a dossier."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    uploaded_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="papers")
    uploaded_at = models.DateTimeField()
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    call_version = models.ForeignKey(CallVersion, on_delete=models.PROTECT, related_name="papers")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="paper")
    title = models.CharField(max_length=200)
    breaches = models.PositiveIntegerField()
    warnings = models.PositiveIntegerField()
    notes = models.PositiveIntegerField()
    subsidy = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    total = models.DecimalField(max_digits=14, decimal_places=2, null=True)

    def __str__(self) -> str:
        return self.title


class PaperText(models.Model):
    """Stuktekst: the blocks of a paper as shapes.document; apart, so that a list does not load it."""

    paper = models.OneToOneField(Paper, on_delete=models.CASCADE, primary_key=True, related_name="text")
    document = models.JSONField()

    def __str__(self) -> str:
        return str(self.paper_id)

"""Calls as the database keeps them: once loaded, the row is the truth and the file its import form."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from wijkweb.commons.models import Organisation


class CallVersion(models.Model):
    """Oproepversie: one version of a call. A dossier keeps the version that it was started under."""

    call_id = models.CharField(max_length=60, help_text="the id of the call, the same for all its versions")
    version = models.PositiveIntegerField()
    funder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="calls")
    title = models.CharField(max_length=200)
    launch = models.DateField()
    deadline = models.DateTimeField(help_text="the last moment, from the newest entry of its history")
    fictional = models.BooleanField(default=False)
    content = models.JSONField(help_text="the whole call, as shapes.call")
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["call_id", "version"], name="call_version_once")]
        ordering: ClassVar = ["-launch", "call_id", "-version"]

    def __str__(self) -> str:
        return f"{self.call_id} v{self.version}"

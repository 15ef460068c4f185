"""Phones that may write, and what they sent that somebody has to look at."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from wijkweb.commons.models import Person
from wijkweb.contract.models import Contract, ContractPart


class Device(ContractPart):
    """Toestel: a phone of a worker. Only hashes of its one-time code and of its token are kept; it reads nothing
    but its own places, lists and totals. Its last sign of life is a date."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="devices")
    label = models.CharField(max_length=60)
    code_hash = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField(null=True)
    token_hash = models.CharField(max_length=64, blank=True)
    made_on = models.DateField()
    revoked_on = models.DateField(null=True)
    seen_on = models.DateField(null=True)
    pending = models.PositiveIntegerField(default=0, help_text="rows that it still had to send, by its own count")

    class Meta(ContractPart.Meta):
        indexes: ClassVar = [models.Index(fields=["code_hash"], name="device_by_code")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="device_token_once"),
        ]

    def __str__(self) -> str:
        return self.label


class HeldItem(models.Model):
    """Aangehouden item: what a phone sent and a person has to look at; gone after 30 days.

    other_content: the id is there with another content, or it says that an activity was held which the desk
    cancelled. unknown_code: the contact stores `unknown` until
    somebody says what it was. revoked: sent by a phone that was revoked. `payload` is the opened item, as JSON.
    """

    class Reason(models.TextChoices):
        OTHER_CONTENT = "other_content"
        UNKNOWN_CODE = "unknown_code"
        REVOKED = "revoked"

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="held_items")
    client_id = models.UUIDField()
    maker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=13, choices=Reason.choices)
    payload = models.TextField()
    arrived_on = models.DateField()
    settled_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client_id", "payload"], name="held_item_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["contract", "settled_on"], name="held_of_contract")]

    def __str__(self) -> str:
        return str(self.client_id)

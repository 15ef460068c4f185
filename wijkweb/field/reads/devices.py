"""Phones of a team: when each last gave a sign of life, and what it still had to send (R14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404
from django.utils import timezone

from wijkweb.contract.models import Contract
from wijkweb.field.models import Device, HeldItem

SILENT_DAYS = 3


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone; `state`: asked (its code is good), over (its code is not), in, revoked."""

    id: str
    label: str
    person: str
    state: str
    until: datetime | None
    seen_on: date | None
    silent: int
    pending: int
    revoked_on: date | None

    @property
    def quiet(self) -> bool:
        """Whether somebody should ask after it."""
        return self.state == "in" and self.silent >= SILENT_DAYS


@dataclass(frozen=True, slots=True)
class Phones:
    """The phones of a team, and how many items wait for a person."""

    phones: tuple[Phone, ...]
    revoked: tuple[Phone, ...]
    held: int


def phones_of(contract: Contract, now: datetime) -> Phones:
    """The phones of a team, those that are silent longest first; two queries."""
    rows = Device.objects.filter(contract=contract).select_related("person")
    found = [_phone(row, now) for row in rows]
    found.sort(key=lambda phone: (-phone.silent, phone.person.casefold(), phone.label))
    held = HeldItem.objects.filter(contract=contract, settled_on=None).count()
    return Phones(
        tuple(phone for phone in found if phone.state != "revoked"),
        tuple(phone for phone in found if phone.state == "revoked"),
        held,
    )


def _phone(row: Device, now: datetime) -> Phone:
    open_still = row.code_until is not None and row.code_until > now
    state = "revoked" if row.revoked_on else "in" if row.token_hash else "asked" if open_still else "over"
    silent = max((timezone.localdate(now) - row.seen_on).days, 0) if row.seen_on and state == "in" else 0
    return Phone(
        row.public_id, row.label, row.person.name, state, row.code_until, row.seen_on, silent, row.pending,
        row.revoked_on,
    )  # fmt: skip


def device_of(contract: Contract, public_id: str) -> Device:
    """A phone of this team; raises Http404."""
    found = Device.objects.select_related("person", "contract__case").filter(contract=contract, public_id=public_id)
    device = found.first()
    if device is None:
        raise Http404
    return device

"""Phones get in by a one-time code, and out by one tap of the coordinator."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from wijkweb.commons import journal
from wijkweb.commons.models import Person
from wijkweb.contract.models import Contract
from wijkweb.field.models import Device

CODE_HOURS = 24
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # read aloud or typed without a mistake
_LENGTH = 8


class CodeOver(ValueError):
    """The code was used, has expired, or never was one."""


def hash_of(secret: str) -> str:
    """What is kept of a code or a token."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def invite_device(*, contract: Contract, person: Person, label: str, by: Person, now: datetime) -> tuple[Device, str]:
    """Makes a place for a phone of a worker, and its one-time code, which is told once and never kept."""
    code = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    device = Device.objects.create(
        contract=contract, person=person, label=label.strip()[:60], made_on=now.date(),
        code_hash=hash_of(code), code_until=now + timedelta(hours=CODE_HOURS),
    )  # fmt: skip
    journal.write("device.invite", by=by, now=now, case=contract.case, person=person.public_id)
    return device, code


@transaction.atomic
def enter_device(*, code: str, now: datetime) -> tuple[Device, str]:
    """Lets the phone in that shows the code, once; returns its token, which only the phone keeps."""
    plain = "".join(letter for letter in code.upper() if letter in _LETTERS)
    found = Device.objects.select_for_update(of=("self",)).select_related("contract__case").filter(
        code_hash=hash_of(plain), code_until__gt=now, token_hash="", revoked_on=None
    )  # fmt: skip
    device = found.first() if len(plain) == _LENGTH else None
    if device is None:
        raise CodeOver
    token = secrets.token_urlsafe(32)
    device.code_hash, device.code_until, device.token_hash, device.seen_on = "", None, hash_of(token), now.date()
    device.save(update_fields=["code_hash", "code_until", "token_hash", "seen_on"])
    journal.write("device.enter", by=None, now=now, case=device.contract.case)
    return device, token


@transaction.atomic
def revoke_device(*, device: Device, by: Person, now: datetime) -> None:
    """What this phone still sends goes to quarantine, and it empties itself (R17)."""
    Device.objects.filter(pk=device.pk, revoked_on=None).update(revoked_on=now.date(), code_hash="", code_until=None)
    journal.write("device.revoke", by=by, now=now, case=device.contract.case, person=device.person.public_id)


def seen(*, device: Device, pending: int, now: datetime) -> None:
    """The last sign of life of a phone: a day, and how much it still had to send (R14)."""
    Device.objects.filter(pk=device.pk).update(seen_on=now.date(), pending=pending)

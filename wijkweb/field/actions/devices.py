"""Phones get in by a one-time code, and out by one tap of the coordinator."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from wijkweb.commons import journal
from wijkweb.commons.models import Person
from wijkweb.contract.actions.parts import hold
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


def mark_of(contract: Contract, person: Person) -> str:
    """A worker of a contract without a name: a phone keeps it beside what was saved, and sends that for nobody else."""
    return hash_of(f"{contract.case.public_id} {person.public_id}")[:16]


@transaction.atomic
def invite_device(
    *, contract: Contract, person: Person, label: str, by: Person, now: datetime, public_id: str = ""
) -> tuple[Device, str]:
    """Makes a place for a phone of a worker, and its one-time code, which is told once and never kept.

    `public_id` is the id that the empty form carried: sent twice it makes one place, and the newest code is good.
    """
    hold(contract)
    known = Device.objects.filter(contract=contract, public_id=public_id).first() if public_id else None
    if known:
        return known, renew_code(device=known, by=by, now=now)
    device = Device(contract=contract, person=person, label=label.strip()[:60], made_on=timezone.localdate(now))
    if public_id and not Device.objects.filter(public_id=public_id).exists():
        device.public_id = public_id
    code = _with_code(device, now)
    journal.write("device.invite", by=by, now=now, case=contract.case, person=person.public_id)
    return device, code


@transaction.atomic
def renew_code(*, device: Device, by: Person, now: datetime) -> str:
    """Another one-time code for a phone that is not in yet; raises CodeOver when it is in, or was revoked."""
    held = Device.objects.select_for_update(of=("self",)).select_related("contract__case", "person").get(pk=device.pk)
    if held.token_hash or held.revoked_on:
        raise CodeOver
    code = _with_code(held, now)
    journal.write("device.invite", by=by, now=now, case=held.contract.case, person=held.person.public_id)
    return code


def _with_code(device: Device, now: datetime) -> str:
    code = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    device.code_hash, device.code_until = hash_of(code), now + timedelta(hours=CODE_HOURS)
    device.save()
    return code


@transaction.atomic
def enter_device(*, code: str, now: datetime) -> tuple[Device, str]:
    """Lets the phone in that shows the code, once; returns its token, which only the phone keeps."""
    plain = "".join(letter for letter in code.upper() if letter in _LETTERS)
    found = Device.objects.select_for_update(of=("self",)).select_related("contract__case", "person").filter(
        code_hash=hash_of(plain), code_until__gt=now, token_hash="", revoked_on=None
    )  # fmt: skip
    device = found.first() if len(plain) == _LENGTH else None
    if device is None:
        raise CodeOver
    token = secrets.token_urlsafe(32)
    device.code_hash, device.code_until, device.token_hash, device.seen_on = (
        "",
        None,
        hash_of(token),
        timezone.localdate(now),
    )
    device.save(update_fields=["code_hash", "code_until", "token_hash", "seen_on"])
    journal.write("device.enter", by=None, now=now, case=device.contract.case)
    return device, token


@transaction.atomic
def revoke_device(*, device: Device, by: Person, now: datetime) -> None:
    """What this phone still sends goes to quarantine, and it empties itself (R17)."""
    active = Device.objects.filter(pk=device.pk, revoked_on=None)
    if active.update(revoked_on=timezone.localdate(now), code_hash="", code_until=None):
        journal.write("device.revoke", by=by, now=now, case=device.contract.case, person=device.person.public_id)


def seen(*, device: Device, pending: int, now: datetime) -> None:
    """The last sign of life of a phone: a day, and how much it still had to send (R14)."""
    Device.objects.filter(pk=device.pk).update(seen_on=timezone.localdate(now), pending=pending)

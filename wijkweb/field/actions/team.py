"""Somebody leaves the team: out of it, and every phone of theirs with them; what they registered stays (R17)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from wijkweb.commons.models import Person
from wijkweb.contract.actions.team import end_member
from wijkweb.contract.models import Contract
from wijkweb.field.actions.devices import revoke_device
from wijkweb.field.models import Device


@transaction.atomic
def leave(*, contract: Contract, person: Person, last_day: date, by: Person, now: datetime) -> None:
    """The role and the phones go now; what a phone still sends goes to quarantine. Twice changes nothing."""
    end_member(contract=contract, person=person, last_day=last_day, by=by, now=now)
    active = Device.objects.filter(contract=contract, person=person, revoked_on=None)
    for device in active.select_related("contract__case", "person"):
        revoke_device(device=device, by=by, now=now)

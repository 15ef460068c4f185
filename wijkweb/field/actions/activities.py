"""Activities are planned, one or a row of weeks; each person may have a secret address that their agenda follows."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from wijkweb.commons import journal
from wijkweb.commons.models import Person
from wijkweb.contract.actions.parts import ChangedMeanwhile, differing, hold
from wijkweb.contract.models import Contract
from wijkweb.field.actions.devices import hash_of
from wijkweb.field.models import Activity, FeedToken

MOST_WEEKS = 52
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


@transaction.atomic
def add_activities(
    *, contract: Contract, public_id: str, values: Mapping[str, Any], weeks: int, by: Person, now: datetime
) -> Activity:
    """Plans an activity, in `weeks` weeks in a row at the same hour of the clock, summer and winter.

    The ids follow from that of the form, so that a form that is sent twice makes one row of them. Returns the
    first. Raises ChangedMeanwhile when it is there and says something else.
    """
    hold(contract)
    known = Activity.objects.filter(contract=contract, public_id=public_id).first()
    if known:
        if differing(known, values):
            raise ChangedMeanwhile(known)
        return known
    made = [
        Activity(contract=contract, public_id=id_in_row(public_id, number), **_week(values, number))
        for number in range(max(1, min(weeks, MOST_WEEKS)))
    ]
    Activity.objects.bulk_create(made)
    journal.write("activity.add", by=by, now=now, case=contract.case, id=made[0].public_id, number=len(made))
    return made[0]


def id_in_row(first: str, number: int) -> str:
    """The id of an activity of a row: always the same for the same first one."""
    if number == 0:
        return first
    digest = hashlib.sha256(f"{first} {number}".encode()).digest()
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[: len(first)])


def _week(values: Mapping[str, Any], number: int) -> dict[str, Any]:
    later = timedelta(weeks=number)
    zone = timezone.get_default_timezone()
    begins = values["starts_at"].astimezone(zone)
    lasts = values["ends_at"] - values["starts_at"]
    then = (begins.replace(tzinfo=None) + later).replace(tzinfo=zone)
    return {**values, "starts_at": then, "ends_at": then.astimezone(UTC) + lasts}


@transaction.atomic
def make_feed(*, contract: Contract, person: Person, now: datetime) -> str:
    """A new secret address for a person's agenda, told once; the one before it stops."""
    secret = secrets.token_urlsafe(32)
    hold(contract)
    FeedToken.objects.update_or_create(
        contract=contract, person=person, defaults={"token_hash": hash_of(secret), "made_on": timezone.localdate(now)}
    )
    journal.write("feed.make", by=person, now=now, case=contract.case)
    return secret


@transaction.atomic
def revoke_feed(*, contract: Contract, person: Person, now: datetime) -> None:
    """The address stops, whoever knows it."""
    gone, _ = FeedToken.objects.filter(contract=contract, person=person).delete()
    if gone:
        journal.write("feed.revoke", by=person, now=now, case=contract.case)

"""What a phone is told: its contract's words and places, activities around today, its own totals. Nothing else."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from wijkweb.contract.models import Code, Contract
from wijkweb.contract.reads.contracts import words_of
from wijkweb.field.models import Activity, Device, Place, Signal
from wijkweb.field.reads.totals import last_visits, own_weeks

AROUND = timedelta(days=7)
TOLD = timedelta(days=30)


def down_for(device: Device, *, today: date) -> dict[str, Any]:
    """The document for a device, but for the instant and the key; seven queries, whatever the contract's age."""
    contract = device.contract
    words = words_of(contract)
    places = list(Place.objects.filter(contract=contract, into=None))
    return {
        "contract": {
            "id": contract.case.public_id,
            "title": contract.case.title,
            "start": contract.start.isoformat(),
            "end": contract.end.isoformat(),
        },
        "language": "en" if device.person.language == "en" else "nl",
        "lists": {
            name: [_code(code) for code in words.of(list)]
            for name, list in (("tracks", Code.List.TRACK), ("groups", Code.List.GROUP), ("themes", Code.List.THEME))
        },
        "places": _places(contract, places),
        "activities": _activities(contract, today),
        "totals": totals_for(device, today=today),
        "names": sorted({place.name for place in places} | {contract.case.title}),
    }


def totals_for(device: Device, *, today: date) -> dict[str, Any]:
    """The worker's own numbers."""
    told = Signal.objects.filter(contract=device.contract, maker=device.person, told_on__gte=today - TOLD)
    return {"weeks": own_weeks(device.contract, device.person, today), "signals": told.count()}


def _code(code: Code) -> dict[str, Any]:
    closed = code.closed_on.isoformat() if code.closed_on else None
    return {"key": code.key, "nl": code.nl, "en": code.en or code.nl, "closed": closed}


def _places(contract: Contract, places: list[Place]) -> list[dict[str, Any]]:
    last = last_visits(contract)
    return [
        {
            "id": place.public_id,
            "name": place.name,
            "kind": place.kind,
            "phase": place.phase,
            "rhythm": place.rhythm,
            "last": last[place.pk].isoformat() if place.pk in last else None,
            "proposed": place.proposed,
            "closed": place.closed_on.isoformat() if place.closed_on else None,
        }
        for place in places
    ]


def _activities(contract: Contract, today: date) -> list[dict[str, Any]]:
    zone = timezone.get_default_timezone()
    first = datetime.combine(today - AROUND, datetime.min.time(), tzinfo=zone)
    after = datetime.combine(today + AROUND + timedelta(days=1), datetime.min.time(), tzinfo=zone)
    rows = Activity.objects.filter(contract=contract, starts_at__gte=first, starts_at__lt=after).select_related("place")
    return [
        {
            "id": row.public_id,
            "title": row.title,
            "kind": row.kind,
            "date": timezone.localdate(row.starts_at).isoformat(),
            "start": f"{timezone.localtime(row.starts_at):%H:%M}",
            "end": f"{timezone.localtime(row.ends_at):%H:%M}",
            "place": row.place.name if row.place else "",
            "status": row.status,
        }
        for row in rows
    ]

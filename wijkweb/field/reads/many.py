"""The facts of many contracts at once, for lists: the same shape as of one, in seven queries for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, cast

from django.db.models import QuerySet
from django.utils import timezone

from wijkweb.contract.models import Closure, Code, Contract
from wijkweb.field.models import Activity, HoursCell, Place, QuietWeek, VisitCell
from wijkweb.shapes import indicators as shape

WEEK = timedelta(days=7)


def facts_of_many(contracts: Sequence[Contract], *, since: date) -> dict[int, shape.Facts]:
    """Facts from a day on, by the key of the contract: enough for windows that begin on that day or later."""
    keys = dict(Code.objects.filter(contract__in=contracts, list__in=("track", "group")).values_list("pk", "key"))
    month = since.replace(day=1)
    hours = _grouped(
        HoursCell.objects.filter(contract__in=contracts, monday__gt=since - WEEK),
        "monday", "month", "track_id", "kind", "group_id", "contact_minutes", "worker_minutes", "contacts",
    )  # fmt: skip
    visits = _grouped(VisitCell.objects.filter(contract__in=contracts, month__gte=month), "place_id", "month", "days")
    places = _grouped(Place.objects.filter(contract__in=contracts), "pk", "name", "opened_on", "closed_on", "rhythm")
    activities = _activities(contracts, since)
    closures = _grouped(
        Closure.objects.filter(contract__in=contracts), "monday", "decided_on", "decided_number", "reason"
    )
    quiet = QuietWeek.objects.filter(contract__in=contracts, monday__gt=since - WEEK).order_by().distinct()
    nothing = _grouped(quiet, "monday")
    return {
        one.pk: shape.Facts(
            one.start,
            one.end,
            tuple(
                shape.HoursCell(monday, at, keys[track], kind, keys[group], own, all_, number)
                for monday, at, track, kind, group, own, all_, number in hours[one.pk]
            ),
            tuple(shape.VisitCell(str(place), at, days) for place, at, days in visits[one.pk]),
            tuple(shape.PlaceSpan(str(pk), *rest) for pk, *rest in places[one.pk]),
            tuple(activities[one.pk]),
            shape.Weeks(
                tuple(shape.ClosedWeek(*row) for row in closures[one.pk]),
                tuple(monday for (monday,) in nothing[one.pk]),
            ),
        )
        for one in contracts
    }


def _grouped(rows: QuerySet[Any], *fields: str) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for contract, *row in rows.values_list("contract_id", *fields):
        found[contract].append(tuple(row))
    return found


def _activities(contracts: Sequence[Contract], since: date) -> dict[int, list[shape.ActivityDay]]:
    zone = timezone.get_default_timezone()
    first = datetime(since.year, since.month, since.day, tzinfo=zone)
    rows = Activity.objects.filter(contract__in=contracts, starts_at__gte=first)
    found: dict[int, list[shape.ActivityDay]] = defaultdict(list)
    for pk, at, kind, status, track in rows.values_list("contract_id", "starts_at", "kind", "status", "track__key"):
        day = timezone.localtime(at, zone).date()
        found[pk].append(shape.ActivityDay(day, kind, cast(shape.Held, status), "", track or ""))
    return found

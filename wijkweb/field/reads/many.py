"""The facts of many contracts at once, for lists: the same shape as of one, in four queries for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, cast

from django.db.models import CharField, DateField, FilteredRelation, Q, QuerySet, Value
from django.utils import timezone

from wijkweb.commons.together import asked
from wijkweb.contract.models import Closure, Contract
from wijkweb.field.models import Activity, HoursCell, Place, QuietWeek
from wijkweb.shapes import indicators as shape

WEEK = timedelta(days=7)


def facts_of_many(contracts: Sequence[Contract], *, since: date) -> dict[int, shape.Facts]:
    """Facts from a day on, by the key of the contract: enough for windows that begin on that day or later."""
    hours = _grouped(
        HoursCell.objects.filter(contract__in=contracts, monday__gt=since - WEEK),
        "monday", "month", "track__key", "kind", "group__key", "contact_minutes", "worker_minutes", "contacts",
    )  # fmt: skip
    places = places_of(contracts, since)
    activities = _activities(contracts, since)
    weeks = weeks_of(contracts, since - WEEK + timedelta(days=1))
    return {
        one.pk: shape.Facts(
            one.start,
            one.end,
            tuple(shape.HoursCell(*row) for row in hours[one.pk]),
            places[one.pk][1],
            places[one.pk][0],
            tuple(activities[one.pk]),
            weeks[one.pk],
        )
        for one in contracts
    }


def _grouped(rows: QuerySet[Any], *fields: str) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for contract, *row in rows.values_list("contract_id", *fields):
        found[contract].append(tuple(row))
    return found


def places_of(
    contracts: Sequence[Contract], since: date = date.min
) -> dict[int, tuple[tuple[shape.PlaceSpan, ...], tuple[shape.VisitCell, ...]]]:
    """The places by name, and the days of each month from `since` on at which the team was there; one query.

    Those of the list alone: a proposal stands in none yet, and one that was merged is the place that it became.
    """
    spans: dict[int, dict[str, shape.PlaceSpan]] = {one.pk: {} for one in contracts}
    visits: dict[int, list[shape.VisitCell]] = {one.pk: [] for one in contracts}
    for contract, key, name, opened, closed, rhythm, month, days in place_rows(tuple(contracts), since):
        spans[contract].setdefault(key, shape.PlaceSpan(key, name, opened, closed, rhythm))
        if month:
            visits[contract].append(shape.VisitCell(key, month, days))
    return {
        pk: (tuple(spans[pk].values()), tuple(sorted(visits[pk], key=lambda cell: (cell.month, cell.place))))
        for pk in spans
    }


@asked
def place_rows(contracts: tuple[Contract, ...], since: date) -> QuerySet[Place, Any]:
    """What `places_of` is made of, for who reads it with other things."""
    cells = FilteredRelation("visit_cells", condition=Q(visit_cells__month__gte=since.replace(day=1)))
    listed = Place.objects.filter(contract__in=contracts, into=None, proposed=False)
    fields = ("contract_id", "public_id", "name", "opened_on", "closed_on", "rhythm", "cells__month", "cells__days")
    return listed.annotate(cells=cells).order_by("name", "pk").values_list(*fields)


def weeks_of(contracts: Sequence[Contract], since: date = date.min) -> dict[int, shape.Weeks]:
    """The weeks that a decision closed, and those of which a worker said that there was nothing; one query."""
    found: dict[int, tuple[list[shape.ClosedWeek], list[date]]] = {one.pk: ([], []) for one in contracts}
    for contract, monday, decided_on, number, reason in week_rows(tuple(contracts), since):
        weeks, nothing = found[contract]
        if decided_on:
            weeks.append(shape.ClosedWeek(monday, decided_on, number, reason))
        else:
            nothing.append(monday)
    return {pk: shape.Weeks(tuple(weeks), tuple(nothing)) for pk, (weeks, nothing) in found.items()}


@asked
def week_rows(contracts: tuple[Contract, ...], since: date) -> QuerySet[Any, Any]:
    """What `weeks_of` is made of, for who reads it with other things."""
    none = Value(None, DateField()), Value("", CharField()), Value("", CharField())
    closed = Closure.objects.filter(contract__in=contracts).order_by()
    quiet = QuietWeek.objects.filter(contract__in=contracts, monday__gte=since).order_by()
    rows = closed.values_list("contract_id", "monday", "decided_on", "decided_number", "reason")
    return rows.union(quiet.values_list("contract_id", "monday", *none)).order_by("monday")


def _activities(contracts: Sequence[Contract], since: date) -> dict[int, list[shape.ActivityDay]]:
    zone = timezone.get_default_timezone()
    first = datetime(since.year, since.month, since.day, tzinfo=zone)
    rows = Activity.objects.filter(contract__in=contracts, starts_at__gte=first)
    found: dict[int, list[shape.ActivityDay]] = defaultdict(list)
    for pk, at, kind, status, track in rows.values_list("contract_id", "starts_at", "kind", "status", "track__key"):
        day = timezone.localtime(at, zone).date()
        found[pk].append(shape.ActivityDay(day, kind, cast(shape.Held, status), "", track or ""))
    return found

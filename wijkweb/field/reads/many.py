"""The facts of many contracts at once, for lists: the same shape as of one, in one query for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, cast

from django.db.models import CharField, DateField, FilteredRelation, Q, QuerySet, Value
from django.utils import timezone

from wijkweb.commons.once import reading_once
from wijkweb.commons.together import ask, asked
from wijkweb.contract.models import Closure, Contract
from wijkweb.field.models import Activity, HoursCell, Place, QuietWeek
from wijkweb.shapes import indicators as shape

WEEK = timedelta(days=7)
Keys = tuple[int, ...]  # of contracts


def facts_of_many(contracts: Sequence[Contract], *, since: date) -> dict[int, shape.Facts]:
    """Facts from a day on, by the key of the contract: enough for windows that begin on that day or later."""
    keys, mondays = tuple(one.pk for one in contracts), since - WEEK + timedelta(days=1)
    with reading_once():
        ask(
            _hour_rows.of(keys, mondays),
            place_rows.of(keys, since),
            _activity_rows.of(keys, since),
            week_rows.of(keys, mondays),
        )
        hours = _hours(keys, mondays)
        places = places_of(keys, since)
        activities = _activities(keys, since)
        weeks = weeks_of(keys, mondays)
    return {
        one.pk: shape.Facts(
            one.start,
            one.end,
            tuple(hours[one.pk]),
            places[one.pk][1],
            places[one.pk][0],
            tuple(activities[one.pk]),
            weeks[one.pk],
        )
        for one in contracts
    }


def _hours(contracts: Keys, since: date) -> dict[int, list[shape.HoursCell]]:
    found: dict[int, list[shape.HoursCell]] = defaultdict(list)
    for contract, *row in _hour_rows(contracts, since):
        found[contract].append(shape.HoursCell(*row))
    return found


@asked
def _hour_rows(contracts: Keys, since: date) -> QuerySet[HoursCell, Any]:
    cells = HoursCell.objects.filter(contract__in=contracts, monday__gte=since)
    return cells.values_list(
        "contract_id", "monday", "month", "track__key", "kind", "group__key", "contact_minutes", "worker_minutes",
        "contacts",
    )  # fmt: skip


def places_of(
    contracts: Keys, since: date = date.min
) -> dict[int, tuple[tuple[shape.PlaceSpan, ...], tuple[shape.VisitCell, ...]]]:
    """The places by name, and the days of each month from `since` on at which the team was there; one query.

    Those of the list alone: a proposal stands in none yet, and one that was merged is the place that it became.
    """
    spans: dict[int, dict[str, shape.PlaceSpan]] = {pk: {} for pk in contracts}
    visits: dict[int, list[shape.VisitCell]] = {pk: [] for pk in contracts}
    for contract, key, name, opened, closed, rhythm, month, days in place_rows(contracts, since):
        spans[contract].setdefault(key, shape.PlaceSpan(key, name, opened, closed, rhythm))
        if month:
            visits[contract].append(shape.VisitCell(key, month, days))
    return {
        pk: (tuple(spans[pk].values()), tuple(sorted(visits[pk], key=lambda cell: (cell.month, cell.place))))
        for pk in spans
    }


@asked
def place_rows(contracts: Keys, since: date) -> QuerySet[Place, Any]:
    """What `places_of` is made of, for who reads it with other things."""
    cells = FilteredRelation("visit_cells", condition=Q(visit_cells__month__gte=since.replace(day=1)))
    listed = Place.objects.filter(contract__in=contracts, into=None, proposed=False)
    fields = ("contract_id", "public_id", "name", "opened_on", "closed_on", "rhythm", "cells__month", "cells__days")
    return listed.annotate(cells=cells).order_by("name", "pk").values_list(*fields)


def weeks_of(contracts: Keys, since: date = date.min) -> dict[int, shape.Weeks]:
    """The weeks that a decision closed, and those of which a worker said that there was nothing; one query."""
    found: dict[int, tuple[list[shape.ClosedWeek], list[date]]] = {pk: ([], []) for pk in contracts}
    for contract, monday, decided_on, number, reason in week_rows(contracts, since):
        weeks, nothing = found[contract]
        if decided_on:
            weeks.append(shape.ClosedWeek(monday, decided_on, number, reason))
        else:
            nothing.append(monday)
    return {pk: shape.Weeks(tuple(weeks), tuple(nothing)) for pk, (weeks, nothing) in found.items()}


@asked
def week_rows(contracts: Keys, since: date) -> QuerySet[Any, Any]:
    """What `weeks_of` is made of, for who reads it with other things."""
    none = Value(None, DateField()), Value("", CharField()), Value("", CharField())
    closed = Closure.objects.filter(contract__in=contracts).order_by()
    quiet = QuietWeek.objects.filter(contract__in=contracts, monday__gte=since).order_by()
    rows = closed.values_list("contract_id", "monday", "decided_on", "decided_number", "reason")
    return rows.union(quiet.values_list("contract_id", "monday", *none)).order_by("monday")


def _activities(contracts: Keys, since: date) -> dict[int, list[shape.ActivityDay]]:
    zone = timezone.get_default_timezone()
    found: dict[int, list[shape.ActivityDay]] = defaultdict(list)
    for pk, at, kind, status, track in _activity_rows(contracts, since):
        day = timezone.localtime(at, zone).date()
        found[pk].append(shape.ActivityDay(day, kind, cast(shape.Held, status), "", track or ""))
    return found


@asked
def _activity_rows(contracts: Keys, since: date) -> QuerySet[Activity, Any]:
    first = datetime(since.year, since.month, since.day, tzinfo=timezone.get_default_timezone())
    rows = Activity.objects.filter(contract__in=contracts, starts_at__gte=first)
    return rows.values_list("contract_id", "starts_at", "kind", "status", "track__key")

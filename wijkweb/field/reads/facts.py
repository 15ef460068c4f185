"""All that the indicators of a contract are worked out from: its cells, never its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, cast

from django.db.models import QuerySet, Sum
from django.utils import timezone

from wijkweb.commons.together import Ask, asked
from wijkweb.contract.models import Contract
from wijkweb.contract.reads.contracts import Words, words_of
from wijkweb.field.models import Activity, HoursCell
from wijkweb.field.reads.many import place_rows, places_of, week_rows, weeks_of
from wijkweb.shapes import indicators as shape


def facts_of(contract: Contract, words: Words | None = None) -> shape.Facts:
    """The facts of a contract, in five queries, whatever its age; four for who read its words already.

    Places go by their public ids.
    """
    known = words or words_of(contract)
    places, visits = places_of((contract.pk,))[contract.pk]
    return shape.Facts(
        start=contract.start,
        end=contract.end,
        hours=_hours(contract, {code.pk: code.key for code in known.codes.values()}),
        visits=visits,
        places=places,
        activities=_activities(contract),
        weeks=weeks_of((contract.pk,))[contract.pk],
    )


def for_export(facts: shape.Facts) -> shape.Facts:
    """The same facts without an id and without the title of an activity: the figures stay the same."""
    keys = {place.key: str(number) for number, place in enumerate(facts.places, start=1)}
    return replace(
        facts,
        visits=tuple(replace(cell, place=keys[cell.place]) for cell in facts.visits),
        places=tuple(replace(place, key=keys[place.key]) for place in facts.places),
        activities=tuple(replace(one, title="") for one in facts.activities),
    )


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes of contacts, once and times the workers who were there (I2)."""

    contact: int
    worker: int


def hours_of(
    contracts: Sequence[int], first: date, last: date, *, kind: str = "", group: str = ""
) -> dict[int, Minutes]:
    """What each of these contracts adds up to in the weeks of a window, from its cells: one query for lists of many.

    `first` is a Monday, `last` the Monday of the last week; `group` is the key of a code. Divided by the weeks of the
    window it is an hour count a week; sums are divided, never averages (I9).
    """
    cells = _cells(contracts, first, last)
    cells = cells.filter(kind=kind) if kind else cells
    cells = cells.filter(group__key=group) if group else cells
    sums = cells.values_list("contract_id").annotate(own=Sum("contact_minutes"), all=Sum("worker_minutes"))
    return {contract: Minutes(own, all_) for contract, own, all_ in sums}


def week_hours(contracts: Sequence[int], first: date, last: date) -> dict[int, dict[date, int]]:
    """Worker minutes of each of these contracts per week, from its cells; for charts of some weeks, one query."""
    found: dict[int, dict[date, int]] = {}
    sums = _cells(contracts, first, last).values_list("contract_id", "monday").annotate(all=Sum("worker_minutes"))
    for contract, monday, minutes in sums:
        found.setdefault(contract, {})[monday] = minutes
    return found


def _cells(contracts: Sequence[int], first: date, last: date) -> QuerySet[HoursCell]:
    return HoursCell.objects.filter(contract__in=contracts, monday__gte=first, monday__lte=last).order_by()


def _hours(contract: Contract, keys: dict[int, str]) -> tuple[shape.HoursCell, ...]:
    return tuple(
        shape.HoursCell(monday, month, keys[track], kind, keys[group], own, all_, number, purged)
        for monday, month, track, kind, group, own, all_, number, purged in _hour_rows(contract)
    )


def _activities(contract: Contract) -> tuple[shape.ActivityDay, ...]:
    return tuple(
        shape.ActivityDay(_day(at), kind, cast(shape.Held, status), title, track or "", returns)
        for at, kind, status, title, track, returns in _activity_rows(contract)
    )


@asked
def _hour_rows(contract: Contract) -> QuerySet[HoursCell, Any]:
    rows = HoursCell.objects.filter(contract=contract).order_by("monday", "pk")
    return rows.values_list(
        "monday", "month", "track_id", "kind", "group_id", "contact_minutes", "worker_minutes", "contacts",
        "purged_contacts",
    )  # fmt: skip


@asked
def _activity_rows(contract: Contract) -> QuerySet[Activity, Any]:
    rows = Activity.objects.filter(contract=contract)
    return rows.values_list("starts_at", "kind", "status", "title", "track__key", "returns")


def tables(contract: Contract) -> tuple[Ask, ...]:
    """What the facts rest on beside the words, for who reads them with other things."""
    of_many = (read.of((contract.pk,), date.min) for read in (place_rows, week_rows))
    return _hour_rows.of(contract), _activity_rows.of(contract), *of_many


def _day(at: datetime) -> date:
    """The day on which something began, in Flanders."""
    return timezone.localtime(at, timezone.get_default_timezone()).date()

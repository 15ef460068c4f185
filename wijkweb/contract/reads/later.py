"""What the journal tells of rows that have no day of their own: which were put in, or changed, after a day."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from wijkweb.commons.models import JournalLine
from wijkweb.commons.together import asked
from wijkweb.contract.models import Contract

NEVER = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the journal: what was done, when, and the facts of it."""

    verb: str
    at: datetime
    facts: dict[str, Any]


def over(contract: Contract, day: date) -> datetime:
    """The moment at which a day of a contract is over; never for the day on which an example stands still."""
    if contract.stands_on and day >= contract.stands_on:
        return NEVER
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def lines_after(contract: Contract, day: date, *verbs: str) -> tuple[Told, ...]:
    """The lines of a contract of these verbs that were written after a day; one query."""
    after = over(contract, day)
    lines = (Told(verb, at, json.loads(facts)) for verb, at, facts in told(contract, *verbs) if at >= after)
    return tuple(lines)


def put_in_after(contract: Contract, day: date, *verbs: str) -> frozenset[str]:
    """The public ids of what was put in after a day; one query. What the journal does not tell of was always there."""
    return frozenset(line.facts["id"] for line in lines_after(contract, day, *verbs))


@asked
def told(contract: Contract, *verbs: str) -> QuerySet[JournalLine, tuple[str, datetime, str]]:
    """The lines of a contract of these verbs, the oldest first: verb, when, facts as JSON."""
    lines = JournalLine.objects.filter(case=contract.case_id, verb__in=verbs).order_by("number")
    return lines.values_list("verb", "at", "facts")

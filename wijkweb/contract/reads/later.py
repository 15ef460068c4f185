"""What the journal tells of rows that have no day of their own: which were put in, or changed, after a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from wijkweb.commons.models import JournalLine
from wijkweb.contract.models import Contract, ContractPart

P = TypeVar("P", bound=ContractPart)
NEVER = datetime(9999, 1, 1, tzinfo=UTC)


def over(contract: Contract, day: date) -> datetime:
    """The moment at which a day of a contract is over; never for the day on which an example stands still."""
    if contract.stands_on and day >= contract.stands_on:
        return NEVER
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def lines_after(contract: Contract, day: date, *verbs: str) -> QuerySet[JournalLine]:
    """The lines of a contract that were written after a day."""
    return JournalLine.objects.filter(case=contract.case_id, verb__in=verbs, at__gte=over(contract, day))


def with_later(rows: QuerySet[P], contract: Contract, day: date) -> QuerySet[P]:
    """The same rows, each with `later`: whether it was put in after a day; no query more.

    A row of which the journal does not tell the coming was always there.
    """
    came = lines_after(contract, day, f"{rows.model._meta.model_name}.add").order_by().values("facts")
    told = Concat(Value('{"id":"'), F("public_id"), Value('"}'))  # as the journal writes the facts of such a line
    later = ExpressionWrapper(Q(told__in=came), output_field=BooleanField())
    found: Any = rows.annotate(told=told).annotate(later=later)
    return found  # type: ignore[no-any-return]

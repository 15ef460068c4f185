"""What rows add up to, and what cells say."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Count, F, Q, Sum

from wijkweb.commons.models import Person
from wijkweb.contract.models import Contract
from wijkweb.field.models import QuietWeek, VisitCell
from wijkweb.field.reads.contacts import standing
from wijkweb.rules.contact import monday_of

Key = tuple[int, str, int, date, date]  # track, kind, group, month, monday
WEEKS_BACK = 8


def hours_of_rows(contract: Contract, weeks: Collection[date]) -> dict[Key, tuple[int, int, int]]:
    """Contact minutes, worker minutes and contacts of the rows that stand in these weeks (I2)."""
    rows = standing(contract).filter(monday__in=weeks, minutes__gt=0)
    sums = rows.order_by().values_list("track_id", "kind", "group_id", "date", "monday").annotate(
        own=Sum("minutes"), all=Sum(F("minutes") * F("workers")), number=Count("pk")
    )  # fmt: skip
    found: dict[Key, tuple[int, int, int]] = {}
    for track, kind, group, day, monday, more, all_more, number_more in sums:
        key = (track, kind, group, day.replace(day=1), monday)
        own, all_, number = found.get(key, (0, 0, 0))
        found[key] = (own + more, all_ + all_more, number + number_more)
    return found


def visits_of_rows(contract: Contract, visits: Collection[tuple[int, date]]) -> dict[tuple[int, date], list[date]]:
    """The distinct days after `purged_until` on which rows that stand were at these places in these months."""
    months, places = {month for _, month in visits}, {place for place, _ in visits}
    rows = standing(contract).filter(place_id__in=places, minutes__gt=0)
    rows = rows.filter(date__gt=contract.purged_until) if contract.purged_until else rows
    within = Q()
    for month in months:
        within |= Q(date__gte=month, date__lt=next_month(month))
    found: dict[tuple[int, date], list[date]] = {}
    for place, day in rows.filter(within).values_list("place_id", "date").distinct():
        assert place
        found.setdefault((place, day.replace(day=1)), []).append(day)
    return found


def next_month(month: date) -> date:
    """The first day of the month after a month."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def last_visits(contract: Contract) -> dict[int, date]:
    """The last day on which the team was at each place."""
    found: dict[int, date] = {}
    for place, last in VisitCell.objects.filter(contract=contract).values_list("place_id", "last"):
        found[place] = max(last, found.get(place, last))
    return found


def own_weeks(contract: Contract, person: Person, today: date) -> list[dict[str, object]]:
    """A worker's own totals per week, the newest first: the phone shows them, nobody else does.

    Of direct contacts alone, as the phone counts those that it still has to send.
    """
    first = monday_of(today) - timedelta(weeks=WEEKS_BACK - 1)
    rows = standing(contract).filter(maker=person, monday__gte=first, minutes__gt=0, kind="direct")
    sums = {row["monday"]: row for row in rows.values("monday").annotate(own=Sum("minutes"), number=Count("pk"))}
    quiet = set(
        QuietWeek.objects.filter(contract=contract, maker=person, monday__gte=first).values_list("monday", flat=True)
    )
    weeks = [first + timedelta(weeks=number) for number in reversed(range(WEEKS_BACK))]
    return [
        {
            "monday": week.isoformat(),
            "minutes": sums[week]["own"] if week in sums else 0,
            "contacts": sums[week]["number"] if week in sums else 0,
            "nothing": week in quiet,
        }
        for week in weeks
    ]

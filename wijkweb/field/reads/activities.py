"""Activities by month, and as an agenda that others follow."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from wijkweb.commons.access import visible_cases
from wijkweb.commons.models import Case, Person
from wijkweb.contract.models import Contract
from wijkweb.field.models import Activity, FeedToken
from wijkweb.rules.places import months_back
from wijkweb.shapes.agenda import Entry

FEED_BACK = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class MonthOf:
    """The activities of a month, and how many were held, by kind."""

    month: date
    activities: tuple[Activity, ...]
    held: tuple[tuple[str, int], ...]
    now: bool


@dataclass(frozen=True, slots=True)
class Year:
    """A year of activities, month by month within the contract; the years that there are."""

    year: int
    years: tuple[int, ...]
    months: tuple[MonthOf, ...]
    held: tuple[tuple[str, int], ...]
    planned: int
    cancelled: int


def year_of(contract: Contract, year: int | None, *, today: date) -> Year:
    """The activities of a year, two queries; without a year, or with one outside the contract, the nearest one."""
    years = tuple(range(contract.start.year, contract.end.year + 1))
    chosen = min(max(year or today.year, years[0]), years[-1])
    zone = timezone.get_default_timezone()
    first, after = (datetime(number, 1, 1, tzinfo=zone) for number in (chosen, chosen + 1))
    rows = Activity.objects.filter(contract=contract, starts_at__gte=first, starts_at__lt=after)
    found: dict[date, list[Activity]] = {}
    for activity in rows.select_related("place", "track"):
        found.setdefault(timezone.localdate(activity.starts_at).replace(day=1), []).append(activity)
    months = [month for month in months_back(date(chosen, 12, 1), 12) if month in found or _within(contract, month)]
    lines = tuple(
        MonthOf(month, tuple(found.get(month, ())), _held(found.get(month, ())), month == today.replace(day=1))
        for month in months
    )
    every = [activity for month in found.values() for activity in month]
    statuses = Counter(activity.status for activity in every)
    return Year(chosen, years, lines, _held(every), statuses["planned"], statuses["cancelled"])


def _within(contract: Contract, month: date) -> bool:
    return contract.start.replace(day=1) <= month <= contract.end


def _held(activities: list[Activity] | tuple[Activity, ...]) -> tuple[tuple[str, int], ...]:
    counted = Counter(activity.kind for activity in activities if activity.status == Activity.Status.HELD)
    return tuple((kind, counted[kind]) for kind in Activity.Kind.values if counted[kind])


def activity_of(case: Case, public_id: str) -> Activity | None:
    """An activity of the contract of this case."""
    found = Activity.objects.select_related("contract__case__municipality", "place", "track")
    return found.filter(contract__case=case, public_id=public_id).first()


def feed_of(contract: Contract, person: Person) -> FeedToken | None:
    """The agenda link that this person has, if any; its address is known to nobody but them."""
    return FeedToken.objects.filter(contract=contract, person=person).first()


@dataclass(frozen=True, slots=True)
class Feed:
    """What an agenda link gives: a title and its events."""

    title: str
    entries: tuple[Entry, ...]


def feed_behind(token_hash: str, *, now: datetime) -> Feed | None:
    """The agenda behind the hash of a secret address; None when nobody has it, or who has it lost their role."""
    known = FeedToken.objects.select_related("contract__case", "person")
    token = known.filter(token_hash=token_hash).first()
    if token is None or not token.person.is_active:
        return None
    case = token.contract.case
    if not visible_cases(token.person, "field.read").filter(pk=case.pk).exists():
        return None
    rows = Activity.objects.filter(contract=token.contract, ends_at__gte=now - FEED_BACK).select_related("place")
    return Feed(case.title, tuple(_entry(activity) for activity in rows))


def _entry(activity: Activity) -> Entry:
    return Entry(
        uid=f"{activity.public_id}@wijkweb",
        title=activity.title,
        begins=activity.starts_at,
        ends=activity.ends_at,
        changes=activity.token - 1,
        place=activity.place.name if activity.place else "",
        category=activity.kind,
        cancelled=activity.status == Activity.Status.CANCELLED,
    )

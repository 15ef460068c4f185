"""From which dossier a contract can begin, and what of it is known beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef

from wijkweb.call.reads import call_of
from wijkweb.commons.access import visible_cases
from wijkweb.commons.models import Case, Person
from wijkweb.contract.models import Contract
from wijkweb.dossier.models import Dossier, Promise, StaffLine
from wijkweb.shapes.call import MaxYears

MOST = 200


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a new contract begins with: its days, its tracks, and how much comes along from the dossier."""

    start: date
    end: date
    tracks: tuple[str, ...]
    functions: int = 0
    promises: int = 0


def awardable(person: Person) -> list[Dossier]:
    """The dossiers from which this person may begin a contract: kept, no practice, without a contract yet."""
    running = Contract.objects.filter(case=OuterRef("case"))
    found = Dossier.objects.filter(~Exists(running), case__in=visible_cases(person, "contract.begin"), practice=False)
    known = found.exclude(state=Dossier.State.WITHDRAWN).select_related("case__municipality", "call_version")
    return list(known.order_by("-changed_at", "-pk")[:MOST])


def beginning_of(case: Case, today: date) -> Beginning:
    """The days of the call and of the staff lines, the tracks of the promises; four queries."""
    dossier = Dossier.objects.select_related("call_version").filter(case=case).first()
    if dossier is None:
        return _from(today, None, None)
    clause = call_of(dossier.call_version).clause(MaxYears)
    lines = list(StaffLine.objects.filter(dossier=dossier).values_list("start", "end"))
    promises = list(Promise.objects.filter(dossier=dossier).order_by("position", "pk").values_list("track", flat=True))
    first = min((start for start, _ in lines), default=today)
    last = max((end for _, end in lines), default=None)
    days = _from(first, clause.last_day if clause else None, last, clause.years if clause else 4)
    tracks = tuple(dict.fromkeys(track.strip() for track in promises if track.strip()))
    return Beginning(days.start, days.end, tracks, len(lines), len(promises))


def _from(start: date, last_day: date | None, planned: date | None, years: int = 4) -> Beginning:
    """The last day is that of the call, else of the plan, else the longest that the call allows."""
    longest = _years_later(start, years) - timedelta(days=1)
    end = last_day or planned or longest
    return Beginning(start, end if end > start else longest, ())


def _years_later(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day)

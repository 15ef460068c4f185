"""Places as the team looks at them: on a map and as a list, visited when and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count

from wijkweb.commons.models import Case
from wijkweb.contract.models import Contract
from wijkweb.field.models import CoOwner, Place, PlacePhase, VisitCell
from wijkweb.field.reads.contacts import standing
from wijkweb.field.reads.ground import Ground, Spot, ground_of
from wijkweb.rules import places as rules
from wijkweb.rules.states import PLACE
from wijkweb.shapes.contact import HEADS

MONTHS = 12
DAYS = (14, 30, 60, 90)


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place of the list: its number on the map, its last visit, days of visits this month and the month before."""

    number: int
    place: Place
    co_owners: tuple[str, ...]
    last: date | None
    alone: int
    silent: bool
    this_month: int
    month_before: int

    @property
    def below_rhythm(self) -> bool:
        return 0 <= self.month_before < self.place.rhythm


@dataclass(frozen=True, slots=True)
class Places:
    """The page: places that are open, proposals of phones, places that are closed, the map of the open ones."""

    lines: tuple[PlaceLine, ...]
    proposed: tuple[PlaceLine, ...]
    closed: tuple[PlaceLine, ...]
    ground: Ground | None
    days: int

    @property
    def silent(self) -> int:
        return sum(line.silent for line in self.lines)

    @property
    def off_the_map(self) -> int:
        return sum(line.place.latitude is None for line in self.lines)


def places_of(contract: Contract, *, today: date, days: int = rules.SILENT_DAYS) -> Places:
    """The places of a contract; a fixed number of queries. `days` without a visit mark a place."""
    rows = Place.objects.filter(contract=contract, into=None).prefetch_related("co_owners")
    visits = _visits(VisitCell.objects.filter(contract=contract))
    lines = [_line(place, visits.get(place.pk, {}), today, days) for place in rows]
    closed = tuple(line for line in lines if line.place.closed_on)
    there = [line for line in lines if not line.place.closed_on]
    proposed = tuple(line for line in there if line.place.proposed)
    opened = _numbered(line for line in there if not line.place.proposed)
    spots = [Spot(line.number, line.place, line.silent) for line in opened]
    return Places(opened, proposed, closed, ground_of(contract, spots), days)


def _numbered(lines: Iterable[PlaceLine]) -> tuple[PlaceLine, ...]:
    return tuple(replace(line, number=number) for number, line in enumerate(lines, 1))


def _visits(cells: Iterable[VisitCell]) -> dict[int, dict[date, VisitCell]]:
    found: dict[int, dict[date, VisitCell]] = {}
    for cell in cells:
        found.setdefault(cell.place_id, {})[cell.month] = cell
    return found


def _line(place: Place, cells: Mapping[date, VisitCell], today: date, days: int) -> PlaceLine:
    last = max((cell.last for cell in cells.values()), default=None)
    before, this = rules.months_back(today, 2)
    return PlaceLine(
        number=1,
        place=place,
        co_owners=tuple(owner.name for owner in place.co_owners.all()),
        last=last,
        alone=rules.days_alone(last=last, opened=place.opened_on, today=today),
        silent=rules.silent(last=last, opened=place.opened_on, closed=place.closed_on, today=today, days=days),
        this_month=cells[this].days if this in cells else 0,
        month_before=cells[before].days if before in cells else 0,
    )


@dataclass(frozen=True, slots=True)
class Month:
    """The days on which the team was at a place in a month; `width` is its bar, in hundredths of the longest."""

    month: date
    days: int
    width: int
    below: bool


@dataclass(frozen=True, slots=True)
class PlacePage:
    """One place: where it lies, its history, who carries it too, its visits, how many were met at once."""

    line: PlaceLine
    ground: Ground | None
    phases: tuple[PlacePhase, ...]
    owners: tuple[CoOwner, ...]
    months: tuple[Month, ...]
    bands: tuple[rules.Band, ...]
    next: tuple[str, ...]

    @property
    def every_phase(self) -> tuple[str, ...]:
        return tuple(Place.Phase.values)

    @property
    def place(self) -> Place:
        return self.line.place


def place_page(place: Place, *, today: date) -> PlacePage:
    """All about a place, over the last twelve months; a fixed number of queries."""
    contract = place.contract
    cells = {cell.month: cell for cell in VisitCell.objects.filter(place=place)}
    line = _line(place, cells, today, rules.SILENT_DAYS)
    months = rules.months_back(today, MONTHS)
    met = standing(contract).filter(place=place, minutes__gt=0, date__gte=months[0]).exclude(head_band="")
    counts = Counter(dict(met.values_list("head_band").annotate(number=Count("pk")).order_by()))
    return PlacePage(
        line=line,
        ground=ground_of(contract, [Spot(1, place, line.silent)]) if place.latitude is not None else None,
        phases=tuple(place.phases.select_related("by")),
        owners=tuple(place.co_owners.all()),
        months=_months(place, cells, months, today),
        bands=rules.bands(counts, HEADS),
        next=tuple(phase for phase in Place.Phase.values if phase in PLACE[place.phase]),
    )


def _months(place: Place, cells: Mapping[date, VisitCell], months: Iterable[date], today: date) -> tuple[Month, ...]:
    shown = [month for month in months if month >= place.opened_on.replace(day=1)]
    days = {month: cells[month].days if month in cells else 0 for month in shown}
    most = max((*days.values(), place.rhythm), default=0) or 1
    running = today.replace(day=1)
    return tuple(
        Month(month, number, round(100 * number / most), month != running and number < place.rhythm)
        for month, number in days.items()
    )


def place_of(case: Case, public_id: str) -> Place | None:
    """A place of the contract of this case that was not merged into another one."""
    found = Place.objects.select_related("contract__case__municipality")
    return found.filter(contract__case=case, public_id=public_id, into=None).first()

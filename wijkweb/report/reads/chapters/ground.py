"""Places and activities of the year. In public no place is named."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkweb.commons.once import once
from wijkweb.commons.together import asked
from wijkweb.contract import defined
from wijkweb.contract.models import Contract
from wijkweb.field.models import Activity, Place
from wijkweb.field.reads.ground import Spot, ground_of
from wijkweb.field.reads.listed import listed_places
from wijkweb.field.templatetags.street import PHASES, PLACE_KINDS
from wijkweb.report.reads.basis import Basis, count, day, row, text, window_of_year
from wijkweb.report.reads.chapters.drawn import plot_of
from wijkweb.report.reads.chapters.periods import heads_of, period_of, periods, years
from wijkweb.rules.place_months import PlaceMonth
from wijkweb.rules.windows import months_in
from wijkweb.shapes.contact import HEADS
from wijkweb.shapes.report import Bar, Chapter, Chart, Column, Dot, Figure, Grid, Map, Plot


def places(basis: Basis) -> Chapter:
    """The places by phase; inside also each of them, with its visits, on a map."""
    known = _places(basis)
    found = [place for place in known if place.closed_on is None or place.closed_on >= basis.window.first]
    phases = Counter((place.kind, _phase(place, basis.window.last)) for place in found)
    visits = sum(month.days for month in basis.course.place_months(basis.window))
    lasting = sum(number for (_kind, phase), number in phases.items() if phase == "lasting")
    opens = basis.opens("place_list")
    figures = (
        Figure("places/open", _("Places where the team is"), count(len(found), opens)),
        Figure("places/lasting", _("Places that became lasting"), count(lasting, opens)),
        Figure("places/visits", _("Visits: days on which the team was at a place"), count(visits, opens)),
    )
    if basis.figures_only:
        return Chapter("places", figures=figures)
    ends = _at_ends(basis, known)
    return Chapter(
        "places",
        figures=figures,
        grids=(*((_each(basis, found),) if basis.inside else ()), _phases(basis, phases), *ends),
        plots=tuple(plot for grid in ends for plot in _plots(grid)),
        map=_map(basis, found) if basis.inside else None,
    )


def _phases(basis: Basis, phases: Counter[tuple[str, str]]) -> Grid:
    end_of_year = _("Places by phase, at the end of the year")
    caption = _("Places by phase, at the end of the contract") if basis.final else end_of_year
    columns = (Column("phase", _("Phase")), *(Column(kind, str(name)) for kind, name in PLACE_KINDS.items()))
    rows = tuple(
        row(phase, text(name), *(count(phases[kind, phase]) for kind in PLACE_KINDS)) for phase, name in PHASES.items()
    )
    return Grid("phases", caption, columns, rows)


def _places(basis: Basis) -> list[Place]:
    return [one for one in listed_places(basis.contract) if one.opened_on <= basis.window.last]


def _at_ends(basis: Basis, known: Sequence[Place]) -> tuple[Grid, ...]:
    """The places that were open at each year's end, by phase; from the second year on there is something to compare."""
    if len(basis.years) < 2:
        return ()
    ends = [(year, window_of_year(basis.contract, year, basis.window.last).last) for year in basis.years]
    found: Counter[tuple[str, int]] = Counter()
    for year, end in ends:
        there = (one for one in known if one.opened_on <= end and (one.closed_on is None or one.closed_on > end))
        found.update((_phase(one, end), year) for one in there)
    heads = heads_of(years(basis))
    rows = tuple(
        row(phase, text(name), *(count(found[phase, year]) for year, _end in ends)) for phase, name in PHASES.items()
    )
    return (Grid("phase_years", _("Places by phase, at each year's end"), (Column("phase", _("Phase")), *heads), rows),)


def _plots(grid: Grid) -> tuple[Plot, ...]:
    return plot_of(grid, [column.key for column in grid.columns[1:]], caption=grid.caption, unit=_("places"))


def _phase(place: Place, last: date) -> str:
    """The phase in which a place was on a day."""
    known = [step.phase for step in place.phases.all() if step.since <= last]
    return known[-1] if known else Place.Phase.REST.value


def _each(basis: Basis, found: Sequence[Place]) -> Grid:
    columns = (
        Column("place", _("Place")), Column("kind", _("Kind")), Column("phase", _("Phase")),
        Column("owners", _("Co-owners")), Column("visits", _("Visits")), Column("rhythm", _("Months in rhythm")),
    )  # fmt: skip
    months: defaultdict[str, list[PlaceMonth]] = defaultdict(list)
    for month in basis.course.place_months(basis.window):
        months[month.place.key].append(month)
    rows = []
    for number, place in enumerate(found, start=1):
        own = months[place.public_id]
        ruled = [month for month in own if month.meant]
        owners = ", ".join(one.name for one in place.co_owners.all() if one.since <= basis.window.last)
        rhythm = _("%(met)d of %(all)d") % {"met": sum(m.met for m in ruled), "all": len(ruled)} if ruled else "–"
        opens = basis.opens("place", place.public_id)
        visits = count(sum(month.days for month in own), opens)
        phase = str(PHASES[_phase(place, basis.window.last)])
        rows.append(row(place.public_id, text(f"{number}. {place.name}"), text(PLACE_KINDS[place.kind]), text(phase), text(owners), visits, text(rhythm)))  # fmt: skip  # noqa: E501
    return Grid("places", _("The places"), columns, tuple(rows))


def _map(basis: Basis, found: Sequence[Place]) -> Map | None:
    ground = ground_of(basis.contract, [Spot(number, place) for number, place in enumerate(found, start=1)])
    if ground is None:
        return None
    dots = tuple(Dot(dot.number, _exact(dot.x), _exact(dot.y)) for dot in ground.dots)
    return Map(ground.view_box, ground.areas, ground.own, dots, _exact(ground.radius), ground.attribution)


def _exact(number: float) -> Decimal:
    return Decimal(str(number))


def activities(basis: Basis) -> Chapter:
    """Activities that were held, by kind and quarter; what was cancelled; how many came, in bands."""
    rows = _activities(basis)
    held = [(when, one) for when, one in rows if one.status == Activity.Status.HELD]
    cancelled = sum(one.status == Activity.Status.CANCELLED for _when, one in rows)
    opens = basis.opens("activity_list")
    figures = (
        Figure("activities/held", _("Activities that were held"), count(len(held), opens)),
        Figure("activities/cancelled", _("Activities that were cancelled"), count(cancelled, opens)),
    )
    if basis.figures_only:
        return Chapter("activities", figures=figures)
    grids = [_by_quarter(basis, held)]
    if basis.inside:
        grids += [_bands(held), _cancelled(rows)]
    return Chapter(
        "activities",
        figures=figures,
        grids=tuple(grid for grid in grids if grid.rows),
        charts=monthly(
            basis,
            "activities",
            _("Activities that were held, by month"),
            _("activities"),
            [when for when, _one in held],
        ),
    )


def monthly(basis: Basis, key: str, caption: str, unit: str, days: Iterable[date]) -> tuple[Chart, ...]:
    """How many in each month, a month of none too; inside only, as the public level goes by quarter."""
    found = Counter(day.replace(day=1) for day in days)
    if not basis.inside or not found:
        return ()
    months = months_in(basis.window.first, basis.window.last)
    bars = tuple(Bar(month.isoformat(), Decimal(found[month])) for month, _part in months)
    return (Chart(f"months/{key}", caption, unit, bars),)


def _activities(basis: Basis) -> list[tuple[date, Activity]]:
    """The activities of the report, each with its day."""
    first, last = basis.window.first, basis.window.last
    return [(when, one) for when, one in _dated(basis.contract) if first <= when <= last]


@once
def _dated(contract: Contract) -> tuple[tuple[date, Activity], ...]:
    return tuple((timezone.localdate(one.starts_at), one) for one in all_activities(contract))


@asked
def all_activities(contract: Contract) -> QuerySet[Activity]:
    """All activities, in their order."""
    return Activity.objects.filter(contract=contract)


def _by_quarter(basis: Basis, held: Iterable[tuple[date, Activity]]) -> Grid:
    heads = heads_of(periods(basis))
    found = Counter((one.kind, period_of(basis, when)) for when, one in held)
    rows = []
    for kind in Activity.Kind.values:
        own = [found[kind, head.key] for head in heads]
        rows.append(row(kind, text(defined.KINDS[kind]), *map(count, own), count(sum(own))))
    columns = (Column("kind", _("Kind")), *heads, Column("all", _("In all")))
    return Grid("activities", _("Activities that were held"), columns, tuple(rows))


def _bands(held: Iterable[tuple[date, Activity]]) -> Grid:
    found = Counter(one.head_band for _when, one in held)
    rows = tuple(row(band, text(band), count(found[band])) for band in HEADS if found[band])
    return Grid(
        "bands", _("How many came"), (Column("band", _("People at once")), Column("number", _("Activities"))), rows
    )


def _cancelled(rows: Iterable[tuple[date, Activity]]) -> Grid:
    columns = (Column("title", _("Cancelled")), Column("day", _("Day")), Column("why", _("Why")))
    made = tuple(
        row(one.public_id, text(one.title), day(when), text(one.why_cancelled))
        for when, one in rows
        if one.status == Activity.Status.CANCELLED
    )
    return Grid("cancelled", _("Activities that were cancelled"), columns, made)

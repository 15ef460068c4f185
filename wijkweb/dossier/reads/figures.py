"""The page of the diagnosis: each indicator with its areas, beside the reference; the aspects of the call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from wijkweb.dossier.models import AreaFigure, FigureBatch, ProjectArea
from wijkweb.dossier.reads.areas import OwnArea, OwnMap, boundaries_of, own_map, versions_of, whole_versions
from wijkweb.dossier.reads.content import area_figure
from wijkweb.dossier.reads.desk import Desk
from wijkweb.rules.application import diagnosis_of
from wijkweb.rules.checks.diagnosis import check_diagnosis
from wijkweb.rules.compare_figures import Comparison, compare
from wijkweb.rules.figures import label, plain, printed
from wijkweb.shapes import application as shape
from wijkweb.shapes.dossier import Dossier, Placed
from wijkweb.shapes.finding import Finding

REFUSED: dict[str, Promise] = {
    "unit": gettext_lazy("Not compared: %(first)s and %(second)s are two units."),
    "base": gettext_lazy("Not compared: one has %(first)s as its base, the other %(second)s."),
    "no_base": gettext_lazy(
        "Not compared: say first which area is 100 in this index. Change the row and fill in its base."
    ),
    "years": gettext_lazy("Not compared: %(first)s and %(second)s lie more than two years apart."),
    "version": gettext_lazy("Not compared: one counts in the boundaries %(first)s, the other in %(second)s."),
    "count": gettext_lazy("Not compared: an absolute number grows with the area. Use a share or a rate."),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """The figure of an area: as it is printed, how it lies beside the reference, how long its bar is."""

    area: str
    id: str
    text: str
    parts: str
    told: str
    refused: bool
    reference: bool
    bar: str
    mark: str


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator in a year. `id` is the public id of one of its figures."""

    id: str
    label: str
    year: str
    unit: str
    source: str
    aspect: str
    version: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class AspectLine:
    """An aspect of the call with the indicators that tell about it."""

    key: str
    title: str
    indicators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """A file that was taken in."""

    id: str
    name: str
    added: int
    changed: int
    at: datetime
    by: str
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page of the diagnosis shows."""

    areas: tuple[OwnArea, ...]
    reference: str
    rows: tuple[Row, ...]
    aspects: tuple[AspectLine, ...]
    told: int
    findings: tuple[Finding, ...]
    batches: tuple[Batch, ...]
    map: OwnMap | None


def figures_page(desk: Desk) -> Page:
    """The diagnosis of a dossier; a fixed number of queries, whatever its size."""
    areas = list(ProjectArea.objects.filter(dossier=desk.dossier))
    figures = list(AreaFigure.objects.filter(dossier=desk.dossier).select_related("area"))
    versions = versions_of(desk.dossier.municipality)
    titles = dict(boundaries_of(desk.dossier.municipality))
    whole = whole_versions(desk.dossier.municipality)
    reference = next((area for area in areas if area.kind == ProjectArea.Kind.REFERENCE), None)
    plain_figures = [area_figure(figure) for figure in figures]
    aspects = tuple(
        AspectLine(a.key, a.title, tuple(dict.fromkeys(f.indicator for f in figures if f.aspect == a.key)))
        for a in desk.call.aspects
    )
    return Page(
        areas=tuple(_own(area, titles, figures) for area in areas),
        reference=reference.name if reference else "",
        rows=_rows(areas, reference, figures, desk, titles, whole),
        aspects=aspects,
        told=sum(bool(aspect.indicators) for aspect in aspects),
        findings=findings_of(plain_figures, [area.name for area in areas], desk.call.language),
        batches=_batches(desk),
        map=own_map(desk.dossier, areas, versions),
    )


def findings_of(figures: Sequence[shape.AreaFigure], areas: Sequence[str], language: str) -> tuple[Finding, ...]:
    """What the check finds in these figures alone."""
    if not figures:
        return ()
    diagnosis = diagnosis_of(figures, areas, language)
    return tuple(check_diagnosis(Dossier(Placed((), (), ()), diagnosis=diagnosis)))


def _own(area: ProjectArea, titles: dict[str, str], figures: Sequence[AreaFigure]) -> OwnArea:
    number = sum(figure.area_id == area.pk for figure in figures)
    version = titles.get(area.version, area.version)
    return OwnArea(area.public_id, area.name, area.kind, version, tuple(area.codes), area.system, number)


def _rows(
    areas: Sequence[ProjectArea],
    reference: ProjectArea | None,
    figures: Sequence[AreaFigure],
    desk: Desk,
    titles: dict[str, str],
    whole: frozenset[str],
) -> tuple[Row, ...]:
    order = {area.pk: at for at, area in enumerate(areas)}
    aspects = {aspect.key: aspect.title for aspect in desk.call.aspects}
    groups: dict[tuple[str, str, str], list[AreaFigure]] = {}
    for figure in figures:
        groups.setdefault((figure.indicator, figure.base, figure.year), []).append(figure)
    rows = []
    for (indicator, base, year), group in groups.items():
        group.sort(key=lambda figure: order[figure.area_id])
        beside = _reference_for(group[0], reference, figures)
        versions = dict.fromkeys(titles.get(f.version, f.version) for f in group if f.area_id != _pk(reference))
        rows.append(
            Row(
                group[0].public_id,
                label(indicator, base),
                year,
                group[0].unit,
                ", ".join(dict.fromkeys(f.source for f in group if f.source)),
                aspects.get(group[0].aspect, ""),
                ", ".join(filter(None, versions)),
                _cells(group, beside, reference, desk.call.language, titles, whole),
            )
        )
    return tuple(rows)


def _pk(area: ProjectArea | None) -> int | None:
    return area.pk if area else None


def _reference_for(
    figure: AreaFigure, reference: ProjectArea | None, figures: Sequence[AreaFigure]
) -> AreaFigure | None:
    """The figure of the reference area to lay beside it: the same base and year where there is one."""
    there = [f for f in figures if f.area_id == _pk(reference) and f.indicator == figure.indicator]
    same = [f for f in there if f.base == figure.base] or there
    return next((f for f in same if f.year == figure.year), max(same, key=lambda f: f.year, default=None))


def _cells(
    group: Sequence[AreaFigure],
    beside: AreaFigure | None,
    reference: ProjectArea | None,
    language: str,
    titles: dict[str, str],
    whole: frozenset[str],
) -> tuple[Cell, ...]:
    base = area_figure(beside) if beside else None
    own = whole | {reference.version if reference else ""}
    highest = max((f.value for f in (*group, *([beside] if beside else []))), default=Decimal(0))
    cells = []
    for figure in group:
        said = area_figure(figure)
        is_reference = figure.area_id == _pk(reference)
        compared = None if is_reference or base is None else compare(said, base, own_versions=own)
        comparable = compared is not None and not compared.refused
        cells.append(
            Cell(
                figure.area.name,
                figure.public_id,
                printed(said, language),
                _parts(said),
                say(compared, titles) if compared else "",
                compared is not None and bool(compared.refused),
                is_reference,
                _share(figure.value, highest) if compared is None or comparable else "",
                _share(beside.value, highest) if beside and comparable else "",
            )
        )
    return tuple(cells)


def _share(value: Decimal, highest: Decimal) -> str:
    """The length of a bar, 0 to 100; "" for what has none."""
    return f"{100 * value / highest:.1f}" if highest > 0 and value >= 0 else ""


def _parts(figure: shape.AreaFigure) -> str:
    if figure.numerator is None or figure.denominator is None:
        return ""
    return _("%(numerator)s of %(denominator)s") % {
        "numerator": shown(figure.numerator),
        "denominator": shown(figure.denominator),
    }


def say(compared: Comparison, titles: dict[str, str]) -> str:
    """A comparison in words, in the language of the page."""
    if compared.refused:
        first, second = (titles.get(fact, fact) for fact in compared.facts)
        return str(REFUSED[compared.refused]) % {"first": first, "second": second}
    if compared.difference is None:
        return ""
    if not compared.difference:
        return _("the same")
    facts = {"number": shown(abs(compared.difference))}
    more = compared.difference > 0
    if compared.kind in ("percentage", "index"):
        return (_("%(number)s points higher") if more else _("%(number)s points lower")) % facts
    told = (_("%(number)s higher") if more else _("%(number)s lower")) % facts
    return f"{told}, {_times(compared.ratio)}" if compared.ratio else told


def _times(ratio: Fraction) -> str:
    number = (Decimal(ratio.numerator) / Decimal(ratio.denominator)).quantize(Decimal("0.01"))
    return _("%(number)s times") % {"number": shown(number)}


def shown(value: Decimal) -> str:
    """A number as the language of the page writes it."""
    return plain(value, "en" if (get_language() or "nl").startswith("en") else "nl")


def _batches(desk: Desk) -> tuple[Batch, ...]:
    return tuple(
        Batch(b.public_id, b.file_name, b.added, b.changed, b.at, b.by.name, b.undone_at)
        for b in FigureBatch.objects.filter(dossier=desk.dossier).select_related("by").defer("before")[:20]
    )

"""The areas of a dossier, and the areas that it can choose from: in versions, by any of their codes, on a map."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.http import Http404

from wijkweb.commons.models import Area, AreaVersion, Organisation
from wijkweb.commons.together import Ask, asked
from wijkweb.dossier.models import Dossier, ProjectArea
from wijkweb.dossier.reads import drawing
from wijkweb.rules.figure_import import Place, comparable

WHOLE, CENTRE = "geheel", "centrum"


@dataclass(frozen=True, slots=True)
class Version:
    """A set of boundaries in which this municipality has areas; `drawn` when they have a shape."""

    pk: int
    key: str
    title: str
    attribution: str
    level: str
    number: int
    drawn: bool


@dataclass(frozen=True, slots=True)
class Option:
    """An area that can be chosen; a sector with the neighbourhood that it lies in.

    `path` is "" where the version has no shapes.
    """

    code: str
    name: str
    within: str
    path: str
    chosen: bool
    there: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """The page on which areas are chosen."""

    version: Version | None
    versions: tuple[Version, ...]
    options: tuple[Option, ...]
    view_box: str
    part: str
    tiles: tuple[drawing.Tile, ...]

    @property
    def mapped(self) -> bool:
        return self.version is not None and self.version.drawn

    @property
    def sectors(self) -> bool:
        return self.version is not None and self.version.level == Area.Level.SECTOR


@dataclass(frozen=True, slots=True)
class OwnArea:
    """An area of the dossier with the title of its version of boundaries."""

    id: str
    name: str
    kind: str
    version: str
    codes: tuple[str, ...]
    system: str
    figures: int


def versions_of(municipality: Organisation) -> tuple[Version, ...]:
    """Neighbourhoods with shapes first, then other neighbourhoods, then sectors; one query."""
    rows = _versions(municipality.nis) if municipality.nis else ()
    found = [
        Version(pk, key, title, attribution, level, number, drawn=bool(shapes))
        for pk, key, title, attribution, level, number, shapes in rows
    ]
    return tuple(sorted(found, key=lambda v: (v.level == Area.Level.SECTOR, not v.drawn, v.pk)))


@asked
def _versions(nis: str) -> QuerySet[Area, Any]:
    areas = Area.objects.filter(nis=nis).exclude(level=Area.Level.MUNICIPALITY).order_by()
    versions = areas.values_list("version", "version__key", "version__title", "version__attribution")
    return versions.annotate(of=Min("level"), number=Count("pk"), drawn=Count("pk", filter=~Q(geometry="")))


def tables(municipality: Organisation) -> tuple[Ask, ...]:
    """What its boundaries rest on, for who reads them with other things."""
    return (_versions.of(municipality.nis),) if municipality.nis else ()


def choice_of(dossier: Dossier, key: str, part: str, chosen: Collection[str]) -> Choice:
    """The areas of one version of boundaries, as shapes where it has them; raises Http404 for an unknown version."""
    versions = versions_of(dossier.municipality)
    version = next((v for v in versions if v.key == key), versions[0] if versions and not key else None)
    if version is None:
        if key:
            raise Http404
        return Choice(None, (), (), "", WHOLE, ())
    there = {code for area in dossier.projectarea_set.all() if area.version == version.key for code in area.codes}
    nis = dossier.municipality.nis
    if not version.drawn:
        listed = Area.objects.filter(version=version.pk, nis=nis).order_by("name").values_list("code", "name")
        options = [Option(code, name, "", "", code in chosen, code in there) for code, name in listed]
        return Choice(version, versions, tuple(options), "", WHOLE, ())
    sheet, shapes = drawing.drawn(version.pk, nis, next(v.pk for v in versions if v.drawn))
    boxes = [shape.box for shape in shapes]
    box = drawing.centre(boxes) if part == CENTRE else drawing.around(boxes)
    within = _neighbourhoods(nis) if version.level == Area.Level.SECTOR else {}
    options = [
        Option(s.code, s.name, within.get(s.parent, ""), s.path, s.code in chosen, s.code in there)
        for s in sorted(shapes, key=lambda s: (comparable(within.get(s.parent, "")), comparable(s.name)))
    ]
    tiles = drawing.tiles(sheet, box)
    return Choice(version, versions, tuple(options), drawing.view_box(box), part, tiles)


def _neighbourhoods(nis: str) -> dict[str, str]:
    """The names of the neighbourhoods by the code that sectors name them by."""
    areas = Area.objects.filter(nis=nis, level=Area.Level.NEIGHBOURHOOD)
    return dict(areas.order_by("-pk").values_list("code", "name"))


@dataclass(frozen=True, slots=True)
class OwnMap:
    """The areas of the dossier marked on the neighbourhoods of the municipality."""

    view_box: str
    ground: tuple[str, ...]
    marked: tuple[tuple[str, str], ...]
    attribution: str

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for name, _ in self.marked))


def own_map(dossier: Dossier, areas: Collection[ProjectArea], versions: tuple[Version, ...]) -> OwnMap | None:
    """The map of the dossier; None where the municipality has no shapes."""
    frame = next((v for v in versions if v.drawn), None)
    if frame is None:
        return None
    nis = dossier.municipality.nis
    ground = drawing.drawn(frame.pk, nis, frame.pk)[1]
    named = {comparable(shape.name): shape for shape in ground}
    marked: list[tuple[str, str]] = []
    for area in areas:
        if area.kind == ProjectArea.Kind.REFERENCE:
            continue
        own = next((v for v in versions if v.key == area.version and v.drawn), None)
        shapes = drawing.drawn(own.pk, nis, frame.pk)[1] if own else ()
        found = [shape for shape in shapes if shape.code in area.codes]
        if not found and comparable(area.name) in named:
            found = [named[comparable(area.name)]]
        marked += [(area.name, shape.path) for shape in found]
    if not marked:
        return None
    box = drawing.around([shape.box for shape in ground])
    return OwnMap(drawing.view_box(box), tuple(s.path for s in ground), tuple(marked), frame.attribution)


def places_of(dossier: Dossier) -> tuple[dict[str, Place], dict[str, str]]:
    """Every code and name that means an area of the dossier; and the names of all other areas of the municipality.

    A code counts in the version of boundaries whose own code it is: 440217 in that of Gent in cijfers, though the
    area was chosen on the city's map.
    """
    groups, names = _same_areas(dossier.municipality.nis)
    places: dict[str, Place] = {}
    elsewhere = {code: names[at] for at, group in enumerate(groups) for code in group}
    for area in ProjectArea.objects.filter(dossier=dossier):
        places[comparable(area.name)] = Place(area.public_id, area.name, area.version)
        wanted = {code.casefold() for code in area.codes} if len(area.codes) == 1 else set()
        for at, group in enumerate(groups):
            if wanted & set(group) or (not area.codes and comparable(area.name) == comparable(names[at])):
                places |= {code: Place(area.public_id, area.name, key) for code, key in group.items()}
    return places, elsewhere


def _same_areas(nis: str) -> tuple[list[dict[str, str]], list[str]]:
    """Each area of a municipality once, whatever its versions: its codes with the version of each; and its name."""
    groups: list[dict[str, str]] = []
    names: list[str] = []
    at_code: dict[tuple[str, str], int] = {}
    areas = Area.objects.filter(nis=nis) if nis else Area.objects.none()
    found = areas.defer("geometry").select_related("version").prefetch_related("aliases").order_by("pk")
    own = {(area.system, area.code): area.version.key for area in found}
    for area in found:
        codes = [(area.system, area.code), *((alias.system, alias.code) for alias in area.aliases.all())]
        at = next((at_code[code] for code in codes if code in at_code), len(groups))
        if at == len(groups):
            groups.append({})
            names.append(area.name)
        for code in codes:
            at_code[code] = at
            groups[at].setdefault(code[1].casefold(), own.get(code, area.version.key))
    return groups, names


def boundaries_of(municipality: Organisation) -> list[tuple[str, str]]:
    """The versions of boundaries in which a figure about this municipality can count: key and title."""
    found = AreaVersion.objects.filter(areas__nis=municipality.nis) if municipality.nis else AreaVersion.objects.none()
    return list(found.distinct().order_by("pk").values_list("key", "title"))


def whole_versions(municipality: Organisation) -> frozenset[str]:
    """The versions of boundaries that hold the municipality as a whole."""
    areas = Area.objects.filter(nis=municipality.nis, level=Area.Level.MUNICIPALITY)
    return frozenset(areas.values_list("version__key", flat=True)) if municipality.nis else frozenset()

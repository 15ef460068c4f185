"""What pages and rooms ask: the journal, areas by any of their codes, a map."""

from __future__ import annotations

import functools
import json
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Q

from wijkweb.commons.models import Area, AreaVersion, Case, JournalLine, Person

JOURNAL_PAGE = 100
CASE_PAGE = 300  # a whole life of a contract, of which the first lines matter too


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the journal for a page, with the name of who did it; "" was the program itself.

    `where` is the municipality, not the title of a dossier: who keeps the site reads no dossier.
    """

    number: int
    at: datetime
    who: str
    verb: str
    where: str
    hash: str


DAILY = ("field.batch", "entry.add")  # contacts from phones, entries of the money: they have lists of their own


def last_lines(case: Case | None = None) -> tuple[Line, ...]:
    """The newest lines of the journal, of one case or of all; of a case without what comes in by the day."""
    lines = JournalLine.objects.select_related("case__municipality").order_by("-number")
    of_case = lines.filter(case=case).exclude(verb__in=DAILY)
    found = list(of_case[:CASE_PAGE] if case else lines[:JOURNAL_PAGE])
    names = dict(Person.objects.filter(public_id__in={line.who for line in found}).values_list("public_id", "name"))
    return tuple(
        Line(
            line.number,
            line.at,
            names.get(line.who, ""),
            line.verb,
            line.case.municipality.name if line.case else "",
            line.hash,
        )
        for line in found
    )


def area_versions() -> list[AreaVersion]:
    """Every version of boundaries, for the mention of its source."""
    return list(AreaVersion.objects.order_by("key"))


def find_area(version: str, system: str, code: str) -> Area | None:
    """The area in a version of boundaries that has this code in this system, by its own code or an alias."""
    own = Q(system=system, code=code)
    alias = Q(aliases__system=system, aliases__code=code)
    return Area.objects.filter(own | alias, version__key=version).first()


@dataclass(frozen=True, slots=True)
class Shape:
    """An area on a map: its name, its SVG path, whether it is one of those that the map is about."""

    name: str
    path: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Map:
    """A map as SVG: its size, its shapes, and the mention that its source asks for."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    attribution: str

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(shape.name for shape in self.shapes if shape.chosen)


def map_of(nis: str, names: Iterable[str]) -> Map | None:
    """The neighbourhoods of a municipality with the named ones marked; None when none of them is known."""
    drawn = Area.objects.filter(nis=nis, level=Area.Level.NEIGHBOURHOOD).exclude(geometry="")
    version = drawn.values_list("version", flat=True).order_by("version_id").first() if nis else None
    if version is None:
        return None
    plain = _drawn(version)
    wanted = {_comparable(name) for name in names}
    shapes = tuple(replace(shape, chosen=_comparable(shape.name) in wanted) for shape in plain.shapes)
    return replace(plain, shapes=shapes) if any(shape.chosen for shape in shapes) else None


def _comparable(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", name.casefold()).strip()


@functools.lru_cache(maxsize=8)
def _drawn(version: int, width: int = 640) -> Map:
    """All areas of a version as SVG paths, north up; a version never changes, so it is drawn once."""
    areas = list(Area.objects.filter(version=version).exclude(geometry="").select_related("version"))
    rings = {area.pk: _rings(json.loads(area.geometry)) for area in areas}
    points = [point for found in rings.values() for ring in found for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    narrow = math.cos(math.radians((south + north) / 2))  # a degree of longitude is shorter than one of latitude
    scale = width / ((east - west) * narrow)

    def place(point: tuple[float, float]) -> str:
        return f"{(point[0] - west) * narrow * scale:.1f} {(north - point[1]) * scale:.1f}"

    shapes = tuple(
        Shape(area.name, "".join(f"M{'L'.join(map(place, ring))}Z" for ring in rings[area.pk])) for area in areas
    )
    return Map(width, math.ceil((north - south) * scale), shapes, areas[0].version.attribution)


def _rings(geometry: dict[str, Any]) -> list[list[tuple[float, float]]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[(point[0], point[1]) for point in ring] for polygon in polygons for ring in polygon]

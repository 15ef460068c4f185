"""The map of a contract: the neighbourhoods of its municipality, its own areas, a point on it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from wijkweb.commons.models import Area
from wijkweb.commons.together import Ask, asked
from wijkweb.contract.models import Contract
from wijkweb.dossier.models import Dossier
from wijkweb.dossier.reads import areas as boundaries
from wijkweb.dossier.reads import drawing
from wijkweb.dossier.reads.areas import own_map, versions_of
from wijkweb.dossier.reads.drawing import Box, Sheet
from wijkweb.field.models import Place
from wijkweb.rules.places import STEP

LEAST_SIDE = 90.0  # of the sheet of a municipality with shapes: some 900 m where it is 20 km wide
BARE_SHEET = Sheet(0.5, 0.33, 600_000.0)  # some 50 m a unit at 51 degrees, where there are no shapes
BARE_SIDE = 30.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A point on the map: its number in the list beside it, and whether it is marked."""

    number: int
    name: str
    x: float
    y: float
    marked: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """A map as SVG. `west`, `north` and `scale` turn a point of it into degrees; `radius` is that of a dot."""

    view_box: str
    areas: tuple[str, ...]
    own: tuple[str, ...]
    dots: tuple[Dot, ...]
    west: float
    north: float
    scale: float
    radius: float
    small: float
    attribution: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the list as the map needs it."""

    number: int
    place: Place
    marked: bool = False


def ground_of(contract: Contract, spots: Sequence[Spot], *, whole: bool = False) -> Ground | None:
    """The map with these places; None where there is neither a shape nor a place with coordinates.

    It shows where the places and the areas of the contract are; with `whole` all of the municipality.
    """
    placed = [spot for spot in spots if spot.place.latitude is not None]
    versions = versions_of(contract.case.municipality)
    frame = next((v for v in versions if v.drawn), None)
    if frame is None and not placed:
        return None
    sheet, attribution = BARE_SHEET, ""
    areas: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    boxes: list[Box] = []
    if frame is not None:
        sheet, shapes = drawing.drawn(frame.pk, contract.case.municipality.nis, frame.pk)
        areas, attribution = tuple(shape.path for shape in shapes), frame.attribution
        named = _own(contract)
        own = tuple(path for _, path in named)
        boxes = [shape.box for shape in shapes if whole or shape.path in own]
    dots = tuple(_dot(spot, sheet) for spot in placed)
    boxes += [(dot.x, dot.y, dot.x, dot.y) for dot in dots]
    if not boxes and frame is not None:
        boxes = [shape.box for shape in shapes]
    box = _at_least(drawing.around(boxes, 0.08), LEAST_SIDE if frame is not None else BARE_SIDE)
    return Ground(
        view_box=" ".join(f"{number:.1f}" for number in (box[0], box[1], box[2] - box[0], box[3] - box[1])),
        areas=areas, own=own, dots=dots, west=sheet.west, north=sheet.north, scale=sheet.scale,
        radius=round((box[2] - box[0]) / 40, 2), small=round((box[2] - box[0]) / 90, 2), attribution=attribution,
    )  # fmt: skip


def _own(contract: Contract) -> tuple[tuple[str, str], ...]:
    for dossier in _dossiers(contract):
        areas = tuple(dossier.projectarea_set.all())
        found = own_map(dossier, areas, versions_of(dossier.municipality)) if areas else None
        return found.marked if found else ()
    return ()


@asked
def _dossiers(contract: Contract) -> QuerySet[Dossier]:
    rows = Dossier.objects.filter(case=contract.case_id).select_related("municipality")
    return rows.order_by("pk").prefetch_related("projectarea_set")


def tables(contract: Contract) -> tuple[Ask, ...]:
    """What a map rests on beside its places, for who reads it with other things."""
    return *boundaries.tables(contract.case.municipality), _dossiers.of(contract)


def _dot(spot: Spot, sheet: Sheet) -> Dot:
    x, y = drawing.mercator(float(spot.place.longitude or 0), float(spot.place.latitude or 0))
    left, top = (x - sheet.west) * sheet.scale, (y - sheet.north) * sheet.scale
    return Dot(spot.number, spot.place.name, round(left, 2), round(top, 2), spot.marked)


def _at_least(box: Box, side: float) -> Box:
    """The box, no smaller than a side and never narrower than half its height, or flatter than half its width."""
    width, height = box[2] - box[0], box[3] - box[1]
    wide, high = max(width, side, height), max(height, side * 0.7, width * 0.6)
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def degrees(sheet: Sheet, x: float, y: float) -> tuple[Decimal, Decimal]:
    """Latitude and longitude of a point of a sheet; the way back from Sheet.place."""
    longitude = (x / sheet.scale + sheet.west) * 360 - 180
    latitude = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * (y / sheet.scale + sheet.north)))))
    return Decimal(latitude).quantize(STEP), Decimal(longitude).quantize(STEP)


def area_choices(contract: Contract) -> list[tuple[str, list[tuple[str, str]]]]:
    """The neighbourhoods and sectors whose middle can stand for a place: by the title of their boundaries."""
    municipality = contract.case.municipality
    found = []
    for version in versions_of(municipality):
        if version.drawn:
            areas = Area.objects.filter(version=version.pk, nis=municipality.nis).exclude(geometry="")
            names = areas.order_by("name").values_list("code", "name")
            found.append((version.title, [(f"{version.pk}:{code}", name) for code, name in names]))
    return found


def middle_of(contract: Contract, area: str) -> tuple[Decimal, Decimal] | None:
    """The middle of an area of `area_choices`; None when it is none of them."""
    municipality = contract.case.municipality
    key, _, code = area.partition(":")
    version = next((v for v in versions_of(municipality) if v.drawn and str(v.pk) == key), None)
    if version is None:
        return None
    sheet, shapes = drawing.drawn(version.pk, municipality.nis, version.pk)
    box = next((shape.box for shape in shapes if shape.code == code), None)
    return degrees(sheet, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2) if box else None

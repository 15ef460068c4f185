"""The areas of a municipality as SVG paths, all versions of its boundaries on one sheet, north up."""

from __future__ import annotations

import functools
import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.conf import settings

from wijkweb.commons.models import Area

SHEET = 2000  # units across the municipality
NEAR, NEAR_OF_MANY = 2, 4  # points closer than this are drawn as one; coarser where there are many areas
MANY = 100
MOST_TILES = 40
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Drawn:
    """An area on the sheet."""

    code: str
    name: str
    parent: str
    path: str
    box: Box


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where the sheet lies in the world: the left and top edge in Web Mercator (0 to 1), and its scale."""

    west: float
    north: float
    scale: float

    def place(self, point: Sequence[float]) -> tuple[int, int]:
        """A point in WGS84 as units on the sheet."""
        x, y = mercator(point[0], point[1])
        return round((x - self.west) * self.scale), round((y - self.north) * self.scale)


@dataclass(frozen=True, slots=True)
class Tile:
    """A picture of the background, and where it lies on the sheet."""

    url: str
    x: str
    y: str
    size: str


def mercator(lon: float, lat: float) -> tuple[float, float]:
    """Web Mercator, in which background tiles are cut: 0 to 1 from the west and from the north."""
    return (lon + 180) / 360, (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2


@functools.lru_cache(maxsize=16)
def drawn(version: int, nis: str, frame: int) -> tuple[Sheet, tuple[Drawn, ...]]:
    """The areas of a municipality in a version, on the sheet of the version `frame`; drawn once, it never changes."""
    sheet = _sheet(frame, nis)
    found = []
    areas = list(Area.objects.filter(version=version, nis=nis).exclude(geometry="").order_by("pk"))
    near = NEAR_OF_MANY if len(areas) > MANY else NEAR
    for area in areas:
        rings = [_thin([sheet.place(point) for point in ring], near) for ring in _rings(area.geometry)]
        rings = [ring for ring in rings if len(ring) > 2]
        if rings:
            path = "".join(map(_path, rings))
            found.append(Drawn(area.code, area.name, area.parent, path, _box(p for ring in rings for p in ring)))
    return sheet, tuple(found)


@functools.lru_cache(maxsize=16)
def _sheet(version: int, nis: str) -> Sheet:
    texts = Area.objects.filter(version=version, nis=nis).exclude(geometry="").values_list("geometry", flat=True)
    points = [mercator(p[0], p[1]) for text in texts for ring in _rings(text) for p in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    return Sheet(west, min(y for _, y in points), SHEET / max(east - west, 1e-9))


def _rings(text: str) -> list[list[list[float]]]:
    geometry = json.loads(text)
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [ring for polygon in polygons for ring in polygon]


def _thin(ring: list[tuple[int, int]], near: int) -> list[tuple[int, int]]:
    """The ring without points that lie almost on the one before."""
    kept = ring[:1]
    for point in ring[1:]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= near:
            kept.append(point)
    return kept


def _path(ring: list[tuple[int, int]]) -> str:
    """A ring as a closed path; each point as a step from the one before, which is a third shorter."""
    steps = (f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(ring))
    return f"M{ring[0][0]} {ring[0][1]}l{' '.join(steps)}z"


def _box(points: Iterable[tuple[int, int]]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def around(boxes: Sequence[Box], margin: float = 0.02) -> Box:
    """The box around all of them, with a margin: a part of its longest side."""
    left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right, bottom = max(b[2] for b in boxes), max(b[3] for b in boxes)
    by = max(right - left, bottom - top) * margin
    return left - by, top - by, right + by, bottom + by


def centre(boxes: Sequence[Box]) -> Box:
    """The part where areas lie close together: around the middle six tenths of their centres."""
    xs, ys = (sorted((b[at] + b[at + 2]) / 2 for b in boxes) for at in (0, 1))
    low, high = len(boxes) // 5, len(boxes) - 1 - len(boxes) // 5
    return around([(xs[low], ys[low], xs[high], ys[high])], 0.25)


def view_box(box: Box) -> str:
    """A box as the viewBox of an SVG."""
    left, top, right, bottom = box
    return f"{left:.0f} {top:.0f} {max(right - left, 1):.0f} {max(bottom - top, 1):.0f}"


def tiles(sheet: Sheet, box: Box) -> tuple[Tile, ...]:
    """The background of a box, where a server of tiles is set; () otherwise: then nobody outside sees the viewer."""
    if not settings.MAP_TILES:
        return ()
    left, top = sheet.west + box[0] / sheet.scale, sheet.north + box[1] / sheet.scale
    right, bottom = sheet.west + box[2] / sheet.scale, sheet.north + box[3] / sheet.scale
    zoom = max(0, min(19, int(math.log2(4 / max(right - left, bottom - top)))))
    number = 2**zoom
    size = sheet.scale / number
    found = [
        Tile(
            re.sub(r"\{([zxy])\}", lambda match: str({"z": zoom, "x": x, "y": y}[match[1]]), settings.MAP_TILES),  # noqa: B023
            f"{(x / number - sheet.west) * sheet.scale:.1f}",
            f"{(y / number - sheet.north) * sheet.scale:.1f}",
            f"{size:.1f}",
        )
        for x in range(int(left * number), int(right * number) + 1)
        for y in range(int(top * number), int(bottom * number) + 1)
    ]
    return tuple(found[:MOST_TILES])

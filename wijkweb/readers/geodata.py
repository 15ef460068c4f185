"""Areas out of files: GeoJSON with a geometry for each, or CSV with a row for each."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from wijkweb.readers.errors import Unreadable
from wijkweb.shapes.areas import AreaSource, AreaSources
from wijkweb.shapes.plain import Misfit, from_plain

MOST_BYTES = 60 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area as a source has it; `geometry` is GeoJSON text or ""."""

    code: str
    name: str
    nis: str
    parent: str
    square_metres: Decimal | None
    geometry: str
    aliases: tuple[tuple[str, str], ...]


def read_sources(path: Path) -> tuple[AreaSource, ...]:
    """The list of sources in a TOML file; raises Unreadable with file and key."""
    try:
        return from_plain(AreaSources, tomllib.loads(path.read_text(encoding="utf-8"))).sources
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Unreadable("area_file", file=path.name, key="", reason=str(error)) from None
    except Misfit as error:
        raise Unreadable("area_file", file=path.name, key=error.key, reason=error.reason) from None


def read_areas(source: AreaSource, folder: Path) -> list[AreaRow]:
    """The areas of one source; raises Unreadable naming the file and the row."""
    path = folder / source.file
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Unreadable("area_file", file=source.file, key="", reason="is too large")
        text = path.read_text(encoding="utf-8-sig")
        records = _features(text) if path.suffix in (".geojson", ".json") else _rows(text, source.delimiter)
        return [_area(source, at, record, geometry) for at, (record, geometry) in enumerate(records)]
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, csv.Error) as error:
        raise Unreadable("area_file", file=source.file, key="", reason=str(error)) from None


def _features(text: str) -> list[tuple[dict[str, Any], str]]:
    data = json.loads(text)
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        raise json.JSONDecodeError("there is no list of features", text[:1], 0)
    return [
        (feature.get("properties") or {}, json.dumps(feature.get("geometry"), separators=(",", ":")))
        for feature in features
        if isinstance(feature, dict)
    ]


def _rows(text: str, delimiter: str) -> list[tuple[dict[str, Any], str]]:
    return [(row, "") for row in csv.DictReader(io.StringIO(text), delimiter=delimiter)]


def _area(source: AreaSource, at: int, record: dict[str, Any], geometry: str) -> AreaRow:
    def column(name: str) -> str:
        if name not in record:
            raise Unreadable("area_file", file=source.file, key=f"row {at + 1}", reason=f"has no column {name!r}")
        return str(record[name] if record[name] is not None else "").strip()

    code = column(source.code)
    if not code:
        raise Unreadable("area_file", file=source.file, key=f"row {at + 1}", reason="has no code")
    return AreaRow(
        code=code,
        name=column(source.name).removesuffix(source.strip) if source.strip else column(source.name),
        nis=source.nis[1:] if source.nis.startswith("=") else column(source.nis),
        parent=column(source.parent) if source.parent else "",
        square_metres=_size(column(source.size)) if source.size else None,
        geometry=geometry if geometry != "null" else "",
        aliases=tuple((alias.system, alias.template.format(code=code)) for alias in source.aliases),
    )


def _size(text: str) -> Decimal | None:
    """A number with a comma or a point; "-" is unknown."""
    try:
        return Decimal(text.replace(",", ".")).quantize(Decimal("0.01"))
    except InvalidOperation:
        return None

"""Loading areas: each source is a version of boundaries, replaced as a whole."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import transaction

from wijkweb.commons import journal
from wijkweb.commons.models import Area, AreaAlias, AreaVersion, Person
from wijkweb.readers.geodata import read_areas, read_sources

SHIPPED = Path(__file__).resolve().parents[1] / "data" / "areas" / "sources.toml"


@transaction.atomic
def load_areas(*, sources: Path, by: Person | None, now: datetime) -> dict[str, int]:
    """Loads every source of a list; a version that is there is replaced. Returns the number of areas for each."""
    loaded = {}
    for source in read_sources(sources):
        rows = read_areas(source, sources.parent)
        AreaVersion.objects.filter(key=source.key).delete()
        version = AreaVersion.objects.create(
            key=source.key,
            title=source.title,
            source=source.source,
            licence=source.licence,
            attribution=source.attribution,
            taken_on=source.taken_on,
        )
        areas = Area.objects.bulk_create(
            Area(
                version=version,
                level=source.level,
                system=source.system,
                code=row.code,
                name=row.name,
                nis=row.nis,
                parent=row.parent,
                square_metres=row.square_metres,
                geometry=row.geometry,
            )
            for row in rows
        )
        AreaAlias.objects.bulk_create(
            AreaAlias(area=area, system=system, code=code)
            for area, row in zip(areas, rows, strict=True)
            for system, code in row.aliases
        )
        loaded[source.key] = len(rows)
    journal.write("areas.load", by=by, now=now, loaded=loaded)
    return loaded

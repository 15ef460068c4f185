"""Django's system checks for what a setting can get wrong."""

from __future__ import annotations

import sqlite3
from typing import Any

from django.conf import settings
from django.core.checks import Tags, Warning, register

SAFE_SQLITE = (3, 51, 3)


@register(Tags.database)
def sqlite_with_many_writers(**_: Any) -> list[Warning]:
    """SQLite before 3.51.3 can, very rarely, damage a database that two processes write at once."""
    on_sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    if not on_sqlite or settings.WORKERS < 2 or sqlite3.sqlite_version_info >= SAFE_SQLITE:
        return []
    return [
        Warning(
            f"SQLite {sqlite3.sqlite_version} with {settings.WORKERS} workers can damage its file (WAL reset fault).",
            hint="Set WIJKWEB_WORKERS=1, or use PostgreSQL by DATABASE_URL, or SQLite 3.51.3 or newer.",
            id="wijkweb.W001",
        )
    ]

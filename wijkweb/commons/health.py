"""Whether the process lives and whether it can serve, for a proxy or a monitor."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor

LAST_BACKUP = "last_backup"  # a file in the data folder: when the newest backup was made
LEAST_DISK = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Health:
    """The answers to: is the database there, is it up to date, is there room on the disk.

    `backup_hours` is the age of the newest backup, None when there is none; an old one does not stop the serving.
    """

    database: bool
    migrated: bool
    disk: bool
    backup_hours: int | None = None

    @property
    def ready(self) -> bool:
        return self.database and self.migrated and self.disk


def look(now: datetime) -> Health:
    """Asks on a connection of its own: an open one may still work when no new one is let in."""
    connection = connections.create_connection("default")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        executor = MigrationExecutor(connection)
        migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        database = True
    except DatabaseError:
        database = migrated = False
    finally:
        connection.close()
    return Health(database, migrated, shutil.disk_usage(settings.DATA).free > LEAST_DISK, _backup_hours(now))


def _backup_hours(now: datetime) -> int | None:
    try:
        made = datetime.fromisoformat((Path(settings.DATA) / LAST_BACKUP).read_text(encoding="ascii"))
        return int((now - made).total_seconds() // 3600)
    except (OSError, ValueError, TypeError):
        return None

"""A database that is one file (SQLite): copied, opened beside, and put in the place of the one that is there."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from wijkweb.commons.upkeep import NotPossible, databases

MEMBER = "database.sqlite3"
MOST_SECONDS = 20.0


def dump(target: Path, catch: Callable[[], None]) -> dict[str, int]:
    """Copies the database as it was when `catch` ran; returns the rows of each table.

    Writers wait while `catch` runs, and go on during the copy.
    """
    with closing(sqlite3.connect(f"file:{_file()}?mode=ro", uri=True, isolation_level=None)) as source:
        with transaction.atomic():  # holds the write lock, so what `catch` sees and what is copied are one moment
            catch()
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        with closing(sqlite3.connect(target)) as copy:
            try:
                source.backup(copy)
            except sqlite3.Error as error:
                raise NotPossible(f"the database cannot be read ({error})") from None
    with databases.opened({**connection.settings_dict, "NAME": str(target)}) as alias:
        return databases.rows(alias)


@contextmanager
def staged(dumped: Path) -> Iterator[dict[str, Any]]:
    """The settings of the database in a backup, beside the one that is there; raises NotPossible."""
    with closing(sqlite3.connect(dumped)) as copy:
        try:
            sound = copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            whole = not copy.execute("PRAGMA foreign_key_check").fetchall()
        except sqlite3.DatabaseError:
            sound = whole = False
    if not (sound and whole):
        raise NotPossible("the database in the backup is damaged; take another one")
    yield {**connection.settings_dict, "NAME": str(dumped)}


def swap(made: dict[str, Any]) -> None:
    """Puts a staged database in the place of the one that is there: one transaction, all or nothing."""
    connection.close()
    began = time.monotonic()

    def waited(*_: int) -> None:
        if time.monotonic() - began > MOST_SECONDS:
            raise NotPossible("the database is in use; stop Wijkweb first")

    with closing(sqlite3.connect(made["NAME"])) as source, closing(sqlite3.connect(_file(), timeout=5)) as target:
        try:
            source.backup(target, progress=waited)
        except sqlite3.Error as error:
            raise NotPossible(f"the database cannot be written ({error}); stop Wijkweb first") from None


def is_empty() -> bool:
    return not _file().exists() or not connection.introspection.table_names()


def _file() -> Path:
    return Path(str(connection.settings_dict["NAME"]))

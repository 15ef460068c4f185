"""What both kinds of database need while one is looked at beside the one that is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connections

ALIAS = "beside"


@contextmanager
def opened(about: Mapping[str, Any]) -> Iterator[str]:
    """Opens a second database with these settings; gives the name to reach it by."""
    connections.databases[ALIAS] = dict(about)
    try:
        yield ALIAS
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.databases[ALIAS]


def rows(alias: str) -> dict[str, int]:
    """How many rows each table has."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        found = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found[table] = cursor.fetchone()[0]
        return found

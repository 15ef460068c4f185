"""A database on a server (PostgreSQL): dumped from one snapshot, loaded into a schema beside, and swapped."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from wijkweb.commons import journal
from wijkweb.commons.upkeep import NotPossible, databases

MEMBER = "database.pgdump"
BESIDE = "wijkweb_beside_"  # the start of the name of a schema that is being verified


def dump(target: Path, catch: Callable[[], None]) -> dict[str, int]:
    """Dumps the database as it was when `catch` ran; returns the rows of each table.

    Writers wait while `catch` runs, and go on during the dump, which reads the same snapshot.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [journal.LOCK])
        try:
            with transaction.atomic():
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
                cursor.execute("SET LOCAL statement_timeout = 0")
                cursor.execute("SELECT pg_export_snapshot()")
                snapshot = cursor.fetchone()[0]
                catch()
                cursor.execute("SELECT pg_advisory_unlock(%s)", [journal.LOCK])
                _run(
                    "pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}",
                    f"--exclude-schema={BESIDE}*", "--file", str(target),
                )  # fmt: skip
                return databases.rows("default")
        except BaseException:
            connection.close()  # gives the lock back, whatever went wrong
            raise


@contextmanager
def staged(dumped: Path) -> Iterator[dict[str, Any]]:
    """The settings of the database in a backup, in a schema beside the one that is there; raises NotPossible.

    The dump names the schema `public`. So inside one transaction, which nobody else sees, the live schema steps
    aside, the dump is loaded, and both take their names.
    """
    _drop_left()
    name = f"{BESIDE}{secrets.token_hex(6)}"
    script = dumped.with_suffix(".sql")
    _run("pg_restore", "--no-owner", f"--file={script}", str(dumped), database=False)
    aside = f'ALTER SCHEMA public RENAME TO "{name}_live"; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO PUBLIC'
    back = f'ALTER SCHEMA public RENAME TO "{name}"; ALTER SCHEMA "{name}_live" RENAME TO public'
    _run(
        "psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction", "--output=/dev/null",
        "--command", aside, "--file", str(script), "--command", back,
    )  # fmt: skip
    script.unlink()
    options = dict(connection.settings_dict["OPTIONS"])
    options["options"] = f"{options.get('options', '')} -c search_path={name}".strip()
    try:
        yield {**connection.settings_dict, "OPTIONS": options, "SCHEMA": name}
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP SCHEMA IF EXISTS "{name}" CASCADE')


def swap(made: dict[str, Any]) -> None:
    """Puts the staged schema in the place of the one that is there: one transaction, all or nothing."""
    name = made["SCHEMA"]
    with transaction.atomic(), connection.cursor() as cursor:
        journal.one_at_a_time()
        cursor.execute(f'ALTER SCHEMA public RENAME TO "{name}_old"')
        cursor.execute(f'ALTER SCHEMA "{name}" RENAME TO public')
        cursor.execute(f'DROP SCHEMA "{name}_old" CASCADE')
    connection.close()


def is_empty() -> bool:
    return not connection.introspection.table_names()


def _drop_left() -> None:
    """What a restore left that was killed between loading and swapping."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE starts_with(nspname, %s)", [BESIDE])
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP SCHEMA "{name}" CASCADE')


def _run(program: str, *arguments: str, database: bool = True) -> None:
    """Runs a tool of PostgreSQL; the password goes by the environment, where a list of processes shows it not."""
    found = shutil.which(program) or next(
        (str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), reverse=True)), None
    )
    if found is None:
        raise NotPossible(f"{program} is not installed; it comes with PostgreSQL's client programs")
    told = dict(_where())
    name = told.pop("PGDATABASE")
    command = [found, *(("--dbname", name) if database else ()), *arguments]
    done = subprocess.run(command, env={**os.environ, **told}, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise NotPossible(f"{program} failed: {done.stderr.strip().splitlines()[-1] if done.stderr else ''}")


def _where() -> Iterator[tuple[str, str]]:
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "NAME": "PGDATABASE"}
    for key, name in names.items():
        if value := connection.settings_dict.get(key):
            yield name, str(value)
    for key, value in connection.settings_dict["OPTIONS"].items():
        if key.startswith("ssl"):
            yield f"PG{key.upper()}", str(value)

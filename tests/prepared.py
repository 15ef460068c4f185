"""Databases and sites that stand ready: filled once by the real commands, copied for each test that needs one of its own.

Once in a run of tests/run.py, whose workers share a folder (`SHARED`); once in a process when pytest runs by itself.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import functools
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = "WIJKWEB_TESTS_PREPARED"
DATABASE = "wijkweb.sqlite3"  # in a data folder
TABLES = "wijkweb_tables"  # on a server of PostgreSQL, the database with nothing else
_FILLING = (["migrate"], ["createcachetable"])


@functools.cache
def folder() -> Path:
    """The folder that the workers of this run share, or one of this process, gone at its end."""
    if shared := os.environ.get(SHARED):
        return Path(shared)
    made = tempfile.mkdtemp(prefix="wijkweb-prepared-")
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return Path(made)


def once(name: str, make: Callable[[Path], Any]) -> Path:
    """What the first who asks makes at the path it is given, and the others take; they wait while it is made."""
    path = folder() / name
    with path.with_name(f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            half = path.with_name(f"{name}.half")
            make(half)
            half.rename(path)
    return path


def file_with_tables() -> Path:
    """A database of SQLite to copy."""
    return once("tables.sqlite3", _file_with_tables)


def _file_with_tables(path: Path) -> None:
    fill(f"sqlite:///{path}")
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def demo() -> Path:
    """A data folder to copy: the demo as tests/demo.py loads it, in a database of SQLite, and its files."""
    return once("demo", _demo)


def _demo(data: Path) -> None:
    data.mkdir()
    database = data / DATABASE
    shutil.copy(file_with_tables(), database)
    load_demo(f"sqlite:///{database}", data)
    with contextlib.closing(sqlite3.connect(database)) as filled:
        filled.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def load_demo(url: str, data: Path) -> None:
    """The demo in the database at `url`, that has its tables; its files under `data`."""
    _in_a_process(["-m", "tests.demo"], DATABASE_URL=url, WIJKWEB_DATA=str(data))
    (data / "static").rmdir()  # of the settings of the tests


@contextlib.contextmanager
def demo_under(connection: Any) -> Iterator[Path]:
    """The tests' own database, of SQLite, is that of the demo until the block ends; the data folder it came from."""
    ready = demo()
    _copied(ready / DATABASE, connection)
    try:
        yield ready
    finally:
        _copied(file_with_tables(), connection)


def _copied(file: Path, connection: Any) -> None:
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(file)) as filled:
        filled.backup(connection.connection)


def database_with_tables(url: str) -> str:
    """The name of a database on the same server to make others of (CREATE DATABASE ... TEMPLATE)."""
    server = url.rpartition("/")[0]
    return once(f"at-{server.rpartition('@')[2]}", lambda path: path.write_text(_template(server))).read_text()


def _template(server: str) -> str:
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TABLES]).fetchone():
            return TABLES  # this server is a copy of the one that stands ready (tests/postgres.py)
    name = f"tables_{os.getpid()}"
    create(server, name)
    atexit.register(_dropped, server, name)
    return name


def create(server: str, name: str) -> None:
    """A database with every table, on a server that has none of that name in use."""
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
    fill(f"{server}/{name}")


@contextlib.contextmanager
def under(connection: Any) -> Iterator[None]:
    """The tests' own database begins as a copy of the one with tables, so that `migrate` has nothing left to do."""
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = database_with_tables(os.environ["DATABASE_URL"])
        yield
        return
    name = connection.creation._get_test_db_name()  # in memory: there as long as somebody has it open
    with (
        contextlib.closing(sqlite3.connect(name, uri=True)) as memory,
        contextlib.closing(sqlite3.connect(file_with_tables())) as filled,
    ):
        filled.backup(memory)
        yield


def _dropped(server: str, name: str) -> None:
    import psycopg

    with contextlib.suppress(psycopg.Error), psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def fill(url: str) -> None:
    """Every table in the empty database at `url`, by the commands of `wijkweb run`."""
    for command in _FILLING:
        _in_a_process(["manage.py", *command, "--verbosity", "0"], DATABASE_URL=url)


def _in_a_process(words: list[str], **environment: str) -> None:
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT), **environment}
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])


def main() -> None:
    """All of it, before the workers ask; beside the checks, that need one core."""
    from tests import postgres, site

    demo()
    site.filled()
    if postgres.available():
        postgres.filled()


if __name__ == "__main__":
    main()

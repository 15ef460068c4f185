"""Databases and sites that stand ready: filled once per process by the real commands, copied for each test that needs
one of its own."""

from __future__ import annotations

import atexit
import contextlib
import functools
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_TABLES = (["migrate"], ["createcachetable"])


@functools.cache
def folder() -> Path:
    """A folder of this process, gone at its end."""
    made = tempfile.mkdtemp(prefix="wijkweb-prepared-")
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return Path(made)


@functools.cache
def file_with_tables() -> Path:
    """A database of SQLite to copy."""
    path = folder() / "tables.sqlite3"
    fill(f"sqlite:///{path}")
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def database_with_tables(url: str) -> str:
    """The name of a database on the same server to make others of (CREATE DATABASE ... TEMPLATE)."""
    return _template(url.rpartition("/")[0])


@functools.cache
def _template(server: str) -> str:
    import psycopg

    name = f"tables_{os.getpid()}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
    fill(f"{server}/{name}")
    atexit.register(_dropped, server, name)
    return name


def _dropped(server: str, name: str) -> None:
    import psycopg

    with contextlib.suppress(psycopg.Error), psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def fill(url: str) -> None:
    """Every table in the empty database at `url`, by the commands of `wijkweb run`."""
    env = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)}
    for command in _TABLES:
        done = subprocess.run(
            [sys.executable, "manage.py", *command, "--verbosity", "0"],
            cwd=ROOT, env=env, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(done.stderr[-3000:])

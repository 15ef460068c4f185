"""A process apart with a database of its own: what is taken down there takes nobody else down."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.faults.harness import ROOT, Place


@contextmanager
def fresh_database(place: Place, name: str) -> Iterator[str]:
    """An empty database of the kind under test; its address. It is gone when the block ends."""
    if not place.database.startswith("postgres"):
        yield f"sqlite:///{place.folder / f'{name}.sqlite3'}"
        return
    import psycopg

    name = f"{name}_{os.getpid()}"
    with psycopg.connect(place.database, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{place.database.rpartition('/')[0]}/{name}"
        finally:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def worked(place: Place, module: str, task: dict[str, Any], url: str = "") -> dict[str, Any]:
    """What a worker made of a task, in a database of its own with its tables, or in the one at `url`."""
    data = place.folder / "data"
    data.mkdir(exist_ok=True)
    if url:
        return _answer(place, module, task, url)
    with fresh_database(place, module.rpartition(".")[2]) as made:
        return _answer(place, module, task, made)


def _answer(place: Place, module: str, task: dict[str, Any], url: str) -> dict[str, Any]:
    env = {
        **os.environ, "DATABASE_URL": url, "WIJKWEB_DATA": str(place.folder / "data"),
        "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    for command in (
        ["manage.py", "migrate", "--verbosity", "0"],
        ["manage.py", "createcachetable", "--verbosity", "0"],
        ["-m", module, json.dumps(task)],
    ):
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=env, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(done.stderr[-3000:])
    return json.loads(done.stdout.strip().rsplit("\n", 1)[-1])  # type: ignore[no-any-return]

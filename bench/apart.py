"""Measures that need a database run in a process of their own, on a throw-away one, and answer in JSON."""

from __future__ import annotations

import contextlib
import functools
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.cpu import ROOT, environment
from bench.row import NotHere
from tests import postgres

DATABASES = ("SQLite", "PostgreSQL")


@functools.cache
def measured(module: str, database: str, place: Path) -> dict[str, float]:
    """What a module of bench/inside measured; run once, however many rows ask."""
    with contextlib.ExitStack() as stack:
        data = stack.enter_context(tempfile.TemporaryDirectory(dir=place))
        more = {"WIJKWEB_DATA": data, "DJANGO_SETTINGS_MODULE": "wijkweb.web.settings"}
        if database == "PostgreSQL":
            if not postgres.available():
                raise NotHere("no PostgreSQL on this machine")
            more["DATABASE_URL"] = stack.enter_context(postgres.running(empty=True))
        command = [sys.executable, "-m", module]
        done = subprocess.run(command, cwd=ROOT, env=environment(**more), stdout=subprocess.PIPE, check=True)
    answer: dict[str, float] = json.loads(done.stdout)
    return answer

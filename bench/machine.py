"""On what all this was measured."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess

from bench.cpu import ROOT
from tests import postgres


def machine() -> str:
    """Cores, load, Python and databases, in one line."""
    load = os.getloadavg()[0]
    parts = [
        f"{os.cpu_count()} cores {platform.machine()} (load {load:.1f})",
        f"Python {platform.python_version()}",
        f"SQLite {sqlite3.sqlite_version}",
        _postgres(),
        f"commit {_output('git', 'rev-parse', '--short', 'HEAD')}",
    ]
    return ", ".join(part for part in parts if part)


def _postgres() -> str:
    folder = postgres.binaries() if postgres.available() else None
    return f"PostgreSQL {_output(str(folder / 'postgres'), '--version').split()[2]}" if folder else ""


def _output(*command: str) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"

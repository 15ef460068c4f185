"""What every fault test shares: how much is run, what is counted, where the figures go, and who is measured.

A fault test is one `Fault`: `run` makes seeded faults with the protection on, `twin` makes them with the
protection off. `tests/faults/catalogue.py` lists them all. A run fails when too few faults hit, or when one did
harm; a twin fails when it did no harm, because then the run proves nothing.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests import prepared

ROOT = Path(__file__).resolve().parents[2]
MOST_SECONDS = 5.0  # of processor time, so that a busy machine gives the same verdict
MOST_WAIT = 20.0  # by the clock: nothing sleeps or hangs
MOST_MEBIBYTES = 256
_SHARE = 10


def whole() -> bool:
    """Whether everything is run (`make proof`), or a tenth with the same seeds (`make test`)."""
    return os.environ.get("WIJKWEB_FAULTS", "tenth") == "whole"


def tenth(items: Sequence[Any], least: int = 1) -> Sequence[Any]:
    """All of these, or a tenth of them, drawn from a seed: the same ones at each run."""
    if whole():
        return items
    number = max(least, len(items) // _SHARE)
    drawn = random.Random(len(items)).sample(range(len(items)), min(number, len(items)))
    return [items[at] for at in sorted(drawn)]


@dataclass
class Figures:
    """What one run made of its faults. `harm` says in words what went wrong; empty when all was well."""

    made: int = 0
    hit: int = 0
    harm: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    seconds: float = 0.0

    def line(self) -> str:
        """One line: made, hit, harm, and what else is worth a figure."""
        parts = [f"made {self.made}", f"hit {self.hit}", f"harm {len(self.harm)}", *self.notes]
        return "; ".join([*parts, f"{self.seconds:.0f} s"])


@dataclass(frozen=True)
class Place:
    """Where a fault test runs: an empty folder of its own, and the logged-in world of the database tests."""

    folder: Path
    database: str = ""
    world: Any = None


@dataclass(frozen=True)
class Fault:
    """One fault test. `least` is the part of the faults made that has to hit, `database` and
    `browser` whether it needs one."""

    key: str
    title: str
    what: str
    seed: int
    least: float
    run: Callable[[Place], Figures]
    twin: Callable[[Place], Figures]
    twin_what: str
    database: bool = False
    browser: bool = False
    columns: tuple[str, ...] = ()
    limits: str = ""


@contextmanager
def fresh_database(place: Place, name: str, *, tables: bool = False) -> Iterator[str]:
    """A fresh database of the kind under test, with or without tables, that a process apart can open."""
    if not place.database.startswith("postgres"):
        if tables:
            shutil.copy(prepared.file_with_tables(), place.folder / f"{name}.sqlite3")
        yield f"sqlite:///{place.folder / name}.sqlite3"
        return
    import psycopg

    name = f"{name}_{os.getpid()}"
    with psycopg.connect(place.database, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        template = f"TEMPLATE {prepared.database_with_tables(place.database)}" if tables else ""
        server.execute(f"CREATE DATABASE {name} {template}")
        try:
            yield f"{place.database.rpartition('/')[0]}/{name}"
        finally:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def record(fault: Fault, figures: Figures, part: str, database: str) -> None:
    """Prints the line of figures and, for `make proof`, adds it to the file that the page is made of."""
    print(f"\n{fault.key} {part} ({database or 'no database'}, seed {fault.seed}): {figures.line()}")
    if path := os.environ.get("WIJKWEB_FAULTS_FIGURES"):
        entry = {"key": fault.key, "part": part, "database": database, **asdict(figures)}
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry, ensure_ascii=False) + "\n")


@contextmanager
def timed(figures: Figures) -> Iterator[None]:
    began = time.monotonic()
    try:
        yield
    finally:
        figures.seconds += time.monotonic() - began


@dataclass(frozen=True)
class Ended:
    """How a process ended: its exit code (None: it was stopped), what it said, what it took, what it left."""

    code: int | None
    out: str
    err: str
    seconds: float
    processor: float
    mebibytes: int
    left: tuple[str, ...]

    @property
    def too_much(self) -> bool:
        """Over the bounds on time or memory."""
        return self.processor > MOST_SECONDS or self.seconds > MOST_WAIT or self.mebibytes > MOST_MEBIBYTES

    def took(self) -> str:
        return f"{self.processor:.1f} s of processor, {self.seconds:.1f} s by the clock, {self.mebibytes} MiB"


_MEASURE = """
import json, resource, subprocess, sys, time
most, memory, command = float(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
limit = (lambda: resource.setrlimit(resource.RLIMIT_AS, (memory, memory))) if memory else None
began = time.monotonic()
process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=limit)
try:
    out, err = process.communicate(timeout=most)
    code = process.returncode
except subprocess.TimeoutExpired:
    process.kill()
    out, err = process.communicate()
    code = None
took = time.monotonic() - began
used = resource.getrusage(resource.RUSAGE_CHILDREN)
text = lambda data: data.decode("utf-8", "replace")
json.dump([code, text(out), text(err), took, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024], sys.stdout)
"""


def measured(command: Sequence[str], folder: Path, *, most: float = 30.0, memory: int = 0) -> Ended:
    """Runs a command in a small process of its own, that sees what it and its children took at most.

    The command has a folder for temporary files to itself; what is in it afterwards was left behind.
    """
    temporary = Path(tempfile.mkdtemp(dir=folder))
    env = {**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(most), str(memory), *command],
        cwd=temporary, env=env, capture_output=True, text=True, check=True,
    )  # fmt: skip
    code, out, err, seconds, processor, mebibytes = json.loads(done.stdout)
    left = tuple(sorted(path.name for path in temporary.rglob("*")))
    return Ended(code, out, err, seconds, processor, mebibytes, left)

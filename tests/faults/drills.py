"""Restore drills under load, and damaged backups over live data."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from tests import prepared
from tests.faults.harness import ROOT, Fault, Figures, Place, tenth, timed

_SEED = 20210716
_DRILLS = 20
_DAMAGED = 200
# of the sealed file: cut, or a bit of it flipped, in each of its regions; another key; and a backup of something
# else, sealed as any other, because anybody may seal
KINDS = (
    "cut: head", "cut: between pieces", "cut: anywhere", "cut: last byte", "added", "flip: first line",
    "flip: recipient", "flip: mac", "flip: first piece", "flip: anywhere", "flip: last piece", "another key",
    "inside: a file", "inside: a file gone", "inside: the rows", "inside: the list",
)  # fmt: skip


def _damages() -> list[list[Any]]:
    """Every kind in turn, each with a seed of its own."""
    chance = random.Random(_SEED)
    return [[KINDS[number % len(KINDS)], chance.randrange(2**32)] for number in range(_DAMAGED)]


@contextmanager
def _databases(place: Place, number: int) -> Iterator[list[str]]:
    """Fresh databases of the kind under test; processes apart have to be able to open them."""
    if not place.database.startswith("postgres"):
        files = [place.folder / f"{n}" / "wijkweb.sqlite3" for n in range(number)]
        files[0].parent.mkdir()
        shutil.copy(prepared.file_with_tables(), files[0])  # the live one; the place elsewhere is empty
        yield [f"sqlite:///{path}" for path in files]
        return
    import psycopg

    names = [f"drills_{os.getpid()}_{n}" for n in range(number)]
    with psycopg.connect(place.database, autocommit=True) as server, ExitStack() as stack:
        ready = f"TEMPLATE {prepared.database_with_tables(place.database)}"
        for name, template in zip(names, (ready, *[""] * number), strict=False):
            server.execute(f"CREATE DATABASE {name} {template}")  # type: ignore[call-overload]
            stack.callback(server.execute, f"DROP DATABASE {name} WITH (FORCE)")
        yield [f"{place.database.rpartition('/')[0]}/{name}" for name in names]


def _worked(place: Place, task: dict[str, Any]) -> Figures:
    """The worker (tests.faults.drilling), with two places: the live one and one elsewhere."""
    figures = Figures()
    with timed(figures), _databases(place, 2) as urls:
        places = []
        for number, url in enumerate(urls):
            data = place.folder / str(number)
            data.mkdir(exist_ok=True)
            places.append({"DATABASE_URL": url, "WIJKWEB_DATA": str(data)})
        given = {**task, "places": places, "folder": str(place.folder)}
        env = {**os.environ, **places[0], "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)}
        env.pop("WIJKWEB_KEYS", None)
        command = [sys.executable, "-m", "tests.faults.drilling", json.dumps(given)]
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr[-3000:])
        said = json.loads(done.stdout.strip().rsplit("\n", 1)[-1])
    figures.made, figures.hit, figures.harm, figures.notes = said["made"], said["hit"], said["harm"], said["notes"]
    return figures


def _drills(protected: bool) -> Callable[[Place], Figures]:
    rounds = range(_DRILLS)
    return lambda place: _worked(
        place, {"task": "drill", "rounds": list(tenth(rounds, 2)), "protected": protected, "seed": _SEED}
    )


def _damage(protected: bool) -> Callable[[Place], Figures]:
    return lambda place: _worked(
        place,
        {"task": "damage", "rounds": _damages()[: len(tenth(_damages(), len(KINDS)))], "protected": protected},
    )


DRILLS = Fault(
    key="drills",
    title="A backup under load, put back elsewhere",
    what=f"{_DRILLS} drills: two processes check and keep papers without a pause while `wijkweb backup` seals a backup; the backup is put back elsewhere, into an empty place the first time, over what is there after that. A drill hit when lines were added to the journal while the backup was made.",
    limits="The journal holds up to the head in the name; rows are as many as the journal says at that head; each row has its file with its hash; a row that a phone sealed is opened elsewhere only after the keys came back from their own backup; nobody who wrote meanwhile got an error.",
    seed=_SEED,
    least=0.9,
    run=_drills(True),
    twin=_drills(False),
    twin_what="The same with a copy of tables and files that are not caught in one moment: harm is a row too many or a file too few.",
    database=True,
)
DAMAGES = Fault(
    key="damaged-backup",
    title="Damaged backups over live data",
    what=f"{_DAMAGED} backups with seeded damage in {len(KINDS)} kinds: cut, lengthened or a bit flipped in each region of the sealed file, opened with another key, or sealed again with other content; each given to `restore --replace`. A fault hit when the file, or what is in it, is not that of the backup.",
    limits="Each is refused with one sentence; rows, journal, stored files and the list of purges of the live place are as before, and nothing is left behind.",
    seed=_SEED,
    least=1.0,
    run=_damage(True),
    twin=_damage(False),
    twin_what="The same damage to backups that are not sealed, with no hash asked for: harm is a damaged one that is taken in.",
    database=True,
)

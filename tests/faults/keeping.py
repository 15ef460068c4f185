"""Checking and keeping a paper while the process is taken down, and two people who keep it at the same moment."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from tests.faults.harness import ROOT, Fault, Figures, Place, fresh_database, tenth, timed

_SEED = 20210710
_CRASHES = 240
_RACES = 50
_POINTS = (
    "check: before write", "check: file half written", "check: file stored", "check: row of the file",
    "check: row of the paper", "check: text of the paper", "check: before the journal", "check: after the journal",
    "check: after commit", "keep: before write", "keep: case made", "keep: dossier made", "keep: file given",
    "keep: before the journal", "keep: after the journal", "keep: after commit",
)  # fmt: skip


def _rounds() -> list[list[str]]:
    """Every point both ways, in an order that the seed decides."""
    ways = [[point, way] for point in _POINTS for way in ("exit", "raise")]
    chance = random.Random(_SEED)
    rounds: list[list[str]] = []
    while len(rounds) < _CRASHES:
        rounds += chance.sample(ways, len(ways))
    return rounds[:_CRASHES]


def _worked(place: Place, task: dict[str, Any]) -> dict[str, Any]:
    data = place.folder / "data"
    data.mkdir(exist_ok=True)
    with fresh_database(place, "keeping") as url:
        env = {
            **os.environ, "DATABASE_URL": url, "WIJKWEB_DATA": str(data), "DJANGO_SETTINGS_MODULE": "tests.settings",
            "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        for command in (
            ["manage.py", "migrate", "--verbosity", "0"],
            ["-m", "tests.faults.crashing", json.dumps(task)],
        ):
            done = subprocess.run([sys.executable, *command], cwd=ROOT, env=env, capture_output=True, text=True, check=False)  # fmt: skip
            if done.returncode:
                raise RuntimeError(done.stderr[-3000:])
    return json.loads(done.stdout.strip().rsplit("\n", 1)[-1])  # type: ignore[no-any-return]


def _figures(place: Place, task: dict[str, Any]) -> Figures:
    figures = Figures()
    with timed(figures):
        said = _worked(place, task)
    figures.made, figures.hit, figures.harm = said["made"], said["hit"], said["harm"]
    if task["task"] == "crash" and task["protected"]:
        figures.notes.append(
            f"{said['left']} files left without a row by a process that died, {said['healed']} of them taken in "
            "by the next try with the same file"
        )
    return figures


def _crashes(protected: bool) -> Callable[[Place], Figures]:
    return lambda place: _figures(place, {"task": "crash", "rounds": list(_chosen()), "protected": protected})


def _chosen() -> list[list[str]]:
    """A tenth is still every point once or more: the first rounds hold them all."""
    return list(_rounds()[: len(tenth(_rounds(), 32))])


def _races(protected: bool) -> Callable[[Place], Figures]:
    return lambda place: _figures(
        place, {"task": "race", "rounds": list(tenth(range(_RACES), 5)), "protected": protected}
    )


CRASHES = Fault(
    key="keeping-crash",
    title="A paper checked and kept while the process dies",
    what=f"{_CRASHES} crashes at {len(_POINTS)} named points of checking and keeping a paper (before the write, in the middle of the file, inside the transaction, after the commit before the answer), half of them by leaving at once, half by an exception. A fault hit when the process reached its point and died there.",
    limits="No row without its file, no half dossier, no journal line without its row and no row without its line; the journal holds; an exception leaves no file; the same button pressed again has its effect, once.",
    seed=_SEED,
    least=1.0,
    run=_crashes(True),
    twin=_crashes(False),
    twin_what="The same crashes in actions without their transaction: harm is a promise that does not hold.",
    database=True,
)
RACES = Fault(
    key="keeping-race",
    title="Two people keep one paper at the same moment",
    what=f"{_RACES} times two threads with a connection each press “keep” on one paper. A fault hit when the two were inside the action at the same time.",
    limits="One dossier, one case, one journal line, and no error for either of the two.",
    seed=_SEED,
    least=0.8,
    run=_races(True),
    twin=_races(False),
    twin_what="The same without transaction and lock: harm is a second case, or an error.",
    database=True,
)

"""Phones at the door: the process dies in mid-batch, PostgreSQL restarts in mid-request, fifty write at once."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from tests import postgres
from tests.faults.apart import worked
from tests.faults.harness import Fault, Figures, Place, tenth, timed

_SEED = 20220316
_CRASHES = 500
_WRITES = 1_000
_WRITERS = 50
_RESTARTS = 50
_POINTS = (
    "before write", "contacts written", "hours written", "totals written", "before the journal", "after the journal",
    "after commit", "answer made", "after the answer",
)  # fmt: skip


def _rounds() -> list[str]:
    chance = random.Random(_SEED)
    rounds: list[str] = []
    while len(rounds) < _CRASHES:
        rounds += chance.sample(_POINTS, len(_POINTS))
    return rounds[:_CRASHES]


def _run(task: Callable[[], dict[str, Any]]) -> Callable[[Place], Figures]:
    def run(place: Place) -> Figures:
        figures = Figures()
        with timed(figures):
            said = worked(place, "tests.faults.doorway", task())
        figures.made, figures.hit, figures.harm = said["made"], said["hit"], said["harm"]
        if "contacts" in said:
            figures.notes.append(f"{said['contacts']} contacts, {said['known']} times a receipt for one that was there")
        return figures

    return run


def _crashes(protected: bool) -> Callable[[Place], Figures]:
    return _run(lambda: {"task": "crash", "rounds": list(tenth(_rounds())), "protected": protected})


def _crowd(protected: bool) -> Callable[[Place], Figures]:
    return _run(
        lambda: {
            "task": "crowd",
            "rounds": list(range(len(tenth(range(_WRITES), 200)))),
            "protected": protected,
            "writers": _WRITERS,
        }
    )


def _restarts(protected: bool) -> Callable[[Place], Figures]:
    def run(place: Place) -> Figures:
        if not postgres.available():
            pytest.skip("there is no PostgreSQL here")
        figures = Figures()
        with timed(figures), postgres.cluster(fsync="on") as cluster:
            rounds = list(range(len(tenth(range(_RESTARTS), 5))))
            task = {
                "task": "restarts", "rounds": rounds, "protected": protected, "writers": 4,
                "control": cluster.restarting,
            }  # fmt: skip
            said = worked(place, "tests.faults.doorway", task, url=cluster.url)
        figures.made, figures.hit, figures.harm = said["made"], said["hit"], said["harm"]
        figures.notes.append(f"{said['contacts']} contacts, {said['known']} times a receipt for one that was there")
        return figures

    return run


CRASHES = Fault(
    key="sync-crash",
    title="A batch from a phone while the process dies",
    what=f"{_CRASHES} crashes at {len(_POINTS)} named points of a batch (before the write, inside the transaction, after the commit before the answer, after the answer), 10 new contacts in each, what got no receipt sent again in the next. A fault hit when the process reached its point and died there.",
    limits="No contact that a phone has a receipt for is lost, none is there twice, every total is what the rows say.",
    seed=_SEED,
    least=0.95,
    run=_crashes(True),
    twin=_crashes(False),
    twin_what="The same batches without their transaction: harm is a total that is not what the rows say.",
    database=True,
)
CROWD = Fault(
    key="sync-crowd",
    title="Fifty phones write at once",
    what=f"{_WRITES} contacts of {_WRITERS} phones of one team, each a request, in threads with a connection each that begin at the same moment. A fault hit when its request was answered.",
    limits="Every one is kept, no request is answered with an error, every total is what the rows say.",
    seed=_SEED,
    least=1.0,
    run=_crowd(True),
    twin=_crowd(False),
    twin_what="The same without transaction and lock (on SQLite also without BEGIN IMMEDIATE and without waiting): harm is an error, or a total that is not what the rows say.",
    database=True,
)
RESTARTS = Fault(
    key="sync-restart",
    title="PostgreSQL restarts while phones write",
    what=f"{_RESTARTS} immediate restarts of a PostgreSQL server of its own, that keeps nothing in order, while 4 phones send batches of 5. A fault hit when it broke a request that was under way.",
    limits="No contact with a receipt is lost, none is there twice, every total is what the rows say, and a phone sees nothing but 503 with Retry-After.",
    seed=_SEED,
    least=0.8,
    run=_restarts(True),
    twin=_restarts(False),
    twin_what="The same without transaction and lock, and without the answer 503: harm is another answer, or a total that is not what the rows say.",
)

"""A thousand random lives of a phone's queue, in Node: tests/js/phone-interleave.test.mjs lives and judges them.

Its figures are read from what it prints, so that they stand beside those of the other faults.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess

from tests.faults.harness import ROOT, Fault, Figures, Place, timed, whole

_MODULE = "tests/js/phone-interleave.test.mjs"
_SEED = 20220316
_LINE = re.compile(r"# R19: (\d+) interleavings, (\d+) faults, (\d+) hit, (\d+) saved, (\d+) arrived, (\d+) with harm")
_TWIN = re.compile(r"# twin \((.+)\): harm in (\d+) of (\d+)")
THERE = shutil.which("node") is not None


def _said(tests: str) -> str:
    """What the tests of the module with this word in their names print."""
    env = {**os.environ, "WIJKWEB_FAULTS": "whole" if whole() else "tenth"}
    command = ["node", f"--test-name-pattern={tests}", _MODULE]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def _run(place: Place) -> Figures:
    figures = Figures()
    with timed(figures):
        said = _said("R19")
    found = _LINE.search(said)
    if found is None:
        figures.harm.append(f"no figures: {said[-200:]}")
        return figures
    lives, figures.made, figures.hit, saved, arrived, harm = map(int, found.groups())
    figures.notes.append(f"{lives} interleavings; {saved} contacts saved, {arrived} arrived, each once")
    figures.harm += [f"an interleaving did harm: {line}" for line in re.findall(rf"'({_SEED // 10_000}\d+: .+)'", said)]
    figures.harm += ["an interleaving did harm"] * (harm - len(figures.harm))
    return figures


def _twin(place: Place) -> Figures:
    figures = Figures()
    with timed(figures):
        said = _said("twin")
    found = _TWIN.findall(said)
    for name, harm, lives in found:
        figures.made += int(lives)
        figures.hit += int(harm)
        figures.notes.append(f"{name}: {harm} of {lives}")
        figures.harm += [name] * int(harm)
    if len(found) < 3 or not all(int(harm) for _, harm, _ in found):
        figures.harm.clear()  # each of the three has to show its own harm
    return figures


LIVES = Fault(
    key="phone-interleavings",
    title="Random interleavings on a phone",
    what="1000 random lives of the app's queue and its sending, of 40 steps each: saves and double taps, tabs that die, two tabs at once, answers lost after the commit, a door that fails, a clock a day off, a full disk, a new version in mid-form, rows taken back. A fault hit when the app met it. The modules are those of the app; the database of the browser, its locks and its clock are stand-ins in Node, and the server is a model of the door, not the door itself.",
    limits="Every contact that was shown as saved is with the server, once and under its own id; none that was taken back is; nothing stays on the phone.",
    seed=_SEED,
    least=0.6,
    run=_run,
    twin=_twin,
    twin_what="200 lives each of an app that lets a row go without a receipt, one that makes an id at each tap on save, and one whose undo does not ask whether the row was sent.",
)

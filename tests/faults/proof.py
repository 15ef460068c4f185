"""`make proof`: the fault tests whole, on both databases, and docs/proof.md made of their figures.

python -m tests.faults.proof [KEY ...]    only these, once more; the page says which lines are of such a second run
"""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests import postgres
from tests.faults.harness import ROOT, Fault, Figures

PAGE = ROOT / "docs" / "proof.md"
FIGURES = ROOT / "var" / "proof.jsonl"
_HEAD = """# Proof

What `make proof` did and found. Each test makes faults from a seed, counts the ones that really hit, and fails when
too few did; each has a twin with the protection switched off, which has to show the harm that the protection prevents.
`make test` runs a tenth of each with the same seeds. This page is written by the run itself.

"""
_LEAST = "At least {least:.0%} of the faults have to hit."


def main() -> int:
    only = sys.argv[1:]
    FIGURES.parent.mkdir(exist_ok=True)
    if not only:
        FIGURES.unlink(missing_ok=True)
    with ThreadPoolExecutor(2) as both, ExitStack() as stack:  # one database per core
        runs = [both.submit(_pytest, FIGURES, only, "fault")]
        if postgres.available():
            url = stack.enter_context(postgres.running())
            runs.append(both.submit(_pytest, FIGURES, only, "fault and not plain", DATABASE_URL=url))
        codes = [run.result() for run in runs]
    entries = _newest([json.loads(line) for line in FIGURES.read_text(encoding="utf-8").splitlines()])
    databases = ["SQLite", "PostgreSQL"][: len(codes)]
    if {entry["key"] for entry in entries} == {fault.key for fault in _catalogue()}:
        PAGE.write_text("".join(_page(entries, databases)), encoding="utf-8")
        print(f"written: {PAGE.relative_to(ROOT)}")
    return max(codes) if only else int(bool(_failed(entries, databases)))


def _newest(lines: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The last figures of each test; `runs` says how often it was run."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for line in lines:
        at = (line["key"], line["part"], line["database"])
        found[at] = {**line, "runs": found.get(at, {"runs": 0})["runs"] + 1}
    return list(found.values())


def _failed(entries: Sequence[dict[str, Any]], databases: Sequence[str]) -> list[str]:
    """What lacks a run without harm in which enough faults hit, or a twin with harm."""
    known = {(entry["key"], entry["part"], entry["database"]): entry for entry in entries}
    failed = []
    for fault in _catalogue():
        for database in databases if fault.database else [""]:
            run, twin = (known.get((fault.key, part, database)) for part in ("run", "twin"))
            holds = run and not run["harm"] and run["hit"] >= fault.least * run["made"] > 0
            if not (holds and twin and twin["harm"]):
                failed.append(f"{fault.title} ({database or 'no database'})")
    return failed


def _pytest(figures: Path, only: Sequence[str], marks: str, **environment: str) -> int:
    command = [sys.executable, "-m", "pytest", "tests/faults", "-m", marks, "-s", "-p", "no:xdist", "-p", "no:cacheprovider"]  # fmt: skip
    if only:
        command += ["-k", " or ".join(only)]
    env = {
        **os.environ, **environment,
        "WIJKWEB_FAULTS": "whole", "WIJKWEB_FAULTS_FIGURES": str(figures), "DJANGO_SETTINGS_MODULE": "tests.settings",
    }  # fmt: skip
    if not environment:
        env.pop("DATABASE_URL", None)
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


def _catalogue() -> tuple[Fault, ...]:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from tests.faults.catalogue import FAULTS

    return FAULTS


def _page(entries: list[dict[str, Any]], databases: Sequence[str]) -> Iterator[str]:
    faults = _catalogue()
    yield _HEAD
    yield f"{_verdict(_failed(entries, databases), databases)} {datetime.now(UTC):%d %B %Y}, {_machine()}\n\n"
    yield "| what | database | faults | hit | harm | twin: harm |\n| --- | --- | --- | --- | --- | --- |\n"
    for fault in faults:
        for run, twin in _pairs(fault, entries):
            harm = f"{len(twin['harm'])} of {twin['made']}" if twin else "not run"
            yield f"| {fault.title} | {run['database'] or '-'} | {run['made']} | {run['hit']} | {len(run['harm'])} | {harm} |\n"
    for fault in faults:
        yield from _section(fault, list(_pairs(fault, entries)))
    yield from _not_covered()


def _verdict(failed: Sequence[str], databases: Sequence[str]) -> str:
    where = "SQLite and PostgreSQL" if len(databases) > 1 else "SQLite (there was no PostgreSQL on this machine)"
    return f"**Failed** on {where}: {'; '.join(failed)}." if failed else f"**Passed** on {where}."


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}."
    )


def _pairs(fault: Fault, entries: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
    """The run and the twin of a fault, for each database."""
    mine = sorted(
        (entry for entry in entries if entry["key"] == fault.key), key=lambda entry: entry["database"] == "PostgreSQL"
    )
    twins = {entry["database"]: entry for entry in mine if entry["part"] == "twin"}
    for entry in mine:
        if entry["part"] == "run":
            yield entry, twins.get(entry["database"])


def _section(fault: Fault, pairs: list[tuple[dict[str, Any], dict[str, Any] | None]]) -> Iterator[str]:
    yield f"\n## {fault.title}\n\n{fault.what}\n\n{fault.limits} {_LEAST.format(least=fault.least)}\n\n"
    for run, twin in pairs:
        where = run["database"] or "no database"
        yield f"- {where}, seed {fault.seed}: {_line(run)}.\n"
        if twin:
            yield f"- {where}, twin: {_line(twin)}.\n"
        for harm in run["harm"]:
            yield f"  - harm: {_cell(harm)}\n"
    yield f"\nTwin: {fault.twin_what}\n"
    if pairs and pairs[0][0]["rows"]:
        yield f"\n| {' | '.join(fault.columns)} |\n|{' --- |' * len(fault.columns)}\n"
        for row in pairs[0][0]["rows"]:
            yield f"| {' | '.join(map(_cell, row))} |\n"


def _line(entry: dict[str, Any]) -> str:
    names = ("made", "hit", "harm", "notes", "rows", "seconds")
    again = "; by a second run" if entry["runs"] > 1 else ""
    return Figures(**{name: entry[name] for name in names}).line() + again


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())[:200]


def _not_covered() -> Iterator[str]:
    yield "\n## What this does not show\n\n"
    for line in (
        "A disk that loses power: a process that is killed does not show what the disk had not yet written.",
        "Lines of the journal after the last head that was kept elsewhere: who has the database can still change those.",
        "A fault in a library of C that runs code: the process apart has bounds on memory, time and files, and still the rights of the account that runs Wijkweb.",
        "A process that dies between the file and its row leaves the file until the same file is sent again; no page can reach it.",
    ):
        yield f"- {line}\n"


if __name__ == "__main__":
    sys.exit(main())

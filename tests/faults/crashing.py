"""A process that checks and keeps papers and is taken down while it does: the worker behind tests.faults.keeping.

For each crash it forks: the child goes to one named point in one action and ends there, by `os._exit`, which gives
nobody a chance to tidy up, or by an exception; the parent then looks at what stands in the database and in the file
store. One argument, JSON: {"task": "crash" | "race", "rounds": [...], "protected": bool}. One JSON answer.
"""

from __future__ import annotations

import json
import os
import random
import sys
import threading
import time
from collections.abc import Callable
from contextlib import nullcontext, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings
from django.db import connection, connections, transaction

from tests.conftest import NOW
from tests.faults import seeds
from wijkweb.call.actions import load_call
from wijkweb.call.models import CallVersion
from wijkweb.commons import files, journal
from wijkweb.commons.models import Case, JournalLine, Organisation, Person, StoredFile
from wijkweb.dossier.actions import papers as actions
from wijkweb.dossier.models import Dossier, Paper, PaperText
from wijkweb.readers.callfile import published

CHECK = ("check: before write", "check: file half written", "check: file stored", "check: row of the file", "check: row of the paper", "check: text of the paper", "check: before the journal", "check: after the journal", "check: after commit")  # fmt: skip
KEEP = ("keep: before write", "keep: case made", "keep: dossier made", "keep: file given", "keep: before the journal", "keep: after the journal", "keep: after commit")  # fmt: skip
_GONE = 77


class Crash(Exception):
    """The fault, when it is an exception."""


# --- the points: each wraps what stands at that place in the action


def _places() -> dict[str, tuple[Any, str, str]]:
    """point: (where, name, "before" or "after" the call)."""
    return {
        "check: before write": (files, "store", "before"),
        "check: file half written": (os, "fsync", "before"),
        "check: file stored": (files, "store", "after"),
        "check: row of the file": (StoredFile.objects, "create", "after"),
        "check: row of the paper": (Paper.objects, "create", "after"),
        "check: text of the paper": (PaperText.objects, "create", "after"),
        "check: before the journal": (journal, "write", "before"),
        "check: after the journal": (journal, "write", "after"),
        "check: after commit": (actions, "check_paper", "after"),
        "keep: before write": (Case.objects, "create", "before"),
        "keep: case made": (Case.objects, "create", "after"),
        "keep: dossier made": (Dossier.objects, "create", "after"),
        "keep: file given": (StoredFile, "save", "after"),
        "keep: before the journal": (journal, "write", "before"),
        "keep: after the journal": (journal, "write", "after"),
        "keep: after commit": (actions, "keep_paper", "after"),
    }


def _arm(point: str, way: str, reached: Callable[[], None]) -> None:
    where, name, when = _places()[point]
    real = getattr(where, name)

    def armed(*given: Any, **named: Any) -> None:
        if when == "after":
            real(*given, **named)
        reached()
        if way == "exit":
            os._exit(_GONE)
        setattr(where, name, real)
        raise Crash(point)

    setattr(where, name, armed)


# --- the twin: the same actions without their transaction


class _NoTransaction:
    """Stands where `django.db.transaction` stood in the actions."""

    @staticmethod
    def atomic(function: Any = None) -> Any:
        return function if function else nullcontext()

    @staticmethod
    def on_commit(function: Callable[[], None]) -> None:
        function()


def _unprotect() -> None:
    write = journal.write

    def alone(*given: Any, **named: Any) -> JournalLine:
        with transaction.atomic():  # a line of the journal refuses to be written outside a transaction
            return write(*given, **named)

    journal.write = alone
    actions.transaction = _NoTransaction  # type: ignore[assignment]
    actions.keep_paper = actions.keep_paper.__wrapped__
    Paper.objects.select_for_update = Paper.objects.all  # type: ignore[method-assign, assignment]
    actions._discard_unused = lambda digest: None


# --- the world


def _world() -> tuple[Organisation, list[Person], CallVersion]:
    city, _ = Organisation.objects.get_or_create(kind="municipality", name="Zeebrink", defaults={"fictional": True})
    people = [Person.objects.get_or_create(email=f"{n}@example.org", defaults={"name": str(n), "joined_at": NOW})[0] for n in range(2)]  # fmt: skip
    with suppress(Exception):
        load_call(call=published("wvc-2021"), by=None, now=NOW)
    return city, people, CallVersion.objects.get(call_id="wvc-2021")


def _paper(number: int, now: Any = None) -> Paper:
    city, people, version = _world()
    data = seeds.markdown("wilgendam") + f"\n\nRonde {number}.\n".encode()
    return actions.check_paper(data=data, name=f"{number}.md", municipality=city, call_version=version, by=people[0], now=now or NOW)  # fmt: skip


# --- what must hold


def _broken(kept: list[str]) -> list[str]:
    """Every promise that does not hold: rows and files, papers and texts, cases and dossiers, the journal."""
    found = []
    for row in StoredFile.objects.all():
        try:
            if files.digest(files.fetch(row.sha256)) != row.sha256:
                found.append("a row whose file holds other bytes")
        except FileNotFoundError:
            found.append("a row without its file")
    if papers := StoredFile.objects.filter(paper=None).count():
        found.append(f"{papers} rows of a file that no paper names")
    if texts := Paper.objects.filter(text=None).count():
        found.append(f"{texts} papers without a text")
    if loose := Case.objects.filter(dossier=None).count():
        found.append(f"{loose} cases without a dossier")
    for dossier in Dossier.objects.all():
        lines = JournalLine.objects.filter(case=dossier.case_id, verb="dossier.take_in").count()
        cases = list(dossier.papers.values_list("paper__file__case", flat=True))
        if lines != 1 or cases != [dossier.case_id]:
            found.append(f"a dossier with {lines} journal lines, or a file elsewhere")
    told = JournalLine.objects.filter(verb="paper.check").count()
    if told != Paper.objects.count():
        found.append(f"{told} papers in the journal, {Paper.objects.count()} in the table")
    verdict = journal.verify(kept)
    if verdict.broken is not None:
        found.append(f"journal: line {verdict.broken} {verdict.reason}")
    return found


def _unnamed() -> set[str]:
    """What lies in the file store without a row: bytes of a paper, or half of them."""
    named = set(StoredFile.objects.values_list("sha256", flat=True))
    return {path.name for path in Path(settings.FILES_ROOT).rglob("*") if path.is_file() and path.name not in named}


# --- the rounds


def _act(point: str, number: int) -> None:
    if point.startswith("check"):
        _paper(number)
    else:
        paper = Paper.objects.select_related("uploaded_by").latest("pk")
        actions.keep_paper(paper=paper, by=paper.uploaded_by, now=NOW, practice=True)


def _in_a_child(point: str, way: str, number: int) -> tuple[bool, int]:
    """Whether the child reached its point, and how it ended."""
    connections.close_all()
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        with suppress(BaseException):
            _arm(point, way, lambda: os.write(told, b"x") and None)
            try:
                _act(point, number)
                code = 0
            except Crash:
                code = _GONE
            connections.close_all()
        os._exit(code)
    os.close(told)
    reached = os.read(heard, 1) == b"x"
    os.close(heard)
    return reached, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _noted() -> list[str]:
    """The head of the journal, as it is kept elsewhere."""
    head = journal.head()
    return [str(head)] if head.number else []


def crash(rounds: list[list[Any]], protected: bool) -> dict[str, Any]:
    """A crash in each round, a look, and the same action again without one."""
    harm: list[str] = []
    hits = left = healed = 0
    kept = _noted()
    for number, (point, way) in enumerate(rounds):
        if point.startswith("keep"):
            _paper(number)
        before = set() if not protected else _unnamed()
        papers, dossiers = Paper.objects.count(), Dossier.objects.count()
        reached, code = _in_a_child(point, way, number)
        hits += reached and code == _GONE
        known = len(harm)
        harm += [f"{point} ({way}): {what}" for what in _broken(kept)]
        new = _unnamed() - before
        left += len(new)
        if protected:
            if way == "raise" and new:
                harm.append(f"{point} ({way}): left {new}")
            harm += _again(point, number, papers, dossiers)
            healed += len(new - _unnamed())
        elif len(harm) > known:
            _wipe()
        kept = _noted()
    return {"made": len(rounds), "hit": hits, "harm": harm, "left": left, "healed": healed}


def _again(point: str, number: int, papers: int, dossiers: int) -> list[str]:
    """Somebody presses the button again: it has its effect, once where once is enough."""
    _act(point, number)
    done = point.endswith("after commit")
    if point.startswith("check"):
        expected = papers + 1 + done  # the first one was not lost, and a paper may be checked twice
        return [] if Paper.objects.count() == expected else [f"{point}: {Paper.objects.count()} papers, not {expected}"]
    expected = dossiers + 1
    return (
        [] if Dossier.objects.count() == expected else [f"{point}: {Dossier.objects.count()} dossiers, not {expected}"]
    )


def _wipe() -> None:
    """The twin begins each round in order."""
    for model in (Dossier, PaperText, Paper):
        model.objects.all().delete()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE commons_journalline DISABLE TRIGGER USER")
        else:
            for name in ("journal_no_update", "journal_no_delete"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        cursor.execute("DELETE FROM commons_journalline")
    StoredFile.objects.all().delete()
    Case.objects.all().delete()


def race(rounds: list[int], protected: bool) -> dict[str, Any]:
    """Two people press "keep" on the same paper at the same moment, each in a thread with its own connection."""
    harm: list[str] = []
    hits = 0
    for number in rounds:
        paper = _paper(number, now=NOW + timedelta(days=number // 100))
        cases = Case.objects.count()
        spans, errors, dossiers = _press_together(paper, random.Random(number))
        hits += len(spans) == 2 and max(start for start, _ in spans) < min(end for _, end in spans)
        made = Dossier.objects.filter(papers__paper=paper).count(), Case.objects.count() - cases
        if errors or made != (1, 1) or len(set(dossiers)) != 1:
            harm.append(f"round {number}: {made[0]} dossiers, {made[1]} cases, {', '.join(errors) or 'no error'}")
        if protected:
            harm += [f"round {number}: {what}" for what in _broken([])]
    return {"made": len(rounds), "hit": hits, "harm": harm}


def _press_together(paper: Paper, chance: random.Random) -> tuple[list[tuple[float, float]], list[str], list[int]]:
    people = list(Person.objects.order_by("pk")[:2])
    gate = threading.Barrier(2)
    spans: list[tuple[float, float]] = []
    errors: list[str] = []
    dossiers: list[int] = []
    delays = [chance.random() / 500, 0.0]

    def press(at: int) -> None:
        connection.ensure_connection()
        gate.wait(20)
        time.sleep(delays[at])
        began = time.monotonic()
        try:
            dossiers.append(actions.keep_paper(paper=paper, by=people[at], now=NOW, practice=True).pk)
        except Exception as error:
            errors.append(type(error).__name__)
        spans.append((began, time.monotonic()))
        connection.close()

    threads = [threading.Thread(target=press, args=(at,)) for at in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return spans, errors, dossiers


def main() -> None:
    task = json.loads(sys.argv[1])
    _world()
    if not task["protected"]:
        _unprotect()
    run = {"crash": crash, "race": race}[task["task"]]
    print(json.dumps(run(task["rounds"], task["protected"])))
    connections.close_all()


if __name__ == "__main__":
    main()

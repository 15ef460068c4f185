"""A process that backs up under load, puts back elsewhere and gives damaged backups: the worker behind tests.faults.drills.

One argument, JSON: {"task": "drill" | "damage" | "elsewhere", ...}. One JSON answer in the last line.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from tests.conftest import NOW
from tests.faults import crashing
from wijkweb.commons import files, journal, purging, sealing
from wijkweb.commons.models import JournalLine, StoredFile
from wijkweb.commons.upkeep import NotPossible, age, backup, databases, postgres, restore
from wijkweb.dossier.actions import papers as actions
from wijkweb.dossier.models import Paper
from wijkweb.web import keeping

ROW = "7b0c9b7e-5c3a-4f0e-9d0f-0a4f6a2b1c3d"
PIECE = 64 * 1024 + 16


# --- load: people who check and keep papers without a pause


def _one(number: int) -> None:
    paper = crashing._paper(number)
    if number % 2:
        actions.keep_paper(paper=paper, by=paper.uploaded_by, now=NOW, practice=True)


@contextmanager
def _load(base: int, errors: list[str]) -> Iterator[None]:
    """Two processes that write until the block ends; what went wrong in them is added to `errors`."""
    connections.close_all()
    heard, told = os.pipe()
    children = [_child(base + at * 5_000, told) for at in range(2)]
    os.close(told)
    try:
        _until_written()
        yield
        _until_written()
    finally:
        for child in children:
            os.kill(child, signal.SIGTERM)
        for child in children:
            os.waitpid(child, 0)
        with os.fdopen(heard) as said:
            errors += said.read().splitlines()


def _child(number: int, told: int) -> int:
    child = os.fork()
    if child:
        return child
    stop: list[int] = []
    signal.signal(signal.SIGTERM, lambda *_: stop.append(1))
    try:
        while not stop:
            number += 1
            _one(number)
    except BaseException as error:
        os.write(told, f"{type(error).__name__}: {error}".replace("\n", " ")[:300].encode() + b"\n")
    with suppress(BaseException):
        connections.close_all()
    os._exit(0)


def _until_written() -> None:
    """Waits for two more lines of the journal, so that the load is there."""
    first, began = journal.head().number, time.monotonic()
    while journal.head().number < first + 2 and time.monotonic() - began < 60:
        time.sleep(0.01)


# --- drills


def drill(task: dict[str, Any]) -> dict[str, Any]:
    folder = Path(task["folder"])
    recipient = age.new_identity(folder / "identity.txt")
    settings.BACKUP_RECIPIENTS = [recipient]
    if not task["protected"]:
        _uncaught()
    harm: list[str] = []
    hits, slowest, longest = 0, 0.0, 0.0
    for number in task["rounds"]:
        errors: list[str] = []
        with _load(10_000 * (number + 1), errors):
            before, began = journal.head().number, time.monotonic()
            file = backup.back_up(folder=folder / "kept", now=NOW + timedelta(hours=number), recipients=[recipient])
            slowest = max(slowest, time.monotonic() - began)
            hits += journal.head().number > before
        began = time.monotonic()
        harm += [f"drill {number}: {what}" for what in (*errors, *_put_elsewhere(task, folder, file, number))]
        longest = max(longest, time.monotonic() - began)
    notes = [
        f"{journal.head().number} lines; a backup took at most {slowest:.1f} s, a restore with its checks {longest:.0f} s"
    ]
    return {"made": len(task["rounds"]), "hit": hits, "harm": harm, "notes": notes}


def _uncaught() -> None:
    """The twin: the head and the files are noted, and a while later the tables are copied, with nobody kept waiting."""
    kind = backup.kind()
    dump = kind.dump

    def loose(target: Path, catch: Callable[[], None]) -> dict[str, int]:
        catch()
        _until_written()
        return dump(target, lambda: None)  # type: ignore[no-any-return]

    kind.dump = loose  # type: ignore[attr-defined]


def _put_elsewhere(task: dict[str, Any], folder: Path, file: Path, number: int) -> list[str]:
    """What does not hold of this backup once it is elsewhere."""
    head = re.search(r"-([0-9]+)-([0-9a-f]{32})\.tar", file.name)
    assert head
    keys = folder / f"keys-{number}.age"
    keeping.back_up_keys(keys)
    key = sealing.current_key()
    sealed = sealing.seal(public=key.public, row_id=ROW, plain=b"een contact")
    given = {
        "task": "elsewhere", "file": str(file), "identity": str(folder / "identity.txt"), "keys": str(keys),
        "key": key.id, "sealed": sealed,
    }  # fmt: skip
    env = {**os.environ, **task["places"][1]}
    command = [sys.executable, "-m", "tests.faults.drilling", json.dumps(given)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        return [done.stderr.strip().rsplit("\n", 1)[-1]]
    said = json.loads(done.stdout.strip().rsplit("\n", 1)[-1])
    checked = JournalLine.objects.filter(verb="paper.check", number__lte=int(head[1])).count()
    expected = {
        "head": f"{head[1]}-{head[2]}",
        "papers": checked,
        "before": "unknown_key",
        "after": "een contact",
        "loose": 0,
    }
    wrong = [f"{name}: {said[name]}, not {value}" for name, value in expected.items() if said[name] != value]
    return [*said["broken"], *wrong]


def elsewhere(task: dict[str, Any]) -> dict[str, Any]:
    """In the other place: puts back, looks, fetches the keys, purges."""
    shutil.rmtree(settings.KEYS, ignore_errors=True)
    replace = not backup.kind().is_empty()
    file, identity = Path(task["file"]), Path(task["identity"])
    restore.restore(file=file, identity=identity, replace=replace, now=NOW)
    said = {"broken": crashing._broken([]), "head": str(journal.head()), "papers": Paper.objects.count()}
    said["before"] = _opened(task)
    keeping.restore_keys(Path(task["keys"]), identity=identity)
    said["after"] = _opened(task)
    keeping.purge(NOW + timedelta(days=60))
    said["loose"] = Paper.objects.filter(kept=None).count()
    return said


def _opened(task: dict[str, Any]) -> str:
    try:
        return sealing.open_sealed(key_id=task["key"], row_id=ROW, sealed=task["sealed"]).decode()
    except sealing.NotOpened as error:
        return error.code


# --- damage


def damage(task: dict[str, Any]) -> dict[str, Any]:
    """Gives each damaged backup to a restore over live data, and looks whether anything changed."""
    folder, protected = Path(task["folder"]), task["protected"]
    recipient = age.new_identity(folder / "identity.txt")
    age.new_identity(folder / "other.txt")
    _a_city()
    whole = backup.back_up(folder=folder / "kept", now=NOW, recipients=[recipient] if protected else [])
    plain = backup.back_up(folder=folder / "plain", now=NOW, recipients=[])
    _one(3)  # so that a restore that is done is seen
    if not protected:
        restore._whole = lambda about, root: True
    harm: list[str] = []
    hits = 0
    before = _state()
    for number, (kind, seed) in enumerate(task["rounds"]):
        chance = random.Random(seed)
        file = folder / f"{number}-{whole.name}"
        hits += _damaged(kind, chance, whole, plain, file, recipient if protected else "") or kind == "another key"
        identity = folder / ("other.txt" if kind == "another key" else "identity.txt")
        try:
            restore.restore(file=file, identity=identity if protected else None, replace=True, now=NOW)
            harm.append(f"{kind}: taken in")
        except NotPossible as error:
            if "\n" in str(error) or len(str(error)) < 20:
                harm.append(f"{kind}: said {error}")
        except Exception as error:
            harm.append(f"{kind}: {type(error).__name__}: {error}")
        after = _state()
        if protected and after != before:
            harm.append(f"{kind}: live data changed")
        before = after
        file.unlink()
    with_it = restore.drill(file=whole, identity=folder / "identity.txt" if protected else None)
    return {
        "made": len(task["rounds"]),
        "hit": hits,
        "harm": harm,
        "notes": [f"the whole one comes back: {with_it.rows} rows"],
    }


def _a_city() -> None:
    """Papers, and a file that does not pack, so that a backup has several pieces."""
    for number in (1, 2):
        _one(number)
    data = random.Random(1).randbytes(300_000)
    paper = StoredFile.objects.latest("pk")
    paper.pk, paper.public_id, paper.sha256, paper.size = None, "abcdefgh1234", files.store(data), len(data)
    paper.save(force_insert=True)
    purging.note_purge(what="contacts", contract="abcdefgh1234", up_to=(NOW - timedelta(days=400)).date(), now=NOW)


def _damaged(kind: str, chance: random.Random, whole: Path, plain: Path, file: Path, recipient: str) -> bool:
    """Writes the damaged backup; whether it is another one than the whole one."""
    if kind.startswith("inside"):
        return _inside(kind, chance, plain, file, recipient)
    data = whole.read_bytes()
    regions = _regions(data) if recipient else {"first line": (0, 4), "recipient": (10, 100), "mac": (100, 200)}
    first = regions["mac"][1] + 1 + 16 if recipient else 200
    last = first + (len(data) - first - 1) // PIECE * PIECE
    regions |= {"first piece": (first, first + PIECE), "anywhere": (0, len(data)), "last piece": (last, len(data))}
    made = bytearray(data)
    if kind.startswith("flip"):
        start, end = regions[kind.removeprefix("flip: ")]
        made[chance.randrange(start, end)] ^= 1 << chance.randrange(8)
    elif kind == "added":
        made += chance.randbytes(chance.randrange(1, 100))
    elif kind != "another key":
        pieces = first + PIECE * chance.randrange(0, (last - first) // PIECE + 1)
        cuts = {"head": chance.randrange(first), "between pieces": pieces, "last byte": len(data) - 1}
        made = made[: cuts.get(kind.removeprefix("cut: "), chance.randrange(len(data)))]
    file.write_bytes(made)
    return bytes(made) != data


def _regions(data: bytes) -> dict[str, tuple[int, int]]:
    """Where the lines of the head of a sealed file lie; one that is not sealed has no such lines."""
    lines = [at for at, byte in enumerate(data[:2_000]) if byte == 10]
    return {"first line": (0, lines[0]), "recipient": (lines[0] + 1, lines[2]), "mac": (lines[2] + 5, lines[3])}


def _inside(kind: str, chance: random.Random, plain: Path, file: Path, recipient: str) -> bool:
    """Another content, packed and sealed as any other."""
    root = file.with_suffix(".open")
    shutil.unpack_archive(plain, root, filter="data")
    victims = {"rows": root.glob("database.*"), "list": root.glob("backup.json")}
    victim = sorted(victims.get(kind.rpartition(" ")[2], root.glob("files/??/*")))[0]
    if kind == "inside: the list":
        about = json.loads(victim.read_text())
        table = chance.choice(sorted(about["rows"]))
        victim.write_text(json.dumps({**about, "rows": {**about["rows"], table: about["rows"][table] + 1}}))
    elif kind == "inside: a file gone":
        victim.unlink()
    else:
        data = bytearray(victim.read_bytes())
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        victim.write_bytes(data)
    packed = root / "again.tar.gz"
    with tarfile.open(packed, "w:gz") as archive:
        for path in sorted(root.rglob("*")):
            if path.is_file() and path != packed:
                archive.add(path, arcname=str(path.relative_to(root)))
    if recipient:
        age.seal(packed, file, [recipient])
    else:
        shutil.copyfile(packed, file)
    shutil.rmtree(root)
    return True


def _state() -> list[Any]:
    """Everything that a refused restore may not touch, and what it may not leave."""
    data = Path(settings.DATA)
    kept = sorted(
        (path.name, files.digest(path.read_bytes())) for path in (data / "files").rglob("*") if path.is_file()
    )
    halves = sorted(path.name for path in data.glob(".*"))
    schemas: list[Any] = []
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT nspname FROM pg_namespace WHERE starts_with(nspname, %s)", [postgres.BESIDE])
            schemas = cursor.fetchall()
    listed = (data / purging.FILE).read_text()
    return [databases.rows("default"), str(journal.verify()), kept, halves, schemas, listed]


def main() -> None:
    task = json.loads(sys.argv[1])
    if task["task"] != "elsewhere":
        call_command("migrate", verbosity=0)
        crashing._world()
    run = {"drill": drill, "damage": damage, "elsewhere": elsewhere}[task["task"]]
    print(json.dumps(run(task)))
    connections.close_all()


if __name__ == "__main__":
    main()

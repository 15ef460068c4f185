"""Backup and restore: one file with the database, the stored files and a list of both with their hashes.

The head of the journal stands in the name of each backup, so that a list of names, kept by somebody else, is
enough to find any later edit of an older line (`wijkweb verify-journal --head`). Settings and the secret key
are never in it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from wijkweb.commons import files, journal
from wijkweb.commons.models import StoredFile

DUMPS = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
LIST = "backup.json"
FORM = 1
SWEEP_AFTER = timedelta(days=1)


class NotPossible(ValueError):
    """This cannot be done like this; the message says why and what to do. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back: the head of the journal, whether the journal holds, how many files."""

    head: str
    verdict: journal.Verdict
    files: int


def back_up(*, folder: Path, now: datetime) -> Path:
    """Writes a backup into a folder and returns its path; nothing is there under that name until it is whole."""
    if _is_empty():
        raise NotPossible("there is nothing here yet; start Wijkweb first")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".backup-") as place:
        root = Path(place)
        with transaction.atomic():
            journal.one_at_a_time()  # nobody stores or discards a file while both are caught
            head = str(journal.head())
            _dump(root / DUMPS[connection.vendor])
            _catch_files(root)
        members = sorted(path for path in root.rglob("*") if path.is_file())
        listed = {str(path.relative_to(root)): _digest(path) for path in members}
        about = {"form": FORM, "made_at": now.isoformat(), "vendor": connection.vendor, "head": head, "members": listed}
        (root / LIST).write_text(json.dumps(about, indent=1), encoding="utf-8")
        part = root / "backup.part"
        with tarfile.open(part, "w:gz", compresslevel=6) as archive:
            for path in (root / LIST, *members):
                archive.add(path, arcname=str(path.relative_to(root)))
        part.chmod(0o600)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        target = folder / f"wijkweb-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{head}.tar.gz"
        return part.replace(target)


def _dump(target: Path) -> None:
    if connection.vendor == "sqlite":
        # a connection of its own: it sees what is committed, and the write lock that we hold keeps others out
        with sqlite3.connect(f"file:{_sqlite_file()}?mode=ro", uri=True) as source, sqlite3.connect(target) as copy:
            source.backup(copy)
        copy.close()
        source.close()
        return
    _postgres("pg_dump", "--format=custom", "--no-owner", "--file", str(target))


def _catch_files(root: Path) -> None:
    """Every stored file that a row names, linked where the disk allows it: they are never changed in place."""
    for name in StoredFile.objects.values_list("sha256", flat=True).distinct():
        source = files.path_of(name)
        target = root / "files" / name[:2] / name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(source, target)
        except OSError:
            shutil.copyfile(source, target)


@transaction.atomic
def sweep(*, now: datetime) -> int:
    """Takes files away that no row names: what a process left that died while it stored. Returns their number."""
    journal.one_at_a_time()
    named = set(StoredFile.objects.values_list("sha256", flat=True))
    left = list(files.unnamed(named, (now - SWEEP_AFTER).timestamp()))
    for name in left:
        files.discard(name)
    return len(left)


def restore(*, file: Path) -> Restored:
    """Puts a backup back into an empty Wijkweb; raises NotPossible, with nothing changed, when it cannot."""
    if not _is_empty():
        raise NotPossible(
            "there is data here already, and a backup is put back into an empty place only; "
            "set WIJKWEB_DATA to a new folder, or DATABASE_URL to an empty database"
        )
    Path(settings.DATA).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.DATA, prefix=".restore-") as place:
        root = Path(place)
        about = _unpacked(file, root)
        _load(root / DUMPS[connection.vendor])
        names = [Path(member).name for member in about["members"] if member.startswith("files/")]
        for name in names:
            target = files.path_of(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            (root / "files" / name[:2] / name).replace(target)
    verdict = journal.verify([about["head"]] if not about["head"].startswith("0-") else [])
    return Restored(about["head"], verdict, len(names))


def _unpacked(file: Path, root: Path) -> Mapping[str, Any]:
    """The backup unpacked and held against its own list."""
    try:
        with tarfile.open(file, "r:gz") as archive:
            archive.extractall(root, filter="data")
        about: dict[str, Any] = json.loads((root / LIST).read_text(encoding="utf-8"))
        whole = about["form"] == FORM and all(_digest(root / name) == hash for name, hash in about["members"].items())
    except FileNotFoundError as error:
        raise NotPossible(f"{error.filename} is not there") from None
    except (OSError, EOFError, tarfile.TarError, ValueError, KeyError, TypeError) as error:
        raise NotPossible(f"the backup is damaged ({error}); take another one") from None
    if not whole:
        raise NotPossible("the backup is damaged: what is in it is not what its list says; take another one")
    if about["vendor"] != connection.vendor:
        raise NotPossible(
            f"the backup comes from {about['vendor']} and this database is {connection.vendor}; set DATABASE_URL"
        )
    return about


def _load(dump: Path) -> None:
    connection.close()
    if connection.vendor == "sqlite":
        with sqlite3.connect(dump) as copy:
            sound = copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        copy.close()
        if not sound:
            raise NotPossible("the database in the backup is damaged; take another one")
        for rest in ("-wal", "-shm"):
            Path(f"{_sqlite_file()}{rest}").unlink(missing_ok=True)
        dump.replace(_sqlite_file())
        return
    _postgres("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", str(dump))


def _is_empty() -> bool:
    if connection.vendor == "sqlite" and not _sqlite_file().exists():
        return True
    return not connection.introspection.table_names()


def _postgres(program: str, *arguments: str) -> None:
    """Runs a tool of PostgreSQL; the password goes by the environment, where a list of processes shows it not."""
    found = shutil.which(program) or next(
        (str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), reverse=True)), None
    )
    if found is None:
        raise NotPossible(f"{program} is not installed; it comes with PostgreSQL's client programs")
    told = dict(_where())
    database = told.pop("PGDATABASE")
    command = [found, "--dbname", database, *arguments]
    done = subprocess.run(command, env={**os.environ, **told}, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise NotPossible(f"{program} failed: {done.stderr.strip().splitlines()[-1] if done.stderr else ''}")


def _where() -> Iterator[tuple[str, str]]:
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "NAME": "PGDATABASE"}
    for key, name in names.items():
        if value := connection.settings_dict.get(key):
            yield name, str(value)
    for key, value in connection.settings_dict["OPTIONS"].items():
        if key.startswith("ssl"):
            yield f"PG{key.upper()}", str(value)


def _sqlite_file() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

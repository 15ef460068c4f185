"""Backup: one file with the database, the stored files and a list of both with their hashes, sealed.

The head of the journal stands in the name of each backup, so that a list of names, kept by somebody else, is
enough to find any later edit of an older line (`wijkweb verify-journal --head`). Settings, the secret key and the
keys that phones seal to are never in it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

from django.conf import settings
from django.db import connection

from wijkweb.commons import files, journal, purging
from wijkweb.commons.health import LAST_BACKUP
from wijkweb.commons.models import StoredFile
from wijkweb.commons.upkeep import NotPossible, age, postgres, sqlite

LIST = "backup.json"
FORM = 2


def kind() -> ModuleType:
    """How the kind of database that is set is dumped, staged and swapped."""
    return sqlite if connection.vendor == "sqlite" else postgres


def back_up(*, folder: Path, now: datetime, recipients: Sequence[str]) -> Path:
    """Writes a backup into a folder and returns its path; nothing is there under that name until it is whole.

    It is sealed to the recipients; without any it lies open. What was purged is noted beside it.
    """
    path = write_backup(folder=folder, now=now, recipients=recipients)
    purging.keep_beside(folder)
    (Path(settings.DATA) / LAST_BACKUP).write_text(now.isoformat(), encoding="ascii")
    return path


def write_backup(*, folder: Path, now: datetime, recipients: Sequence[str]) -> Path:
    """The backup itself. Until it is sealed, all of it stays in the data folder, where the database is."""
    if kind().is_empty():
        raise NotPossible("there is nothing here yet; start Wijkweb first")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.DATA, prefix=".backup-") as place:
        packed = Path(place) / "backup.tar.gz"
        head = _pack(Path(place) / "members", packed, now)
        target = folder / f"wijkweb-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{head}.tar.gz{'.age' if recipients else ''}"
        handle, part = tempfile.mkstemp(dir=folder, prefix=".part-")  # for the owner only
        os.close(handle)
        try:
            if recipients:
                age.seal(packed, Path(part), recipients)
            else:
                shutil.copyfile(packed, part)
            with Path(part).open("rb") as written:
                os.fsync(written.fileno())
            return Path(part).replace(target)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise


def _pack(root: Path, packed: Path, now: datetime) -> str:
    """Gathers everything of one moment into an archive; returns the head of the journal at that moment."""
    root.mkdir()
    heads: list[str] = []

    def catch() -> None:
        heads.append(str(journal.head()))
        _catch_files(root)

    rows = kind().dump(root / kind().MEMBER, catch)
    members = sorted(path for path in root.rglob("*") if path.is_file())
    about = {
        "form": FORM, "made_at": now.isoformat(), "vendor": connection.vendor, "head": heads[0], "rows": rows,
        "members": {str(path.relative_to(root)): digest(path) for path in members},
    }  # fmt: skip
    (root / LIST).write_text(json.dumps(about, indent=1), encoding="utf-8")
    with tarfile.open(packed, "w:gz", compresslevel=6) as archive:
        for path in (root / LIST, *members):
            archive.add(path, arcname=str(path.relative_to(root)))
    return heads[0]


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


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

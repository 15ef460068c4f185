"""Restore: a backup is opened, put beside what is there, verified, and only then takes its place.

Until the last step nothing that is there is touched, and the last step is one transaction.
"""

from __future__ import annotations

import json
import os
import re
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from wijkweb.commons import files, journal
from wijkweb.commons.models import StoredFile
from wijkweb.commons.upkeep import NotPossible, age, databases, postgres, sqlite
from wijkweb.commons.upkeep.backup import FORM, LIST, digest, kind, write_backup

REPLACED = "replaced"  # a folder in the data folder: what was there before a restore with `replace`
_HEAD_IN_NAME = re.compile(r"-([1-9][0-9]*-[0-9a-f]{32})\.tar\.gz(?:\.age)?$")
_DATABASES = {"sqlite": sqlite.MEMBER, "postgresql": postgres.MEMBER}
_MEMBER = re.compile(r"files/([0-9a-f]{2})/(\1[0-9a-f]{62})")


@dataclass(frozen=True, slots=True)
class Restored:
    """What a backup holds, all of it verified: when it was made, the journal's head and lines, rows, files.

    `replaced` is the backup that was made of what was there before.
    """

    made_at: str
    head: str
    lines: int
    rows: int
    files: int
    replaced: Path | None = None


def drill(*, file: Path, identity: Path | None) -> Restored:
    """Does all of a restore but its last step, and takes it away again; raises NotPossible as a restore does."""
    with _verified(file, identity) as (found, _, _):
        return found


def restore(*, file: Path, identity: Path | None, replace: bool, now: datetime) -> Restored:
    """Puts a backup back; raises NotPossible, with all as it was, when it cannot.

    With `replace` over what is there, which is backed up first: sealed when there are recipients, and in any case
    in the data folder, where the data itself was.
    """
    full = not kind().is_empty()
    if full and not replace:
        raise NotPossible(
            "there is data here already, and a backup is put back into an empty place only; set WIJKWEB_DATA to a "
            "new folder, or DATABASE_URL to an empty database, or say --replace to put it over what is here"
        )
    with _verified(file, identity) as (found, root, made):
        saved = _saved(now) if full else None
        with _files_given(root):
            kind().swap(made)
    return Restored(found.made_at, found.head, found.lines, found.rows, found.files, saved)


def _saved(now: datetime) -> Path:
    try:
        folder = Path(settings.DATA) / REPLACED
        return write_backup(folder=folder, now=now, recipients=settings.BACKUP_RECIPIENTS)
    except Exception as error:
        raise NotPossible(
            f"what is here cannot be backed up first ({error}); move it away, and restore into an empty place"
        ) from None


@contextmanager
def _verified(file: Path, identity: Path | None) -> Iterator[tuple[Restored, Path, dict[str, Any]]]:
    """A backup, whole and beside what is there: what it holds, where its files lie, how to reach its database."""
    Path(settings.DATA).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.DATA, prefix=".restore-") as place:
        root = Path(place)
        about = _unpacked(_plain(file, identity, root), root / "members")
        with kind().staged(root / "members" / kind().MEMBER) as made:
            with databases.opened(made) as alias:
                found = _held(about, file.name, alias)
            yield found, root / "members", made


def _plain(file: Path, identity: Path | None, root: Path) -> Path:
    """The archive itself, opened with the identity when it is sealed."""
    if not age.is_sealed(file):
        if identity is not None:
            raise NotPossible(f"{file} is not sealed, or its beginning is damaged; an identity opens sealed backups")
        return file
    if identity is None:
        raise NotPossible(f"{file} is sealed; name the file with the identity that opens it: --identity FILE")
    age.unseal(file, root / "backup.tar.gz", identity)
    return root / "backup.tar.gz"


def _unpacked(file: Path, root: Path) -> dict[str, Any]:
    """The archive unpacked and held against its own list."""
    try:
        with tarfile.open(file, "r:gz") as archive:
            archive.extractall(root, filter="data")
        about: dict[str, Any] = json.loads((root / LIST).read_text(encoding="utf-8"))
        whole = about["form"] != FORM or _whole(about, root)
    except (OSError, EOFError, tarfile.TarError, zlib.error, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotPossible(f"the backup is damaged ({error}); take another one") from None
    if not whole:
        raise NotPossible("the backup is damaged: what is in it is not what its list says; take another one")
    if about["form"] != FORM:
        raise NotPossible(
            f"the backup has form {about['form']}, and this Wijkweb reads form {FORM}; use its own version"
        )
    if about["vendor"] != connection.vendor:
        raise NotPossible(
            f"the backup comes from {about['vendor']} and this database is {connection.vendor}; set DATABASE_URL"
        )
    return about


def _whole(about: dict[str, Any], root: Path) -> bool:
    """Whether every member is there with its hash, and every stored file has its hash for a name."""
    for name, hash in about["members"].items():
        found = _MEMBER.fullmatch(name)
        if (found and found[2] != hash) or (not found and name != _member_of(about)) or digest(root / name) != hash:
            return False
    return _member_of(about) in about["members"]


def _member_of(about: dict[str, Any]) -> str:
    """The name of the database in a backup."""
    return _DATABASES[about["vendor"]]


def _held(about: dict[str, Any], name: str, alias: str) -> Restored:
    """Holds the database against what the backup says of it: rows, files, and the chain of the journal."""
    rows = databases.rows(alias)
    if rows != about["rows"]:
        raise NotPossible("the database in the backup has other rows than its list says; take another one")
    named = set(StoredFile.objects.using(alias).values_list("sha256", flat=True))
    kept = {Path(member).name for member in about["members"] if member.startswith("files/")}
    if not named <= kept:
        raise NotPossible(f"{len(named - kept)} stored files are not in the backup; take another one")
    heads = {about["head"], *_HEAD_IN_NAME.findall(name)}
    verdict = journal.verify([head for head in heads if not head.startswith("0-")], using=alias)
    if verdict.broken is not None:
        raise NotPossible(f"the journal in the backup does not hold: line {verdict.broken} {verdict.reason}")
    return Restored(about["made_at"], str(verdict.head), verdict.lines, sum(rows.values()), len(kept))


@contextmanager
def _files_given(root: Path) -> Iterator[None]:
    """The files of the backup in the store; the new ones are taken out again when what follows fails."""
    new = []
    try:
        for source in sorted(root.glob("files/??/*")):
            target = files.path_of(source.name)
            if not target.exists():
                new.append(source.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.utime(source)  # as new: nobody sweeps it before a row names it
            source.replace(target)
        yield
    except BaseException:
        for name in new:
            files.discard(name)
        raise

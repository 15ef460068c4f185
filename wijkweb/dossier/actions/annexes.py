"""Annexes: a link, or a file of any kind that is kept and only ever sent back as a download."""

from __future__ import annotations

import contextlib
import mimetypes
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from wijkweb.commons import files, journal
from wijkweb.commons.models import Person, StoredFile
from wijkweb.dossier.actions.papers import discard_unused
from wijkweb.dossier.actions.parts import add_part, change_part, remove_part
from wijkweb.dossier.models import Annex, Dossier, Paper

ANY_TYPE = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent: its name, its bytes."""

    name: str
    data: bytes


def add_annex(*, dossier: Dossier, public_id: str, values: Mapping[str, Any], by: Person, now: datetime) -> Annex:
    """Adds an annex; `values` are title, link and upload (an Upload or None), one of the last two."""
    with _stored(dossier, values, by, now) as fields:
        return add_part(dossier=dossier, model=Annex, public_id=public_id, values=fields, by=by, now=now)


def change_annex(*, part: Annex, token: int | None, values: Mapping[str, Any], by: Person, now: datetime) -> Annex:
    """Changes an annex; without an upload and without a link it keeps the file that it has."""
    before = part.file
    with _stored(part.dossier, values, by, now, kept=before) as fields:
        after = change_part(part=part, token=token, values=fields, by=by, now=now)
        if before and before != after.file:
            _drop(before)
    return after


@transaction.atomic
def remove_annex(*, part: Annex, token: int | None, by: Person, now: datetime) -> None:
    """Takes an annex out, and its file with it where nothing else names that file."""
    file = part.file
    remove_part(part=part, token=token, by=by, now=now)
    if file:
        _drop(file)


@contextlib.contextmanager
def _stored(
    dossier: Dossier, values: Mapping[str, Any], by: Person, now: datetime, kept: StoredFile | None = None
) -> Iterator[dict[str, Any]]:
    """The fields of the row with its file in the store, in a transaction; bytes go again when that fails."""
    upload: Upload | None = values["upload"]
    try:
        with transaction.atomic():
            file = _file(dossier, upload, by, now) if upload else None
            yield {
                "title": values["title"],
                "link": "" if file else values["link"],
                "file": file or (None if values["link"] else kept),
            }
    except BaseException:
        if upload:
            discard_unused(files.digest(upload.data))
        raise


def _file(dossier: Dossier, upload: Upload, by: Person, now: datetime) -> StoredFile:
    """The file of this case with this name and these bytes; the same one when it is sent twice."""
    journal.one_at_a_time()
    digest, name = files.store(upload.data), upload.name[-200:]
    known = StoredFile.objects.filter(case=dossier.case_id, sha256=digest, name=name).first()
    return known or StoredFile.objects.create(
        case_id=dossier.case_id,
        name=name,
        media_type=(mimetypes.guess_type(name)[0] or ANY_TYPE)[:100],
        size=len(upload.data),
        sha256=digest,
        added_at=now,
        added_by=by,
    )


def _drop(file: StoredFile) -> None:
    if Annex.objects.filter(file=file).exists() or Paper.objects.filter(file=file).exists():
        return
    file.delete()
    transaction.on_commit(lambda: discard_unused(file.sha256))

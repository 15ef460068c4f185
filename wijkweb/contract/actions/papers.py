"""Papers of a contract: the file of a decision, kept once under the hash of its bytes."""

from __future__ import annotations

import contextlib
import mimetypes
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from wijkweb.commons import files, journal
from wijkweb.commons.models import Case, Person, StoredFile
from wijkweb.dossier.actions.annexes import ANY_TYPE, Upload
from wijkweb.dossier.actions.papers import discard_unused


@contextlib.contextmanager
def stored(*, case: Case, upload: Upload | None, by: Person, now: datetime) -> Iterator[StoredFile | None]:
    """The file of an upload in a transaction; its bytes go again when that fails. None without an upload."""
    try:
        with transaction.atomic():
            yield _file(case, upload, by, now) if upload else None
    except BaseException:
        if upload:
            with transaction.atomic():
                discard_unused(files.digest(upload.data))
        raise


def _file(case: Case, upload: Upload, by: Person, now: datetime) -> StoredFile:
    """The file of this case with this name and these bytes; the same one when it is sent twice."""
    journal.one_at_a_time()
    digest, name = files.store(upload.data), upload.name[-200:]
    known = StoredFile.objects.filter(case=case, sha256=digest, name=name).first()
    return known or StoredFile.objects.create(
        case=case,
        name=name,
        media_type=(mimetypes.guess_type(name)[0] or ANY_TYPE)[:100],
        size=len(upload.data),
        sha256=digest,
        added_at=now,
        added_by=by,
    )

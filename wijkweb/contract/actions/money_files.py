"""Papers of a contract's money: kept in the file store, in the transaction of the row that they prove."""

from __future__ import annotations

import contextlib
import mimetypes
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from wijkweb.commons import files, journal
from wijkweb.commons.models import Person, StoredFile
from wijkweb.contract.models import Contract
from wijkweb.dossier.actions.annexes import ANY_TYPE, Upload
from wijkweb.dossier.actions.papers import discard_unused

__all__ = ["Upload", "filed"]


@contextlib.contextmanager
def filed(contract: Contract, upload: Upload | None, by: Person, now: datetime) -> Iterator[StoredFile | None]:
    """The file of this case with this name and these bytes, in a transaction; the bytes go again when that fails."""
    try:
        with transaction.atomic():
            yield _file(contract, upload, by, now) if upload else None
    except BaseException:
        if upload:
            discard_unused(files.digest(upload.data))
        raise


def _file(contract: Contract, upload: Upload, by: Person, now: datetime) -> StoredFile:
    journal.one_at_a_time()
    digest, name = files.store(upload.data), upload.name[-200:]
    known = StoredFile.objects.filter(case=contract.case_id, sha256=digest, name=name).first()
    return known or StoredFile.objects.create(
        case_id=contract.case_id,
        name=name,
        media_type=(mimetypes.guess_type(name)[0] or ANY_TYPE)[:100],
        size=len(upload.data),
        sha256=digest,
        added_at=now,
        added_by=by,
    )

"""A paper that proves something: kept as it is, and only ever sent back as a download."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from wijkweb.commons import files
from wijkweb.commons.models import Case, Person, StoredFile


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent: its name, its bytes."""

    name: str
    data: bytes


@transaction.atomic
def keep_paper(*, case: Case, upload: Upload | None, by: Person, now: datetime) -> StoredFile | None:
    """The row of a file of a case, its bytes in the store; the same bytes of a case are kept once. None for none."""
    if upload is None:
        return None
    name = files.store(upload.data)
    known = StoredFile.objects.filter(case=case, sha256=name).order_by("pk").first()
    if known:
        return known
    media = mimetypes.guess_type(upload.name)[0] or "application/octet-stream"
    return StoredFile.objects.create(
        case=case, name=upload.name[:200], media_type=media[:100], size=len(upload.data), sha256=name,
        added_at=now, added_by=by,
    )  # fmt: skip

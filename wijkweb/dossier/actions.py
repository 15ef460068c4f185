"""Every write of this room."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from wijkweb.call.models import CallVersion
from wijkweb.call.reads import call_of
from wijkweb.commons import files, journal
from wijkweb.commons.models import Case, Organisation, Person, StoredFile
from wijkweb.dossier.models import Dossier, Paper, PaperText
from wijkweb.readers.apart import read_apart
from wijkweb.readers.errors import Unreadable
from wijkweb.rules.check import check
from wijkweb.shapes.check import Check
from wijkweb.shapes.finding import Severity
from wijkweb.shapes.plain import to_plain

LOOSE_DAYS = 7
_MOST_SHOWN = Decimal(10) ** 12


def check_paper(
    *,
    data: bytes,
    name: str,
    municipality: Organisation,
    call_version: CallVersion,
    by: Person,
    now: datetime,
) -> Paper:
    """Reads an uploaded file, holds it against the call and keeps it as its uploader's own paper.

    Raises Unreadable when the file cannot be read, or when no section of the call is in it.
    """
    document = read_apart(data)
    call = call_of(call_version)
    result = check(document, call)
    if not result.recognised():
        raise Unreadable("nothing_recognised", call=call.id)
    digest = files.digest(data)
    try:
        with transaction.atomic():
            journal.one_at_a_time()
            files.store(data)
            drop_loose_papers(by=by, now=now)
            file = _file(name, document.source, data, digest, by, now)
            paper = Paper.objects.create(
                uploaded_by=by,
                uploaded_at=now,
                municipality=municipality,
                call_version=call_version,
                file=file,
                title=(result.dossier.project or name)[:200],
                **_summary(result),
            )
            PaperText.objects.create(paper=paper, document=to_plain(document))
            journal.write("paper.check", by=by, now=now, paper=paper.public_id, call=call.id, sha256=digest)
    except BaseException:
        _discard_unused(digest)
        raise
    return paper


def _file(name: str, source: str, data: bytes, digest: str, by: Person, now: datetime) -> StoredFile:
    return StoredFile.objects.create(
        name=name[-200:],
        media_type=files.MEDIA_TYPES[source],
        size=len(data),
        sha256=digest,
        added_at=now,
        added_by=by,
    )


def _summary(result: Check) -> dict[str, Any]:
    """What a list shows of a check."""
    counts = Counter(finding.severity for finding in result.findings)
    return {
        "breaches": counts[Severity.BREACH],
        "warnings": counts[Severity.WARNING],
        "notes": counts[Severity.NOTE],
        "subsidy": _shown(result.finance.subsidy),
        "total": _shown(result.finance.total),
    }


def _shown(value: Decimal | None) -> Decimal | None:
    """An amount for the list; a sum that no column holds is a slip of the pen, and stays in the check alone."""
    return value if value is not None and abs(value) < _MOST_SHOWN else None


@transaction.atomic
def keep_paper(*, paper: Paper, by: Person, now: datetime) -> Dossier:
    """Keeps a checked paper as a dossier, with a case of its own; a second click gives the same dossier."""
    paper = Paper.objects.select_for_update().select_related("file").get(pk=paper.pk)
    known = Dossier.objects.select_related("case").filter(paper=paper).first()
    if known:
        return known
    case = Case.objects.create(municipality_id=paper.municipality_id, title=paper.title, opened_at=now)
    dossier = Dossier.objects.create(
        case=case, call_version_id=paper.call_version_id, paper=paper, started_at=now, changed_at=now
    )
    paper.file.case = case
    paper.file.save(update_fields=["case"])
    journal.write("dossier.keep", by=by, now=now, case=case, paper=paper.public_id, sha256=paper.file.sha256)
    return dossier


@transaction.atomic
def drop_loose_papers(*, by: Person, now: datetime) -> int:
    """Takes away this person's papers that were never kept, a week after they were checked."""
    old = Paper.objects.filter(uploaded_by=by, dossier=None, uploaded_at__lt=now - timedelta(days=LOOSE_DAYS))
    digests = list(old.values_list("file__sha256", flat=True))
    file_ids = list(old.values_list("file", flat=True))
    count = old.delete()[0]
    StoredFile.objects.filter(pk__in=file_ids).delete()
    for digest in digests:
        transaction.on_commit(lambda digest=digest: _discard_unused(digest))  # type: ignore[misc]
    return count


@transaction.atomic
def _discard_unused(digest: str) -> None:
    """Takes bytes out of the store that no row names; alone, so that nobody stores the same bytes meanwhile."""
    journal.one_at_a_time()
    if not StoredFile.objects.filter(sha256=digest).exists():
        files.discard(digest)

"""Papers: checked, kept in a dossier, dropped after a week."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from wijkweb.call.models import CallVersion
from wijkweb.call.reads import call_of
from wijkweb.commons import files, journal
from wijkweb.commons.models import Organisation, Person, StoredFile
from wijkweb.dossier.actions.dossiers import start_dossier
from wijkweb.dossier.actions.intake import take_in
from wijkweb.dossier.models import Dossier, Paper, PaperText
from wijkweb.readers.apart import read_apart
from wijkweb.readers.errors import Unreadable
from wijkweb.rules.check import check
from wijkweb.shapes.check import Check
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
        discard_unused(digest)
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
    return {
        "breaches": result.breaches,
        "warnings": result.warnings,
        "notes": result.notes,
        "subsidy": _shown(result.finance.subsidy),
        "total": _shown(result.finance.total),
    }


def _shown(value: Decimal | None) -> Decimal | None:
    """An amount for the list; a sum that no column holds is a slip of the pen, and stays in the check alone."""
    return value if value is not None and abs(value) < _MOST_SHOWN else None


@transaction.atomic
def keep_paper(*, paper: Paper, by: Person, now: datetime, practice: bool = False) -> Dossier:
    """Keeps a checked paper as a new dossier; a second click gives the same dossier.

    Raises AlreadyProposed when the municipality has its proposal already and this is no practice copy.
    """
    paper = _locked(paper)
    known = _kept(paper)
    if known:
        return known
    dossier = start_dossier(
        municipality=paper.municipality,
        call_version=paper.call_version,
        title=paper.title,
        by=by,
        now=now,
        practice=practice,
    )
    take_in(dossier=dossier, paper=paper, by=by, now=now)
    return dossier


@transaction.atomic
def keep_as_version(*, paper: Paper, dossier: Dossier, by: Person, now: datetime) -> Dossier:
    """Takes a checked paper into a dossier that is there, as its new version; a second click changes nothing."""
    paper = _locked(paper)
    known = _kept(paper)
    if known:
        return known
    take_in(dossier=dossier, paper=paper, by=by, now=now)
    return dossier


def _locked(paper: Paper) -> Paper:
    return (
        Paper.objects.select_for_update(of=("self",))
        .select_related("file", "text", "municipality", "call_version")
        .get(pk=paper.pk)
    )


def _kept(paper: Paper) -> Dossier | None:
    return Dossier.objects.select_related("case").filter(papers__paper=paper).first()


@transaction.atomic
def drop_loose_papers(*, by: Person | None, now: datetime) -> int:
    """Takes away this person's papers (None: everybody's) that were never kept, a week after they were checked."""
    whose = Paper.objects.filter(uploaded_by=by) if by else Paper.objects.all()
    old = whose.filter(kept=None, uploaded_at__lt=now - timedelta(days=LOOSE_DAYS))
    digests = list(old.values_list("file__sha256", flat=True))
    file_ids = list(old.values_list("file", flat=True))
    count = old.delete()[0]
    StoredFile.objects.filter(pk__in=file_ids).delete()
    for digest in digests:
        transaction.on_commit(lambda digest=digest: discard_unused(digest))  # type: ignore[misc]
    return count


@transaction.atomic
def discard_unused(digest: str) -> None:
    """Takes bytes out of the store that no row names; alone, so that nobody stores the same bytes meanwhile."""
    journal.one_at_a_time()
    if not StoredFile.objects.filter(sha256=digest).exists():
        files.discard(digest)

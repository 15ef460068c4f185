"""A dossier comes in as the JSON that another one went out as: as a new dossier, or as a new version of this one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wijkweb.call.models import CallVersion
from wijkweb.commons.access import visible_cases
from wijkweb.commons.models import Organisation, Person, StoredFile
from wijkweb.dossier.actions.content import fill
from wijkweb.dossier.actions.dossiers import start_dossier
from wijkweb.dossier.models import Dossier
from wijkweb.shapes.application import AnnexPlan, Application


@transaction.atomic
def import_new(
    *,
    application: Application,
    municipality: Organisation,
    call_version: CallVersion,
    practice: bool,
    by: Person,
    now: datetime,
) -> tuple[Dossier, tuple[str, ...]]:
    """A new dossier with what the file says, and the annexes that were left out (see import_version).

    Raises AlreadyProposed as the start of any dossier does.
    """
    dossier = start_dossier(
        municipality=municipality,
        call_version=call_version,
        title=application.project,
        by=by,
        now=now,
        practice=practice,
    )
    return dossier, import_version(dossier=dossier, application=application, by=by, now=now)


@transaction.atomic
def import_version(*, dossier: Dossier, application: Application, by: Person, now: datetime) -> tuple[str, ...]:
    """What the file says takes the place of what was there; texts become new versions.

    Returns the titles of the annexes whose files are not here, and were left out.
    """
    lost = tuple(annex.title for annex in application.annexes if not _brought(dossier, annex, by, now))
    fill(dossier=dossier, application=application, by=by, now=now, verb="dossier.import")
    return lost


def _brought(dossier: Dossier, annex: AnnexPlan, by: Person, now: datetime) -> bool:
    """Whether the file of an annex is in this case; it comes along from any case that this person may read."""
    if not annex.sha256:
        return True
    own = StoredFile.objects.filter(case=dossier.case_id, sha256=annex.sha256)
    if own.filter(name=annex.file).exists():
        return True
    seen = StoredFile.objects.filter(sha256=annex.sha256, case__in=visible_cases(by, "dossier.read")).first()
    if seen is None:
        return False
    StoredFile.objects.create(
        case=dossier.case,
        name=annex.file or seen.name,
        media_type=seen.media_type,
        size=seen.size,
        sha256=seen.sha256,
        added_at=now,
        added_by=by,
    )
    return True

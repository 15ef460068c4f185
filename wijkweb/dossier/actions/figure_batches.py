"""A file of figures: kept for a dry run, taken in as one batch, undone as one batch."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from wijkweb.commons import files, journal
from wijkweb.commons.models import Person, StoredFile
from wijkweb.dossier.actions.dossiers import changed
from wijkweb.dossier.actions.figures import FigureChanged
from wijkweb.dossier.models import AreaFigure, Dossier, FigureBatch, ProjectArea
from wijkweb.rules.figure_import import ImportPlan, Incoming

WAITING = "use=figures"  # a parameter of the media type: the file waits for its yes or no
WAITING_DAYS = 7
FIELDS = ("value", "printed", "numerator", "denominator", "unit", "source", "version", "aspect")
_NUMBERS = ("value", "numerator", "denominator")


class NothingToTake(ValueError):
    """The file holds no figure that is new or other than what stands."""


class NothingToUndo(ValueError):
    """Every figure of the batch was changed or taken out since, or the batch was undone already."""


def keep_upload(*, dossier: Dossier, data: bytes, name: str, by: Person, now: datetime) -> StoredFile:
    """Keeps the bytes until somebody says yes or no; what nobody answered for a week goes."""
    digest = files.digest(data)
    kind = "application/vnd.ms-excel" if data.startswith(b"PK") else "text/csv"
    try:
        with transaction.atomic():
            journal.one_at_a_time()
            files.store(data)
            _drop(StoredFile.objects.filter(
                case=dossier.case_id, media_type__contains=WAITING, added_at__lt=now - timedelta(days=WAITING_DAYS)
            ))  # fmt: skip
            return StoredFile.objects.create(
                case=dossier.case, name=name[-200:], media_type=f"{kind}; {WAITING}", size=len(data), sha256=digest,
                added_at=now, added_by=by,
            )  # fmt: skip
    except BaseException:
        _discard_unused(digest)
        raise


@transaction.atomic
def drop_upload(*, dossier: Dossier, file: StoredFile, by: Person, now: datetime) -> None:
    """A no: the file goes, nothing was taken in."""
    _drop(StoredFile.objects.filter(pk=file.pk, media_type__contains=WAITING))
    journal.write("figures.import_drop", by=by, now=now, case=dossier.case, sha256=file.sha256)


def _drop(waiting: Any) -> None:
    digests = list(waiting.values_list("sha256", flat=True))
    waiting.delete()
    for digest in digests:
        transaction.on_commit(lambda digest=digest: _discard_unused(digest))  # type: ignore[misc]


@transaction.atomic
def _discard_unused(digest: str) -> None:
    journal.one_at_a_time()
    if not StoredFile.objects.filter(sha256=digest).exists():
        files.discard(digest)


@transaction.atomic
def take_batch(*, dossier: Dossier, file: StoredFile, plan: ImportPlan, by: Person, now: datetime) -> FigureBatch:
    """A yes: everything of the plan that is new or changed, in one batch; the file is kept with it."""
    if not plan.taken:
        raise NothingToTake
    areas = {area.public_id: area for area in ProjectArea.objects.filter(dossier=dossier)}
    batch = FigureBatch.objects.create(
        dossier=dossier, file_name=file.name, sha256=file.sha256, added=len(plan.new), changed=len(plan.changed),
        before=[], at=now, by=by,
    )  # fmt: skip
    standing = {figure.public_id: figure for figure in AreaFigure.objects.filter(dossier=dossier)}
    at = max((figure.position for figure in standing.values()), default=0)
    places: dict[str, int] = {figure.indicator: figure.position for figure in reversed(list(standing.values()))}
    if any(item.before and item.before.id not in standing for item in plan.taken):
        raise FigureChanged
    before = []
    for item in plan.taken:
        place = places.setdefault(item.figure.indicator, at := at + 1)
        known = standing[item.before.id] if item.before else None
        was = {name: _plain(getattr(known, name)) for name in FIELDS} if known else None
        figure = known or AreaFigure(dossier=dossier, area=areas[item.place.area], token=0, position=place)
        _set(figure, item, batch)
        before.append({"figure": figure.public_id, "token": figure.token, "was": was})
    FigureBatch.objects.filter(pk=batch.pk).update(before=before)
    StoredFile.objects.filter(pk=file.pk).update(media_type=file.media_type.partition(";")[0])
    facts = {"batch": batch.public_id, "added": batch.added, "changed": batch.changed, "sha256": file.sha256}
    changed(dossier=dossier, by=by, now=now, verb="figures.import", **facts)
    return batch


def _set(figure: AreaFigure, item: Incoming, batch: FigureBatch) -> None:
    said = item.figure
    assert said.value is not None
    figure.indicator, figure.year, figure.base = said.indicator, said.year[:20], said.base
    figure.value, figure.printed = said.value, said.printed
    figure.numerator, figure.denominator = said.numerator, said.denominator
    figure.unit, figure.source, figure.version = said.unit, said.source, item.version
    figure.aspect = figure.aspect or item.aspect
    figure.batch = batch
    figure.token += 1
    figure.save()


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value


@transaction.atomic
def undo_batch(*, batch: FigureBatch, dossier: Dossier, by: Person, now: datetime) -> list[str]:
    """Takes a batch back: what it added goes, what it changed is as it was.

    A figure that somebody changed since keeps its value; the labels of those come back. Raises NothingToUndo when
    that is all of them.
    """
    batch = FigureBatch.objects.select_for_update().get(pk=batch.pk)
    ids = [entry["figure"] for entry in batch.before]
    found = {
        f.public_id: f for f in AreaFigure.objects.filter(dossier=dossier, public_id__in=ids).select_related("area")
    }
    kept, undone = [], 0
    for entry in batch.before:
        figure = found.get(entry["figure"])
        if figure and figure.token == entry["token"]:
            _back(figure, entry["was"])
            undone += 1
        elif figure:
            kept.append(f"{figure.indicator}, {figure.area.name}, {figure.year}")
    if batch.undone_at or not undone:
        raise NothingToUndo
    FigureBatch.objects.filter(pk=batch.pk).update(undone_at=now)
    changed(dossier=dossier, by=by, now=now, verb="figures.undo", batch=batch.public_id, undone=undone, kept=len(kept))
    return kept


def _back(figure: AreaFigure, was: Mapping[str, Any] | None) -> None:
    if was is None:
        figure.delete()
        return
    for name in FIELDS:
        value = was[name]
        setattr(figure, name, Decimal(value) if name in _NUMBERS and value is not None else value)
    figure.batch = None
    figure.token += 1
    figure.save()

"""The dry run of a file of figures, and the files and batches of a dossier by their public ids."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wijkweb.call.reads import call_of
from wijkweb.commons import files
from wijkweb.commons.models import StoredFile
from wijkweb.dossier.models import AreaFigure, Dossier, FigureBatch, ProjectArea
from wijkweb.dossier.reads.areas import places_of
from wijkweb.dossier.reads.starter import names_of_codes
from wijkweb.readers.apart import read_figures_apart
from wijkweb.rules.figure_import import Ground, ImportPlan, Incoming, Standing, plan_import
from wijkweb.shapes.figures import Refused
from wijkweb.shapes.plain import to_plain

REASONS: dict[str, Promise] = {
    "other_area": _("is no area of this dossier; choose it first if it should be"),
    "unknown_area": _("no area is known by this code or name"),
    "no_name": _("the name of the indicator or of the area is missing"),
    "too_many_cells": _("the row has more cells than the first row names"),
    "no_year": _("there is no year"),
    "year": _("is no year, or one that is still to come"),
    "twice": _("stands in the file more than once"),
    "formula": _("is a formula; paste it as a value in Excel"),
    "no_number": _("is no number"),
    "two_ways": _("can be read in two ways; write it without a sign between thousands"),
    "other_style": _("has another decimal sign than the rest of the file"),
    "too_long": _("is longer or larger than what can be kept"),
    "missing_empty": _("is empty"),
    "missing_hidden": _("is hidden by the source"),
    "missing_not_applicable": _("does not apply"),
    "missing_unknown": _("is not known"),
}


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """What is not taken in, with the reason in words."""

    row: int
    what: str
    why: Promise


@dataclass(frozen=True, slots=True)
class DryRun:
    """What taking in the file would do. `seen` is a fingerprint of it: a yes counts for this dry run only."""

    plan: ImportPlan
    refused: tuple[RefusedLine, ...]
    seen: str


def waiting_file(dossier: Dossier, file_id: str, mark: str) -> StoredFile:
    """The uploaded file that waits for a yes or no, or 404."""
    found = StoredFile.objects.filter(case=dossier.case_id, public_id=file_id, media_type__contains=mark).first()
    if found is None:
        raise Http404
    return found


def taken_file(dossier: Dossier, file_id: str, mark: str) -> bool:
    """Whether this file was taken in already: a yes that came twice. What still has its mark waits for its first."""
    files_there = StoredFile.objects.filter(case=dossier.case_id, public_id=file_id)
    file = files_there.exclude(media_type__contains=mark).first()
    return file is not None and FigureBatch.objects.filter(dossier=dossier, sha256=file.sha256).exists()


def batch_of(dossier: Dossier, batch_id: str) -> FigureBatch:
    """A batch of this dossier, or 404."""
    found = FigureBatch.objects.filter(dossier=dossier, public_id=batch_id).first()
    if found is None:
        raise Http404
    return found


def dry_run(dossier: Dossier, data: bytes, *, source: str, now: datetime) -> DryRun:
    """The file laid beside the dossier; raises Unreadable."""
    places, elsewhere = places_of(dossier)
    figures = AreaFigure.objects.filter(dossier=dossier).select_related("area")
    ground = Ground(
        places=places,
        elsewhere=elsewhere,
        names=names_of_codes(call_of(dossier.call_version)),
        standing=tuple(map(_standing, figures)),
        this_year=now.year,
        source=source,
    )
    plan = plan_import(read_figures_apart(data), ground)
    return DryRun(plan, tuple(map(_refused, plan.refused)), _fingerprint(plan))


def stored_bytes(file: StoredFile) -> bytes:
    """The bytes of a file of the dossier."""
    return files.fetch(file.sha256)


def _standing(figure: AreaFigure) -> Standing:
    return Standing(
        figure.public_id,
        figure.area.public_id,
        figure.indicator,
        figure.year,
        figure.base,
        figure.value,
        figure.unit,
        figure.source,
        figure.version,
        figure.numerator,
        figure.denominator,
    )


def _refused(line: Refused) -> RefusedLine:
    return RefusedLine(line.row, line.what, REASONS[line.reason])


def _fingerprint(plan: ImportPlan) -> str:
    def told(item: Incoming) -> tuple[object, ...]:
        figure = item.figure
        return (item.place.area, figure.indicator, figure.year, figure.base, figure.value, to_plain(item.before))

    text = json.dumps([[told(item) for item in part] for part in (plan.new, plan.changed)], default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def area_of(dossier: Dossier, area_id: str) -> ProjectArea:
    """An area of this dossier, or 404."""
    found = ProjectArea.objects.filter(dossier=dossier, public_id=area_id).first()
    if found is None:
        raise Http404
    return found


def row_of(dossier: Dossier, figure_id: str) -> list[AreaFigure]:
    """The figures of the row that this one stands in, this one's first where areas are alike; or 404."""
    one = AreaFigure.objects.filter(dossier=dossier, public_id=figure_id).first()
    if one is None:
        raise Http404
    same = AreaFigure.objects.filter(dossier=dossier, indicator=one.indicator, year=one.year, base=one.base)
    return list(same.select_related("area"))

"""Figures are typed a row at a time: one indicator in one year, for every area of the dossier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from wijkweb.commons.ids import public_id
from wijkweb.commons.models import Person
from wijkweb.dossier.actions.dossiers import changed
from wijkweb.dossier.models import AreaFigure, Dossier, ProjectArea


class FigureChanged(ValueError):
    """Somebody else changed a figure of the row meanwhile; nothing was written."""


class FigureThere(ValueError):
    """The dossier has this indicator for this year and base already, in another row."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What was typed for an area. `token` is that of the figure that was seen, 0 for none; no value: no figure."""

    area: str
    figure: str
    token: int
    value: Decimal | None
    printed: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Shared:
    """What holds for the whole row. None: the areas differ in it, and keep what they have."""

    indicator: str
    year: str
    base: str
    unit: str | None = ""
    source: str | None = ""
    version: str | None = ""
    aspect: str | None = ""


@transaction.atomic
def write_row(*, dossier: Dossier, shared: Shared, entries: Sequence[Entry], by: Person, now: datetime) -> None:
    """Makes, changes and takes out the figures of a row, all or none."""
    areas = {area.public_id: area for area in ProjectArea.objects.filter(dossier=dossier)}
    entries = [entry for entry in entries if entry.area in areas]
    ids = [entry.figure for entry in entries]
    found = {f.public_id: f for f in AreaFigure.objects.select_for_update().filter(dossier=dossier, public_id__in=ids)}
    if any(
        entry.token and (entry.figure not in found or found[entry.figure].token != entry.token) for entry in entries
    ):
        raise FigureChanged
    # a figure that is there though the form made it new: the form was sent twice
    entries = [entry for entry in entries if entry.token or entry.figure not in found]
    _free(dossier, shared, entries)
    for entry in entries:
        _write(dossier, areas[entry.area], found.get(entry.figure), shared, entry)
    changed(dossier=dossier, by=by, now=now, verb="figures.write", indicator=shared.indicator, year=shared.year)


def _free(dossier: Dossier, shared: Shared, entries: Sequence[Entry]) -> None:
    """The place of the row must be free, but for its own figures."""
    same = AreaFigure.objects.filter(
        dossier=dossier, indicator=shared.indicator, year=shared.year, base=shared.base,
        area__public_id__in=[entry.area for entry in entries if entry.value is not None],
    )  # fmt: skip
    if same.exclude(public_id__in=[entry.figure for entry in entries]).exists():
        raise FigureThere(shared.indicator)


def _write(dossier: Dossier, area: ProjectArea, known: AreaFigure | None, shared: Shared, entry: Entry) -> None:
    if entry.value is None:
        if known:
            known.delete()
        return
    figure = known or AreaFigure(
        dossier=dossier, area=area, public_id=_unused(entry.figure), token=0, position=_position(dossier, shared)
    )
    figure.indicator, figure.year, figure.base = shared.indicator, shared.year, shared.base
    for name in ("unit", "source", "version", "aspect"):
        value = getattr(shared, name)
        if value is not None:
            setattr(figure, name, value)
    figure.value, figure.printed = entry.value, entry.printed
    figure.numerator, figure.denominator = entry.numerator, entry.denominator
    if not figure.version:
        figure.version = area.version
    figure.token += 1
    figure.save()


def _position(dossier: Dossier, shared: Shared) -> int:
    """Beside the others of its indicator, else at the end."""
    own = AreaFigure.objects.filter(dossier=dossier, indicator=shared.indicator).order_by("position").first()
    last = own or AreaFigure.objects.filter(dossier=dossier).order_by("-position").first()
    return (last.position if own else last.position + 1) if last else 1


def _unused(wanted: str) -> str:
    """The id that came with the form, unless it is one of another dossier."""
    return public_id() if AreaFigure.objects.filter(public_id=wanted).exists() else wanted


@transaction.atomic
def remove_row(*, figure: AreaFigure, dossier: Dossier, by: Person, now: datetime) -> int:
    """Takes out an indicator in a year, for all areas; returns how many figures went."""
    row = AreaFigure.objects.filter(dossier=dossier, indicator=figure.indicator, year=figure.year, base=figure.base)
    count = row.delete()[0]
    changed(dossier=dossier, by=by, now=now, verb="figures.remove", indicator=figure.indicator, year=figure.year)
    return count

"""The areas of a dossier: chosen from a map, put together from sectors, named by hand, changed, taken out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from wijkweb.commons.models import Area, Person
from wijkweb.dossier.actions.dossiers import changed
from wijkweb.dossier.models import AreaFigure, Dossier, ProjectArea
from wijkweb.rules.figure_import import comparable


class AreaThere(ValueError):
    """The dossier has an area of that name already, in another version of boundaries or of other areas."""


class AreaChanged(ValueError):
    """Somebody else changed the area meanwhile."""


@transaction.atomic
def choose_areas(
    *, dossier: Dossier, version: str, codes: Sequence[str], together: str, by: Person, now: datetime
) -> list[ProjectArea]:
    """Adds areas of a version of boundaries, each for itself or `together` as one with that name.

    An area that a paper named, without boundaries, gets them. Choosing what is there already changes nothing.
    """
    found = Area.objects.filter(version__key=version, nis=dossier.municipality.nis, code__in=codes).defer("geometry")
    areas = sorted(found, key=lambda area: list(codes).index(area.code))
    if not areas:
        return []
    parts = [(together, areas)] if together else [(area.name, [area]) for area in areas]
    made = [_kept(dossier, name, version, group) for name, group in parts]
    changed(dossier=dossier, by=by, now=now, verb="figures.areas", names=[area.name for area in made])
    return made


def _kept(dossier: Dossier, name: str, version: str, group: Sequence[Area]) -> ProjectArea:
    known = next(
        (a for a in ProjectArea.objects.filter(dossier=dossier) if comparable(a.name) == comparable(name)), None
    )
    codes, system = [area.code for area in group], group[0].system
    if known is None:
        return ProjectArea.objects.create(
            dossier=dossier, name=name[:200], system=system, version=version, codes=codes, position=_position(dossier)
        )
    if known.version and (known.version, sorted(known.codes)) != (version, sorted(codes)):
        raise AreaThere(known.name)
    if not known.version:
        known.version, known.system, known.codes = version, system, codes
        known.token += 1
        known.save(update_fields=["version", "system", "codes", "token"])
    return known


def _position(dossier: Dossier) -> int:
    last = ProjectArea.objects.filter(dossier=dossier).order_by("-position").first()
    return last.position + 1 if last else 1


@transaction.atomic
def add_reference(*, dossier: Dossier, by: Person, now: datetime) -> ProjectArea:
    """The municipality itself as the area to compare with; the one that is there, when there is one."""
    known = ProjectArea.objects.filter(dossier=dossier, kind=ProjectArea.Kind.REFERENCE).first()
    if known:
        return known
    nis = dossier.municipality.nis
    area = (
        Area.objects.filter(level=Area.Level.MUNICIPALITY, nis=nis).select_related("version").first() if nis else None
    )
    name = area.name if area else dossier.municipality.name
    made = ProjectArea.objects.filter(dossier=dossier, name=name).first() or ProjectArea(dossier=dossier, name=name)
    made.kind = ProjectArea.Kind.REFERENCE
    made.position = made.position or _position(dossier)
    if area:
        made.system, made.version, made.codes = area.system, area.version.key, [area.code]
    made.save()
    changed(dossier=dossier, by=by, now=now, verb="figures.areas", names=[made.name])
    return made


@transaction.atomic
def name_area(*, dossier: Dossier, public_id: str, name: str, kind: str, by: Person, now: datetime) -> ProjectArea:
    """An area without boundaries, by its name; sent twice, it is made once."""
    _one_reference(dossier, kind, None)
    known = ProjectArea.objects.filter(dossier=dossier, public_id=public_id).first()
    if known:
        return known
    if ProjectArea.objects.filter(dossier=dossier, name=name).exists():
        raise AreaThere(name)
    made = ProjectArea.objects.create(
        dossier=dossier, public_id=public_id, name=name, kind=kind, position=_position(dossier)
    )
    changed(dossier=dossier, by=by, now=now, verb="figures.areas", names=[name])
    return made


@transaction.atomic
def change_area(
    *, area: ProjectArea, dossier: Dossier, name: str, kind: str, token: int, by: Person, now: datetime
) -> None:
    """Another name, or what it is for."""
    found = ProjectArea.objects.select_for_update().get(pk=area.pk)
    if found.token != token:
        raise AreaChanged
    if ProjectArea.objects.filter(dossier=dossier, name=name).exclude(pk=area.pk).exists():
        raise AreaThere(name)
    _one_reference(dossier, kind, area.pk)
    found.name, found.kind, found.token = name, kind, found.token + 1
    found.save(update_fields=["name", "kind", "token"])
    changed(dossier=dossier, by=by, now=now, verb="figures.areas", names=[name])


def _one_reference(dossier: Dossier, kind: str, but: int | None) -> None:
    """There is one area to compare with: the one that was, is a part from now on."""
    if kind == ProjectArea.Kind.REFERENCE:
        others = ProjectArea.objects.filter(dossier=dossier, kind=kind)
        others.exclude(pk=but or 0).update(kind=ProjectArea.Kind.PART)


@transaction.atomic
def remove_area(*, area: ProjectArea, dossier: Dossier, by: Person, now: datetime) -> int:
    """Takes an area out with its figures; returns how many figures went."""
    figures = AreaFigure.objects.filter(area=area).count()
    area.delete()
    changed(dossier=dossier, by=by, now=now, verb="figures.area_remove", name=area.name, figures=figures)
    return figures

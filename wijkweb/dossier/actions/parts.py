"""Rows of a dossier come, change and go: the same three verbs for a partner, a risk, a promise, a request."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Max, Model

from wijkweb.commons.ids import public_id as new_id
from wijkweb.commons.models import Person
from wijkweb.dossier.actions.dossiers import changed
from wijkweb.dossier.models import Dossier
from wijkweb.dossier.models.dossiers import Part

P = TypeVar("P", bound=Part)


class ChangedMeanwhile(ValueError):
    """Somebody else changed the row since its form was opened; `part` is what it is now. Nothing was written."""

    def __init__(self, part: Part) -> None:
        super().__init__("changed meanwhile")
        self.part = part


class Gone(ValueError):
    """The row was taken out meanwhile."""


class NameTaken(ValueError):
    """The dossier has a row with this name already."""


@transaction.atomic
def add_part(
    *, dossier: Dossier, model: type[P], public_id: str, values: Mapping[str, Any], by: Person, now: datetime
) -> P:
    """Adds a row under the id that its empty form carried, so that a form that is sent twice makes one row.

    Raises ChangedMeanwhile when that row is there with other values, NameTaken when its name is in use.
    """
    hold(dossier)
    known = model._default_manager.filter(dossier=dossier, public_id=public_id).first()
    if known:
        if differing(known, values):
            raise ChangedMeanwhile(known)
        return known
    part = insert(dossier, model, public_id, values)
    changed(dossier=dossier, by=by, now=now, verb=f"{_word(model)}.add", id=part.public_id, title=str(part))
    return part


@transaction.atomic
def change_part(*, part: P, token: int | None, values: Mapping[str, Any], by: Person, now: datetime) -> P:
    """Changes a row that was opened at `token`; a form that is sent twice has one effect.

    Raises ChangedMeanwhile, Gone, or NameTaken.
    """
    held = held_part(part)
    other = differing(held, values)
    if not other:
        return held
    if held.token != token:
        raise ChangedMeanwhile(held)
    update(held, values)
    changed(
        dossier=held.dossier, by=by, now=now, verb=f"{_word(type(held))}.change",
        id=held.public_id, title=str(held), fields=sorted(other),
    )  # fmt: skip
    return held


@transaction.atomic
def remove_part(*, part: Part, token: int | None, by: Person, now: datetime) -> None:
    """Takes a row out that was seen at `token`; the journal keeps what it said.

    Raises ChangedMeanwhile, or Gone.
    """
    held = held_part(part)
    if held.token != token:
        raise ChangedMeanwhile(held)
    said = {field.name: _plain(getattr(held, field.name)) for field in _own_fields(type(held))}
    dossier, model, public_id = held.dossier, type(held), held.public_id
    held.delete()
    changed(dossier=dossier, by=by, now=now, verb=f"{_word(model)}.remove", id=public_id, said=said)


def hold(dossier: Dossier) -> None:
    """Keeps others from changing this dossier until the transaction ends."""
    Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)


def held_part(part: P) -> P:
    """The row as it is now, held until the transaction ends; raises Gone when it was taken out."""
    hold(part.dossier)
    found = type(part)._default_manager.select_related("dossier__call_version", "dossier__case")
    held = found.filter(pk=part.pk).first()
    if held is None:
        raise Gone
    return held


def differing(part: Part, values: Mapping[str, Any]) -> set[str]:
    """The names of the fields in which a row says something else than these values."""
    return {name for name, value in values.items() if getattr(part, name) != value}


def insert(dossier: Dossier, model: type[P], public_id: str, values: Mapping[str, Any]) -> P:
    """A new last row; an id that another dossier has is made anew."""
    if model._default_manager.filter(public_id=public_id).exists():
        public_id = new_id()
    last = model._default_manager.filter(dossier=dossier).aggregate(last=Max("position"))["last"] or 0
    part = model(dossier=dossier, public_id=public_id, position=last + 1, **values)
    _write(part)
    return part


def update(part: Part, values: Mapping[str, Any]) -> None:
    """Other values in a row that is held, and its next token."""
    for name, value in values.items():
        setattr(part, name, value)
    part.token += 1
    _write(part)


def _write(part: Part) -> None:
    try:
        with transaction.atomic():
            part.save()
    except IntegrityError as error:
        raise NameTaken(str(part)) from error


def _word(model: type[Model]) -> str:
    return model._meta.model_name or ""


def _own_fields(model: type[Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if field.name not in _FRAME]


_FRAME = {"id", "public_id", "dossier", "position", "token"}


def _plain(value: object) -> str:
    return "" if value is None else str(value)

"""Rows of a contract come, change and go: the same three verbs for every kind of row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from wijkweb.commons import journal
from wijkweb.commons.ids import public_id as new_id
from wijkweb.commons.models import Person
from wijkweb.contract.models import Contract, ContractPart

P = TypeVar("P", bound=ContractPart)


class ChangedMeanwhile(ValueError):
    """Somebody else changed the row since its form was opened; `part` is what it is now. Nothing was written."""

    def __init__(self, part: ContractPart) -> None:
        super().__init__("changed meanwhile")
        self.part = part


class Gone(ValueError):
    """The row was taken out meanwhile."""


class InUse(ValueError):
    """Something else hangs on the row, so that it can be ended but not taken out."""


class Taken(ValueError):
    """There is such a row already."""


@transaction.atomic
def add_part(
    *, contract: Contract, model: type[P], public_id: str, values: Mapping[str, Any], by: Person, now: datetime
) -> P:
    """Adds a row under the id that its empty form carried, so that a form that is sent twice makes one row.

    Raises ChangedMeanwhile when that row is there with other values, Taken when a row that may be there once is.
    """
    hold(contract)
    known = model._default_manager.filter(contract=contract, public_id=public_id).first()
    if known:
        if differing(known, values):
            raise ChangedMeanwhile(known)
        return known
    if model._default_manager.filter(public_id=public_id).exists():
        public_id = new_id()
    part = model(contract=contract, public_id=public_id, **values)
    _write(part)
    journal.write(f"{_word(model)}.add", by=by, now=now, case=contract.case, id=part.public_id)
    return part


@transaction.atomic
def change_part(*, part: P, token: int | None, values: Mapping[str, Any], by: Person, now: datetime) -> P:
    """Changes a row that was opened at `token`; sent twice it has one effect. Raises ChangedMeanwhile, Gone, Taken."""
    held = held_part(part)
    other = differing(held, values)
    if not other:
        return held
    if held.token != token:
        raise ChangedMeanwhile(held)
    for name, value in values.items():
        setattr(held, name, value)
    held.token += 1
    _write(held)
    journal.write(
        f"{_word(type(held))}.change", by=by, now=now, case=held.contract.case, id=held.public_id, fields=sorted(other)
    )
    return held


@transaction.atomic
def remove_part(*, part: ContractPart, token: int | None, by: Person, now: datetime) -> None:
    """Takes a row out that was seen at `token`. Raises ChangedMeanwhile, Gone, InUse."""
    held = held_part(part)
    if held.token != token:
        raise ChangedMeanwhile(held)
    case, public_id = held.contract.case, held.public_id
    try:
        held.delete()
    except ProtectedError as error:
        raise InUse(str(held)) from error
    journal.write(f"{_word(type(held))}.remove", by=by, now=now, case=case, id=public_id)


def hold(contract: Contract) -> None:
    """Keeps others from changing this contract until the transaction ends."""
    Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)


def held_part(part: P) -> P:
    """The row as it is now, held until the transaction ends; raises Gone when it was taken out."""
    hold(part.contract)
    found = type(part)._default_manager.select_related("contract__case").filter(pk=part.pk).first()
    if found is None:
        raise Gone
    return found


def differing(part: ContractPart, values: Mapping[str, Any]) -> set[str]:
    """The names of the fields in which a row says something else than these values."""
    return {name for name, value in values.items() if getattr(part, name) != value}


def _write(part: ContractPart) -> None:
    try:
        with transaction.atomic():
            part.save()
    except IntegrityError as error:
        raise Taken(str(part)) from error


def _word(model: type[ContractPart]) -> str:
    return model._meta.model_name or ""

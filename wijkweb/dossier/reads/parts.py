"""A row of a dossier by the id that addresses carry, and whether one that is gone was ever there."""

from __future__ import annotations

from typing import TypeVar

from wijkweb.commons.models import Case, JournalLine
from wijkweb.dossier.models.dossiers import Part

P = TypeVar("P", bound=Part)


def part_of(case: Case, model: type[P], public_id: str) -> P | None:
    """The row of this case, or None."""
    found = model._default_manager.select_related("dossier__call_version", "dossier__case")
    return found.filter(dossier__case=case, public_id=public_id).first()


def was_removed(case: Case, model: type[Part], public_id: str) -> bool:
    """Whether the journal says that a row of this case with this id was taken out."""
    lines = JournalLine.objects.filter(case=case, verb=f"{model._meta.model_name}.remove")
    return lines.filter(facts__contains=f'"id":"{public_id}"').exists()

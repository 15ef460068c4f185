"""A row of a contract by the id that addresses carry, and whether one that is gone was ever there."""

from __future__ import annotations

from typing import TypeVar

from wijkweb.commons.models import JournalLine
from wijkweb.contract.models import Contract, ContractPart

P = TypeVar("P", bound=ContractPart)


def row_of(contract: Contract, model: type[P], public_id: str) -> P | None:
    """The row of this contract, or None."""
    found = model._default_manager.select_related("contract__case__municipality")
    return found.filter(contract=contract, public_id=public_id).first()


def was_removed(contract: Contract, model: type[ContractPart], public_id: str) -> bool:
    """Whether the journal says that a row of this contract with this id was taken out."""
    lines = JournalLine.objects.filter(case=contract.case_id, verb=f"{model._meta.model_name}.remove")
    return lines.filter(facts__contains=f'"id":"{public_id}"').exists()

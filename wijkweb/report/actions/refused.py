"""Why a verb of the reports does not go through; the page has the words."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from wijkweb.contract.actions.parts import ChangedMeanwhile
from wijkweb.contract.models import Contract, ContractPart


class Refused(ValueError):
    """It cannot be done as things stand; nothing was written. `code` says why (report/refusals.py has the words)."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def of_contract(contract: Contract, *parts: ContractPart | None) -> None:
    """Refuses what belongs to another contract."""
    if any(part is not None and part.contract_id != contract.pk for part in parts):
        raise Refused("other_contract")


def seen_at(part: ContractPart, token: int | None) -> None:
    """Raises ChangedMeanwhile when somebody else changed the row since it was looked at."""
    if part.token != token:
        raise ChangedMeanwhile(part)


def not_before(day: date, first: date, code: str) -> None:
    """Refuses a day that lies before another."""
    if day < first:
        raise Refused(code, day=f"{first:%d/%m/%Y}")


def local_day(moment: object) -> date:
    """The day of a moment, in Flanders."""
    return timezone.localtime(moment).date()  # type: ignore[arg-type]

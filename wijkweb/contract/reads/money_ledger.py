"""A ledger file that waits: what it would bring, and whether that is still what somebody looked at."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from wijkweb.commons import files
from wijkweb.commons.models import StoredFile
from wijkweb.contract.models import Contract, LedgerBatch
from wijkweb.contract.reads.money_book import call_for
from wijkweb.contract.reads.money_frame import ledger_frame
from wijkweb.readers.ledger import read_ledger
from wijkweb.rules.ledger import plan_ledger
from wijkweb.shapes.ledger import LedgerPlan, Reading


@dataclass(frozen=True, slots=True)
class DryRun:
    """A plan and the mark of what it says; nothing was written."""

    plan: LedgerPlan
    seen: str


def dry_run(contract: Contract, data: bytes, reading: Reading, today: date) -> DryRun:
    """What a file would bring; three queries, however many rows it has. Raises Unreadable."""
    frame, known = ledger_frame(contract, today)
    plan = plan_ledger(read_ledger(data), frame=frame, call=call_for(contract), reading=reading, known=known)
    said = "|".join([repr(reading), *(f"{row.number}{row.state}{row.key}" for row in plan.rows)])
    return DryRun(plan, hashlib.sha256(said.encode()).hexdigest()[:32])


def waiting_ledger(contract: Contract, public_id: str, waiting: str) -> StoredFile:
    """A file of this contract that waits for a yes or no; raises Http404."""
    found = StoredFile.objects.filter(case=contract.case_id, public_id=public_id, media_type__contains=waiting).first()
    if found is None:
        raise Http404
    return found


def taken_ledger(contract: Contract, public_id: str) -> LedgerBatch | None:
    """The batch that a file became."""
    return LedgerBatch.objects.filter(contract=contract, file__public_id=public_id).first()


def ledger_bytes(file: StoredFile) -> bytes:
    """The bytes of a file; raises Http404 when the store has lost them."""
    try:
        return files.fetch(file.sha256)
    except FileNotFoundError:
        raise Http404 from None

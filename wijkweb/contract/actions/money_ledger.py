"""A bank or ledger file: kept for its dry run, taken in as one batch, undone as one batch."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from wijkweb.commons import files, journal
from wijkweb.commons.models import Person, StoredFile
from wijkweb.contract.actions.parts import hold
from wijkweb.contract.models import Contract, Entry, LedgerBatch
from wijkweb.dossier.actions.papers import discard_unused
from wijkweb.rules.spending_entries import invoice_key
from wijkweb.shapes.ledger import LedgerPlan, PlannedRow

WAITING = "use=ledger"  # a parameter of the media type: the file waits for its yes or no
WAITING_DAYS = 7
MANY = 500


class NothingToTake(ValueError):
    """The file holds no row that is new."""


class RowsRefused(ValueError):
    """Some rows are refused, and nobody asked to take the others without them."""


class StandsOn(ValueError):
    """Something stands on an entry of the batch: a counter entry, or a payment of its commitment."""


class UndoneAlready(ValueError):
    """The batch was undone before."""


def keep_ledger(*, contract: Contract, data: bytes, name: str, by: Person, now: datetime) -> StoredFile:
    """Keeps the bytes until somebody says yes or no; what nobody answered for a week goes."""
    digest = files.digest(data)
    kind = "application/vnd.ms-excel" if data.startswith(b"PK") else "text/csv"
    try:
        with transaction.atomic():
            journal.one_at_a_time()
            files.store(data)
            old = now - timedelta(days=WAITING_DAYS)
            _drop(StoredFile.objects.filter(case=contract.case, media_type__contains=WAITING, added_at__lt=old))
            return StoredFile.objects.create(
                case=contract.case, name=name[-200:], media_type=f"{kind}; {WAITING}", size=len(data), sha256=digest,
                added_at=now, added_by=by,
            )  # fmt: skip
    except BaseException:
        discard_unused(digest)
        raise


@transaction.atomic
def drop_ledger(*, contract: Contract, file: StoredFile, by: Person, now: datetime) -> None:
    """A no: the file goes, nothing was taken in."""
    _drop(StoredFile.objects.filter(pk=file.pk, media_type__contains=WAITING))
    journal.write("ledger.drop", by=by, now=now, case=contract.case, sha256=file.sha256)


def _drop(waiting: Any) -> None:
    digests = list(waiting.values_list("sha256", flat=True))
    waiting.delete()
    for digest in digests:
        transaction.on_commit(lambda digest=digest: discard_unused(digest))  # type: ignore[misc]


@transaction.atomic
def take_ledger(
    *, contract: Contract, file: StoredFile, plan: LedgerPlan, good_only: bool, by: Person, now: datetime
) -> LedgerBatch:
    """A yes: every new row of the plan as an entry, in one batch; the file is kept with it.

    Raises NothingToTake; RowsRefused when rows are refused and `good_only` was not asked.
    """
    hold(contract)
    fresh, refused = plan.of("new"), plan.of("refused")
    if refused and not good_only:
        raise RowsRefused
    known = set(Entry.objects.filter(contract=contract, source_key__isnull=False).values_list("source_key", flat=True))
    fresh = tuple(row for row in fresh if row.key not in known)
    if not fresh:
        raise NothingToTake
    batch = LedgerBatch.objects.create(
        contract=contract, file=file, added=len(fresh), known=len(plan.of("known")), refused=len(refused), at=now, by=by
    )
    entries = [_entry(contract, batch, row, by, now) for row in fresh]
    Entry.objects.bulk_create(entries, batch_size=MANY)
    StoredFile.objects.filter(pk=file.pk).update(media_type=file.media_type.partition(";")[0])
    facts = {"batch": batch.public_id, "added": batch.added, "refused": batch.refused, "sha256": file.sha256}
    journal.write("ledger.take", by=by, now=now, case=contract.case, **facts)
    return batch


def _entry(contract: Contract, batch: LedgerBatch, row: PlannedRow, by: Person, now: datetime) -> Entry:
    said = row.entry
    assert said is not None
    key = invoice_key(said.payee, said.invoice) if said.kind == Entry.Kind.PAYMENT else None
    return Entry(
        contract=contract, kind=said.kind, day=said.day, post=said.post, payer=said.payer, payee=said.payee,
        text=row.text, invoice=said.invoice, amount=said.amount, batch=batch, invoice_key=key, source_key=row.key,
        made_at=now, made_by=by,
    )  # fmt: skip


@transaction.atomic
def undo_ledger(*, batch: LedgerBatch, by: Person, now: datetime) -> int:
    """Takes a whole batch out of effect; its entries stay readable. Raises StandsOn, UndoneAlready."""
    hold(batch.contract)
    held = LedgerBatch.objects.select_related("contract__case").get(pk=batch.pk)
    if held.undone_at is not None:
        raise UndoneAlready
    mine = Entry.objects.filter(batch=held)
    paying = Entry.objects.filter(pays__batch=held, withdrawn_at=None).exclude(batch=held)
    if mine.filter(Q(counter__isnull=False)).exists() or paying.exists():
        raise StandsOn
    mine.filter(withdrawn_at=None).update(
        withdrawn_at=now, withdrawn_by=by, reason=held.file.name[:300], invoice_key=None
    )
    count = mine.update(source_key=None)
    LedgerBatch.objects.filter(pk=held.pk).update(undone_at=now, undone_by=by)
    journal.write("ledger.undo", by=by, now=now, case=held.contract.case, batch=held.public_id, entries=count)
    return count

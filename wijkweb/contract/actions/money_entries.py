"""Entries: booked once, never edited; a wrong one is countered on a later day, or withdrawn with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from wijkweb.commons import journal
from wijkweb.commons.ids import public_id as new_id
from wijkweb.commons.models import Person, StoredFile
from wijkweb.contract.actions.money_files import Upload, filed
from wijkweb.contract.actions.parts import ChangedMeanwhile, differing, held_part, hold
from wijkweb.contract.models import Contract, Entry, SubAgreement
from wijkweb.contract.reads.money_book import call_for
from wijkweb.contract.reads.money_frame import entry_frame
from wijkweb.rules.spending_entries import Problem, entry_problems, invoice_key
from wijkweb.shapes.spending_book import NewEntry


class Refused(ValueError):
    """The entry stands against the contract; `problems` say why. Nothing was written."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(one.code for one in problems))
        self.problems = problems


def new_entry(values: Mapping[str, Any]) -> NewEntry:
    """The values of a form as the rules read them."""
    linked: dict[str, Any] = {
        name: getattr(values.get(name), "public_id", "") for name in ("agreement", "pays", "line")
    }
    plain = {name: values[name] for name in ("kind", "day", "post", "payer", "payee", "amount")}
    return NewEntry(**plain, currency=values.get("currency", "EUR"), invoice=values.get("invoice", ""), **linked)


def book_entry(
    *, contract: Contract, public_id: str, values: Mapping[str, Any], upload: Upload | None, today: date,
    by: Person, now: datetime,
) -> Entry:  # fmt: skip
    """Books an entry under the id that its empty form carried: sent twice it is one entry.

    Raises Refused, or ChangedMeanwhile when that entry is there and says something else.
    """
    wanted = {name: value for name, value in values.items() if name != "currency"}
    with filed(contract, upload, by, now) as file:
        hold(contract)
        known = Entry.objects.filter(contract=contract, public_id=public_id).first()
        if known:
            if differing(known, wanted):
                raise ChangedMeanwhile(known)
            return known
        if Entry.objects.filter(public_id=public_id).exists():
            public_id = new_id()
        _check(contract, values, today)
        made = _create(contract, public_id, wanted, file, by, now)
        facts = {"id": made.public_id, "kind": made.kind, "amount": str(made.amount)}
        journal.write("entry.add", by=by, now=now, case=contract.case, **facts)
    return made


def _check(contract: Contract, values: Mapping[str, Any], today: date) -> None:
    entry = new_entry(values)
    key = invoice_key(entry.payee, entry.invoice)
    frame = entry_frame(contract, today, invoices={key} if key else set())
    problems = entry_problems(entry, frame, call_for(contract))
    if not _linked(contract, values):
        problems.append(Problem("link_unknown"))
    if problems:
        raise Refused(*problems)


def _linked(contract: Contract, values: Mapping[str, Any]) -> bool:
    """Whether what the entry names is of this contract, and can be paid."""
    agreement, pays, line = (values.get(name) for name in ("agreement", "pays", "line"))
    own = all(part is None or part.contract_id == contract.pk for part in (agreement, pays, line))
    to_pay = agreement is None or (agreement.state != SubAgreement.State.DRAFT and agreement.under_id is None)
    return own and to_pay and (pays is None or (pays.kind == Entry.Kind.COMMITMENT and _stands(pays)))


def _stands(entry: Entry) -> bool:
    """Whether an entry is in effect: not withdrawn, not countered, no counter entry itself."""
    countered = Entry.objects.filter(counters=entry).exists()
    return entry.withdrawn_at is None and entry.counters_id is None and not countered


def _create(
    contract: Contract, public_id: str, values: Mapping[str, Any], file: StoredFile | None, by: Person, now: datetime
) -> Entry:
    payment = values["kind"] == Entry.Kind.PAYMENT
    key = invoice_key(values["payee"], values.get("invoice", "")) if payment else None
    try:
        with transaction.atomic():
            return Entry.objects.create(
                contract=contract, public_id=public_id, proof=file, invoice_key=key, made_at=now, made_by=by, **values
            )
    except IntegrityError as error:
        raise Refused(Problem("invoice_twice", {"invoice": values["invoice"], "payee": values["payee"]})) from error


@transaction.atomic
def counter_entry(
    *, entry: Entry, public_id: str, day: date, reason: str, today: date, by: Person, now: datetime
) -> Entry:
    """Takes an entry back by one of the same amount on a later day; the first stays, for the days between.

    Raises Refused. Sent twice it is one counter entry.
    """
    held = held_part(entry)
    known = Entry.objects.filter(counters=held).first()
    if known and known.public_id == public_id:
        return known
    _can_go(held)
    if not held.day <= day <= max(today, held.day):
        raise Refused(Problem("counter_day", {"first": held.day.isoformat(), "last": today.isoformat()}))
    if held.invoice_key:
        Entry.objects.filter(pk=held.pk).update(invoice_key=None)
    made = Entry.objects.create(
        contract=held.contract, public_id=public_id, kind=held.kind, day=day, post=held.post, payer=held.payer,
        payee=held.payee, text=held.text, invoice=held.invoice, amount=held.amount, agreement=held.agreement,
        pays=held.pays, line=held.line, counters=held, reason=reason, made_at=now, made_by=by,
    )  # fmt: skip
    facts = {"id": made.public_id, "counters": held.public_id, "amount": str(held.amount), "reason": reason}
    journal.write("entry.counter", by=by, now=now, case=held.contract.case, **facts)
    return made


@transaction.atomic
def withdraw_entry(*, entry: Entry, reason: str, by: Person, now: datetime) -> Entry:
    """Takes an entry out of effect as if it never was; it stays readable with the reason. Raises Refused."""
    held = held_part(entry)
    if held.withdrawn_at is not None:
        return held
    _can_go(held)
    held.withdrawn_at, held.withdrawn_by, held.reason = now, by, reason
    held.invoice_key, held.token = None, held.token + 1
    held.save()
    facts = {"id": held.public_id, "amount": str(held.amount), "reason": reason}
    journal.write("entry.withdraw", by=by, now=now, case=held.contract.case, **facts)
    return held


def prove_entry(*, entry: Entry, upload: Upload, by: Person, now: datetime) -> Entry:
    """Lays a file with an entry that has none; what was booked stays as it was. The same file twice is one.

    Raises Refused when it has another file, or is out of effect.
    """
    with filed(entry.contract, upload, by, now) as file:
        assert file is not None
        held = held_part(entry)
        if held.proof_id == file.pk:
            return held
        if held.proof_id is not None:
            raise Refused(Problem("proof_there"))
        if not _stands(held):
            raise Refused(Problem("out_of_effect"))
        held.proof, held.token = file, held.token + 1
        held.save(update_fields=["proof", "token"])
        journal.write("entry.prove", by=by, now=now, case=held.contract.case, id=held.public_id, sha256=file.sha256)
    return held


def _can_go(entry: Entry) -> None:
    if not _stands(entry):
        raise Refused(Problem("out_of_effect"))
    if Entry.objects.filter(pays=entry, withdrawn_at=None, counters=None, counter=None).exists():
        raise Refused(Problem("is_paid"))

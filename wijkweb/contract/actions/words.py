"""The words in which a team registers: added, put in other words, closed with a date, opened again; never deleted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from wijkweb.commons import journal
from wijkweb.commons.models import Person
from wijkweb.contract.actions.parts import hold
from wijkweb.contract.models import Code, Contract
from wijkweb.contract.reads.contracts import day_of
from wijkweb.rules.keys import key_of

MOST_WORDS = 30  # each theme is a bit of a contact's themes


class ListFull(ValueError):
    """The list has as many words as it can hold."""


@transaction.atomic
def add_code(*, contract: Contract, list: str, nl: str, en: str, by: Person, now: datetime) -> Code:
    """A new word in a list; one that is there under the same key is opened again. Raises ListFull."""
    hold(contract)
    key = key_of(nl)
    known = contract.codes.filter(list=list, key=key).first()
    if known:
        open_code(code=known, by=by, now=now)
        return known
    last = contract.codes.filter(list=list).aggregate(last=Max("number"))["last"] or 0
    if last >= MOST_WORDS:
        raise ListFull
    code = Code.objects.create(contract=contract, list=list, number=last + 1, key=key, nl=nl[:80], en=en[:80])
    journal.write("code.add", by=by, now=now, case=contract.case, list=list, key=key)
    return code


@transaction.atomic
def name_code(*, code: Code, nl: str, en: str, by: Person, now: datetime) -> None:
    """Other words for the same thing: its key, and all that was registered with it, stay."""
    changed = Code.objects.filter(pk=code.pk).exclude(nl=nl, en=en).update(nl=nl, en=en)
    if changed:
        journal.write("code.name", by=by, now=now, case=code.contract.case, list=code.list, key=code.key)


@transaction.atomic
def close_code(*, code: Code, by: Person, now: datetime) -> None:
    """A word that is no longer offered from tomorrow on; what was registered with it stays (R9)."""
    if Code.objects.filter(pk=code.pk, closed_on=None).update(closed_on=day_of(code.contract, now)):
        journal.write("code.close", by=by, now=now, case=code.contract.case, list=code.list, key=code.key)


@transaction.atomic
def open_code(*, code: Code, by: Person, now: datetime) -> None:
    """A closed word is offered again."""
    if Code.objects.filter(pk=code.pk, closed_on__isnull=False).update(closed_on=None):
        journal.write("code.open", by=by, now=now, case=code.contract.case, list=code.list, key=code.key)

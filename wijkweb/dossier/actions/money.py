"""The budget of a dossier is saved whole: payers, what they bring, the staff lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from wijkweb.commons.ids import public_id
from wijkweb.commons.models import Person
from wijkweb.dossier.actions.dossiers import changed
from wijkweb.dossier.models import Dossier, MoneyLine, Payer, StaffLine
from wijkweb.dossier.reads.money import entries_of
from wijkweb.rules.entries import Entry, same_budget, settled, token_of
from wijkweb.shapes import application as shape


class MoneyChanged(Exception):
    """Somebody else saved the budget meanwhile; `current` is what it is now."""

    def __init__(self, current: tuple[Entry, ...]) -> None:
        super().__init__("the budget was changed meanwhile")
        self.current = current


@transaction.atomic
def save_money(
    *,
    dossier: Dossier,
    entries: Sequence[Entry],
    token: str,
    by: Person,
    now: datetime,
    verb: str = "money.save",
    **facts: object,
) -> bool:
    """Makes the budget what `entries` say; False when it says that already, so a form sent twice has one effect.

    `token` is `token_of` the budget that was edited; raises MoneyChanged when it is not that one any more.
    """
    Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
    current = entries_of(dossier)
    if same_budget(current, entries):
        return False
    if token != token_of(current):
        raise MoneyChanged(current)
    _payers(dossier, entries)
    changed(dossier=dossier, by=by, now=now, verb=verb, **facts)
    return True


def _payers(dossier: Dossier, entries: Sequence[Entry]) -> None:
    kept = {payer.public_id: payer for payer in Payer.objects.filter(dossier=dossier)}
    Payer.objects.filter(dossier=dossier).exclude(public_id__in=[entry.id for entry in entries]).delete()
    MoneyLine.objects.filter(payer__dossier=dossier).delete()
    rows = []
    for position, entry in enumerate(entries, start=1):
        row = kept.get(entry.id) or Payer(dossier=dossier, public_id=_free(Payer, entry.id), token=0)
        rows.append((row, entry))
        # two payers that swap their names would meet halfway
        row.name, row.kind, row.position, row.token = f"~{row.public_id}", entry.payer.kind, position, row.token + 1
        row.save()
    for row, entry in rows:
        row.name = entry.payer.name
    Payer.objects.bulk_update([row for row, _ in rows], ["name"])
    _lines(rows)
    _staff(dossier, rows)


def _lines(rows: Sequence[tuple[Payer, Entry]]) -> None:
    MoneyLine.objects.bulk_create(
        MoneyLine(payer=row, post=line.post, label=line.label, year=line.year or 0, amount=line.amount)
        for row, entry in rows
        for line in settled(entry.payer).lines
    )


def _staff(dossier: Dossier, rows: Sequence[tuple[Payer, Entry]]) -> None:
    wanted = {key for _, entry in rows for key in entry.staff}
    StaffLine.objects.filter(dossier=dossier).exclude(public_id__in=wanted).delete()
    kept = {line.public_id: line for line in StaffLine.objects.filter(dossier=dossier)}
    for row, entry in rows:
        for position, (key, plan) in enumerate(zip(entry.staff, entry.payer.staff, strict=True), start=1):
            line = kept.get(key) or StaffLine(dossier=dossier, public_id=_free(StaffLine, key), token=0)
            line.payer, line.position, line.token = row, position, line.token + 1
            for field, value in _plan(plan).items():
                setattr(line, field, value)
            line.save()


def _plan(plan: shape.StaffPlan) -> dict[str, Any]:
    return {
        "function": plan.function,
        "employer": plan.employer,
        "vte": plan.vte,
        "start": plan.start,
        "end": plan.end,
        "yearly": plan.yearly,
        "indexation": plan.indexation,
    }


def _free(model: type[Payer] | type[StaffLine], key: str) -> str:
    """The id that came with the form, unless a row elsewhere has it."""
    return public_id() if not key or model._default_manager.filter(public_id=key).exists() else key

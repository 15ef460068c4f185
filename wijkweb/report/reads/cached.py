"""Figures that were worked out before: good until the next line in the journal of the case, or the next day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.core.cache import cache

from wijkweb.commons.models import JournalLine
from wijkweb.commons.once import reading_once
from wijkweb.contract.models import Contract
from wijkweb.report.models import Frozen
from wijkweb.report.reads.changes import changes_of, changes_since
from wijkweb.report.reads.reports import worked_out
from wijkweb.shapes.plain import from_plain, to_plain
from wijkweb.shapes.report import Change, Edition, Report

KEPT = 60 * 60 * 24 * 7
SHAPE = 3  # of what is kept; raised when shapes.report changes


def figures_of(contract: Contract, *, year: int, today: date, edition: Edition) -> Report:
    """The report of a year as the data say it now, with what changed of earlier ones; no texts.

    Every write of a contract has its line in the journal, so the number of the last one says whether anything is
    new. Two queries when nothing is.
    """
    key = _key("figures", contract, year, today, edition)
    kept = cache.get(key)
    if kept is not None:
        return from_plain(Report, kept)
    with reading_once():
        found = worked_out(contract, year=year, today=today, edition=edition)
        found = replace(found, changes=changes_since(contract, year=year, edition=edition))
    cache.set(key, to_plain(found), KEPT)
    return found


def changed_of(contract: Contract, frozen: Frozen, *, today: date) -> tuple[Change, ...]:
    """What changed since a report was frozen; two queries when nothing is new."""
    key = _key(f"changes{frozen.pk}", contract, frozen.number, today, "inside")
    kept = cache.get(key)
    if kept is None:
        kept = to_plain(changes_of(contract, frozen))
        cache.set(key, kept, KEPT)
    return tuple(from_plain(Change, one) for one in kept)


def _key(what: str, contract: Contract, year: int, today: date, edition: Edition) -> str:
    last = (
        JournalLine.objects.filter(case=contract.case_id).order_by("-number").values_list("number", flat=True).first()
    )
    return f"report:{SHAPE}:{what}:{contract.pk}:{year}:{today}:{edition}:{last or 0}"

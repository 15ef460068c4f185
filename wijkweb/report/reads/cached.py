"""Figures that were worked out before: good until the next line in the journal of the case, or the next day."""

from __future__ import annotations

import functools
from dataclasses import replace
from datetime import date

from wijkweb.commons.models import JournalLine
from wijkweb.commons.once import reading_once
from wijkweb.contract.models import Contract
from wijkweb.report.models import Frozen
from wijkweb.report.reads.changes import changes_of, changes_since
from wijkweb.report.reads.reports import worked_out
from wijkweb.shapes.report import Change, Edition, Report

KEPT = 32  # reports that a process keeps, some megabytes each at most


def figures_of(contract: Contract, *, year: int, today: date, edition: Edition) -> Report:
    """The report of a year as the data say it now, with what changed of earlier ones; no texts.

    Every write of a contract has its line in the journal, so the hash of the last one says whether anything is new:
    it follows from every line before it. One query when nothing is.
    """
    return _figures(_last(contract), contract, year, today, edition)


def changed_of(contract: Contract, frozen: Frozen) -> tuple[Change, ...]:
    """What changed since a report was frozen; one query when nothing is new."""
    return _changed(_last(contract), contract, frozen)


def forget() -> None:
    """The next reader works everything out anew."""
    _figures.cache_clear()
    _changed.cache_clear()


@functools.lru_cache(maxsize=KEPT)
def _figures(last: str, contract: Contract, year: int, today: date, edition: Edition) -> Report:
    with reading_once():
        found = worked_out(contract, year=year, today=today, edition=edition)
        return replace(found, changes=changes_since(contract, year=year, edition=edition))


@functools.lru_cache(maxsize=KEPT)
def _changed(last: str, contract: Contract, frozen: Frozen) -> tuple[Change, ...]:
    return changes_of(contract, frozen)


def _last(contract: Contract) -> str:
    """The hash of the last line of the case in the journal."""
    lines = JournalLine.objects.filter(case=contract.case_id).order_by("-number").values_list("hash", flat=True)
    return lines.first() or ""

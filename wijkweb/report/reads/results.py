"""Indicators so far: every promise by year and over the whole contract, beside the neighbourhood's own figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wijkweb.contract.models import Contract
from wijkweb.report.reads.basis import basis_of
from wijkweb.report.reads.chapters.neighbourhood import neighbourhood
from wijkweb.report.reads.chapters.promises import definitions, promises
from wijkweb.report.reads.pages import begun_years
from wijkweb.shapes.report import Chapter, Counted


@dataclass(frozen=True, slots=True)
class Results:
    """The promises and the diagnosis, in the language of the page."""

    promises: Chapter
    neighbourhood: Chapter
    definitions: tuple[Counted, ...]
    year: int


def results_of(contract: Contract, *, today: date) -> Results:
    """Indicators so far, in eight queries, whatever the age of the contract."""
    year = max(begun_years(contract, today), 1)
    basis = basis_of(contract, year=year, today=today, edition="inside")
    return Results(promises(basis), neighbourhood(basis), definitions(basis), year)

"""A yearly report, on its page and as PDF, and the funder's portfolio."""

from __future__ import annotations

from pathlib import Path

from bench.apart import measured

MODULE = "bench.inside.report"


def page(place: Path, database: str) -> float:
    """Report page, four years, 15,000 contacts, 2,000 entries, nothing new since."""
    return measured(MODULE, database, place)["page"]


def page_first(place: Path, database: str) -> float:
    """The same page after something was registered: every figure worked out anew."""
    return measured(MODULE, database, place)["page_first"]


def pdf(place: Path, database: str) -> float:
    """The report as PDF with charts, its figures worked out anew."""
    return measured(MODULE, database, place)["pdf"]


def pdf_again(place: Path, database: str) -> float:
    """The same PDF when nothing changed."""
    return measured(MODULE, database, place)["pdf_again"]


def queries(place: Path, database: str) -> float:
    """Queries of the report page when nothing is new."""
    return measured(MODULE, database, place)["queries"]


def queries_first(place: Path, database: str) -> float:
    """Queries of the report page after something was registered."""
    return measured(MODULE, database, place)["queries_first"]


def portfolio(place: Path, database: str) -> float:
    """Portfolio of 1,000 contracts and 10 million contacts, a page of it."""
    return measured(MODULE, database, place)["portfolio"]


def portfolio_first(place: Path, database: str) -> float:
    """The same once in ten minutes, when the order of all contracts is made."""
    return measured(MODULE, database, place)["portfolio_first"]

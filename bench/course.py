"""The coordinator's page, and hours of many contracts from their totals."""

from __future__ import annotations

from pathlib import Path

from bench.apart import measured

MODULE = "bench.inside.course"


def page(place: Path, database: str) -> float:
    """Coordinator's page, four years and 15,000 contacts, p95."""
    return measured(MODULE, database, place)["page"]


def page_full(place: Path, database: str) -> float:
    """Coordinator's page beside 1,000 contracts and 10 million contacts, p95."""
    return measured(MODULE, database, place)["page_full"]


def hours(place: Path, database: str) -> float:
    """Weekly hours of 1,000 contracts over all 207 weeks, 10 million contacts."""
    return measured(MODULE, database, place)["hours"]


def weeks(place: Path, database: str) -> float:
    """Hours of each week of 1,000 contracts, last 13 weeks."""
    return measured(MODULE, database, place)["weeks"]


def weeks_all(place: Path, database: str) -> float:
    """Hours of each week of 1,000 contracts, all 207 weeks: 207,000 figures."""
    return measured(MODULE, database, place)["weeks_all"]


def growth(place: Path, database: str) -> float:
    """All figures of one contract, 10 million contacts against 10,000."""
    return measured(MODULE, database, place)["growth"]

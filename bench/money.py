"""The page with the budget: of a real size, and of the largest that has to work."""

from __future__ import annotations

from pathlib import Path

from bench.apart import measured

MODULE = "bench.inside.money"


def page(place: Path, database: str) -> float:
    """Money page, two payers and three staff lines."""
    return measured(MODULE, database, place)["page"]


def large_page(place: Path, database: str) -> float:
    """Money page, 30 payers over four years and 50 staff lines."""
    return measured(MODULE, database, place)["large_page"]


def as_xlsx(place: Path, database: str) -> float:
    """XLSX of one budget, 30 payers and 50 staff lines."""
    return measured(MODULE, database, place)["large_xlsx"]

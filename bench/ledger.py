"""A bank or ledger file of a contract."""

from __future__ import annotations

from pathlib import Path

from bench.apart import measured

MODULE = "bench.inside.ledger"


def file(place: Path, database: str) -> float:
    """Ledger file of 10,000 rows: its dry run, and taken in as one batch."""
    return measured(MODULE, database, place)["file"]

"""The diagnosis of a dossier."""

from __future__ import annotations

from pathlib import Path

from bench.apart import measured

MODULE = "bench.inside.figures"


def page(place: Path, database: str) -> float:
    """Diagnosis of 13 indicators for three areas, with its map."""
    return measured(MODULE, database, place)["page"]


def neighbourhoods(place: Path, database: str) -> float:
    """Map of 25 neighbourhoods to choose from."""
    return measured(MODULE, database, place)["map"]


def sectors(place: Path, database: str) -> float:
    """Map of 254 statistical sectors to choose from."""
    return measured(MODULE, database, place)["sectors"]

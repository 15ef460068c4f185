"""What a phone's batch costs the server."""

from __future__ import annotations

from pathlib import Path

from bench.apart import measured

MODULE = "bench.inside.door"


def batch(place: Path, database: str) -> float:
    """A batch of 50 sealed contacts through the door."""
    return measured(MODULE, database, place)["batch"]


def many(place: Path, database: str) -> float:
    """500 sealed contacts through the door, in ten batches."""
    return measured(MODULE, database, place)["many"]

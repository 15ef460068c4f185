"""The papers that go out of a whole dossier, the demo's of Ghent, from the database to the bytes."""

from __future__ import annotations

from pathlib import Path

from bench.apart import measured

MODULE = "bench.inside.paper"


def pdf_first(place: Path) -> float:
    """PDF of a full dossier, the first in a process."""
    return measured(MODULE, "SQLite", place)["pdf_first"]


def pdf(place: Path) -> float:
    """PDF of a full dossier, after that."""
    return measured(MODULE, "SQLite", place)["pdf"]


def docx_first(place: Path) -> float:
    """Word file of a full dossier, the first in a process."""
    return measured(MODULE, "SQLite", place)["docx_first"]


def docx(place: Path) -> float:
    """Word file of a full dossier, after that."""
    return measured(MODULE, "SQLite", place)["docx"]


def json(place: Path) -> float:
    """JSON of a full dossier."""
    return measured(MODULE, "SQLite", place)["json"]

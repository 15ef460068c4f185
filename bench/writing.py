"""A section that is written: the page, its autosave, what it weighs."""

from __future__ import annotations

from pathlib import Path

from bench.apart import measured

MODULE = "bench.inside.writing"


def autosave(place: Path, database: str) -> float:
    """Autosave of a section, among 10,000 dossiers."""
    return measured(MODULE, database, place)["autosave"]


def autosave_long(place: Path, database: str) -> float:
    """Autosave of a text of 100 kB."""
    return measured(MODULE, database, place)["long"]


def open_page(place: Path, database: str) -> float:
    """Opening the writing page of a full dossier."""
    return measured(MODULE, database, place)["open"]


def weight(place: Path) -> float:
    """Writing page with styles, scripts and drawings, gzip."""
    return measured(MODULE, "SQLite", place)["weight"]


def open_dossier(place: Path, database: str) -> float:
    """Opening a full dossier, among 10,000 dossiers."""
    return measured(MODULE, database, place)["dossier"]


def findings(place: Path, database: str) -> float:
    """The findings of a full dossier."""
    return measured(MODULE, database, place)["findings"]

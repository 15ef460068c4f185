"""The list of dossiers with 40 calls of 250 in it, as a coordinator of all their municipalities sees it."""

from __future__ import annotations

from pathlib import Path

from bench.apart import measured

MODULE = "bench.inside.lists"


def first_page(place: Path, database: str) -> float:
    """Dossier list of 10,000, first page."""
    return measured(MODULE, database, place)["first"]


def last_page(place: Path, database: str) -> float:
    """Dossier list of 10,000, last page."""
    return measured(MODULE, database, place)["last"]


def search(place: Path, database: str) -> float:
    """Dossier list of 10,000, a word in the title."""
    return measured(MODULE, database, place)["search"]


def one_call(place: Path, database: str) -> float:
    """Dossier list of 10,000, one call."""
    return measured(MODULE, database, place)["call"]


def one_municipality(place: Path, database: str) -> float:
    """Dossier list of 10,000, for somebody who may see 40."""
    return measured(MODULE, database, place)["own"]


def as_xlsx(place: Path, database: str) -> float:
    """XLSX of 10,000 dossiers."""
    return measured(MODULE, database, place)["list_xlsx"]


def as_csv(place: Path, database: str) -> float:
    """CSV of 10,000 dossiers."""
    return measured(MODULE, database, place)["list_csv"]


def queries(place: Path, database: str) -> float:
    """Dossier list, most queries of any page above."""
    return measured(MODULE, database, place)["queries"]


def growth(place: Path, database: str) -> float:
    """Dossier list, first page of 10,000 against 1,000.

    A list that grew with its rows would be at 10.
    """
    found = measured(MODULE, database, place)
    return found["first"] / found["first_of_1000"]

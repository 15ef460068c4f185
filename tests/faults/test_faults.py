"""Each fault test twice: with the protection on, where no fault does harm, and with it off, where some do."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.faults.catalogue import FAULTS
from tests.faults.harness import Fault, Place, record

BROWSER = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PLAIN = [pytest.param(fault, marks=[pytest.mark.fault, pytest.mark.plain], id=fault.key) for fault in FAULTS if not fault.database]  # fmt: skip
OTHERS = [pytest.param(fault, marks=[pytest.mark.fault, *(BROWSER if fault.browser else [])], id=fault.key) for fault in FAULTS if fault.database]  # fmt: skip


@pytest.fixture
def plain_place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture
def place(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch, writer: Any, calls: Any) -> Place:
    """A folder, the address of the database, and the site with one writer."""
    from tests.faults.world import World

    settings.FILES_ROOT = tmp_path / "files"
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith("postgres"):
        with connection.cursor() as cursor:  # the transaction of the test waits while papers are damaged and read
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
    return Place(tmp_path, url, World(writer, settings.FILES_ROOT, temporary))


def holds(fault: Fault, place: Place) -> None:
    figures = fault.run(place)
    record(fault, figures, "run", _database(fault))
    assert figures.harm == []
    assert figures.hit >= fault.least * figures.made > 0, "too few faults hit: this run proves nothing"


def harms(fault: Fault, place: Place) -> None:
    figures = fault.twin(place)
    record(fault, figures, "twin", _database(fault))
    assert figures.harm, "without the protection nothing went wrong: the run proves nothing"


def _database(fault: Fault) -> str:
    if not fault.database:
        return ""
    return "PostgreSQL" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "SQLite"


@pytest.mark.parametrize("fault", PLAIN)
def test_no_fault_does_harm(fault: Fault, plain_place: Place) -> None:
    holds(fault, plain_place)


@pytest.mark.parametrize("fault", PLAIN)
def test_without_its_protection_it_does(fault: Fault, plain_place: Place) -> None:
    harms(fault, plain_place)


@pytest.mark.parametrize("fault", OTHERS)
def test_no_fault_does_harm_in_a_database(fault: Fault, place: Place) -> None:
    holds(fault, place)


@pytest.mark.parametrize("fault", OTHERS)
def test_without_its_protection_it_does_in_a_database(fault: Fault, place: Place) -> None:
    harms(fault, place)

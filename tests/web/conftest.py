"""The demo, there for all tests of a file: each undoes only what it did itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import override_settings

from tests import demo as demo_at_the_moment
from tests import prepared


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of its files. On SQLite it is loaded once in a run; elsewhere within a transaction around the file."""
    files = tmp_path_factory.mktemp("demo") / "files"
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            with prepared.demo_under(connection) as data:
                shutil.copytree(data / "files", files)
                yield files
            return
        with override_settings(FILES_ROOT=files), transaction.atomic():
            demo_at_the_moment.load()
            yield files
            transaction.set_rollback(True)


@pytest.fixture
def demo(loaded: Path, db: None, settings: Any) -> None:
    settings.FILES_ROOT = loaded

"""The demo, loaded once for all tests of a file: each undoes only what it did itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from tests.conftest import NOW
from wijkweb.readers.callfile import PUBLISHED, published


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of its files. The tests of the file run in transactions within the one that holds it."""
    from wijkweb.call.actions import load_call
    from wijkweb.web.demo.load import load_demo

    files = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock(), override_settings(FILES_ROOT=files), transaction.atomic():
        for path in PUBLISHED.glob("*.toml"):
            load_call(call=published(path.stem), by=None, now=NOW)
        load_demo(now=NOW)
        yield files
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded: Path, db: None, settings: Any) -> None:
    settings.FILES_ROOT = loaded

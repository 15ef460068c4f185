"""What every test can ask for. Four personas: one writes, one decides, one keeps the site, one stands outside."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests import prepared, real
from tests.site import CHROMIUM
from wijkweb.readers.callfile import PUBLISHED, published
from wijkweb.shapes.call import Call

NOW = datetime(2021, 7, 1, 9, 0, tzinfo=UTC)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what this machine cannot run; tests/run.py says so in its last lines."""
    required = os.environ.get("WIJKWEB_REQUIRE", "").split(",")
    for item in items:
        if "browser" in item.keywords and CHROMIUM is None and "browser" not in required:
            item.add_marker(pytest.mark.skip(reason="no Chromium"))
        if "real" in item.keywords and real.folder() is None and "real" not in required:
            item.add_marker(pytest.mark.skip(reason="the real dossier is not here"))


def pytest_collection_finish() -> None:
    """What was imported stays: looking through it for garbage again and again took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """The tables of the tests are those that the real commands made, once for all workers."""
    from django.db import connection

    with prepared.under(connection):
        yield


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def wvc() -> Call:
    return published("wvc-2021")


@pytest.fixture(scope="session")
def buurtfonds() -> Call:
    return published("buurtfonds-2026")


@pytest.fixture
def calls(db: None) -> dict[str, Any]:
    return load_calls()


def load_calls() -> dict[str, Any]:
    """Both published calls, loaded."""
    from wijkweb.call.actions import load_call

    return {path.stem: load_call(call=published(path.stem), by=None, now=NOW) for path in PUBLISHED.glob("*.toml")}


@pytest.fixture
def city(db: None) -> Any:
    from wijkweb.commons.models import Organisation

    return Organisation.objects.create(kind="municipality", name="Zeebrink", fictional=True)


@pytest.fixture
def other_city(db: None) -> Any:
    from wijkweb.commons.models import Organisation

    return Organisation.objects.create(kind="municipality", name="Hoogveld", fictional=True)


@pytest.fixture
def make_person(db: None) -> Callable[..., Any]:
    """Makes a person with a role: make_person("writer", city)."""
    return person_with


def person_with(role: str, organisation: Any = None) -> Any:
    """Somebody who has this role."""
    from wijkweb.commons.access import Role
    from wijkweb.commons.actions.people import give_role
    from wijkweb.commons.models import Person

    person = Person.objects.create(email=f"{role}-{Person.objects.count()}@example.org", name=role, joined_at=NOW)
    give_role(person=person, role=Role(role), organisation=organisation, by=None, now=NOW)
    return person


@pytest.fixture
def writer(make_person: Callable[..., Any], city: Any) -> Any:
    return make_person("writer", city)


@pytest.fixture
def demo_text() -> Callable[[str], bytes]:
    """The bytes of a dossier of the demo: demo_text("gent")."""
    folder = Path(__file__).resolve().parents[1] / "wijkweb" / "web" / "demo"
    return lambda name: (folder / f"{name}.md").read_bytes()

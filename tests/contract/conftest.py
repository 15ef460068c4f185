"""A contract with money, and the coordinator who keeps it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.money import funded


@pytest.fixture
def by(city: Any, make_person: Any) -> Any:
    return make_person("coordinator", city)


@pytest.fixture
def contract(city: Any, calls: dict, by: Any, settings: Any, tmp_path: Any) -> Any:
    settings.FILES_ROOT = tmp_path
    return funded(city, calls, by)

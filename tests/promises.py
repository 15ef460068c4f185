"""Promises with definitions, for tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.street import STREET_NOW

HOURS = {
    "fact": "contacts", "measure": "worker_minutes", "kind": "direct", "group": "young", "track": "", "per": "week",
    "denominator": "calendar", "op": "at_least", "target": Decimal("2.50"), "upper": None, "window": "whole",
    "min_coverage": Decimal("0.70"), "valid_from": date(2022, 1, 1), "decided_number": "SG-1",
    "decided_on": date(2022, 1, 5),
}  # fmt: skip


def promise(contract: Any, by: Any, *versions: dict[str, Any], key: str = "uren") -> Any:
    """A promise with its versions, each a change of HOURS."""
    from wijkweb.contract.actions.definitions import add_definition
    from wijkweb.contract.models import Indicator

    made = Indicator.objects.create(contract=contract, key=key, title=f"Belofte {key}", source="Deel 4", position=1)
    for number, changes in enumerate(versions, start=1):
        add_definition(indicator=made, version=number, values=HOURS | changes, by=by, now=STREET_NOW)
    return made

"""Promises get definitions: versions that follow each other and are never edited. Weeks are closed by decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from wijkweb.commons import journal
from wijkweb.commons.models import Person
from wijkweb.contract.actions.parts import hold
from wijkweb.contract.models import Definition, Indicator


class OtherVersion(ValueError):
    """Somebody else added a version since the form was opened; `last` is that one. Nothing was written."""

    def __init__(self, last: Definition) -> None:
        super().__init__("other version")
        self.last = last


@transaction.atomic
def add_definition(
    *, indicator: Indicator, version: int, values: Mapping[str, Any], by: Person, now: datetime
) -> Definition:
    """Adds the version that the form was opened for; sent twice it makes one. Raises OtherVersion."""
    hold(indicator.contract)
    last = Definition.objects.filter(indicator=indicator).order_by("version").last()
    if last and last.version >= version:
        if last.version == version and all(getattr(last, name) == value for name, value in values.items()):
            return last
        raise OtherVersion(last)
    number = last.version + 1 if last else 1
    made = Definition.objects.create(indicator=indicator, version=number, made_at=now, made_by=by, **values)
    journal.write(
        "definition.add", by=by, now=now, case=indicator.contract.case, indicator=indicator.key, version=number,
        decided=f"{made.decided_number} ({made.decided_on})",
    )  # fmt: skip
    return made

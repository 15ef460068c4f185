"""The baseline of a contract as plain data."""

from __future__ import annotations

from django.db.models import QuerySet

from wijkweb.commons.once import once
from wijkweb.commons.together import Ask, asked
from wijkweb.contract.models import Baseline, Contract
from wijkweb.shapes.application import Application
from wijkweb.shapes.plain import from_plain


@once
def baseline_of(contract: Contract) -> Application | None:
    """The application at signature; None for a contract that was entered by hand without one. One query."""
    for found in _kept(contract):
        data = {key: value for key, value in found.application.items() if key != "format"}
        return from_plain(Application, data)
    return None


@asked
def _kept(contract: Contract) -> QuerySet[Baseline]:
    return Baseline.objects.filter(contract=contract)


def tables(contract: Contract) -> tuple[Ask, ...]:
    """What a baseline rests on, for who reads it with other things."""
    return (_kept.of(contract),)

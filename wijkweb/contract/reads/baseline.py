"""The baseline of a contract as plain data."""

from __future__ import annotations

from wijkweb.commons.once import once
from wijkweb.contract.models import Baseline, Contract
from wijkweb.shapes.application import Application
from wijkweb.shapes.plain import from_plain


@once
def baseline_of(contract: Contract) -> Application | None:
    """The application at signature; None for a contract that was entered by hand without one. One query."""
    found = Baseline.objects.filter(contract=contract).first()
    if found is None:
        return None
    data = {key: value for key, value in found.application.items() if key != "format"}
    return from_plain(Application, data)

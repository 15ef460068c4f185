"""The places of a contract that count: in use, neither proposed nor combined with another."""

from __future__ import annotations

from wijkweb.commons.once import once
from wijkweb.contract.models import Contract
from wijkweb.field.models import Place


@once
def listed_places(contract: Contract) -> tuple[Place, ...]:
    """Each with its phases and its co-owners, by name; three queries."""
    rows = Place.objects.filter(contract=contract, into=None, proposed=False)
    return tuple(rows.prefetch_related("phases", "co_owners"))

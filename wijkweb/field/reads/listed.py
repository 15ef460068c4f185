"""The places of a contract that count: in use, neither proposed nor combined with another."""

from __future__ import annotations

from django.db.models import QuerySet

from wijkweb.commons.together import asked
from wijkweb.contract.models import Contract
from wijkweb.field.models import Place


@asked
def listed_places(contract: Contract) -> QuerySet[Place]:
    """Each with its phases and its co-owners, by name; three queries."""
    rows = Place.objects.filter(contract=contract, into=None, proposed=False)
    return rows.prefetch_related("phases", "co_owners")

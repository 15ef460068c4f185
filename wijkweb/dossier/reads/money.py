"""The budget of a dossier as it is edited: payers, amounts and staff lines with their ids."""

from __future__ import annotations

from wijkweb.dossier.models import Dossier, Payer
from wijkweb.dossier.reads.content import payer_shape
from wijkweb.rules.entries import Entry


def entries_of(dossier: Dossier) -> tuple[Entry, ...]:
    """The payers of a dossier in their order; three queries, whatever their number."""
    found = Payer.objects.filter(dossier=dossier).prefetch_related("lines", "staff")
    return tuple(
        Entry(payer.public_id, payer_shape(payer), tuple(line.public_id for line in payer.staff.all()))
        for payer in found
    )

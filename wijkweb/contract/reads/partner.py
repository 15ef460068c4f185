"""One partner with everything about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wijkweb.contract.models import Contract, Engagement, Partner, PartnerContact, PartnerYear, SubAgreement


@dataclass(frozen=True, slots=True)
class PartnerPage:
    """A partner, its engagements, its years, its contacts with the newest first, the next steps that are due, and the
    sub-agreements that carry its name."""

    partner: Partner
    engagements: tuple[Engagement, ...]
    years: tuple[PartnerYear, ...]
    contacts: tuple[PartnerContact, ...]
    due: tuple[PartnerContact, ...]
    agreements: tuple[SubAgreement, ...]


def partner_of(contract: Contract, public_id: str, *, on: date) -> PartnerPage | None:
    """A partner of this contract by its id; five queries. None when there is none."""
    partner = Partner.objects.filter(contract=contract, public_id=public_id).select_related("amendment").first()
    if partner is None:
        return None
    contacts = tuple(partner.contacts.all())
    newest = max((one.day for one in contacts), default=None)
    return PartnerPage(
        partner,
        tuple(partner.engagements.select_related("track")),
        tuple(partner.years.all()),
        contacts,
        tuple(one for one in contacts if one.next_on and one.next_on <= on and one.day == newest),
        tuple(SubAgreement.objects.filter(contract=contract, partner__iexact=partner.name).order_by("start", "pk")),
    )

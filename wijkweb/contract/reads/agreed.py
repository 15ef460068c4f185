"""What a contract stands on: its award, what was frozen at signature, what decisions changed since."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from wijkweb.contract.models import Amendment, Award, Baseline, Contract, Indicator, Partner
from wijkweb.rules.budget import payer_total
from wijkweb.shapes.application import Application
from wijkweb.shapes.plain import from_plain
from wijkweb.writers.application_json import write_application


@dataclass(frozen=True, slots=True)
class Frozen:
    """The baseline; `whole` says that what is kept still has the hash that was noted."""

    application: Application
    sha256: str
    frozen_at: datetime
    frozen_by: str
    whole: bool

    @property
    def money(self) -> tuple[tuple[str, Decimal], ...]:
        """Who pays how much over the whole period, lines of staff with it."""
        return tuple((one.name, payer_total(one)) for one in self.application.payers)


@dataclass(frozen=True, slots=True)
class Changed:
    """An amendment with the partners and the promises that changed by it."""

    amendment: Amendment
    partners: tuple[Partner, ...]
    promises: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Agreed:
    """The page."""

    award: Award | None
    frozen: Frozen | None
    amendments: tuple[Changed, ...]


def agreed_of(contract: Contract) -> Agreed:
    """Award, baseline and amendments; five queries."""
    amendments = Amendment.objects.filter(contract=contract).select_related("paper")
    changed = amendments.prefetch_related("partners", "indicators")
    return Agreed(
        award_of(contract),
        frozen_of(contract),
        tuple(Changed(one, tuple(one.partners.all()), tuple(one.indicators.all())) for one in changed),
    )


def award_of(contract: Contract) -> Award | None:
    """The award with its paper; one query."""
    found = Award.objects.filter(contract=contract).select_related("paper", "marked_by", "contract__case")
    return found.first()


def frozen_of(contract: Contract) -> Frozen | None:
    """The baseline, held against its hash; one query."""
    row = Baseline.objects.filter(contract=contract).select_related("frozen_by").first()
    if row is None:
        return None
    application = from_plain(Application, {key: value for key, value in row.application.items() if key != "format"})
    digest = hashlib.sha256(write_application(application)).hexdigest()
    return Frozen(application, row.sha256, row.frozen_at, row.frozen_by.name, digest == row.sha256)

"""What a check of a dossier against a call comes to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from wijkweb.shapes.call import Unit
from wijkweb.shapes.dossier import Dossier
from wijkweb.shapes.finding import Finding, Severity, Share

Verdict = Literal["ok", "near", "over_with_beside", "over", "free", "missing"]


@dataclass(frozen=True, slots=True)
class SectionCount:
    """A section of the form with its count beside its limit, in `unit`.

    near: within a few words of the limit; over_with_beside: over only when tables, footnotes and captions
    count; free: without a limit; missing: the paper has no such section.
    """

    key: str
    number: str
    title: str
    unit: Unit
    limit: int | None
    counting: str
    running: int
    tables: int
    footnotes: int
    captions: int
    verdict: Verdict

    @property
    def all(self) -> int:
        return self.running + self.tables + self.footnotes + self.captions


@dataclass(frozen=True, slots=True)
class FinanceSummary:
    """The money of a dossier in EUR; None where the paper does not say.

    `least_own` is the least own money that the call asks beside this subsidy, `margin` what there is above
    it (negative: short), `left` what is left under the highest subsidy.
    """

    subsidy: Decimal | None = None
    own: Decimal | None = None
    others: Decimal | None = None
    total: Decimal | None = None
    own_share_of_total: Share | None = None
    own_share_of_subsidy: Share | None = None
    least_own: Decimal | None = None
    margin: Decimal | None = None
    infrastructure_share: Share | None = None
    left: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A dossier held against a call."""

    call: str
    version: int
    sections: tuple[SectionCount, ...]
    finance: FinanceSummary
    findings: tuple[Finding, ...]
    dossier: Dossier

    @property
    def breaches(self) -> int:
        return self._number(Severity.BREACH)

    @property
    def warnings(self) -> int:
        return self._number(Severity.WARNING)

    @property
    def notes(self) -> int:
        return self._number(Severity.NOTE)

    def _number(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.findings)

    def breached(self) -> bool:
        """Whether at least one clause is breached."""
        return self.breaches > 0

    def recognised(self) -> bool:
        """Whether at least one section of the call was found in the paper."""
        return bool(self.dossier.placed.sections)

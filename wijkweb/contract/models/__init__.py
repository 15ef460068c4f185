"""Tables of the contract."""

from wijkweb.contract.models.award import Amendment, Award, Baseline
from wijkweb.contract.models.contracts import (
    UNKNOWN,
    Closure,
    Code,
    Contract,
    ContractPart,
    Definition,
    Indicator,
    Member,
    TeamFunction,
)
from wijkweb.contract.models.money import Entry, Instalment, LedgerBatch, MonthPaper, PersonMonth, SubAgreement
from wijkweb.contract.models.network import (
    Engagement,
    Partner,
    PartnerContact,
    PartnerYear,
    PolicyRequest,
    Recommendation,
)
from wijkweb.contract.models.plan import IndexEvent, MoneyTerms, PayerKind, PlanLine, PlanVersion, Reallocation
from wijkweb.contract.models.risks import Assessment, Risk
from wijkweb.contract.models.team import Condition, Session, Support, SupportPromise, Vacancy

__all__ = [
    "UNKNOWN",
    "Amendment",
    "Assessment",
    "Award",
    "Baseline",
    "Closure",
    "Code",
    "Condition",
    "Contract",
    "ContractPart",
    "Definition",
    "Engagement",
    "Entry",
    "IndexEvent",
    "Indicator",
    "Instalment",
    "LedgerBatch",
    "Member",
    "MoneyTerms",
    "MonthPaper",
    "Partner",
    "PartnerContact",
    "PartnerYear",
    "PayerKind",
    "PersonMonth",
    "PlanLine",
    "PlanVersion",
    "PolicyRequest",
    "Reallocation",
    "Recommendation",
    "Risk",
    "Session",
    "SubAgreement",
    "Support",
    "SupportPromise",
    "TeamFunction",
    "Vacancy",
]

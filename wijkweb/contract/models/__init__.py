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
from wijkweb.contract.models.plan import IndexEvent, MoneyTerms, PayerKind, PlanLine, PlanVersion, Reallocation

__all__ = [
    "UNKNOWN",
    "Amendment",
    "Award",
    "Baseline",
    "Closure",
    "Code",
    "Contract",
    "ContractPart",
    "Definition",
    "Entry",
    "IndexEvent",
    "Indicator",
    "Instalment",
    "LedgerBatch",
    "Member",
    "MoneyTerms",
    "MonthPaper",
    "PayerKind",
    "PersonMonth",
    "PlanLine",
    "PlanVersion",
    "Reallocation",
    "SubAgreement",
    "TeamFunction",
]

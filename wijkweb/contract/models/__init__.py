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
    "Indicator",
    "Member",
    "TeamFunction",
]

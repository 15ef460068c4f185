"""A risk is linked to what shows it, and the link goes again when it says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from wijkweb.commons.models import Person
from wijkweb.contract.actions.parts import add_part
from wijkweb.contract.models import Contract
from wijkweb.report.actions.refused import Refused, of_contract
from wijkweb.report.models.risk_links import RiskLink


def link_risk(*, contract: Contract, public_id: str, values: Mapping[str, Any], by: Person, now: datetime) -> RiskLink:
    """Links a risk with a signal or with a promise: risk, signal, indicator, why. A form sent twice makes one.

    Raises ChangedMeanwhile, Taken, Refused ("other_contract", "signal_or_promise").
    """
    of_contract(contract, values["risk"], values["signal"], values["indicator"])
    if bool(values["signal"]) == bool(values["indicator"]):
        raise Refused("signal_or_promise")
    return add_part(contract=contract, model=RiskLink, public_id=public_id, values=values, by=by, now=now)

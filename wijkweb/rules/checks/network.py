"""What an application promises in structured form, and what is still missing there."""

from __future__ import annotations

from collections.abc import Iterator

from wijkweb.shapes.application import Application
from wijkweb.shapes.call import Call
from wijkweb.shapes.finding import Finding, Severity


def check_network(application: Application, call: Call) -> Iterator[Finding]:
    """Risks that nobody answers, partners that agreed to nobody knows what, averages over no period."""
    key = next((spec.key for spec in call.sections if spec.role == "actions"), None)
    for risk in application.risks:
        missing = tuple(name for name, text in (("owner", risk.owner), ("measure", risk.measure)) if not text.strip())
        if missing:
            yield Finding("risk.open", Severity.NOTE, section=key, facts={"risk": risk.title, "missing": missing})
    for partner in application.partners:
        if partner.engagement == "agreed" and not partner.role.strip():
            yield Finding("partner.no_role", Severity.NOTE, section=key, facts={"partner": partner.name})
    for promise in application.promises:
        if promise.kind != "milestone" and not promise.denominator.strip():
            facts = {"promise": promise.title, "period": promise.period}
            yield Finding("promise.no_denominator", Severity.WARNING, section=key, facts=facts)

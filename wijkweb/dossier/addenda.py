"""What a dossier holds beside its texts, as tables: partners, promised indicators, risks, low rules, annexes.

They stand in the section for annexes where the call has one without a limit; they would change the count of any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from wijkweb.shapes.application import AnnexPlan, Application, PromisePlan
from wijkweb.shapes.call import Call
from wijkweb.shapes.document import Block, Table
from wijkweb.writers.wording import money, plain_number, word

Rows = tuple[tuple[str, ...], ...]


def host_of(call: Call) -> str:
    """The key of the section in which the tables stand; "" when the call has none that can hold them."""
    return next((spec.key for spec in call.sections if spec.role == "annexes" and spec.limit is None), "")


def addenda(application: Application, call: Call) -> tuple[Block, ...]:
    """A heading and a table for each of them that there is."""
    return tuple(_titled(application, call.language))


def _titled(application: Application, language: str) -> Iterator[Block]:
    tables = (
        ("partners", partners(application, language)),
        ("promises", promises(application, language)),
        ("risks", risks(application, language)),
        ("rule_requests", rule_requests(application, language)),
        ("annexes", annexes(application, language)),
    )
    for name, (head, rows) in tables:
        if rows:
            yield Block("heading", word(name, language), level=3)
            yield Block("table", table=Table((tuple(word(code, language) for code in head), *rows), 1))


def partners(application: Application, language: str) -> tuple[tuple[str, ...], Rows]:
    """The network, a partner a row."""
    rows = tuple(
        (
            partner.name,
            partner.level,
            partner.role,
            partner.expertise,
            money(partner.money, language) if partner.money is not None else "",
            word(partner.engagement, language),
        )
        for partner in application.partners
    )
    return ("partner", "level", "role", "expertise", "money", "engagement"), rows


def promises(application: Application, language: str) -> tuple[tuple[str, ...], Rows]:
    """The promised indicators, with the sentence that promises each."""
    rows = tuple(
        (plan.title, plan.measure, plan.period, plan.denominator, target(plan, language), plan.source)
        for plan in application.promises
    )
    return ("promise", "measure_of", "period", "denominator", "target", "promise_source"), rows


def target(plan: PromisePlan, language: str) -> str:
    """The target of a promise in words: "minstens 30 uur"."""
    facts = {"target": _amount(plan.target, language), "upper": _amount(plan.upper, language)}
    said = word(plan.kind, language, **facts)
    return f"{said} {plan.unit}".strip()


def _amount(value: Decimal | None, language: str) -> str:
    return "" if value is None else plain_number(value, language)


def risks(application: Application, language: str) -> tuple[tuple[str, ...], Rows]:
    """The risks, with the role that owns each."""
    rows = tuple(
        (risk.title, word(risk.chance, language), word(risk.effect, language), risk.owner, risk.measure)
        for risk in application.risks
    )
    return ("risk", "chance", "effect", "owner", "measure"), rows


def rule_requests(application: Application, language: str) -> tuple[tuple[str, ...], Rows]:
    """Which rule is asked to be loosened, of whom, and how that stands."""
    rows = tuple(
        (asked.rule, asked.government, word(asked.status, language), asked.reason)
        for asked in application.rule_requests
    )
    return ("rule", "government", "status", "reason"), rows


def annexes(application: Application, language: str) -> tuple[tuple[str, ...], Rows]:
    """The annexes, each file with its SHA-256 in groups, so that a line can end in it."""
    return ("annex", "where", "hash"), tuple(map(_annex, application.annexes))


def _annex(annex: AnnexPlan) -> tuple[str, ...]:
    groups = (annex.sha256[at : at + 8] for at in range(0, len(annex.sha256), 8))
    return (annex.title, annex.file or annex.link, " ".join(groups))

"""Money of the plan goes elsewhere, with the clauses held against it; and how long payments are taken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from wijkweb.commons import journal
from wijkweb.commons.models import Person
from wijkweb.contract.actions.money_plan import Unseen
from wijkweb.contract.actions.parts import ChangedMeanwhile, differing, hold
from wijkweb.contract.models import Contract, MoneyTerms, Reallocation
from wijkweb.contract.reads.money_book import book_of, call_for
from wijkweb.rules.money import ZERO
from wijkweb.rules.spending import open_of, paid_of, plan_of
from wijkweb.rules.spending_share import reallocation_findings
from wijkweb.shapes.finding import Finding, Severity


class BreaksClause(ValueError):
    """The plan that the reallocation would make breaks a clause; `findings` tell which, with its figures."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(", ".join(one.code for one in findings))
        self.findings = findings


class NotInPeriod(ValueError):
    """The day of the reallocation lies outside the contract, or has still to come."""


def findings_of(contract: Contract, values: Mapping[str, Any], today: date) -> list[Finding]:
    """What a reallocation would do to the clauses: on the plan as it becomes, and on what was realised."""
    book = book_of(contract, max(values["day"], today))
    before = plan_of(book)
    after = dict(before)
    amount: Decimal = values["amount"]
    for end, sign in (("from", -1), ("to", 1)):
        place = (values[f"{end}_post"], values[f"{end}_payer"])
        after[place] = after.get(place, ZERO) + sign * amount
    known = {"realised": paid_of(book), "open_ones": open_of(book)}
    return reallocation_findings(call_for(contract), before=before, after=after, **known)


@transaction.atomic
def reallocate(
    *, contract: Contract, public_id: str, values: Mapping[str, Any], seen: frozenset[str], today: date,
    by: Person, now: datetime,
) -> Reallocation:  # fmt: skip
    """Moves money of the plan. Raises BreaksClause; Unseen for a warning whose code is not in `seen`; NotInPeriod.

    Sent twice it is one reallocation; ChangedMeanwhile when that one says something else.
    """
    hold(contract)
    known = Reallocation.objects.filter(contract=contract, public_id=public_id).first()
    if known:
        if differing(known, values):
            raise ChangedMeanwhile(known)
        return known
    if not contract.start <= values["day"] <= min(today, contract.end):
        raise NotInPeriod
    found = findings_of(contract, values, today)
    breaches = [one for one in found if one.severity is Severity.BREACH]
    if breaches:
        raise BreaksClause(breaches)
    unseen = [one for one in found if one.code not in seen]
    if unseen:
        raise Unseen(unseen)
    warnings = ",".join(sorted({one.code for one in found}))[:200]
    made = Reallocation.objects.create(
        contract=contract, public_id=public_id, warnings=warnings, made_at=now, made_by=by, **values
    )
    facts = {"id": made.public_id, "amount": str(made.amount), "warnings": warnings}
    journal.write("plan.reallocate", by=by, now=now, case=contract.case, **facts)
    return made


class TermsChanged(ValueError):
    """Somebody else changed the terms since their form was opened."""

    def __init__(self, terms: MoneyTerms) -> None:
        super().__init__("changed meanwhile")
        self.terms = terms


@transaction.atomic
def set_terms(*, contract: Contract, grace_days: int, token: int | None, by: Person, now: datetime) -> MoneyTerms:
    """How many days after its end the contract still takes payments. Raises TermsChanged."""
    hold(contract)
    terms, _ = MoneyTerms.objects.get_or_create(contract=contract)
    if terms.grace_days == grace_days:
        return terms
    if terms.token != token:
        raise TermsChanged(terms)
    terms.grace_days, terms.token = grace_days, terms.token + 1
    terms.save()
    journal.write("money.terms", by=by, now=now, case=contract.case, grace_days=grace_days)
    return terms

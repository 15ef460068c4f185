"""Rows of a contract's money that carry a paper: sub-agreements with partners, instalments of the subsidy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Sum

from wijkweb.commons.models import Person
from wijkweb.contract.actions.money_entries import Refused
from wijkweb.contract.actions.money_files import filed
from wijkweb.contract.actions.parts import add_part, change_part, hold
from wijkweb.contract.models import Contract, Instalment, SubAgreement
from wijkweb.contract.reads.money_book import call_for
from wijkweb.rules.budget import posts_of
from wijkweb.rules.money import ZERO
from wijkweb.rules.spending_entries import Problem
from wijkweb.shapes.call import EligiblePosts

P = TypeVar("P", SubAgreement, Instalment)
PAPER: dict[type[Any], str] = {SubAgreement: "proof", Instalment: "paper"}


def add_papered(
    *, contract: Contract, model: type[P], public_id: str, values: Mapping[str, Any], by: Person, now: datetime
) -> P:
    """Adds a sub-agreement or an instalment with its paper; `values` has an `upload` or None.

    Raises what add_part raises, and Refused.
    """
    with filed(contract, values["upload"], by, now) as file:
        fields = {name: value for name, value in values.items() if name != "upload"}
        hold(contract)
        _check(contract, model, fields, None)
        again = model._default_manager.filter(contract=contract, public_id=public_id).first()
        paper = {PAPER[model]: file} if file or not again else {}
        return add_part(contract=contract, model=model, public_id=public_id, values={**fields, **paper}, by=by, now=now)


def change_papered(*, part: P, token: int | None, values: Mapping[str, Any], by: Person, now: datetime) -> P:
    """Changes one; without an upload it keeps the paper that it has. Raises what change_part raises, and Refused."""
    model = type(part)
    with filed(part.contract, values["upload"], by, now) as file:
        fields = {name: value for name, value in values.items() if name != "upload"}
        hold(part.contract)
        _check(part.contract, model, fields, part)
        paper = {PAPER[model]: file} if file else {}
        return change_part(part=part, token=token, values={**fields, **paper}, by=by, now=now)


def _check(contract: Contract, model: type[Any], values: Mapping[str, Any], part: Any) -> None:
    if model is SubAgreement:
        problems = _agreement_problems(contract, values, part)
        if problems:
            raise Refused(*problems)


def _agreement_problems(contract: Contract, values: Mapping[str, Any], part: SubAgreement | None) -> list[Problem]:
    found = []
    call, under = call_for(contract), values.get("under")
    posts = [post.key for post in posts_of(call)] if call else []
    subsidised = values["payer"] == "subsidy" and call is not None and call.clause(EligiblePosts)
    if subsidised and call and values["post"] not in posts:
        found.append(Problem("post_not_eligible", {"known": ", ".join(post.title for post in posts_of(call))}))
    if not contract.start <= values["start"] <= values["end"] <= contract.end:
        facts = {"start": contract.start.isoformat(), "end": contract.end.isoformat()}
        found.append(Problem("outside_contract", dict(facts)))
    if under is not None:
        if under.contract_id != contract.pk or _circle(under, part):
            found.append(Problem("link_unknown"))
        room = under.amount - _passed_on(under, part)
        if values["amount"] > room:
            found.append(Problem("passes_on_too_much", {"left": max(room, ZERO)}))
    passed = _passed_on(part, None) if part else ZERO
    if passed > values["amount"]:
        found.append(Problem("passed_on_already", {"passed": passed}))
    if part and values["state"] == SubAgreement.State.DRAFT and part.entries.filter(withdrawn_at=None).exists():
        found.append(Problem("paid_already"))
    return found


def _circle(under: SubAgreement, part: SubAgreement | None) -> bool:
    """Whether an agreement would pass its money on to itself."""
    at: SubAgreement | None = under
    while at is not None:
        if part is not None and at.pk == part.pk:
            return True
        at = at.under
    return False


def _passed_on(under: SubAgreement, but: SubAgreement | None) -> Decimal:
    """What the partner of an agreement passes on already."""
    found = under.passed_on.exclude(pk=but.pk) if but else under.passed_on.all()
    return found.aggregate(sum=Sum("amount"))["sum"] or ZERO

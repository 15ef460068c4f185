"""The own share as it is realised, planned and foreseen, and the clauses held against the money as it goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from wijkweb.rules.budget import finance_of
from wijkweb.rules.budget import spending_of as spending_table
from wijkweb.rules.checks.money import check_money, least_own, summarise
from wijkweb.rules.money import CENT, ZERO, share, total
from wijkweb.shapes.application import MoneyLine, Payer
from wijkweb.shapes.application import PayerKind as ApplicationPayer
from wijkweb.shapes.call import Call, InfrastructureMax, OwnShareMin
from wijkweb.shapes.dossier import Dossier, Placed
from wijkweb.shapes.finding import Fact, Finding, Severity, Share
from wijkweb.shapes.spending import PAYERS, OwnShare, PayerKind

Sums = Mapping[tuple[str, PayerKind], Decimal]
Facts = dict[str, Fact]
ByPayer = Mapping[PayerKind, Decimal]
_KINDS: dict[PayerKind, ApplicationPayer] = {
    "subsidy": "funder", "own": "own", "public": "public", "private": "private"
}  # fmt: skip


def own_share(call: Call | None, *, paid: ByPayer, plan: ByPayer, foreseen: ByPayer) -> OwnShare:
    """The own share on what was paid, beside what the clause asks of the same money."""
    clause = call.clause(OwnShareMin) if call else None
    base = clause.base if clause else "total_cost"
    least = _least(clause, paid)
    return OwnShare(
        own=paid.get("own", ZERO),
        base_amount=_base(base, paid),
        base=base,
        share=_share(base, paid),
        asked=Share(Fraction(clause.share)) if clause else None,
        least=least,
        margin=paid.get("own", ZERO) - least,
        planned=_share(base, plan),
        foreseen=_share(base, foreseen),
        foreseen_margin=foreseen.get("own", ZERO) - _least(clause, foreseen),
    )


def realised_share(call: Call | None, paid: ByPayer) -> Share | None:
    """The own share on what was paid alone; None where nothing was."""
    clause = call.clause(OwnShareMin) if call else None
    return _share(clause.base if clause else "total_cost", paid)


def _others(sums: ByPayer) -> Decimal:
    return sums.get("public", ZERO) + sums.get("private", ZERO)


def _base(base: str, sums: ByPayer) -> Decimal:
    """The money of which the own share is a part."""
    subsidy, own = sums.get("subsidy", ZERO), sums.get("own", ZERO)
    return {"subsidy": subsidy, "action_cost": subsidy + own}.get(base, subsidy + own + _others(sums))


def _share(base: str, sums: ByPayer) -> Share | None:
    whole = _base(base, sums)
    return share(sums.get("own", ZERO), whole) if whole > 0 else None


def _least(clause: OwnShareMin | None, sums: ByPayer) -> Decimal:
    """The least own money beside this, up to the cent; no clause asks nothing."""
    if clause is None:
        return ZERO
    exact = least_own(clause, sums.get("subsidy", ZERO), _others(sums))
    cents = -((-exact * 100).numerator // (exact * 100).denominator)
    return (Decimal(cents) * CENT).quantize(CENT)


def clause_findings(call: Call, sums: Sums) -> list[Finding]:
    """The money clauses of the call held against amounts by post and payer: the same rules as for a dossier."""
    payers = tuple(
        Payer(
            payer, _KINDS[payer], tuple(MoneyLine(post, amount) for (post, who), amount in sums.items() if who == payer)
        )
        for payer in PAYERS
    )
    dossier = Dossier(Placed((), (), ()), finance=finance_of(payers, call), spending=spending_table(payers, call))
    found = check_money(dossier, summarise(dossier, call), call)
    return [one for one in found if one.severity is not Severity.NOTE]


def reallocation_findings(
    call: Call | None, *, before: Sums, after: Sums, realised: Sums, open_ones: Sums
) -> list[Finding]:
    """What a changed plan does to the clauses, and what was realised beside it says.

    `open_ones` is what is bound and not paid yet. A plan that leaves too little for it is a warning, no breach: an
    order can still be taken back, a payment cannot.

    A clause that the plan broke before and that now comes nearer to being kept is a warning: else nothing could be
    put right.
    """
    found = list(_below_realised(before, after, realised, open_ones))
    if call is None:
        return found
    known = {(one.code, one.facts.get("label")): _weight(one) for one in clause_findings(call, before)}
    for one in clause_findings(call, after):
        weight = known.get((one.code, one.facts.get("label")))
        better = weight is not None and one.severity is Severity.BREACH and _weight(one) <= weight
        found.append(replace(one, severity=Severity.WARNING) if better else one)
    return [*found, *_realised(call, after, realised)]


def _weight(finding: Finding) -> Fraction:
    """How far a clause is broken: what is over, missing, or not eligible."""
    for name in ("over", "short", "share", "amount"):
        value = finding.facts.get(name)
        if isinstance(value, Share):
            return value.value
        if isinstance(value, Decimal):
            return Fraction(value)
    return Fraction(0)


def _below_realised(before: Sums, after: Sums, realised: Sums, open_ones: Sums) -> Iterator[Finding]:
    """A post that the change takes money from cannot be left with less than was paid from it already, and is not
    left with less than is bound besides without somebody seeing it."""
    for (post, payer), plan in after.items():
        paid, bound = realised.get((post, payer), ZERO), open_ones.get((post, payer), ZERO)
        if plan >= before.get((post, payer), ZERO):
            continue
        if plan < max(paid, ZERO):
            facts: Facts = {"post": post, "payer": payer, "plan": plan, "paid": paid}
            code = "plan.below_zero" if plan < 0 else "plan.below_paid"
            yield Finding(code, Severity.BREACH, facts=facts)
        elif plan < paid + bound and bound > 0:
            facts = {"post": post, "payer": payer, "plan": plan, "paid": paid, "open": bound}
            facts["short"] = paid + bound - plan
            yield Finding("plan.below_committed", Severity.WARNING, facts=facts)


def _realised(call: Call, plan: Sums, realised: Sums) -> Iterator[Finding]:
    """Infrastructure that was paid against the whole subsidy of the plan; the own share that was realised."""
    clause = call.clause(InfrastructureMax)
    subsidy = total(amount for (_, payer), amount in plan.items() if payer == "subsidy")
    if clause and subsidy > 0:
        spent = total(
            amount for (post, payer), amount in realised.items() if payer == "subsidy" and post in clause.posts
        )
        found = share(spent, subsidy)
        if found and found.value > Fraction(clause.share):
            facts: Facts = {"share": found, "most_share": Share(Fraction(clause.share)), "amount": spent}
            yield Finding("realised.infrastructure", Severity.BREACH, "infrastructure_max", facts=facts)
    paid: dict[PayerKind, Decimal] = {
        payer: total(amount for (_, who), amount in realised.items() if who == payer) for payer in PAYERS
    }
    own = own_share(call, paid=paid, plan={}, foreseen={})
    if not own.holds and own.share is not None and own.asked is not None:
        facts = {"share": own.share, "least_share": own.asked, "short": -own.margin}
        yield Finding("realised.own_share", Severity.WARNING, "own_share_min", facts=facts)

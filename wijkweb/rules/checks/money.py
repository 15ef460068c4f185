"""The money clauses: the highest subsidy, the least own share, the infrastructure, the posts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from math import ceil

from wijkweb.rules.money import CENT, ZERO, share, total
from wijkweb.shapes.call import Call, EligiblePosts, InfrastructureMax, MaxSubsidy, OwnShareMin
from wijkweb.shapes.check import FinanceSummary
from wijkweb.shapes.dossier import Dossier
from wijkweb.shapes.finding import Fact, Finding, Severity, Share


def summarise(dossier: Dossier, call: Call) -> FinanceSummary:
    """The money of the dossier beside what the call asks."""
    subsidy = _subsidy(dossier)
    own, others = _brought(dossier)
    whole = None if subsidy is None or own is None or others is None else subsidy + own + others
    most, least = call.clause(MaxSubsidy), call.clause(OwnShareMin)
    needed = None
    if least and subsidy is not None:
        needed = _up_to_cent(least_own(least, subsidy, others or ZERO))
    return FinanceSummary(
        subsidy=subsidy,
        own=own,
        others=others,
        total=whole,
        own_share_of_total=share(own, whole) if own is not None and whole is not None else None,
        own_share_of_subsidy=share(own, subsidy) if own is not None and subsidy is not None else None,
        least_own=needed,
        margin=own - needed if own is not None and needed is not None else None,
        infrastructure_share=infrastructure(dossier, call, subsidy),
        left=most.amount - subsidy if most and subsidy is not None else None,
    )


def _subsidy(dossier: Dossier) -> Decimal | None:
    """The subsidy: as it is asked in words, else the funder's row, else the sum of what it is spent on."""
    return next((amount for _, amount in stated_subsidies(dossier)), None)


def stated_subsidies(dossier: Dossier) -> list[tuple[str, Decimal]]:
    """Every place that says how much subsidy is asked, the one that counts first."""
    stated = [("asked", dossier.asked)] if dossier.asked is not None else []
    if dossier.finance:
        funder = [c.amount for c in dossier.finance.contributions if c.kind == "funder"]
        stated += [("finance", total(funder))] if funder else []
    if dossier.spending:
        stated.append(("spending", dossier.spending.total))
    return [(place, amount) for place, amount in stated if amount is not None]


def _brought(dossier: Dossier) -> tuple[Decimal | None, Decimal | None]:
    """What the municipality brings itself and what other partners bring; None when no row can be told to be its."""
    if dossier.finance is None:
        return None, None
    amounts = {
        kind: [c.amount for c in dossier.finance.contributions if c.kind == kind]
        for kind in ("own", "public", "private")
    }
    if amounts["public"] and not amounts["own"]:
        return None, None
    return total(amounts["own"]), total((*amounts["public"], *amounts["private"]))


def least_own(clause: OwnShareMin, subsidy: Decimal, others: Decimal) -> Fraction:
    """The least own money beside this subsidy, exact: own >= share x base, solved for own."""
    part = Fraction(clause.share)
    if clause.base == "subsidy":
        return part * Fraction(subsidy)
    beside = subsidy + others if clause.base == "total_cost" else subsidy
    return part / (1 - part) * Fraction(beside)


def _up_to_cent(value: Fraction) -> Decimal:
    return (Decimal(ceil(value * 100)) * CENT).quantize(CENT)


def infrastructure(dossier: Dossier, call: Call, subsidy: Decimal | None) -> Share | None:
    """The part of the subsidy that goes to infrastructure; None when the dossier does not say."""
    clause = call.clause(InfrastructureMax)
    if clause is None or dossier.spending is None or not subsidy:
        return None
    posts = [post for post in dossier.spending.posts if post.post in clause.posts]
    by_amount = total(post.amount or ZERO for post in posts)
    if by_amount == 0 and any(post.percent for post in posts):
        return Share(sum((post.percent or Fraction(0) for post in posts), Fraction(0)))
    return share(by_amount, subsidy)


def check_money(dossier: Dossier, summary: FinanceSummary, call: Call) -> Iterator[Finding]:
    """The clauses on money, held against the summary."""
    yield from _max_subsidy(dossier, summary, call)
    yield from _own_share(dossier, summary, call)
    yield from _infrastructure(dossier, summary, call)
    yield from _posts(dossier, call)


def _max_subsidy(dossier: Dossier, summary: FinanceSummary, call: Call) -> Iterator[Finding]:
    clause = call.clause(MaxSubsidy)
    where = money_section(call)
    if clause is None:
        return
    if summary.subsidy is None:
        yield Finding("subsidy.unknown", Severity.WARNING, "max_subsidy", where)
        return
    facts: dict[str, Fact] = {"subsidy": summary.subsidy, "most": clause.amount}
    if summary.subsidy > clause.amount:
        facts["over"] = summary.subsidy - clause.amount
        yield Finding("subsidy.over", Severity.BREACH, "max_subsidy", where, facts=facts)
    else:
        facts["left"] = clause.amount - summary.subsidy
        yield Finding("subsidy.left", Severity.NOTE, "max_subsidy", where, facts=facts)
    stated = stated_subsidies(dossier)
    if len({amount for _, amount in stated}) > 1:
        yield Finding("subsidy.differs", Severity.WARNING, "max_subsidy", where, facts={"stated": tuple(stated)})


def _own_share(dossier: Dossier, summary: FinanceSummary, call: Call) -> Iterator[Finding]:
    clause = call.clause(OwnShareMin)
    if clause is None:
        return
    where = dossier.finance.section if dossier.finance else money_section(call, "finance")
    if summary.own is None or summary.subsidy is None or summary.least_own is None or summary.margin is None:
        yield Finding("own_share.unknown", Severity.WARNING, "own_share_min", where)
        return
    base = summary.own + least_base(clause, summary)
    facts: dict[str, Fact] = {
        "own": summary.own,
        "share": share(summary.own, base if clause.base != "subsidy" else summary.subsidy) or Share(Fraction(0)),
        "least_share": Share(Fraction(clause.share)),
        "base": clause.base,
        "least": summary.least_own,
    }
    if summary.margin < 0:
        facts["short"] = -summary.margin
        yield Finding("own_share.short", Severity.BREACH, "own_share_min", where, facts=facts)
    else:
        facts["margin"] = summary.margin
        yield Finding("own_share.enough", Severity.NOTE, "own_share_min", where, facts=facts)


def least_base(clause: OwnShareMin, summary: FinanceSummary) -> Decimal:
    """What stands beside the own money in the base of the clause."""
    subsidy, others = summary.subsidy or ZERO, summary.others or ZERO
    return subsidy + others if clause.base == "total_cost" else subsidy


def _infrastructure(dossier: Dossier, summary: FinanceSummary, call: Call) -> Iterator[Finding]:
    clause = call.clause(InfrastructureMax)
    found = summary.infrastructure_share
    if clause and found and dossier.spending and found.value > Fraction(clause.share):
        facts: dict[str, Fact] = {"share": found, "most_share": Share(Fraction(clause.share))}
        where = dossier.spending
        yield Finding("infrastructure.over", Severity.BREACH, "infrastructure_max", where.section, where.block, facts)


def _posts(dossier: Dossier, call: Call) -> Iterator[Finding]:
    clause = call.clause(EligiblePosts)
    if clause is None or dossier.spending is None:
        return
    where = dossier.spending
    known = ", ".join(post.title for post in clause.posts)
    for post in where.posts:
        if not post.post and post.amount:
            facts: dict[str, Fact] = {"label": post.label, "amount": post.amount, "known": known}
            yield Finding("posts.not_eligible", Severity.BREACH, "eligible_posts", where.section, where.block, facts)
    there = {post.post for post in where.posts}
    for wanted in clause.posts:
        if wanted.key not in there:
            yield Finding(
                "posts.no_row",
                Severity.NOTE,
                "eligible_posts",
                where.section,
                where.block,
                {"post": wanted.title},
            )


def money_section(call: Call, kind: str = "spending") -> str | None:
    """The key of the section whose form prints the table of this kind."""
    return next((spec.key for spec in call.sections if spec.table == kind), None)

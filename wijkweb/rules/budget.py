"""The budget as it is written in Wijkweb: staff lines over years, payers by post, and what the check reads of it."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from wijkweb.rules.money import ZERO, to_cent, total
from wijkweb.shapes.application import MoneyLine, Payer, StaffPlan
from wijkweb.shapes.call import Call, EligiblePosts, Post
from wijkweb.shapes.dossier import Contribution, Finance, Spending, SpendingPost, StaffLine

STAFF = "staff"
WHOLE_PERIOD = 0


def posts_of(call: Call) -> tuple[Post, ...]:
    """The posts of the call, in its order; () when it names none."""
    clause = call.clause(EligiblePosts)
    return clause.posts if clause else ()


def staff_years(plan: StaffPlan) -> dict[int, Decimal]:
    """The cost of a staff line by calendar year, each to the cent; indexed from its second calendar year on."""
    rise = 1 + Fraction(plan.indexation) / 100
    return {
        year: to_cent(Fraction(plan.yearly) * _part_of_year(plan, year) * rise ** (year - plan.start.year))
        for year in range(plan.start.year, plan.end.year + 1)
    }


def staff_amount(plan: StaffPlan) -> Decimal:
    """The cost of a staff line over its whole period, in EUR."""
    return total(staff_years(plan).values())


def staff_length(plan: StaffPlan) -> Fraction:
    """The period of a staff line in years; a month is a twelfth, a day a part of its month."""
    return sum((_part_of_year(plan, year) for year in range(plan.start.year, plan.end.year + 1)), Fraction(0))


def _part_of_year(plan: StaffPlan, year: int) -> Fraction:
    first, last = max(plan.start, date(year, 1, 1)), min(plan.end, date(year, 12, 31))
    if first > last:
        return Fraction(0)
    months = Fraction(last.month - first.month - 1)
    months += 1 - Fraction(first.day - 1, monthrange(year, first.month)[1])
    months += Fraction(last.day, monthrange(year, last.month)[1])
    return months / 12


def amounts_of(payer: Payer) -> dict[tuple[str, str, int], Decimal]:
    """What a payer brings, by (post, label, year); where it has staff lines, these are its post for staff."""
    found: dict[tuple[str, str, int], Decimal] = defaultdict(lambda: ZERO)
    for line in payer.lines:
        if not (line.post == STAFF and payer.staff):
            found[line.post, line.label, line.year or WHOLE_PERIOD] += line.amount
    for plan in payer.staff:
        for year, amount in staff_years(plan).items():
            found[STAFF, "", year] += amount
    return dict(found)


def post_totals(payer: Payer) -> dict[tuple[str, str], Decimal]:
    """What a payer brings by (post, label), over all years."""
    found: dict[tuple[str, str], Decimal] = defaultdict(lambda: ZERO)
    for (post, label, _), amount in amounts_of(payer).items():
        found[post, label] += amount
    return dict(found)


def payer_total(payer: Payer) -> Decimal:
    """All that a payer brings, in EUR."""
    return total(amounts_of(payer).values())


def years_of(payers: Sequence[Payer]) -> tuple[int, ...]:
    """The years with an amount, in order; 0, for the whole period, first."""
    return tuple(sorted({year for payer in payers for _, _, year in amounts_of(payer)}))


def finance_of(payers: Sequence[Payer], call: Call) -> Finance | None:
    """The payers as the finance table that the check reads; None when there are none."""
    if not payers:
        return None
    titles = {post.key: post.title for post in posts_of(call)}
    where = _section(call, "finance")
    return Finance(where, 0, tuple(_contribution(payer, titles) for payer in payers))


def _contribution(payer: Payer, titles: Mapping[str, str]) -> Contribution:
    parts = tuple((label or titles.get(post, post), value) for (post, label), value in post_totals(payer).items())
    return Contribution(payer.name, payer.kind, total(value for _, value in parts), parts)


def spending_of(payers: Sequence[Payer], call: Call) -> Spending | None:
    """What the subsidy is spent on, as the check reads it; None when no funder pays anything."""
    funders = [payer for payer in payers if payer.kind == "funder" and payer_total(payer)]
    if not funders:
        return None
    sums: dict[tuple[str, str], Decimal] = defaultdict(lambda: ZERO)
    for payer in funders:
        for key, value in post_totals(payer).items():
            sums[key] += value
    staff = tuple(map(staff_line, (plan for payer in funders for plan in payer.staff)))
    lines = tuple((line.function, line.amount) for line in staff)
    posts = [
        SpendingPost(
            post.title,
            post.key,
            total(value for (key, _), value in sums.items() if key == post.key),
            lines=lines if post.key == STAFF else (),
        )
        for post in posts_of(call)
    ]
    known = {post.key for post in posts_of(call)}
    posts += [SpendingPost(label or key, "", value) for (key, label), value in sums.items() if key not in known]
    return Spending(_section(call, "spending"), 0, tuple(posts), staff, total(sums.values()))


def staff_line(plan: StaffPlan) -> StaffLine:
    """A staff line as the check reads it."""
    return StaffLine(plan.function, plan.function, staff_amount(plan), plan.vte, staff_length(plan), plan.employer)


def _section(call: Call, kind: str) -> str:
    return next((spec.key for spec in call.sections if spec.table == kind), call.sections[-1].key)


def whole_years(amount: Decimal, years: Fraction | None) -> Decimal | None:
    """The yearly amount that makes exactly this amount over whole years; None when no cent amount does."""
    if years is None or years.denominator != 1 or not years:
        return None
    yearly = to_cent(Fraction(amount) / years)
    return yearly if yearly * years.numerator == amount else None


def money_lines(amounts: Mapping[tuple[str, str, int], Decimal]) -> tuple[MoneyLine, ...]:
    """Amounts by (post, label, year) as lines; zeros are left out."""
    return tuple(
        MoneyLine(post, amount, year or None, label) for (post, label, year), amount in amounts.items() if amount
    )

"""The sheet that holds the budget against the call: what each line is called, its formula, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from wijkweb.shapes.call import Call, EligiblePosts, InfrastructureMax, MaxSubsidy, OwnShareMin
from wijkweb.shapes.check import FinanceSummary
from wijkweb.shapes.finding import Share
from wijkweb.shapes.money_sheet import BookRow
from wijkweb.writers.wording import word

Value = Decimal | Fraction | None


@dataclass(frozen=True, slots=True)
class ControlLine:
    """A line: without a formula it is a heading; without a value the dossier does not say."""

    label: str
    formula: str | None = None
    value: Value = None
    share: bool = False


def control_lines(
    rows: Sequence[BookRow], summary: FinanceSummary, call: Call, *, total: str, first: int
) -> Iterator[ControlLine]:
    """The lines, from the top. `total` is the column with the totals of the rows, `first` how many rows stand above."""
    language = call.language
    yield ControlLine(word("subsidy", language) + ", " + word("own", language).lower())
    names = {"funder": "B2", "own": "B3"}
    yield ControlLine(word("subsidy", language), _cells(rows, "funder", total, first), summary.subsidy)
    yield ControlLine(word("own", language), _cells(rows, "own", total, first), summary.own)
    yield ControlLine(word("others", language), _cells(rows, "public private", total, first), summary.others)
    yield ControlLine(word("total", language), "B2+B3+B4", summary.total)
    yield ControlLine(
        word("own_share_of_total", language), "IF(B5=0,0,B3/B5)", _share(summary.own_share_of_total), share=True
    )
    yield ControlLine(
        word("own_share_of_subsidy", language), "IF(B2=0,0,B3/B2)", _share(summary.own_share_of_subsidy), share=True
    )
    yield from _clauses(rows, summary, call, total, first, names)
    yield ControlLine(word("post", language))
    clause = call.clause(EligiblePosts)
    for post in clause.posts if clause else ():
        own = [at for at, row in enumerate(rows) if row.post_key == post.key]
        value = sum((_whole(rows[at]) for at in own), Decimal("0.00"))
        yield ControlLine(post.title, _plus(own, total, first), value)


def _clauses(
    rows: Sequence[BookRow], summary: FinanceSummary, call: Call, total: str, first: int, names: dict[str, str]
) -> Iterator[ControlLine]:
    language = call.language
    if most := call.clause(MaxSubsidy):
        yield ControlLine(word("left", language), f"{most.amount}-{names['funder']}", summary.left)
    if least := call.clause(OwnShareMin):
        yield ControlLine(word("least_own", language), _least(least), summary.least_own)
        yield ControlLine(word("margin", language), f"{names['own']}-({_least(least)})", summary.margin)
    if infra := call.clause(InfrastructureMax):
        own = [at for at, row in enumerate(rows) if row.role == "funder" and row.post_key in infra.posts]
        formula = f"IF(B2=0,0,({_plus(own, total, first)})/B2)"
        yield ControlLine(word("infrastructure", language), formula, _share(summary.infrastructure_share), share=True)


def _least(clause: OwnShareMin) -> str:
    part = Fraction(clause.share)
    if clause.base == "subsidy":
        return f"ROUNDUP(ROUND(B2*{part.numerator}/{part.denominator},6),2)"
    by = part / (1 - part)
    beside = "(B2+B4)" if clause.base == "total_cost" else "B2"
    return f"ROUNDUP(ROUND({beside}*{by.numerator}/{by.denominator},6),2)"


def _cells(rows: Sequence[BookRow], roles: str, total: str, first: int) -> str:
    return _plus([at for at, row in enumerate(rows) if row.role in roles.split()], total, first)


def _plus(rows: Sequence[int], total: str, first: int) -> str:
    """The sum of these cells of the column with totals; neighbours as one range."""
    parts: list[list[int]] = []
    for at in rows:
        if parts and parts[-1][-1] == at - 1:
            parts[-1].append(at)
        else:
            parts.append([at])
    column = total.rpartition("!")[2]
    spans = (f"SUM({total}{part[0] + first + 1}:{column}{part[-1] + first + 1})" for part in parts)
    return "+".join(spans) or "0"


def _whole(row: BookRow) -> Decimal:
    return sum((amount for _, amount in row.line.amounts), Decimal("0.00"))


def _share(share: Share | None) -> Value:
    return share.value if share else None

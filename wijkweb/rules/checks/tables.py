"""Whether the tables add up, and what they leave open: readings, shares, staff, indexation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from wijkweb.rules import lexicon
from wijkweb.rules.money import ZERO, to_cent, total
from wijkweb.shapes.call import Call, EligiblePosts
from wijkweb.shapes.dossier import Contribution, Dossier, Finance, Spending, StaffLine
from wijkweb.shapes.finding import Fact, Finding, Severity, Share

_INDEXATION = re.compile(
    r"\b(?:loon|prijs|salaris|gezondheids|spil|wage\s+)?index(?:atie|ering|eren|eert|cijfers?|ation|ed)\b"
    r"|\b(?:loon|prijs|salaris|gezondheids|spil|wage\s+)index\b|\bge[iï]ndexeerd",
    re.IGNORECASE,
)
_INDEX = re.compile(r"\bindex\b", re.IGNORECASE)  # among figures of a neighbourhood this is something else
_SAME_COST = Fraction(1, 10_000)


def check_tables(dossier: Dossier, call: Call) -> Iterator[Finding]:
    """The finance table, the spending table and the staff lines in it."""
    if dossier.finance:
        yield from _readings(dossier.finance)
        yield from _own_staff(dossier.finance, dossier, call)
    if dossier.spending:
        yield from _sums("spending.differs", dossier.spending)
        yield from _split(dossier.spending)
        yield from _staff(dossier.spending, dossier)


def _readings(finance: Finance) -> Iterator[Finding]:
    for contribution in finance.contributions:
        if contribution.reading != "as_printed":
            facts: dict[str, Fact] = {
                "partner": contribution.partner,
                "reading": contribution.reading,
                "lines": contribution.parts,
                "amount": contribution.amount,
            }
            yield Finding("finance.labels_shifted", Severity.WARNING, None, finance.section, finance.block, facts)
    yield from _sums("finance.differs", finance)


def _sums(code: str, table: Finance | Spending) -> Iterator[Finding]:
    for difference in table.differences:
        facts: dict[str, Fact] = {
            "label": difference.label,
            "printed": difference.printed,
            "computed": difference.computed,
            "difference": difference.printed - difference.computed,
        }
        yield Finding(code, Severity.WARNING, None, table.section, table.block, facts)


def _own_staff(finance: Finance, dossier: Dossier, call: Call) -> Iterator[Finding]:
    """Own money for staff that no function or VTE stands behind cannot be proved later."""
    clause = call.clause(EligiblePosts)
    words = next((post.words for post in clause.posts if post.key == "staff"), ()) if clause else ()
    lines = dossier.spending.staff if dossier.spending else ()
    for contribution in finance.contributions:
        amount = _staff_part(contribution, words)
        if contribution.kind == "own" and amount and not _described(amount, finance, dossier, lines):
            years = max((line.years for line in lines if line.years), default=None)
            facts: dict[str, Fact] = {"partner": contribution.partner, "amount": amount}
            if years:
                facts |= {"years": _number(years), "per_year": to_cent(Fraction(amount) / years)}
            yield Finding(
                "own_staff.not_described",
                Severity.WARNING,
                "own_share_min",
                finance.section,
                finance.block,
                facts,
            )


def _staff_part(contribution: Contribution, words: tuple[str, ...]) -> Decimal:
    return total(value for label, value in contribution.parts if lexicon.starts(label, words))


def _described(amount: Decimal, finance: Finance, dossier: Dossier, lines: tuple[StaffLine, ...]) -> bool:
    section = dossier.placed.section(finance.section)
    said = " ".join(block.text for _, block in section.answers()) if section else ""
    return total(line.amount for line in lines) == amount or bool(re.search(rf"[0-9]\s*{lexicon.VTE}", said, re.I))


def _split(spending: Spending) -> Iterator[Finding]:
    """The percentages that are printed beside those that follow from the amounts."""
    rows: list[tuple[Fact, ...]] = []
    wrong = False
    for post in spending.posts:
        if post.percent is None or not post.amount or not spending.total:
            continue
        exact = Fraction(post.amount) / Fraction(spending.total)
        step = Fraction(1, 100 * 10 ** _decimals(post.percent))
        wrong = wrong or abs(exact - post.percent) > step / 2
        if exact != post.percent:
            rows.append((post.label, Share(post.percent), Share(exact)))
    if rows:
        code, severity = ("split.wrong", Severity.WARNING) if wrong else ("split.rounded", Severity.NOTE)
        yield Finding(code, severity, None, spending.section, spending.block, {"posts": tuple(rows)})


def _decimals(percent: Fraction) -> int:
    return next(places for places in range(9) if (percent * 100 * 10**places).denominator == 1 or places == 8)


def _staff(spending: Spending, dossier: Dossier) -> Iterator[Finding]:
    lines = [line for line in spending.staff if line.vte and line.years]
    if not lines:
        return
    facts: dict[str, Fact] = {
        "amounts": tuple(line.amount for line in spending.staff),
        "sum": total(line.amount for line in spending.staff),
        "vte": sum((line.vte or ZERO for line in spending.staff), Decimal(0)),
        "years": _number(max(line.years for line in lines if line.years)),
        "costs": tuple((line.function, to_cent(_cost(line))) for line in lines),
    }
    yield Finding("staff.costs", Severity.NOTE, None, spending.section, spending.block, facts)
    for first, second in combinations(lines, 2):
        yield from _cents_apart(first, second, spending)
    if any(line.years and line.years > 1 for line in lines) and not _indexed(dossier, spending.section):
        facts = {"years": facts["years"], "sum": facts["sum"]}
        yield Finding("staff.no_indexation", Severity.WARNING, None, spending.section, spending.block, facts)


def _cost(line: StaffLine) -> Fraction:
    """EUR per VTE and per year, exact."""
    return Fraction(line.amount) / (Fraction(line.vte or 1) * (line.years or 1))


def _cents_apart(first: StaffLine, second: StaffLine, spending: Spending) -> Iterator[Finding]:
    """Two functions with the same cost per VTE-year whose amounts differ by cents."""
    one, other = _cost(first), _cost(second)
    if not other or abs(one - other) > other * _SAME_COST:
        return
    due = to_cent(other * Fraction(first.vte or 1) * (first.years or 1))
    if due != first.amount:
        facts: dict[str, Fact] = {
            "first": first.function,
            "second": second.function,
            "amount": first.amount,
            "due": due,
            "cents": int(abs(due - first.amount) * 100),
        }
        yield Finding("staff.cents_apart", Severity.NOTE, None, spending.section, spending.block, facts)


def _indexed(dossier: Dossier, money: str) -> bool:
    for section in dossier.placed.sections:
        for _, block in section.answers():
            cells = [cell for row in block.table.rows for cell in row] if block.table else [block.text]
            if any(_INDEXATION.search(text) or (section.key == money and _INDEX.search(text)) for text in cells):
                return True
    return False


def _number(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.2f}".rstrip("0")

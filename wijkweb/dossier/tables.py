"""The tables that a paper prints of the structured form of an application: money, spending, figures.

A reader of papers reads them back to the same figures, so that a paper that comes back from Word says the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from wijkweb.dossier.addenda import addenda, host_of
from wijkweb.rules.application import diagnosis_of
from wijkweb.rules.budget import (
    STAFF,
    WHOLE_PERIOD,
    amounts_of,
    payer_total,
    post_totals,
    posts_of,
    staff_amount,
    staff_length,
    years_of,
)
from wijkweb.rules.money import ZERO, share, total
from wijkweb.shapes.application import Application, Payer, StaffPlan
from wijkweb.shapes.call import Call
from wijkweb.shapes.document import Block, Table
from wijkweb.writers.messages import percentage
from wijkweb.writers.wording import money, plain_number, word, years

Row = tuple[str, ...]


def section_tables(application: Application, call: Call) -> dict[str, tuple[Block, ...]]:
    """The tables by the key of the section in which the form asks for them; the others in that for annexes."""
    makers = {"finance": finance_table, "spending": spending_table, "diagnosis": figures_table}
    made = {spec.key: makers[spec.table](application, call) for spec in call.sections if spec.table}
    found: dict[str, tuple[Block, ...]] = {key: (Block("table", table=table),) for key, table in made.items() if table}
    host, beside = host_of(call), addenda(application, call)
    if host and beside:
        found[host] = (*found.get(host, ()), *beside)
    return found


def finance_table(application: Application, call: Call) -> Table | None:
    """Who pays what, post by post, with a column for each year where years are told apart."""
    if not application.payers:
        return None
    language = call.language
    columns = years_of(application.payers)
    split = columns if len(columns) > 1 else ()
    head = (word("payer", language), word("post", language), *(_year(year, language) for year in split))
    rows: list[Row] = [(*head, word("total", language))]
    for payer in application.payers:
        rows.append((payer.name, "", *("" for _ in split), money(payer_total(payer), language)))
        rows += _post_rows(payer, split, call)
    everything = total(map(payer_total, application.payers))
    rows.append((word("total", language), "", *("" for _ in split), money(everything, language)))
    return Table(tuple(rows), 1)


def _post_rows(payer: Payer, split: Sequence[int], call: Call) -> Iterator[Row]:
    amounts, titles = amounts_of(payer), {post.key: post.title for post in posts_of(call)}
    for (post, label), summed in post_totals(payer).items():
        by_year = (amounts.get((post, label, year), ZERO) for year in split)
        cells = (money(value, call.language) if value else "" for value in by_year)
        yield ("", label or titles.get(post, post), *cells, money(summed, call.language))


def _year(year: int, language: str) -> str:
    return word("whole_period", language) if year == WHOLE_PERIOD else str(year)


def spending_table(application: Application, call: Call) -> Table | None:
    """What the subsidy is spent on: every post of the call, the staff lines under theirs, the shares."""
    funders = [payer for payer in application.payers if payer.kind == "funder"]
    whole = total(map(payer_total, funders))
    if not whole:
        return None
    language = call.language
    rows: list[Row] = [(word("post", language), word("amount", language), word("share", language))]
    sums = _summed(funders)
    staff = [plan for payer in funders for plan in payer.staff]
    known = {post.key: post.title for post in posts_of(call)}
    for key, title in known.items():
        value = total(amount for (post, _), amount in sums.items() if post == key)
        rows.append((title, money(value, language), _share(value, whole, language)))
        rows += [_staff_row(plan, language) for plan in staff if key == STAFF]
    for (post, label), value in sums.items():
        if post not in known:
            rows.append((label or post, money(value, language), _share(value, whole, language)))
    rows.append((word("total", language), money(whole, language), _share(whole, whole, language)))
    return Table(tuple(rows), 1)


def _summed(funders: Sequence[Payer]) -> Mapping[tuple[str, str], Decimal]:
    sums: dict[tuple[str, str], Decimal] = {}
    for payer in funders:
        for key, value in post_totals(payer).items():
            sums[key] = sums.get(key, ZERO) + value
    return sums


def _share(value: Decimal, whole: Decimal, language: str) -> str:
    found = share(value, whole)
    return percentage(found, language) if found else ""


def _staff_row(plan: StaffPlan, language: str) -> Row:
    told = [plan.employer, years(staff_length(plan), language)]
    if plan.indexation:
        told.append(word("indexed", language, percent=plain_number(plan.indexation, language)))
    beside = ", ".join(filter(None, told))
    label = f"{plain_number(plan.vte, language)} {word('vte', language)} {plan.function} ({beside})"
    return (label, money(staff_amount(plan), language), "")


def figures_table(application: Application, call: Call) -> Table | None:
    """The figures of the diagnosis: indicators down with the base of an index, areas across, their year and source.

    Of each indicator and area the newest year; where the areas of a row differ in year or source, it says which
    has which. A column that would be empty is left out.
    """
    if not application.figures:
        return None
    language = call.language
    areas = [area.name for area in application.areas]
    read = diagnosis_of(application.figures, areas, language)
    years, sources = (any(both[at] for both in read.beside) for at in (0, 1))
    heads = [word("year", language)] * years + [word("source", language)] * sources
    rows: list[Row] = [(word("indicator", language), *areas, *heads)]
    for (name, figures), (year, source) in zip(read.rows, read.beside, strict=True):
        cells = (figure.printed if figure else "" for figure in figures)
        rows.append((name, *cells, *[year] * years, *[source] * sources))
    return Table(tuple(rows), 1)

"""A budget as the rows of a spreadsheet, and a spreadsheet that comes back as a budget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import get_args

from wijkweb.readers.errors import Unreadable
from wijkweb.rules.budget import STAFF, amounts_of, posts_of, staff_years
from wijkweb.rules.entries import Entry
from wijkweb.rules.standing import standing
from wijkweb.shapes.application import MoneyLine, Payer, PayerKind, StaffPlan
from wijkweb.shapes.call import Call
from wijkweb.shapes.money_sheet import BookRow, BookStaff, MoneyRow, MoneySheet, StaffRow
from wijkweb.writers.messages import LANGUAGES, say
from wijkweb.writers.wording import word
from wijkweb.writers.xlsx_money import xlsx_money

KINDS: tuple[PayerKind, ...] = get_args(PayerKind)


def money_file(payers: Sequence[Payer], call: Call, title: str) -> bytes:
    """The budget as an Excel file, in the language of the call."""
    stands = standing(payers, call)
    columns = sorted({year for payer in payers for _, _, year in amounts_of(payer)}) or [0]
    return xlsx_money(
        title=title,
        call=call,
        rows=[row for payer in payers for row in _rows(payer, call)],
        staff=[_staff(payer, plan) for payer in payers for plan in payer.staff],
        columns=columns,
        summary=stands.summary,
        sentences=[say(finding, call.language) for finding in stands.findings],
    )


def _rows(payer: Payer, call: Call) -> list[BookRow]:
    """A row for each post of the call, then what stands under none."""
    titles = {post.key: post.title for post in posts_of(call)}
    amounts = amounts_of(payer)
    keys = dict.fromkeys([(key, "") for key in titles] + [key[:2] for key in amounts])
    kind = word(f"kind_{payer.kind}", call.language)
    return [
        BookRow(
            MoneyRow(
                0,
                payer.name,
                kind,
                titles.get(post, post),
                label,
                tuple((year, value) for (one, other, year), value in amounts.items() if (one, other) == (post, label)),
            ),
            payer.kind,
            post,
            post == STAFF and bool(payer.staff),
        )
        for post, label in keys or [("", "")]
    ]


def _staff(payer: Payer, plan: StaffPlan) -> BookStaff:
    line = StaffRow(
        0, payer.name, plan.function, plan.employer, plan.vte, plan.start, plan.end, plan.yearly, plan.indexation
    )
    return BookStaff(line, tuple(staff_years(plan).items()))


def payers_from(sheet: MoneySheet, call: Call, known: Sequence[Payer]) -> tuple[Payer, ...]:
    """The budget that a spreadsheet says; raises Unreadable with the row that is not clear.

    `known` is the budget that it is laid upon: a post outside the call's that stands in it may stay.
    """
    posts = {post.title.casefold(): post.key for post in posts_of(call)}
    posts |= {line.post.casefold(): line.post for payer in known for line in payer.lines} | {"": "", STAFF: STAFF}
    posts |= {post.key.casefold(): post.key for post in posts_of(call)}
    staffed = {row.payer for row in sheet.staff}
    found: dict[str, Payer] = {}
    for row in sheet.money:
        kind = _kind(row)
        payer = found.setdefault(row.payer, Payer(row.payer, kind))
        if payer.kind != kind:
            raise Unreadable("sheet_kinds", row=row.row, payer=row.payer)
        found[row.payer] = replace(payer, lines=(*payer.lines, *_lines(row, payer, posts, staffed)))
    for line in sheet.staff:
        if line.payer not in found:
            raise Unreadable("sheet_no_payer", row=line.row, payer=line.payer)
        found[line.payer] = replace(found[line.payer], staff=(*found[line.payer].staff, _plan(line)))
    return tuple(found.values())


def _kind(row: MoneyRow) -> PayerKind:
    for kind in KINDS:
        if row.kind.casefold() in {kind, *(word(f"kind_{kind}", one).casefold() for one in LANGUAGES)}:
            return kind
    raise Unreadable("sheet_kind", row=row.row, kind=row.kind)


def _lines(row: MoneyRow, payer: Payer, posts: Mapping[str, str], staffed: set[str]) -> tuple[MoneyLine, ...]:
    if row.post.casefold() not in posts:
        raise Unreadable("sheet_post", row=row.row, post=row.post)
    post = posts[row.post.casefold()]
    if post == STAFF and row.payer in staffed:
        return ()  # the staff lines say it
    if any((line.post, line.label) == (post, row.label) for line in payer.lines):
        raise Unreadable("sheet_twice", row=row.row, payer=row.payer)
    if payer.kind == "funder" and not post and not row.label and any(amount for _, amount in row.amounts):
        raise Unreadable("sheet_no_label", row=row.row)
    return tuple(MoneyLine(post, amount, year or None, row.label) for year, amount in row.amounts if amount)


def _plan(line: StaffRow) -> StaffPlan:
    if not line.function:
        raise Unreadable("sheet_no_function", row=line.row)
    if not line.start <= line.end < date(line.start.year + 40, 1, 1):
        raise Unreadable("sheet_period", row=line.row)
    return StaffPlan(line.function, line.employer, line.vte, line.start, line.end, line.yearly, line.indexation)


def with_ids(payers: Sequence[Payer], known: Sequence[Entry]) -> tuple[Entry, ...]:
    """The payers with the ids of those of the same name; what is new gets its id when it is saved."""
    ids = {entry.payer.name: entry.id for entry in known}
    waiting: dict[tuple[str, str, str], list[str]] = {}
    for entry in known:
        for key, plan in zip(entry.staff, entry.payer.staff, strict=True):
            waiting.setdefault((entry.payer.name, plan.function, plan.employer), []).append(key)
    return tuple(
        Entry(
            ids.get(payer.name, ""),
            payer,
            tuple((waiting.get((payer.name, plan.function, plan.employer)) or [""]).pop(0) for plan in payer.staff),
        )
        for payer in payers
    )

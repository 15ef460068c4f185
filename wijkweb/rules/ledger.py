"""A bank or ledger file held against a contract: of every row whether it is new, known or refused, and why."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from wijkweb.rules.budget import posts_of
from wijkweb.rules.ledger_cells import (
    KIND_WORDS,
    PAYER_WORDS,
    NoAmount,
    Style,
    cell_amount,
    cell_day,
    columns_of,
    named,
    style_of,
)
from wijkweb.rules.spending_entries import Frame, entry_problems, invoice_key
from wijkweb.shapes.call import Call
from wijkweb.shapes.ledger import LedgerFile, LedgerPlan, LedgerRow, PlannedRow, Reading, Reason
from wijkweb.shapes.spending_book import NewEntry

MOST_TEXT = {"payee": 200, "text": 300, "invoice": 80}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What the rows are read with."""

    columns: Mapping[str, int]
    style: Style | None
    reading: Reading
    posts: Mapping[str, tuple[str, ...]]

    def cell(self, row: LedgerRow, name: str) -> str:
        at = self.columns.get(name, -1)
        return " ".join(row.cells[at].split()) if 0 <= at < len(row.cells) else ""

    def kind(self, row: LedgerRow, name: str) -> str:
        return row.kind(self.columns[name]) if name in self.columns else "t"


def plan_ledger(
    file: LedgerFile, *, frame: Frame, call: Call | None, reading: Reading, known: Collection[str]
) -> LedgerPlan:
    """What a file would bring. `known` are the keys of rows that came in before and still stand."""
    at, columns = columns_of(file.rows)
    if at < 0:
        return LedgerPlan(problem="no_heading")
    head, rows = file.rows[at], file.rows[at + 1 :]
    if not rows:
        return LedgerPlan(problem="no_rows")
    amounts = (row.cells[columns["amount"]] for row in rows if columns["amount"] < len(row.cells))
    posts = {post.key: (post.title,) for post in posts_of(call)} if call else {}
    posts |= {post: (post,) for post in frame.posts if post not in posts}
    sheet = _Sheet(columns, style_of(amounts), reading, posts)
    taken = tuple((name, head.cells[column]) for name, column in columns.items())
    return LedgerPlan(tuple(_planned(rows, sheet, frame, call, known)), taken)


def _planned(
    rows: tuple[LedgerRow, ...], sheet: _Sheet, frame: Frame, call: Call | None, known: Collection[str]
) -> Iterator[PlannedRow]:
    times: Counter[str] = Counter()
    invoices: set[str] = set()
    within = replace(frame, invoices=_Either(frame.invoices, invoices))
    for row in rows:
        same = _same(row, sheet)
        times[same] += 1
        key = hashlib.sha256(f"{same}|{times[same]}".encode()).hexdigest()
        said, text = _said(row, sheet), sheet.cell(row, "text")[: MOST_TEXT["text"]]
        if key in known:
            yield PlannedRow(row.number, "known", key, said)
            continue
        entry, reasons = _entry(row, sheet)
        if entry and not reasons:
            reasons = [Reason(one.code, one.facts) for one in entry_problems(entry, within, call)]
        if entry is None or reasons:
            yield PlannedRow(row.number, "refused", key, said, reasons=tuple(reasons))
            continue
        of = invoice_key(entry.payee, entry.invoice)
        if of and entry.kind == "payment":
            invoices.add(of)
        yield PlannedRow(row.number, "new", key, said, text, entry)


class _Either(Collection[str]):
    """Two collections as one: what was known, and what came by in this file."""

    def __init__(self, first: Collection[str], second: Collection[str]) -> None:
        self._both = (first, second)

    def __contains__(self, key: object) -> bool:
        return any(key in one for one in self._both)

    def __iter__(self) -> Iterator[str]:
        return (key for one in self._both for key in one)

    def __len__(self) -> int:
        return sum(map(len, self._both))


def _same(row: LedgerRow, sheet: _Sheet) -> str:
    """What a row says, however its amount and its day are written: the same payment sent twice is the same."""
    day, amount = cell_day(sheet.cell(row, "day")), ""
    try:
        amount = str(abs(_amount(row, sheet)).normalize())
    except NoAmount:
        amount = sheet.cell(row, "amount")
    words = (sheet.cell(row, name).casefold() for name in ("payee", "invoice", "text", "kind"))
    return "|".join([day.isoformat() if day else sheet.cell(row, "day"), amount, *words])


def _amount(row: LedgerRow, sheet: _Sheet) -> Decimal:
    return cell_amount(sheet.cell(row, "amount"), sheet.kind(row, "amount"), sheet.style)


def _said(row: LedgerRow, sheet: _Sheet) -> str:
    said = (sheet.cell(row, name) for name in ("day", "payee", "invoice", "amount"))
    return " · ".join(text for text in said if text)[:300]


def _entry(row: LedgerRow, sheet: _Sheet) -> tuple[NewEntry | None, list[Reason]]:
    reasons: list[Reason] = []
    day = cell_day(sheet.cell(row, "day"))
    if day is None:
        reasons.append(Reason("no_day", {"text": sheet.cell(row, "day")[:40]}))
    amount = Decimal(0)
    try:
        amount = _amount(row, sheet)
        if sheet.reading.minus_is_paid:
            amount = -amount
            reasons += [Reason("comes_in")] if amount < 0 else []
    except NoAmount as error:
        reasons.append(Reason(error.code, {"text": sheet.cell(row, "amount")[:40]}))
    for name, most in MOST_TEXT.items():
        if len(sheet.cell(row, name)) > most and name != "text":
            reasons.append(Reason("too_long", {"most": most}))
    post, payer, kind = _place(row, sheet, reasons)
    if reasons:
        return None, reasons
    entry = NewEntry(
        kind=kind, day=day or date.min, post=post, payer=payer, payee=sheet.cell(row, "payee"), amount=amount,
        currency=sheet.cell(row, "currency") or "EUR", invoice=sheet.cell(row, "invoice"),
    )  # fmt: skip
    return entry, []


def _place(row: LedgerRow, sheet: _Sheet, reasons: list[Reason]) -> tuple[str, str, str]:
    """Post, payer and kind: as the row says, else as the file is read."""
    found = []
    for name, words, otherwise in (
        ("post", sheet.posts, sheet.reading.post),
        ("payer", PAYER_WORDS, sheet.reading.payer),
        ("kind", KIND_WORDS, "payment"),
    ):
        said = sheet.cell(row, name)
        key = named(said, words) if said else otherwise
        if not key:
            reasons.append(Reason(f"no_{name}", {"text": said[:40]}))
        found.append(key)
    return found[0], found[1], found[2]

"""The table of what the subsidy is spent on: posts, the lines under them, and the staff lines among these."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from wijkweb.rules import lexicon
from wijkweb.rules.money import ZERO, cell_percent, number, total
from wijkweb.rules.tables.rows import Row, rows
from wijkweb.shapes.call import Call, EligiblePosts
from wijkweb.shapes.document import Table
from wijkweb.shapes.dossier import Difference, Spending, SpendingPost, StaffLine

_DECIMAL = r"[0-9]+(?:[.,][0-9]+)?"
_VTE = re.compile(rf"(?P<vte>{_DECIMAL})\s*{lexicon.VTE}|{lexicon.VTE}\s*[:=]?\s*(?P<after>{_DECIMAL})", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_STAFF_HEADS = {
    "function": ("functie", "function", "profiel"),
    "employer": ("werkgever", "employer"),
    "years": ("jaren", "aantal jaar", "looptijd", "duur", "periode", "years"),
}


@dataclass(slots=True)
class _Post:
    row: Row
    key: str
    lines: list[Row] = field(default_factory=list)
    loose: list[Row] = field(default_factory=list)  # under this post, not yet known to be of it


def read_spending(found: Sequence[Row], call: Call, section: str, block: int, asked: Decimal | None) -> Spending | None:
    """The spending table in the rows; None when no row has an amount.

    A row that names no post of the call is a line of the post above it while that post's amount is not yet
    reached; what is left over is a cost under no post.
    """
    clause = call.clause(EligiblePosts)
    words = {post.key: post.words for post in clause.posts} if clause else {}
    money = [row for row in found if row.label and (row.amount is not None or _key(row, words))]
    printed = [row for row in money if lexicon.starts(row.label, (*lexicon.TOTAL, *lexicon.SUBTOTAL))]
    posts = _posts([row for row in money if row not in printed], words)
    if not any(row.amount is not None for row in money):
        return None
    stated = asked if asked is not None else next((r.amount for r in reversed(printed) if r.amount), None)
    settled = tuple(_settled(posts, stated))
    summed = total(post.amount or ZERO for post in settled)
    differences = tuple(_differences(settled, printed, summed))
    return Spending(section, block, settled, tuple(staff_lines(found)), summed, differences)


def _key(row: Row, words: dict[str, tuple[str, ...]]) -> str:
    return next((key for key, names in words.items() if lexicon.starts(row.label, names)), "")


def _posts(rows: Sequence[Row], words: dict[str, tuple[str, ...]]) -> list[_Post]:
    posts: list[_Post] = []
    for row in rows:
        key = _key(row, words)
        if not key and _VTE.search(row.label):
            key = "staff" if "staff" in words else ""
            under = posts and posts[-1].key == key
            if not under:
                posts.append(_Post(Row(row.label, None), key))
            posts[-1].lines.append(row)
        elif key and not (posts and posts[-1].key == key and _room(posts[-1], row)):
            posts.append(_Post(row, key))
        elif posts:
            (posts[-1].lines if key else posts[-1].loose).append(row)
        else:
            posts.append(_Post(row, ""))
    return posts


def _room(post: _Post, row: Row) -> bool:
    """Whether a row of the same kind still fits under the post's amount."""
    if post.row.amount is None or row.amount is None:
        return True
    return total(line.amount or ZERO for line in post.lines) + row.amount <= post.row.amount


def _settled(posts: Sequence[_Post], stated: Decimal | None) -> Iterator[SpendingPost]:
    """The posts, with their loose rows counted to them or told apart as costs under no post."""
    heads = total(post.row.amount or ZERO for post in posts)
    loose = total(row.amount or ZERO for post in posts for row in post.loose)
    apart = stated is not None and heads != stated and heads + loose == stated
    for post in posts:
        taken = 0 if apart else _taken(post)
        lines = [*post.lines, *post.loose[:taken]]
        amount = post.row.amount if post.row.amount is not None else total(line.amount or ZERO for line in lines)
        yield SpendingPost(
            post.row.label,
            post.key,
            amount,
            cell_percent(post.row.text),
            tuple((r.label, r.amount or ZERO) for r in lines),
        )
        for row in post.loose[taken:]:
            yield SpendingPost(row.label, "", row.amount, cell_percent(row.text))


def _taken(post: _Post) -> int:
    """How many of the loose rows are lines of the post: as many as make its amount, all when none do."""
    if post.row.amount is None:
        return len(post.loose)
    sums = total(line.amount or ZERO for line in post.lines)
    if sums == post.row.amount:
        return 0
    for at, row in enumerate(post.loose, start=1):
        sums += row.amount or ZERO
        if sums == post.row.amount:
            return at
    return len(post.loose) if sums < post.row.amount else 0


def _differences(posts: Sequence[SpendingPost], printed: Sequence[Row], summed: Decimal) -> Iterator[Difference]:
    for post in posts:
        lines = total(value for _, value in post.lines)
        if post.lines and post.amount is not None and lines != post.amount:
            yield Difference(post.label, post.amount, lines)
    for row in printed[-1:]:
        if row.amount is not None and row.amount != summed:
            yield Difference(row.label, row.amount, summed)


def staff_lines(found: Sequence[Row]) -> Iterator[StaffLine]:
    """The staff lines that carry their VTE in the label: "1.6 VTE sociale cohesie (stad, 4 jaar)"."""
    for row in found:
        match = _VTE.search(row.label)
        if not match or row.amount is None:
            continue
        inside = [part.strip() for group in _BRACKETS.findall(row.label) for part in group.split(",")]
        employer = next((part for part in inside if part and not re.search(r"[0-9]", part)), "")
        function = " ".join(_BRACKETS.sub(" ", row.label.replace(match[0], " ")).split())
        vte = number(match["vte"] or match["after"])
        yield StaffLine(row.label, function, row.amount, vte, lexicon.years(row.text), employer)


def staff_table(table: Table) -> list[StaffLine]:
    """The staff lines of a table with a column for VTE; empty when it has none."""
    if not table.rows:
        return []
    head = [lexicon.plain(cell) for cell in table.rows[0]]
    vte = next((at for at, cell in enumerate(head) if re.search(r"\b(?:vte|fte)\b", cell)), None)
    if vte is None:
        return []
    columns = {
        name: next((at for at, cell in enumerate(head) if lexicon.starts(cell, words)), None)
        for name, words in _STAFF_HEADS.items()
    }
    return list(_staff_rows(table, vte, columns))


def _staff_rows(table: Table, vte: int, columns: dict[str, int | None]) -> Iterator[StaffLine]:
    for row in rows(table):
        count = number(row.cells[vte])
        if row.amount is None or count is None or lexicon.starts(row.label, lexicon.TOTAL):
            continue
        text = {name: row.cells[at] if at is not None else "" for name, at in columns.items()}
        years = lexicon.years(text["years"]) or lexicon.years(f"{text['years']} jaar")
        yield StaffLine(row.label, text["function"] or row.label, row.amount, count, years, text["employer"])

"""The table of what the subsidy is spent on: posts, the lines under them, and the staff lines among these."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from wijkweb.rules import lexicon
from wijkweb.rules.money import ZERO, number, to_cent, total
from wijkweb.rules.tables.rows import Row, amount_columns, rows
from wijkweb.shapes.call import Call, EligiblePosts
from wijkweb.shapes.document import Table
from wijkweb.shapes.dossier import Difference, Spending, SpendingPost, StaffLine

_DECIMAL = r"[0-9]+(?:[.,][0-9]+)?"
_VTE = re.compile(rf"(?P<vte>{_DECIMAL})\s*{lexicon.VTE}|{lexicon.VTE}\s*[:=]?\s*(?P<after>{_DECIMAL})", re.IGNORECASE)
_OVER = Decimal("1.1")  # of the amount of a post: lines that come to more are not all its lines
_BRACKETS = re.compile(r"\(([^()]*)\)")
_BY_YEAR = re.compile(
    r"\bjaarkost\w*|\bjaarloon\w*|\bper\s+jaar\b|\bjaarlijks\w*|\bper\s+year\b|\byearly\b|\bannual\b", re.IGNORECASE
)
_SPAN = re.compile(r"\b(20[0-9]{2})\s*(?:-|–|/|tot(?:\s+en\s+met)?|t/m|to)\s*(20[0-9]{2})\b")
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
    words = _names(clause)
    money = [row for row in found if row.label and (row.amount is not None or _key(row, words))]
    printed = [row for row in money if lexicon.opens(row.label, (*lexicon.TOTAL, *lexicon.SUBTOTAL))]
    posts = _posts([row for row in money if row not in printed], words)
    if not any(row.amount is not None for row in money):
        return None
    stated = asked if asked is not None else _printed_total(printed, words)
    settled = tuple(_settled(posts, stated, words))
    summed = total(post.amount or ZERO for post in settled)
    differences = tuple(_differences(settled, printed, summed, words))
    return Spending(section, block, settled, tuple(staff_lines(found)), summed, differences)


def _names(clause: EligiblePosts | None) -> dict[str, tuple[str, ...]]:
    """By which words a table names each post: those of the call, and its title."""
    return {post.key: (*post.words, lexicon.plain(post.title)) for post in clause.posts} if clause else {}


def _printed_total(printed: Sequence[Row], words: dict[str, tuple[str, ...]]) -> Decimal | None:
    return next((row.amount for row in reversed(printed) if row.amount and not _within(row, words)), None)


def _key(row: Row, words: dict[str, tuple[str, ...]]) -> str:
    """The post that a row opens with; the key of a post is its name in English."""
    found = next((key for key, names in words.items() if lexicon.starts(row.label, names)), "")
    english = (key for key in words if lexicon.opens(row.label, (key, key.removesuffix("s"))))
    return found or next(english, "")


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


def _settled(
    posts: Sequence[_Post], stated: Decimal | None, words: dict[str, tuple[str, ...]]
) -> Iterator[SpendingPost]:
    """The posts, with their loose rows counted to them or told apart as costs under no post."""
    posts = [each for post in posts for each in _beside(post, posts, stated)]
    taken = [_taken(post) for post in posts]
    unsure = [at for at, post in enumerate(posts) if taken[at] and _open(post, taken[at])]
    whole = total(_worth(post, count) for post, count in zip(posts, taken, strict=True))
    beside = total(row.amount or ZERO for at in unsure for row in posts[at].loose[: taken[at]])
    if stated is not None and abs(whole + beside - stated) < abs(whole - stated):
        taken = [0 if at in unsure else count for at, count in enumerate(taken)]
    for post, count in zip(posts, taken, strict=True):
        lines = [*post.lines, *post.loose[:count]]
        amount = post.row.amount if post.row.amount is not None else total(line.amount or ZERO for line in lines)
        told = tuple((row.label, row.amount or ZERO) for row in lines)
        yield SpendingPost(post.row.label, post.key or _within(post.row, words), amount, post.row.percent, told)
        for row in post.loose[count:]:
            yield SpendingPost(row.label, _within(row, words), row.amount, row.percent)


def _beside(post: _Post, posts: Sequence[_Post], stated: Decimal | None) -> list[_Post]:
    """Rows of the same kind as the one above may be more of it, not its lines: when only then all comes to the sum."""
    lines = total(line.amount or ZERO for line in post.lines)
    if post.row.amount is None or stated is None or not post.lines or lines == post.row.amount:
        return [post]
    heads = total(other.row.amount or ZERO for other in posts)
    if abs(heads + lines - stated) >= abs(heads - stated):
        return [post]
    return [_Post(post.row, post.key), *(_Post(row, post.key) for row in post.lines[:-1]),
            _Post(post.lines[-1], post.key, [], post.loose)]  # fmt: skip


def _within(row: Row, words: dict[str, tuple[str, ...]]) -> str:
    """The post that is named further on in a label: "kleine infrastructuurwerken"."""
    return next((key for key, names in words.items() if lexicon.names(row.label, names)), "")


def _worth(post: _Post, count: int) -> Decimal:
    """What a post comes to with so many of its loose rows as lines of it, and the others beside it."""
    beside = total(row.amount or ZERO for row in post.loose[count:])
    if post.row.amount is not None:
        return post.row.amount + beside
    return total(line.amount or ZERO for line in [*post.lines, *post.loose])


def _open(post: _Post, count: int) -> bool:
    """Whether the lines of a post do not make its amount, so that they may be no lines of it."""
    lines = total(line.amount or ZERO for line in [*post.lines, *post.loose[:count]])
    return post.row.amount is not None and lines != post.row.amount


def _taken(post: _Post) -> int:
    """How many of the loose rows are lines of the post: as many as come nearest to its amount, all when it has none."""
    if post.row.amount is None:
        return len(post.loose)
    sums = [total(line.amount or ZERO for line in post.lines)]
    for row in post.loose:
        sums.append(sums[-1] + (row.amount or ZERO))
    most = post.row.amount * _OVER
    nearest = min(abs(each - post.row.amount) for each in sums if each <= most or each == sums[0])
    return max(at for at, each in enumerate(sums) if abs(each - post.row.amount) == nearest)


def _differences(
    posts: Sequence[SpendingPost], printed: Sequence[Row], summed: Decimal, words: dict[str, tuple[str, ...]]
) -> Iterator[Difference]:
    for post in posts:
        lines = total(value for _, value in post.lines)
        if post.lines and post.amount is not None and lines != post.amount:
            yield Difference(post.label, post.amount, lines)
    # "totaal personeel" is the sum of one post
    whole = [row for row in printed if not _within(row, words) and not lexicon.opens(row.label, lexicon.SUBTOTAL)]
    for row in whole[-1:]:
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
    money = amount_columns(table)
    yearly = bool(money) and all(_BY_YEAR.search(table.rows[0][column]) for column in money)
    for row in rows(table):
        count = number(row.cells[vte])
        if row.amount is None or count is None or lexicon.opens(row.label, lexicon.TOTAL):
            continue
        text = {name: row.cells[at] if at is not None else "" for name, at in columns.items()}
        years = _years(text["years"])
        amount = to_cent(Fraction(row.amount) * years) if yearly and years else row.amount
        yield StaffLine(row.label, text["function"] or row.label, amount, count, years, text["employer"])


def _years(text: str) -> Fraction | None:
    """ "4", "4 jaar" or "2022-2025" as a number of years; the last one counts both calendar years."""
    if span := _SPAN.search(text):
        return Fraction(max(int(span[2]) - int(span[1]) + 1, 1))
    bare = re.fullmatch(r"\s*[0-9]{1,2}(?:[.,]5)?\s*", text)
    return lexicon.years(f"{text} jaar" if bare else text)

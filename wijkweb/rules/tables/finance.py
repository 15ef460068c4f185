"""The finance table: what each partner brings, read so that the figures add up.

People type a label one row too high or too low and the sums still come out right. A group of rows is read
as printed when that adds up, else shifted by one row when only that adds up; which reading was used is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from wijkweb.rules import lexicon
from wijkweb.rules.money import total
from wijkweb.rules.tables.partners import Kind, funder_found, own_found, partner_kind
from wijkweb.rules.tables.rows import Row
from wijkweb.shapes.call import Call, EligiblePosts
from wijkweb.shapes.dossier import Contribution, Difference, Finance, Reading

Role = Literal["partner", "part", "subtotal", "total", "header"]


@dataclass(slots=True)
class _Group:
    """A partner's row, the posts under it and a subtotal, as printed."""

    partner: str
    kind: Kind
    labels: list[str] = field(default_factory=list)
    amounts: list[Decimal | None] = field(default_factory=list)
    closed: bool = False  # its last row is a subtotal


@dataclass(frozen=True, slots=True)
class _Reading:
    amount: Decimal
    parts: tuple[tuple[str, Decimal], ...]
    adds_up: bool
    kind: Reading


@dataclass(frozen=True, slots=True)
class Told:
    """What the rest of the paper tells about the finance table: whose it is, and the subsidy that is asked."""

    municipality: str = ""
    asked: Decimal | None = None


def read_finance(rows: Sequence[Row], call: Call, section: str, block: int, told: Told) -> Finance | None:
    """The finance table in the rows; None when they name no partner with an amount."""
    classify = _classifier(call)
    groups, totals = _groups(rows, classify, call, told.municipality)
    contributions = tuple(_contribution(group) for group in groups if any(v is not None for v in group.amounts))
    if not contributions:
        return None
    contributions = own_found(funder_found(contributions, call, told.asked))
    return Finance(
        section,
        block,
        contributions,
        printed_total=totals[-1][1] if totals else None,
        differences=(*_group_differences(groups), *_total_differences(contributions, totals)),
    )


def _classifier(call: Call) -> Callable[[Row], Role]:
    posts = call.clause(EligiblePosts)
    post_words = [word for post in posts.posts for word in post.words] if posts else []
    post_keys = [name for post in posts.posts for name in (post.key, post.key.removesuffix("s"))] if posts else []

    def classify(row: Row) -> Role:
        if lexicon.opens(row.label, lexicon.SUBTOTAL):
            return "subtotal"
        if lexicon.opens(row.label, lexicon.TOTAL):
            return "total"
        # where the first of three columns or more is for the partner, a row that leaves it empty is a post under it
        under = len(row.cells) > 2 and bool(row.label) and not row.cells[0].strip()
        if under or lexicon.starts(row.label, post_words) or lexicon.opens(row.label, post_keys):
            return "part"
        named = lexicon.opens(row.label, (*lexicon.PUBLIC, *lexicon.PRIVATE))
        return "header" if not row.label or (named and row.amount is None) else "partner"

    return classify


def _groups(
    rows: Sequence[Row], classify: Callable[[Row], Role], call: Call, municipality: str
) -> tuple[list[_Group], list[tuple[str, Decimal]]]:
    groups: list[_Group] = []
    totals: list[tuple[str, Decimal]] = []
    private = False
    for at, row in enumerate(rows):
        role = classify(row)
        if role == "header":
            private = lexicon.opens(row.label, lexicon.PRIVATE) if row.label else private
        elif role == "partner":
            groups.append(
                _Group(
                    row.label, partner_kind(row.label, call, municipality, private=private), [row.label], [row.amount]
                )
            )
        elif _closes(role, row, rows[at + 1 :], groups):
            groups[-1].labels.append(row.label)
            groups[-1].amounts.append(row.amount)
            groups[-1].closed = role != "part"
        elif row.amount is not None and role != "part":
            totals.append((row.label, row.amount))
        elif role == "part" and row.amount is not None:
            groups.append(_Group(row.label, "own", [row.label], [row.amount]))
    return groups, totals


def _closes(role: Role, row: Row, later: Sequence[Row], groups: list[_Group]) -> bool:
    """Whether the row belongs to the last group: a post, or the bare "totaal" right under its posts."""
    if not groups or groups[-1].closed:
        return False
    if role in ("part", "subtotal"):
        return True
    if len(groups[-1].labels) < 2 or lexicon.holds(row.label, (*lexicon.PUBLIC, *lexicon.PRIVATE)):
        return False
    bare = len(lexicon.plain(row.label).split()) == 1 and any(other.amount is not None for other in later)
    return bare or _of_partner(row.label, groups[-1].partner)


def _of_partner(label: str, partner: str) -> bool:
    """Whether a total is said to be that of this partner: "Totaal stad" under "Stad Wilgendam"."""
    said = set(lexicon.plain(label).split()) - {word for phrase in lexicon.TOTAL for word in phrase.split()}
    return bool(said) and said <= set(lexicon.plain(partner).split())


def _contribution(group: _Group) -> Contribution:
    reading = _read(group)
    return Contribution(group.partner, group.kind, reading.amount, reading.parts, reading.kind)


def _read(group: _Group) -> _Reading:
    """The reading of a group that adds up; as printed when none or more than one does."""
    printed = _as(group, group.amounts, "as_printed")
    if printed.adds_up or len(group.amounts) < 3:
        return printed
    if group.amounts[-1] is None and group.amounts[0] is not None:
        shifted = _as(group, [None, *group.amounts[:-1]], "one_row_down")
    elif group.amounts[0] is None and group.amounts[1] is None and group.amounts[-1] is not None:
        shifted = _as(group, [*group.amounts[1:], None], "one_row_up")
    else:
        return printed
    return shifted if shifted.adds_up else printed


def _as(group: _Group, amounts: Sequence[Decimal | None], kind: Reading) -> _Reading:
    head, middle = amounts[0], list(zip(group.labels, amounts, strict=True))[1:]
    subtotal = middle.pop()[1] if group.closed else None
    parts = tuple((label, value) for label, value in middle if value is not None)
    added = total(value for _, value in parts)
    if not parts:
        amount = subtotal if subtotal is not None else head
        return _Reading(amount or total(()), (), head is None or subtotal in (None, head), kind)
    fits = all(value is None or value == added for value in (head, subtotal))
    # a partner's own row may also stand beside its posts, with the subtotal over all of them
    beside = head is not None and subtotal == added + head
    stated = subtotal if subtotal is not None else head
    amount = added if stated is None else stated
    if beside and head is not None:
        parts = ((group.partner, head), *parts)
    return _Reading(amount, parts, fits or beside, kind)


def _group_differences(groups: Sequence[_Group]) -> Iterator[Difference]:
    for group in groups:
        reading = _read(group)
        if not reading.adds_up:
            yield Difference(group.partner, reading.amount, total(value for _, value in reading.parts))


def _total_differences(
    contributions: Sequence[Contribution], totals: Sequence[tuple[str, Decimal]]
) -> Iterator[Difference]:
    for label, printed in totals:
        if lexicon.holds(label, lexicon.PRIVATE):
            summed = [c.amount for c in contributions if c.kind == "private"]
        elif lexicon.holds(label, lexicon.PUBLIC):
            summed = [c.amount for c in contributions if c.kind != "private"]
        else:
            summed = [c.amount for c in contributions]
        if total(summed) != printed:
            yield Difference(label, printed, total(summed))

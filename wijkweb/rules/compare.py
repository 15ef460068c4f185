"""Two texts compared, and three: what two people made of the same text. Pure, and bounded in time.

Lines are paired by those that stand once in both texts, in an order that both share (patience diff), which takes
no longer than sorting them. Between such anchors difflib looks on, as far as its budget goes; what is left after
that is told as replaced whole. Changed lines are compared again word by word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

MOST_MERGED = 100_000  # characters of one of the texts; above that all are kept whole
_BUDGET = 400_000  # pairs of lines or words that difflib may look at, for a whole comparison
_MOST_PAIRS = 40_000  # at one go
_WALKS = 4_000_000  # lines or words that may be looked through for anchors

Mark = Literal["same", "out", "in"]
Row = Literal["same", "changed", "out", "in"]
_WORD = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line: in both texts, only in the earlier (out), only in the later (in)."""

    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a comparison; `before` and `after` are its two sides, `spans` both in one line."""

    kind: Row
    spans: tuple[Span, ...]

    @property
    def before(self) -> tuple[Span, ...]:
        return tuple(span for span in self.spans if span.mark != "in")

    @property
    def after(self) -> tuple[Span, ...]:
        return tuple(span for span in self.spans if span.mark != "out")


Edit = tuple[int, int, int, int]  # from, to in the first; from, to in the second


class _Budget:
    """What a comparison may still cost."""

    def __init__(self) -> None:
        self.left = _BUDGET
        self.walks = _WALKS

    def walks_over(self, items: int) -> bool:
        self.walks -= items
        return self.walks >= 0

    def pays(self, pairs: int) -> bool:
        if pairs > min(self.left, _MOST_PAIRS):
            return False
        self.left -= pairs
        return True


def compare(before: str, after: str) -> tuple[Line, ...]:
    """The rows of a comparison of two texts, line by line, changed lines word by word."""
    budget = _Budget()
    first, second = before.split("\n"), after.split("\n")
    rows: list[Line] = []
    at = 0
    for a, b, c, d in _edits(first, second, budget):
        rows += [Line("same", (Span(line, "same"),)) for line in first[at:a]]
        rows += _changed(first[a:b], second[c:d], budget)
        at = b
    rows += [Line("same", (Span(line, "same"),)) for line in first[at:]]
    return tuple(rows)


def _changed(out: Sequence[str], new: Sequence[str], budget: _Budget) -> Iterator[Line]:
    for at in range(max(len(out), len(new))):
        if at >= len(new):
            yield Line("out", (Span(out[at], "out"),))
        elif at >= len(out):
            yield Line("in", (Span(new[at], "in"),))
        else:
            yield Line("changed", word_spans(out[at], new[at], budget))


def word_spans(before: str, after: str, budget: _Budget | None = None) -> tuple[Span, ...]:
    """Two texts as one, with the words that went and came."""
    first, second = _WORD.findall(before), _WORD.findall(after)
    spans: list[Span] = []
    at = 0
    for a, b, c, d in _edits(first, second, budget or _Budget()):
        spans += _span(first[at:a], "same")
        spans += _span(first[a:b], "out")
        spans += _span(second[c:d], "in")
        at = b
    return (*spans, *_span(first[at:], "same"))


def _span(words: Sequence[str], mark: Mark) -> tuple[Span, ...]:
    return (Span("".join(words), mark),) if words else ()


def _edits(first: Sequence[str], second: Sequence[str], budget: _Budget) -> list[Edit]:
    """What to replace in the first to get the second, in order."""
    found: list[Edit] = []
    todo = [(0, len(first), 0, len(second))]
    while todo:
        a, b, c, d = todo.pop()
        while a < b and c < d and first[a] == second[c]:
            a, c = a + 1, c + 1
        while a < b and c < d and first[b - 1] == second[d - 1]:
            b, d = b - 1, d - 1
        if a == b and c == d:
            continue
        looked = a < b and c < d and budget.walks_over(b - a + d - c)
        anchors = _anchors(first, second, (a, b, c, d)) if looked else []
        if anchors:
            ends = [*anchors, (b, d)]
            starts = [(a, c), *((x + 1, y + 1) for x, y in anchors)]
            todo += [(x, p, y, q) for (x, y), (p, q) in zip(starts, ends, strict=True)]
        elif a < b and c < d and budget.pays((b - a) * (d - c)):
            matcher = SequenceMatcher(None, first[a:b], second[c:d], autojunk=False)
            codes = matcher.get_opcodes()
            found += [(a + i, a + j, c + k, c + m) for tag, i, j, k, m in codes if tag != "equal"]
        else:
            found.append((a, b, c, d))
    return sorted(found)


def _anchors(first: Sequence[str], second: Sequence[str], part: Edit) -> list[tuple[int, int]]:
    """Items that stand once in each part, in the longest order that both share."""
    a, b, c, d = part
    once, other = Counter(first[a:b]), Counter(second[c:d])
    places = {second[at]: at for at in range(c, d) if other[second[at]] == 1}
    pairs = [(at, places[first[at]]) for at in range(a, b) if once[first[at]] == 1 and first[at] in places]
    tails: list[int] = []
    heads: list[int] = []
    previous: list[int] = []
    for number, (_, y) in enumerate(pairs):
        at = bisect_left(tails, y)
        tails[at : at + 1] = [y]
        heads[at : at + 1] = [number]
        previous.append(heads[at - 1] if at else -1)
    chain: list[tuple[int, int]] = []
    number = heads[-1] if heads else -1
    while number >= 0:
        chain.append(pairs[number])
        number = previous[number]
    return chain[::-1]


Taken = Literal["same", "mine", "theirs", "both", "conflict"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of three texts. mine, theirs: only that one changed it; both: alike; conflict: each otherwise."""

    kind: Taken
    base: str
    mine: str
    theirs: str

    @property
    def proposed(self) -> str:
        """What a merged text has here; where both changed it, first mine, then theirs, each whole."""
        if self.kind != "conflict":
            return self.theirs if self.kind == "theirs" else self.mine
        apart = not self.mine or not self.theirs or self.mine[-1].isspace() or self.theirs[0].isspace()
        return f"{self.mine}{'' if apart else ' '}{self.theirs}"


@dataclass(frozen=True, slots=True)
class Merge:
    """Three texts laid over each other."""

    pieces: tuple[Piece, ...]

    @property
    def conflicts(self) -> int:
        return sum(piece.kind == "conflict" for piece in self.pieces)

    @property
    def proposal(self) -> str:
        """One text with the changes of both."""
        return "".join(piece.proposed for piece in self.pieces)[:-1]  # the line end that `merge` put there


def merge(base: str, mine: str, theirs: str) -> Merge | None:
    """What two people made of `base`, by lines, then by words; None when a text is too long to lay over another."""
    if max(map(len, (base, mine, theirs))) > MOST_MERGED:
        return None
    budget = _Budget()
    pieces: list[Piece] = []
    for piece in _three(_lines(base), _lines(mine), _lines(theirs), budget):
        if piece.kind == "conflict":
            words = [_WORD.findall(text) for text in (piece.base, piece.mine, piece.theirs)]
            finer = list(_three(words[0], words[1], words[2], budget))
            pieces += [piece] if any(part.kind == "conflict" and part.base for part in finer) else finer
        else:
            pieces.append(piece)
    return Merge(tuple(pieces))


def _lines(text: str) -> list[str]:
    """The lines with their ends; the last one gets one too, so that it is alike when others follow on it."""
    return [f"{line}\n" for line in text.split("\n")]


def _three(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str], budget: _Budget) -> Iterator[Piece]:
    ours, others = _edits(base, mine, budget), _edits(base, theirs, budget)
    at = 0
    while ours or others:
        low = min(edits[0][0] for edits in (ours, others) if edits)
        high, took_ours, took_others = _group(low, ours, others)
        if at < low:
            same = "".join(base[at:low])
            yield Piece("same", same, same, same)
        del ours[: len(took_ours)], others[: len(took_others)]
        own, other = _applied(base, mine, low, high, took_ours), _applied(base, theirs, low, high, took_others)
        yield Piece(_kind(own, other, took_ours, took_others), "".join(base[low:high]), own, other)
        at = high
    if at < len(base):
        same = "".join(base[at:])
        yield Piece("same", same, same, same)


def _group(low: int, ours: list[Edit], others: list[Edit]) -> tuple[int, list[Edit], list[Edit]]:
    """The edits of both that touch each other from `low` on, and where they end."""
    high, counts, grown = low, [0, 0], True
    while grown:
        grown = False
        for side, edits in enumerate((ours, others)):
            while counts[side] < len(edits) and edits[counts[side]][0] <= high:
                high = max(high, edits[counts[side]][1])
                counts[side] += 1
                grown = True
    return high, ours[: counts[0]], others[: counts[1]]


def _applied(base: Sequence[str], text: Sequence[str], low: int, high: int, edits: list[Edit]) -> str:
    parts: list[str] = []
    at = low
    for a, b, c, d in edits:
        parts += [*base[at:a], *text[c:d]]
        at = b
    return "".join([*parts, *base[at:high]])


def _kind(mine: str, theirs: str, by_me: list[Edit], by_them: list[Edit]) -> Taken:
    if mine == theirs:
        return "both"
    if not by_them:
        return "mine"
    return "conflict" if by_me else "theirs"

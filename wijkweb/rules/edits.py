"""What changed between two texts, word by word, within bounds: a long row of changes is shown as one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_MOST_LINES = 1_000
_MOST_PAIRS = 160_000  # of words held against each other in one change
_LEAST_ALIKE = 0.3  # of two pieces: less in common is a coincidence, and would only make them hard to read
_TOKEN = re.compile(r"\S+|\s+")


@dataclass(frozen=True, slots=True)
class Edit:
    """A piece of text that stayed, went or came."""

    kind: Literal["same", "gone", "new"]
    text: str


def edits(before: str, after: str) -> tuple[Edit, ...]:
    """The pieces in order: the same and the gone ones make `before`, the same and the new ones `after`."""
    return tuple(_joined(_by_line(before.splitlines(keepends=True), after.splitlines(keepends=True))))


def _by_line(before: Sequence[str], after: Sequence[str]) -> Iterator[Edit]:
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    yield Edit("same", "".join(before[:start]))
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    if max(len(old), len(new)) > _MOST_LINES:
        yield from (Edit("gone", "".join(old)), Edit("new", "".join(new)))
    else:
        for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind == "equal":
                yield Edit("same", "".join(old[a:b]))
            else:
                yield from _by_word("".join(old[a:b]), "".join(new[c:d]))
    yield Edit("same", "".join(before[len(before) - end :]))


def _by_word(before: str, after: str) -> Iterator[Edit]:
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(old) * len(new) > _MOST_PAIRS:
        yield from (Edit("gone", before), Edit("new", after))
        return
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    same = sum(not token.isspace() for kind, a, b, _, _ in codes for token in old[a:b] if kind == "equal")
    if same < _LEAST_ALIKE * max(len(old), len(new)) / 2:
        yield from (Edit("gone", before), Edit("new", after))
        return
    for kind, a, b, c, d in codes:
        if kind == "equal":
            yield Edit("same", "".join(old[a:b]))
        else:
            yield from (Edit("gone", "".join(old[a:b])), Edit("new", "".join(new[c:d])))


def _common(before: Sequence[str], after: Sequence[str]) -> int:
    at = 0
    while at < min(len(before), len(after)) and before[at] == after[at]:
        at += 1
    return at


def _joined(pieces: Iterator[Edit]) -> Iterator[Edit]:
    """Without empty pieces, and pieces of one kind that follow each other as one."""
    last: Edit | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if last and last.kind == piece.kind:
            last = Edit(last.kind, last.text + piece.text)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last

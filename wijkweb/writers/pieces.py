"""What the writers of Word and PDF share: the text of a block in runs, and which footnote hangs on which run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from wijkweb.shapes.document import Block
from wijkweb.writers.sheet import Piece

_MOST_MARKS = 400  # in one block; a text that has more was not marked by a person
_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"{}|\\^`]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one manner. `note` is the place in the list of footnotes that stands behind it, -1 for none."""

    text: str
    strong: bool = False
    emphasis: bool = False
    href: str = ""
    note: int = -1


@dataclass(slots=True)
class Laid:
    """A block with its runs; a table has none. `style` is that of its piece."""

    block: Block
    style: str
    runs: list[Run] = field(default_factory=list)
    svg: str = ""
    parts: tuple[Decimal | None, ...] = ()
    bar: int = 0


def laid(pieces: Sequence[Piece]) -> tuple[list[Laid], list[Block]]:
    """The pieces in order with their footnotes hung on them, and the footnotes in the order of their references.

    A footnote that nothing refers to hangs on the text before it, or stands on a line of its own.
    """
    notes: list[Block] = []
    found: list[Laid] = []
    for piece, own in _with_notes(pieces):
        if piece.block.kind == "footnote":
            notes.append(piece.block)
            hangs = bool(found) and found[-1].block.table is None and found[-1].style == ""
            target = found[-1] if hangs else Laid(Block("paragraph"), "")
            target.runs.append(Run("", note=len(notes) - 1))
            found += [] if hangs else [target]
            continue
        laid_block = Laid(piece.block, piece.style, svg=piece.svg, parts=piece.parts, bar=piece.bar)
        for run, note in _runs(piece.block, own):
            laid_block.runs.append(run if note is None else Run("", note=len(notes)))
            notes += [note] if note else []
        found.append(laid_block)
    return found, notes


def _with_notes(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, Mapping[str, Block]]]:
    """The pieces of the text, each with the footnotes of its section that it is the first to refer to."""
    for start, end in pairwise([*_section_starts(pieces), len(pieces)]):
        section = pieces[start:end]
        texts = [piece for piece in section if piece.block.kind != "footnote"]
        notes: dict[str, Block] = {}
        for piece in section:
            if piece.block.kind == "footnote":
                notes.setdefault(piece.block.number, piece.block)
        hung: dict[int, Mapping[str, Block]] = {}
        taken: set[int] = set()
        for piece in texts:
            asked = dict.fromkeys(mark.href for mark in piece.block.marks if mark.kind == "note")
            own = {number: notes.pop(number) for number in asked if number in notes}
            hung[id(piece)] = own
            taken |= {id(note) for note in own.values()}
        for piece in section:
            if id(piece.block) not in taken:
                yield piece, hung.get(id(piece), {})


def _section_starts(pieces: Sequence[Piece]) -> list[int]:
    starts = [at for at, piece in enumerate(pieces) if piece.style == "section"]
    return starts if starts[:1] == [0] else [0, *starts]


def _runs(block: Block, notes: Mapping[str, Block]) -> Iterator[tuple[Run, Block | None]]:
    left = dict(notes)
    marks = block.marks if len(block.marks) <= _MOST_MARKS else tuple(m for m in block.marks if m.kind == "note")
    wide = [mark for mark in marks if mark.kind != "note"] if len(block.marks) <= _MOST_MARKS else []
    hung: dict[int, list[Block]] = {}
    for mark in marks:
        if mark.kind == "note" and mark.href in left:
            hung.setdefault(mark.start, []).append(left.pop(mark.href))
    cuts = sorted({0, len(block.text), *hung, *(mark.start for mark in wide), *(mark.end for mark in wide)})
    for start, end in [*pairwise(cuts), (len(block.text), len(block.text))]:
        yield from ((Run(""), note) for note in hung.pop(start, ()))
        if start < end:
            over = [mark for mark in wide if mark.start <= start and end <= mark.end]
            kinds = {mark.kind for mark in over}
            href = next((m.href for m in over if m.kind == "link" and _LINK.fullmatch(m.href)), "")
            yield Run(block.text[start:end], "strong" in kinds, "emphasis" in kinds, href), None

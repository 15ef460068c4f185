"""Headings that stand inside a block: on the first line of a paragraph, or in the cell of a form that is one table.

The block is cut there, so that what follows belongs to the section. No word is added or lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wijkweb.rules.headings import Title, best, opening
from wijkweb.shapes.document import Block, Mark, Table

_EXACT = 1.0
Head = tuple[str, str, list[str]]  # a heading, the key of its section, the other texts of its row


def unfolded(blocks: Sequence[Block], among: Sequence[Title]) -> tuple[Block, ...]:
    """The blocks, with the headings inside paragraphs and tables as blocks of their own."""
    cut = [part for block in blocks for part in _lines_apart(block, among)]
    heads = {at: [_head(row, among) for row in block.table.rows] for at, block in enumerate(cut) if block.table}
    if not any(map(any, heads.values())):
        return tuple(cut)
    known = {key for block in cut if block.table is None and (key := best(block, among)[1])}
    return tuple(part for at, block in enumerate(cut) for part in _cells_apart(block, heads.get(at, []), known))


def part(block: Block, start: int, end: int) -> Block:
    """A piece of a block without white space at its ends, with the marks that lie on it; "" when nothing is left."""
    text = block.text[start:end].strip()
    start = block.text.index(text, start)
    end = start + len(text)
    marks = tuple(
        Mark(max(mark.start, start) - start, min(mark.end, end) - start, mark.kind, mark.href)
        for mark in block.marks
        if mark.start < end and mark.end > start
    )
    return replace(block, text=text, marks=marks)


def _lines_apart(block: Block, among: Sequence[Title]) -> Iterator[Block]:
    """A paragraph cut at each of its lines that is the heading of a section."""
    if block.kind != "paragraph" or "\n" not in block.text:
        yield block
        return
    lines = block.text.split("\n")
    scores = [best(Block("paragraph", line), among)[0] for line in lines]
    contents = sum(score >= _EXACT for score in scores) > 2  # a list of headings: each line is one
    place = start = 0
    for line, score in zip(lines, scores, strict=True):
        end = place + len(line)
        if score > _EXACT or (score == _EXACT and line[:1].isupper() and (contents or place == 0)):
            yield from _filled(part(block, start, place))
            yield from _filled(part(block, place, end))
            start = end
        place = end + 1
    yield from _filled(part(block, start, len(block.text)))


def _filled(block: Block) -> Iterator[Block]:
    if block.text:
        yield block


def _cells_apart(block: Block, heads: Sequence[Head | None], known: set[str]) -> Iterator[Block]:
    """A table that holds sections, told apart; a table that only names sections found elsewhere stays whole."""
    if not block.table or not any(head and head[1] not in known for head in heads):
        yield block
        return
    waiting: list[tuple[str, ...]] = []
    for row, head in zip(block.table.rows, heads, strict=True):
        filled = [cell for cell in row if cell.strip()]
        if not head and len(filled) > 1:
            waiting.append(row)
            continue
        yield from _rows(waiting, block)
        waiting = []
        if head:
            yield Block("heading", head[0], level=1, page=block.page)
            filled = head[2]
        for cell in filled:
            yield from _cell(cell, block)
    yield from _rows(waiting, block)


def _head(row: Sequence[str], among: Sequence[Title]) -> Head | None:
    """The heading in the first cells of a row, its section, and the other texts of the row."""
    filled = [cell for cell in row if cell.strip()]
    tries = [(filled[:1], filled[1:]), (filled[:2], filled[2:])] if filled else []
    for cells, others in tries:
        # a number alone in its cell belongs to the title in the next one
        if len(cells) == 2 and any(sign.isalpha() for sign in cells[0]):
            continue
        text = " ".join(cells)
        first, _, rest = text.partition("\n")
        score, key = best(Block("paragraph", first), among)
        if score >= _EXACT:
            return first, key, [rest, *others]
        end = opening(text, among)
        if end is not None:
            return text[:end], best(Block("paragraph", text[:end]), among)[1], [text[end:], *others]
    return None


def _rows(rows: Sequence[tuple[str, ...]], block: Block) -> Iterator[Block]:
    if rows:
        yield replace(block, table=Table(tuple(rows), 1))


def _cell(cell: str, block: Block) -> Iterator[Block]:
    """The lines of a cell as paragraphs; lines with tabs are the rows of a table inside the cell."""
    rows: list[tuple[str, ...]] = []
    for line in [*cell.split("\n"), ""]:
        if "\t" in line:
            rows.append(tuple(line.split("\t")))
            continue
        if rows:
            width = max(map(len, rows))
            yield from _rows([row + ("",) * (width - len(row)) for row in rows], block)
            rows = []
        if line.strip():
            yield Block("paragraph", line.strip(), page=block.page)

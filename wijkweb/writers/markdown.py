"""Blocks as the house's Markdown, so that reading it again gives the same blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from wijkweb.shapes.document import Block, Mark, Table

_SPECIAL = re.compile(r"[\\*_~\[\]<>|`]")
_OPENING = re.compile(r"(?=[#>+•▪◦‣–-]|[0-9]{1,3}[.)](?:\s|$)|\s)")
_SIGNS = {"strong": "**", "emphasis": "*"}


def to_markdown(blocks: Iterable[Block]) -> str:
    """The text in which a section is written; "" when there are no blocks."""
    pieces: list[str] = []
    before: Block | None = None
    for block in blocks:
        piece = _block(block)
        if not piece:
            continue
        if pieces:
            pieces.append("\n" if before and before.kind == block.kind == "item" else "\n\n")
        pieces.append(piece)
        before = block
    return "".join(pieces)


def _block(block: Block) -> str:
    if block.table is not None:
        return _table(block.table)
    lines = inline(block).split("\n")
    if block.kind == "heading":
        return f"{'#' * max(1, min(block.level, 6))} {' '.join(lines)}"
    if block.kind == "footnote":
        return f"[^{re.sub(r'[^0-9A-Za-z]', '', block.number) or '1'}]: {' '.join(lines)}"
    if block.kind == "item":
        sign = block.number if re.fullmatch(r"[0-9]{1,3}[.)]", block.number) else "-"
        return f"{'  ' * block.level}{sign} " + "\n".join(_indented(line, block.level) for line in lines).lstrip()
    return "\n".join(_OPENING.sub(r"\\", line, count=1) if _OPENING.match(line) else line for line in lines)


def _indented(line: str, level: int) -> str:
    return f"{'  ' * (level + 1)}{line}"


def _table(table: Table) -> str:
    rows = [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in table.rows]
    if not rows:
        return ""
    width = len(table.rows[0])
    rule = f"|{'---|' * width}"
    return "\n".join([rows[0], rule, *rows[1:]])


def _cell(text: str) -> str:
    return escaped(" ".join(text.split()))


def escaped(text: str) -> str:
    """Plain text with a backslash before every sign that Markdown would read as more than itself."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def inline(block: Block) -> str:
    """The text of a block with its emphasis and links."""
    return _marked(block.text, block.marks, 0, len(block.text))


def _marked(text: str, marks: Sequence[Mark], start: int, end: int) -> str:
    pieces, place = [], start
    for mark in marks:
        if mark.start < place or mark.end > end or mark.start >= mark.end:
            continue
        inside = [other for other in marks if other is not mark and mark.start <= other.start < other.end <= mark.end]
        pieces += [escaped(text[place : mark.start]), _one(mark, text, [m for m in inside if m.kind != mark.kind])]
        place = mark.end
    return "".join((*pieces, escaped(text[place:end])))


def _one(mark: Mark, text: str, inside: Sequence[Mark]) -> str:
    words = text[mark.start : mark.end]
    if mark.kind == "link":
        plain = re.sub(r"[\[\]]", "", words)
        return f"[{plain}]({mark.href})" if re.fullmatch(r"[^()\s]+", mark.href) else escaped(words)
    body = _marked(text, inside, mark.start, mark.end)
    if words != words.strip() or not words:
        return body
    return f"{_SIGNS[mark.kind]}{body}{_SIGNS[mark.kind]}"

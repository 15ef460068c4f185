"""Blocks as the house's Markdown, so that reading it again gives the same blocks.

Each block is written as a person would type it, and read back at once; where that gives something else, more is
escaped, until nothing is left that could be read otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from wijkweb.shapes.document import Block, Mark, Table
from wijkweb.shapes.markdown import SPACE, parse

_SPECIAL = re.compile(r"[\\*_~\[\]<>|`]")
_EVERY = re.compile(r"[\\*_~\[\]()#|^<>.+`-]")
_LINE_ENDS = re.compile(r"\r\n?|\x0b|\x0c|\x85|\u2028|\u2029")
_WHITE = re.compile(f"[{SPACE}]+")
_NUMBER = re.compile(r"([0-9]{1,3})[.)]")
_NOTE_NUMBER = re.compile(f"[^\\[\\]{SPACE}]{{1,20}}")
_AUTO = re.compile(f"(?:https?://|mailto:)[^<>{SPACE}]+", re.IGNORECASE | re.ASCII)
_HREF = re.compile(f"[^(){SPACE}]*")
_NOTHING = "<span></span>"  # stands before what would be read as more than text, and is nothing itself
_MOST_MARKS = 400  # in one block; a text that has more was not marked by a person
_SIGNS = {"strong": "**", "emphasis": "*"}
_TAGS = {"strong": "b", "emphasis": "i"}
Escape = Callable[[str], str]


def to_markdown(blocks: Iterable[Block]) -> str:
    """The text in which a section is written; "" when there are no blocks."""
    pieces: list[str] = []
    before: Block | None = None
    for block in map(_cleaned, blocks):
        if not block.text and not (block.table and block.table.rows):
            continue
        if pieces:
            pieces.append("\n" if before and before.kind == block.kind == "item" else "\n\n")
        pieces.append(_piece(block))
        before = block
    return "".join(pieces)


def escaped(text: str) -> str:
    """Plain text with a backslash before every sign that Markdown would read as more than itself."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def _every(text: str) -> str:
    return _EVERY.sub(r"\\\g<0>", text)


def _as_typed(text: str) -> str:
    return text


def _cleaned(block: Block) -> Block:
    """A block as the parser could have made it: a paper has line ends and numbers that Markdown does not."""
    text = _LINE_ENDS.sub("\n", block.text)
    marks = block.marks if len(text) == len(block.text) and len(block.marks) <= _MOST_MARKS else ()
    if block.kind in ("heading", "item", "footnote"):
        text = text.replace("\t", " ")
    return replace(block, text=text, marks=marks, number=_number(block), page=None)


def _number(block: Block) -> str:
    if block.kind == "item":
        match = _NUMBER.fullmatch(block.number)
        return f"{match[1]}." if match else "•"
    if block.kind == "footnote":
        return block.number if _NOTE_NUMBER.fullmatch(block.number) else "1"
    return ""


def _piece(block: Block) -> str:
    """The plainest way to write a block that reads as the same block."""
    if block.table is not None:
        return _table(block.table)
    kind = "paragraph" if block.kind == "caption" else block.kind
    wanted = replace(block, kind=kind, level=max(1, min(block.level, 6)) if kind == "heading" else block.level)
    ways: tuple[tuple[Escape, bool, bool], ...] = (
        (_as_typed, False, False), (escaped, False, False), (escaped, False, True), (escaped, True, True),
    )  # fmt: skip
    for escape, tags, breaks in ways:
        piece = _opened(wanted, inline(wanted, escape, tags=tags), breaks)
        if parse(piece) == (wanted,):
            return piece
    return _opened(wanted, inline(wanted, _every, tags=True), True)


def _opened(block: Block, source: str, breaks: bool) -> str:
    """The written text behind the sign that tells what it is."""
    line = source.replace("\n", "<br>")
    if block.kind == "heading":
        return f"{'#' * block.level} {line}"
    if block.kind == "footnote":
        return f"[^{block.number}]: {line}"
    if block.kind == "item":
        sign, indent = block.number.replace("•", "-"), "  " * block.level
        return f"{indent}{sign} " + (line if breaks else source.replace("\n", f"\n{indent}  "))
    if breaks:
        return _NOTHING + line
    return "\n".join(re.sub(r"^([0-9]{1,3})([.)])|^(?=[#>+-])", r"\1\\\2", line) for line in source.split("\n"))


def _table(table: Table) -> str:
    rows = [f"| {' | '.join(map(_cell, row))} |" for row in table.rows]
    if not table.header_rows and len(rows) > 1:
        return "\n".join(rows)
    return "\n".join([rows[0], f"|{'---|' * len(table.rows[0])}", *rows[1:]])


def _cell(text: str) -> str:
    plain = _LINE_ENDS.sub("\n", text)
    if re.fullmatch(r"[\t ]*:?-+:?[\t ]*", plain):
        return plain.replace("-", "\\-")
    return escaped(plain).replace("\n", "<br>")


def inline(block: Block, escape: Escape = escaped, *, tags: bool = False) -> str:
    """The text of a block with its emphasis, links and references to footnotes."""
    nested = _Inline(block.text, block.marks, escape, tags)
    return nested.write(0, len(block.text), list(range(len(block.marks))))


class _Inline:
    """Writes marks that lie within each other; of marks that start together the earlier one is the inner one."""

    def __init__(self, text: str, marks: Sequence[Mark], escape: Escape, tags: bool) -> None:
        self._text = text
        self._marks = marks
        self._escape = escape
        self._tags = tags

    def write(self, start: int, end: int, among: Sequence[int]) -> str:
        pieces, place = [], start
        for at in self._outermost(among):
            mark = self._marks[at]
            if mark.start < place or mark.end > end:
                continue  # crosses the one before: a paper may do so, Markdown does not
            pieces.append(self._escape(self._text[place : mark.start]))
            pieces.append(self._one(mark, [other for other in among if self._within(other, at)]))
            place = mark.end
        return "".join((*pieces, self._escape(self._text[place:end])))

    def _outermost(self, among: Sequence[int]) -> list[int]:
        outer = [at for at in among if not any(self._within(at, other) for other in among)]
        return sorted(outer, key=lambda at: (self._marks[at].start, self._marks[at].end, at))

    def _within(self, at: int, other: int) -> bool:
        inner, outer = self._marks[at], self._marks[other]
        if at == other or outer.kind == "note" or not outer.start <= inner.start <= inner.end <= outer.end:
            return False
        if inner.kind == "note":
            return outer.kind != "link" and outer.start < inner.start < outer.end
        return (inner.start, inner.end) != (outer.start, outer.end) or at < other

    def _one(self, mark: Mark, inside: Sequence[int]) -> str:
        if mark.kind == "note":
            return f"[^{mark.href}]" if _NOTE_NUMBER.fullmatch(mark.href) else ""
        words = self._text[mark.start : mark.end]
        if mark.kind == "link":
            return self._link(mark, words)
        body = self.write(mark.start, mark.end, inside)
        if self._tags:
            return f"<{_TAGS[mark.kind]}>{body}</{_TAGS[mark.kind]}>"
        return f"{_SIGNS[mark.kind]}{body}{_SIGNS[mark.kind]}"

    def _link(self, mark: Mark, words: str) -> str:
        if words == mark.href and _AUTO.fullmatch(words):
            return f"<{words}>"
        if set("[]") & set(words) or not _HREF.fullmatch(mark.href):
            return self._escape(words)
        return f"[{self._escape(words)}]({mark.href})"

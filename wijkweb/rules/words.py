"""Counting words and characters: one rule, published, the same on the page, on the server and on paper.

The rule "lettered" (docs/decisions/0004): of the rendered plain text, every run of characters that are not
Unicode White_Space and that holds a letter or a digit (categories L and N). Characters are code points, a
line end is one. `static/commons/words.js` is the same rule for the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from wijkweb.shapes.call import Unit
from wijkweb.shapes.document import Block
from wijkweb.shapes.markdown import SPACE, parse

Place = Literal["running", "table", "footnote", "caption"]

# from the first letter or digit (exactly the categories L and N) to the end of its run: one match for each word
_WORD = re.compile(rf"[^\W_][^{SPACE}]*")
_TYPED_NOTE = re.compile(f"[¹²³⁴⁵⁶⁷⁸⁹⁰]+[{SPACE}]")
_CAPTION = re.compile(
    f"(?:figuur|fig[.]?|tabel|kaart|grafiek|foto|afbeelding|figure|table|map|chart|photo)[{SPACE}]*"
    f"[0-9]{{1,3}}[{SPACE}]*(?:[:.–-].*)?"
    f"|(?:bron|bronnen|source|sources)[{SPACE}]*:.*",
    re.IGNORECASE | re.ASCII,
)
_CAPTION_WORDS = 40


@dataclass(frozen=True, slots=True)
class Count:
    """What a text holds, in words or in characters: the running text, and what stands beside it."""

    running: int = 0
    tables: int = 0
    footnotes: int = 0
    captions: int = 0

    @property
    def all(self) -> int:
        return self.running + self.tables + self.footnotes + self.captions


def words(text: str) -> int:
    """The number of words of a plain text."""
    return len(_WORD.findall(text))


def characters(text: str) -> int:
    """The number of code points of a plain text; CRLF is one."""
    return len(text) - text.count("\r\n")


def place(block: Block) -> Place:
    """Where a block counts: running text, or a table, footnote or caption beside it.

    Short lines "Figuur 1:" or "Bron: ..." are a caption, a line that opens with a raised figure is a footnote,
    also when the file has no styles for them.
    """
    if block.kind == "table":
        return "table"
    if block.kind == "footnote" or _TYPED_NOTE.match(block.text):
        return "footnote"
    if block.kind == "caption":
        return "caption"
    caption = block.kind == "paragraph" and all(map(_CAPTION.fullmatch, block.text.split("\n")))
    return "caption" if caption and words(block.text) <= _CAPTION_WORDS else "running"


def count(blocks: Iterable[Block], unit: Unit = "words", *, own_table: bool = False) -> Count:
    """The count of a text. With `own_table` the form itself prints the table, so it is running text."""
    texts: dict[Place, list[str]] = {"running": [], "table": [], "footnote": [], "caption": []}
    for block in blocks:
        where = place(block)
        texts["running" if own_table and where == "table" else where].append(block.plain)
    one = words if unit == "words" else characters
    return Count(*(one("\n".join(texts[where])) for where in ("running", "table", "footnote", "caption")))


def count_markdown(text: str, unit: Unit = "words", *, own_table: bool = False) -> Count:
    """The count of a text that is written in the house's Markdown."""
    return count(parse(text), unit, own_table=own_table)

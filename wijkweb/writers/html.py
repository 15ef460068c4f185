"""A block of a paper as safe HTML: everything is escaped, only emphasis and web links come through."""

from __future__ import annotations

from html import escape
from itertools import pairwise

from wijkweb.shapes.document import Block, Mark

_MOST_MARKS = 400  # in one block; a text that has more was not marked by a person
_TAGS = {"strong": "strong", "emphasis": "em"}


def inline_html(block: Block) -> str:
    """The text of a block with its marks as tags. Marks that cross each other are cut at the crossing."""
    if len(block.marks) > _MOST_MARKS:
        return escape(block.text)
    cuts = sorted({0, len(block.text), *(mark.start for mark in block.marks), *(mark.end for mark in block.marks)})
    pieces = []
    for start, end in pairwise(cuts):
        text = escape(block.text[start:end])
        for mark in block.marks:
            if mark.start <= start and end <= mark.end:
                text = _wrapped(mark, text)
        pieces.append(text)
    return "".join(pieces)


def _wrapped(mark: Mark, text: str) -> str:
    if mark.kind != "link":
        tag = _TAGS[mark.kind]
        return f"<{tag}>{text}</{tag}>"
    if not mark.href.lower().startswith(("https://", "http://", "mailto:")):
        return text
    return f'<a href="{escape(mark.href)}" rel="noopener nofollow">{text}</a>'

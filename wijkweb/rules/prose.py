"""Small tools to read running text: sentences, sub-headings, labels. What they find is never certain."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from wijkweb.rules.words import words
from wijkweb.shapes.document import Block

# a line that goes on in small letters was only wrapped
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[\"'“‘„(]?[A-ZÀ-Þ])|(?<=[.!?:;])\n|\n(?=[\"'“‘„(]?[A-ZÀ-Þ])")
_SUBHEADING_WORDS = 14
_LABEL_WORDS = 12


def sentences(text: str) -> list[str]:
    """The sentences of a text; a point inside a number ends none."""
    return [sentence for part in _SENTENCE_END.split(text) if (sentence := part.strip())]


def is_subheading(block: Block) -> bool:
    """A heading by its style, or a short line in capitals."""
    if block.kind == "heading":
        return True
    text = block.text.strip()
    return (
        block.kind == "paragraph"
        and text.isupper()
        and words(text) <= _SUBHEADING_WORDS
        and not text.endswith((".", "!", "?", ";"))
    )


def is_label(block: Block) -> bool:
    """A short line that names what follows: a sub-heading, or a line that ends with a colon."""
    text = block.text.rstrip()
    return is_subheading(block) or (
        block.kind == "paragraph" and text.endswith(":") and words(text) <= _LABEL_WORDS and len(sentences(text)) == 1
    )


def is_prose(block: Block, least: int = 8) -> bool:
    """Running text of at least so many words; a label with an amount behind it is none."""
    return block.kind in ("paragraph", "item") and words(block.text) >= least


def listed(blocks: Sequence[Block]) -> int:
    """How many things the blocks list: the items at their start, or the labels with items under them."""
    if blocks and blocks[0].kind == "item":
        items = _while(blocks, lambda block: block.kind == "item")
        top = min(block.level for block in items)
        numbers = [block.number for block in items if block.level == top]
        # a list that begins again at its first number is another list
        again = next((at for at, number in enumerate(numbers) if at and number != "•" and number == numbers[0]), None)
        return len(numbers[:again])
    if blocks and is_label(blocks[0]):
        return sum(map(is_label, _while(blocks, lambda block: is_label(block) or block.kind == "item")))
    return 0


def _while(blocks: Sequence[Block], test: Callable[[Block], bool]) -> list[Block]:
    kept = []
    for block in blocks:
        if not test(block):
            break
        kept.append(block)
    return kept

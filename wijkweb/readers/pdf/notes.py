"""Footnotes stand at the foot of a page, and belong to the text that refers to them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from wijkweb.readers.pdf.flow import Paragraph
from wijkweb.shapes.document import Table

_RAISED = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def beside_references(items: Sequence[Paragraph | Table]) -> Iterator[Paragraph | Table]:
    """Each footnote right behind the paragraph of its page that refers to it; where none does, it stays."""
    referring: dict[str, int] = {}
    moved: dict[int, list[Paragraph]] = defaultdict(list)
    places: set[int] = set()
    for at, item in enumerate(items):
        if isinstance(item, Table):
            continue
        if not item.note:
            referring.update((number, at) for number in _references(item))
        elif item.note in referring and _near(items[referring[item.note]], item):
            moved[referring[item.note]].append(item)
            places.add(at)
    for at, item in enumerate(items):
        if at not in places:
            yield item
        yield from moved.get(at, ())


def _near(referring: Paragraph | Table, note: Paragraph) -> bool:
    """A paragraph may begin on the page before; numbers that begin anew on each page are told apart by it."""
    return isinstance(referring, Paragraph) and note.page - 1 <= referring.page <= note.page


def _references(paragraph: Paragraph) -> Iterator[str]:
    for words in paragraph.lines:
        for word in words:
            yield from (found.translate(_PLAIN) for found in _RAISED.findall(word.text))

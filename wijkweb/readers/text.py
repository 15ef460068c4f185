"""A text file (.md, .txt) into a Document. The file has to be Unicode: UTF-8, or UTF-16 with its mark."""

from __future__ import annotations

import codecs
import re

from wijkweb.readers.errors import Unreadable
from wijkweb.shapes.document import Document
from wijkweb.shapes.markdown import parse

MOST_BYTES = 1024 * 1024
_MOST_PLACES = 400_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def read_text(data: bytes) -> Document:
    """The blocks of a text; raises Unreadable when it is no text, or in another encoding."""
    if len(data) > MOST_BYTES:
        raise Unreadable("text_large", most=MOST_BYTES // 1024 // 1024)
    text = _decoded(data)
    if _CONTROL.search(text):
        raise Unreadable("file_binary")
    if _places(text) > _MOST_PLACES:
        raise Unreadable("file_heavy")
    blocks = parse(text)
    if not blocks:
        raise Unreadable("file_empty")
    return Document("text", blocks)


def _decoded(data: bytes) -> str:
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("file_binary" if b"\0" in data[:4096] else "text_encoding") from None


def _places(text: str) -> int:
    """At most so many cells: a table is as wide in all its rows as in its widest, so one long row is enough."""
    widths = [width for line in text.split("\n") if (width := max(line.count("|"), line.count("\t")))]
    return len(widths) * max(widths, default=0)

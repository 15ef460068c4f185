"""Any paper into a Document. What a file is, is told by its first bytes, never by its name."""

from __future__ import annotations

from wijkweb.readers.errors import Unreadable
from wijkweb.readers.text import read_text
from wijkweb.shapes.document import Document

MOST_BYTES = 25 * 1024 * 1024
MOST_BLOCKS = 10_000
MOST_CELLS = 20_000
MOST_CHARACTERS = 500_000
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OTHERS = {
    b"\xd0\xcf\x11\xe0": "file_old_word",
    b"{\\rtf": "file_rtf",
    b"\x89PNG": "file_picture",
    b"\xff\xd8\xff": "file_picture",
    b"GIF8": "file_picture",
}


def kind(data: bytes) -> str:
    """ "docx", "pdf" or "text"; raises Unreadable for what is none of these."""
    if not data:
        raise Unreadable("file_empty")
    if len(data) > MOST_BYTES:
        raise Unreadable("file_large", most=MOST_BYTES // 1024 // 1024)
    if data.startswith(_ZIP):
        return "docx"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    for start, code in _OTHERS.items():
        if data.startswith(start):
            raise Unreadable(code)
    return "text"


def read_paper(data: bytes) -> Document:
    """The Document in a file, read in this process: only for text, and inside `readers.apart`.

    What comes out is bounded too: no application is longer, and whoever goes through it must come to an end.
    """
    document = _READERS[kind(data)](data)
    cells = [cell for block in document.blocks if block.table for row in block.table.rows for cell in row]
    characters = sum(len(block.text) for block in document.blocks) + sum(map(len, cells))
    if len(document.blocks) > MOST_BLOCKS or len(cells) > MOST_CELLS or characters > MOST_CHARACTERS:
        raise Unreadable("file_long")
    return document


def _word(data: bytes) -> Document:
    from wijkweb.readers.docx import read_docx

    return read_docx(data)


def _pdf(data: bytes) -> Document:
    from wijkweb.readers.pdf import read_pdf

    return read_pdf(data)


_READERS = {"docx": _word, "pdf": _pdf, "text": read_text}

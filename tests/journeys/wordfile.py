"""A text in the house's Markdown as a Word file, as somebody would have typed it."""

from __future__ import annotations

import io

from docx import Document

from wijkweb.shapes.markdown import parse

STYLES = {"heading": "Heading 2", "item": "List Bullet", "caption": "Caption"}


def docx_of(text: str) -> bytes:
    """The bytes of the Word file."""
    document = Document()
    for block in parse(text):
        if block.table is None:
            document.add_paragraph(block.text, style=STYLES.get(block.kind))
            continue
        rows = block.table.rows
        table = document.add_table(len(rows), len(rows[0]))
        for at, cells in enumerate(rows):
            for cell, value in zip(table.rows[at].cells, cells, strict=True):
                cell.text = value
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()

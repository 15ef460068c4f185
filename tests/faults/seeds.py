"""The papers that are mutated: the demo's dossier as Markdown, Word and PDF, made here; and a richer Word file."""

from __future__ import annotations

import functools
import io
import re
from pathlib import Path
from xml.sax.saxutils import escape

import docx
from docx.document import Document

from tests.readers.papers import numbered, raw, with_numbering, word

_DEMO = Path(__file__).resolve().parents[2] / "wijkweb" / "web" / "demo"
_HEADING = re.compile(r"(#{1,6}) (.*)")


@functools.cache
def markdown(name: str = "gent") -> bytes:
    """A dossier of the demo, as it is shipped."""
    return (_DEMO / f"{name}.md").read_bytes()


def _pieces(text: str) -> list[tuple[str, str]]:
    """(kind, text) of a Markdown text, roughly: h1 to h6, item, table, paragraph."""
    pieces = []
    for block in re.split(r"\n\s*\n", text):
        lines = block.strip().split("\n")
        if match := _HEADING.fullmatch(lines[0]):
            pieces.append((f"h{len(match[1])}", match[2]))
        elif lines[0].startswith("|"):
            pieces.append(("table", "\n".join(lines)))
        elif lines[0].startswith("- "):
            pieces += [("item", line.removeprefix("- ")) for line in lines]
        elif lines[0]:
            pieces.append(("paragraph", "\n".join(lines)))
    return pieces


def _rows(table: str) -> list[list[str]]:
    lines = [line for line in table.split("\n") if not re.fullmatch(r"[|\s:-]+", line)]
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


@functools.cache
def as_word(name: str = "gent") -> bytes:
    """The same dossier as a Word file with heading styles, lists, tables and two real footnotes."""

    def build(document: Document) -> None:
        with_numbering(document)
        for kind, text in _pieces(markdown(name).decode()):
            _add(document, kind, text)
        raw(document, '<w:p><w:r><w:t>noot</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>')
        raw(document, '<w:p><w:ins><w:r><w:t>nieuw</w:t></w:r></w:ins><w:del><w:r><w:delText>oud</w:delText></w:r></w:del></w:p>')  # fmt: skip

    return word(build, notes=("Een voetnoot met bron.", "Nog een."))


def _add(document: Document, kind: str, text: str) -> None:
    if kind == "table":
        rows = _rows(text)
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                table.cell(at, column).text = cell
    elif kind == "item":
        numbered(document, text)
    elif kind == "paragraph":
        document.add_paragraph(text)
    else:
        document.add_heading(text, level=int(kind[1]))


@functools.cache
def small_word() -> bytes:
    """A Word file of three paragraphs."""
    document = docx.Document()
    for text in ("2. Visie", "Een gewone zin over de wijk.", "Nog een zin."):
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@functools.cache
def as_pdf(name: str = "gent", *, compressed: bool = True) -> bytes:
    """The same dossier as a PDF, its streams compressed or in the open."""
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

    styles = getSampleStyleSheet()

    def flow(kind: str, text: str) -> Flowable:
        if kind == "table":
            grid = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
            return Table([[Paragraph(escape(cell), styles["BodyText"]) for cell in row] for row in _rows(text)], style=grid)  # fmt: skip
        style = f"Heading{min(int(kind[1]), 4)}" if kind.startswith("h") else "BodyText"
        return Paragraph(("• " if kind == "item" else "") + escape(text), styles[style])

    stream = io.BytesIO()
    template = SimpleDocTemplate(stream, pageCompression=int(compressed), invariant=1)
    template.build([flow(kind, text) for kind, text in _pieces(markdown(name).decode())])
    return stream.getvalue()

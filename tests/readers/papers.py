"""Word files for the reader's tests: made with python-docx, with what it cannot make added as raw XML."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.parser import OxmlElement

W = nsdecls("w")
FOOTNOTES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    f'<w:footnotes {W}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>{{notes}}</w:footnotes>'
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word(build: Callable[[Document], None], notes: tuple[str, ...] = ()) -> bytes:
    """The bytes of a Word file that `build` fills; `notes` become real footnotes 1, 2, ..."""
    document = docx.Document()
    build(document)
    stream = io.BytesIO()
    document.save(stream)
    return _with_notes(stream.getvalue(), notes) if notes else stream.getvalue()


def _with_notes(data: bytes, notes: tuple[str, ...]) -> bytes:
    body = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
        for n, text in enumerate(notes, start=1)
    )
    return repacked(
        data,
        {
            "[Content_Types].xml": lambda xml: xml.replace(
                "</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{MAIN}.footnotes+xml"/></Types>'
            ),
            "word/_rels/document.xml.rels": lambda xml: xml.replace(
                "</Relationships>",
                f'<Relationship Id="rId99" Type="{RELS}/footnotes" Target="footnotes.xml"/></Relationships>',
            ),
        },
        {"word/footnotes.xml": FOOTNOTES.format(notes=body)},
    )


def repacked(
    data: bytes, changed: dict[str, Callable[[str], str]], added: dict[str, str | bytes] | None = None
) -> bytes:
    """A Word file with some members changed and some added."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for member in source.infolist():
            content = source.read(member)
            if member.filename in changed:
                content = changed[member.filename](content.decode()).encode()
            out.writestr(member.filename, content)
        for name, content in (added or {}).items():
            out.writestr(name, content)
    return target.getvalue()


def raw(document: Document, xml: str) -> None:
    """Adds a raw paragraph or table to the body, before the section properties."""
    element = parse_xml(re.sub(r"^<(w:\w+)", rf"<\1 {W}", xml.strip()))
    document.element.body.insert(len(document.element.body) - 1, element)


def numbered(document: Document, text: str, level: int = 0) -> None:
    """A paragraph whose number Word makes: nobody typed it."""
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr()
    numbering = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", str(level)), ("w:numId", "77")):
        element = OxmlElement(name)
        element.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val", value)
        numbering.append(element)
    properties.append(numbering)


def with_numbering(document: Document) -> None:
    """The list 77: "1." and under it "1.1"."""
    root = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {W} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
    )
    root.insert(0, abstract)
    root.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))

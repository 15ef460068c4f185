"""The parts of a Word file that python-docx does not make: footnotes, lists that count, the words in a style."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

from wijkweb.shapes.document import Block

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:w="{_W}" xmlns:r="{_R}"'
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_DEEPEST = 8
_NEVER = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML cannot hold
BULLET, DECIMAL = 901, 902  # the two kinds of list, each with its levels


def text_xml(text: str) -> str:
    """Plain text as the inside of a run: nothing in it is read as more than letters."""
    safe = escape(_NEVER.sub("\ufffd", text))
    lines = (
        "<w:tab/>".join(f'<w:t xml:space="preserve">{part}</w:t>' if part else "" for part in line.split("\t"))
        for line in re.split(r"\r\n?|\n", safe)
    )
    return "<w:br/>".join(lines)


def footnotes_xml(notes: list[Block]) -> bytes:
    """The part with the footnotes, numbered from 1 in their order."""
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    body = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> </w:t></w:r><w:r>{text_xml(note.text)}</w:r></w:p></w:footnote>'
        for number, note in enumerate(notes, start=1)
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f"{head}<w:footnotes {NAMESPACES}>{separators}{body}</w:footnotes>".encode()


def add_footnotes(document: Any, notes: list[Block]) -> None:
    """Gives a document its footnotes as Word itself keeps them."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, footnotes_xml(notes), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


@dataclass(slots=True)
class Lists:
    """The lists of a document: a numbered item that does not follow on the one before begins a list of its own."""

    starts: list[tuple[int, int]] = field(default_factory=list)  # (level, first number) of each list
    _counts: dict[int, int] = field(default_factory=dict)
    _open: int = 0

    def end(self) -> None:
        """Something else than an item came: the next number begins anew."""
        self._counts, self._open = {}, 0

    def properties(self, block: Block) -> str:
        """The list and level of an item, as properties of its paragraph."""
        level = min(block.level, _DEEPEST)
        if not block.number[:1].isdigit():
            return _numbering(BULLET, level)
        number = int(re.sub(r"[^0-9]", "", block.number) or 0)
        if not self._open or self._counts.get(level, -1) + 1 != number:
            self.starts.append((level, number))
            self._open = len(self.starts)
        self._counts = {at: count for at, count in self._counts.items() if at < level} | {level: number}
        return _numbering(DECIMAL + self._open, level)

    def add_to(self, document: Any) -> None:
        """Writes the lists into the document's numbering."""
        from docx.oxml import parse_xml

        root = document.part.numbering_part.element
        for old in list(root):
            root.remove(old)
        for kind in (BULLET, DECIMAL):
            levels = "".join(_level(kind, level) for level in range(_DEEPEST + 1))
            body = f'<w:multiLevelType w:val="hybridMultilevel"/>{levels}'
            root.append(parse_xml(f'<w:abstractNum {NAMESPACES} w:abstractNumId="{kind}">{body}</w:abstractNum>'))
        root.append(parse_xml(f'<w:num {NAMESPACES} w:numId="{BULLET}"><w:abstractNumId w:val="{BULLET}"/></w:num>'))
        for at, (level, first) in enumerate(self.starts, start=1):
            override = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{first}"/></w:lvlOverride>'
            body = f'<w:abstractNumId w:val="{DECIMAL}"/>{override}'
            root.append(parse_xml(f'<w:num {NAMESPACES} w:numId="{DECIMAL + at}">{body}</w:num>'))


def _numbering(number: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _level(kind: int, level: int) -> str:
    shape, sign = ("bullet", "•") if kind == BULLET else ("decimal", f"%{level + 1}.")
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/><w:lvlText w:val="{sign}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{360 * (level + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
    )


STYLES = (
    '<w:style {n} w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/>'
    '<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>'
    '<w:rPr><w:sz w:val="18"/></w:rPr></w:style>',
    '<w:style {n} w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>',
    '<w:style {n} w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
    '<w:rPr><w:color w:val="0F5F54"/><w:u w:val="single"/></w:rPr></w:style>',
    '<w:style {n} w:type="paragraph" w:customStyle="1" w:styleId="SectionLimit"><w:name w:val="Section limit"/>'
    '<w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:after="160"/></w:pPr>'
    '<w:rPr><w:color w:val="55615D"/><w:sz w:val="19"/></w:rPr></w:style>',
    '<w:style {n} w:type="paragraph" w:customStyle="1" w:styleId="TableText"><w:name w:val="Table text"/>'
    '<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/></w:pPr>'
    '<w:rPr><w:sz w:val="19"/></w:rPr></w:style>',
)  # fmt: skip

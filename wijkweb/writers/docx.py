"""A paper as a Word file: real headings, lists, footnotes and tables, so that somebody can go on in Word.

What a person typed becomes text and nothing else: no field, no style of its own, no link but to the web or a mailbox.
"""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import Any

from wijkweb.shapes.document import Table
from wijkweb.writers.cells import figures
from wijkweb.writers.cells import widths as parts
from wijkweb.writers.docx_parts import NAMESPACES, STYLES, Lists, add_footnotes, text_xml
from wijkweb.writers.pieces import Laid, Run, laid
from wijkweb.writers.sheet import Sheet

_STYLES = {"title": "Title", "section": "Heading1", "limit": "SectionLimit", "lead": "Normal", "drawing": "Caption"}
_REGIONS = {"nl": "nl-BE", "en": "en-GB"}
_INK, _ACCENT = "1C2422", "0F5F54"
_WIDTH = 9070  # twentieths of a point between the margins of A4


def write_docx(sheet: Sheet) -> bytes:
    """The bytes of the Word file."""
    import docx

    document = docx.Document()
    _dress(document, sheet)
    writer = _Writer(document)
    found, notes = laid(sheet.pieces)
    body = "".join(map(writer.block, found))
    _fill(document, body)
    add_footnotes(document, notes)
    writer.lists.add_to(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _fill(document: Any, body: str) -> None:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    parsed = etree.fromstring(f"<w:body {NAMESPACES}>{body}</w:body>", parser)
    target = document.element.body
    for at, element in enumerate(parsed):
        target.insert(at, element)


class _Writer:
    """Makes the XML of one block after the other; keeps the lists and the links of the document."""

    def __init__(self, document: Any) -> None:
        self._part = document.part
        self._links: dict[str, str] = {}
        self.lists = Lists()

    def block(self, laid: Laid) -> str:
        block = laid.block
        if block.kind != "item":
            self.lists.end()
        if block.table is not None:
            return _table(block.table)
        style, more = _STYLES.get(laid.style, "Normal"), ""
        if laid.style == "":
            style = {"heading": f"Heading{min(max(block.level, 1), 6)}", "caption": "Caption"}.get(block.kind, style)
            if block.kind == "item":
                style, more = "ListParagraph", self.lists.properties(block)
        properties = f'<w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>'
        return f"<w:p>{properties}{''.join(map(self._run, laid.runs))}</w:p>"

    def _run(self, run: Run) -> str:
        if run.note >= 0:
            style = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
            return f'<w:r>{style}<w:footnoteReference w:id="{run.note + 1}"/></w:r>'
        marks = ("<w:b/>" if run.strong else "") + ("<w:i/>" if run.emphasis else "")
        link = '<w:rStyle w:val="Hyperlink"/>' if run.href else ""
        properties = f"<w:rPr>{link}{marks}</w:rPr>" if link or marks else ""
        text = f"<w:r>{properties}{text_xml(run.text)}</w:r>"
        return f'<w:hyperlink r:id="{self._link(run.href)}">{text}</w:hyperlink>' if run.href else text

    def _link(self, href: str) -> str:
        from docx.opc.constants import RELATIONSHIP_TYPE

        if href not in self._links:
            self._links[href] = self._part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return self._links[href]


def _table(table: Table) -> str:
    widths = [int(_WIDTH * part) for part in parts(table)]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    # a table of one column says by its head that it is a table, and not a frame around a text
    heads = max(table.header_rows, len(widths) == 1)
    columns = list(zip(widths, figures(table), strict=True))
    rows = "".join(_row(row, columns, head=at < heads) for at, row in enumerate(table.rows))
    line = 'w:val="single" w:sz="4" w:space="0" w:color="B9BFBB"'
    borders = "".join(f"<w:{side} {line}/>" for side in ("top", "bottom", "insideH"))
    properties = (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:firstRow="1" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
    )
    after = '<w:p><w:pPr><w:spacing w:after="60" w:line="120" w:lineRule="exact"/></w:pPr></w:p>'
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>{after}"


def _row(row: tuple[str, ...], columns: list[tuple[int, bool]], *, head: bool) -> str:
    pairs = zip(row, columns, strict=True)
    cells = "".join(_cell(text, width, right=right, head=head) for text, (width, right) in pairs)
    properties = f"<w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>"
    return f"<w:tr>{properties}{cells}</w:tr>"


def _cell(text: str, width: int, *, right: bool, head: bool) -> str:
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="EEF3F1"/>' if head else ""
    side = '<w:jc w:val="right"/>' if right else ""
    bold = "<w:rPr><w:b/></w:rPr>" if head else ""
    run = f"<w:r>{bold}{text_xml(text)}</w:r>" if text else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{side}</w:pPr>{run}</w:p></w:tc>'
    )


def _dress(document: Any, sheet: Sheet) -> None:
    from docx.oxml import parse_xml
    from docx.shared import Cm, Pt, RGBColor

    for style in STYLES:
        document.styles.element.append(parse_xml(style.replace("{n}", NAMESPACES)))
    looks = [("Normal", 11, _INK, 0, 8), ("Title", 26, _ACCENT, 0, 12), ("Caption", 9.5, "55615D", 0, 8)]
    looks += [(f"Heading {n}", size, _ACCENT, before, 4) for n, size, before in _HEADINGS]
    for name, size, color, before, after in looks:
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), RGBColor.from_string(color)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        fonts = style.element.rPr.find(f"{{{style.element.nsmap['w']}}}rFonts")
        for theme in [key for key in fonts.attrib if "Theme" in key]:
            del fonts.attrib[theme]
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.5)
    _language(document, _REGIONS.get(sheet.language, sheet.language))
    _properties(document, sheet)
    _foot(section, sheet.page)


_HEADINGS = ((1, 17, 24), (2, 14, 14), (3, 12.5, 12), (4, 11.5, 10), (5, 11, 10), (6, 11, 10))


def _language(document: Any, region: str) -> None:
    for element in document.styles.element.iter("{*}lang"):
        element.set(f"{{{document.styles.element.nsmap['w']}}}val", region)


def _properties(document: Any, sheet: Sheet) -> None:
    when = datetime(sheet.day.year, sheet.day.month, sheet.day.day, tzinfo=UTC)
    core = document.core_properties
    core.title, core.author, core.language = sheet.title[:250], sheet.author[:250], sheet.language
    core.created = core.modified = when
    core.last_modified_by, core.comments, core.revision = sheet.author[:250], "", 1


def _foot(section: Any, page: str) -> None:
    """The page number at the foot, in fields that are ours."""
    from docx.oxml import parse_xml

    fields = {"number": "PAGE", "total": "NUMPAGES"}
    pieces = re.split(r"\{(number|total)\}", page)
    runs = "".join(
        f'<w:fldSimple w:instr="{fields[piece]}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        if piece in fields
        else f"<w:r>{text_xml(piece)}</w:r>"
        for piece in pieces
    )
    paragraph = section.footer.paragraphs[0]._p
    new = parse_xml(f'<w:p {NAMESPACES}><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="right"/></w:pPr>{runs}</w:p>')
    paragraph.getparent().replace(paragraph, new)

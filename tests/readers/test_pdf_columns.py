"""A PDF in two columns: the left column to its foot, then the right one; a table of two columns is no such page."""

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from wijkweb.readers.pdf import read_pdf
from wijkweb.rules.check import check
from wijkweb.shapes.call import Call

pytestmark = pytest.mark.plain

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=13, spaceAfter=6)
HEAD = ParagraphStyle("head", parent=BODY, fontName="Helvetica-Bold", fontSize=14, leading=17, spaceBefore=8)
SENTENCE = "De buurt ligt tussen het oude dok en de ring, en wie er woont kent de grens niet die op de kaart staat. "


def two_columns(flow: list[Paragraph]) -> bytes:
    stream = io.BytesIO()
    document = BaseDocTemplate(stream, pagesize=A4)
    frames = [Frame(50, 60, 235, 720, id="left"), Frame(310, 60, 235, 720, id="right")]
    head = lambda canvas, page: canvas.drawString(200, 810, f"Stad Wilgendam, aanvraag, bladzijde {page.page}")  # noqa: E731
    document.addPageTemplates([PageTemplate(frames=frames, onPage=head)])
    document.build(flow)
    return stream.getvalue()


def test_each_column_is_read_to_its_foot(wvc: Call) -> None:
    flow = [
        part
        for number, title in (("2", "Visie"), ("3", "Algemene doelstellingen"), ("5", "Vernieuwend karakter"))
        for part in (Paragraph(f"{number}. {title}", HEAD), *[Paragraph(SENTENCE * 5, BODY)] * 7)
    ]
    result = check(read_pdf(two_columns(flow)), wvc)
    words = 35 * len(SENTENCE.replace(",", "").split())
    counts = {section.number: section.running for section in result.sections if section.verdict != "missing"}
    assert counts == {"2": words, "3": words, "5": words}

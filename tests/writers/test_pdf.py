"""The PDF: for the archive and for who reads by ear, the same bytes each time, and nothing typed is markup."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pikepdf
import pytest

from tests.writers.test_docx import TEXT, pieces
from wijkweb.readers.pdf import read_pdf
from wijkweb.shapes.document import Block, Table
from wijkweb.writers.pdf import _FOLDER, write_pdf
from wijkweb.writers.sheet import Piece, Sheet

pytestmark = pytest.mark.plain

LONG = Block("table", table=Table((("Post", "Bedrag"), *((f"post {n}", f"{n}.000,00") for n in range(1, 90))), 1))


def sheet(*more: Piece, title: str = "Onder de wieken") -> Sheet:
    head = Piece(Block("heading", title, level=1), "title")
    section = Piece(Block("heading", "1. Visie", level=1), "section")
    return Sheet(title, "nl", "Molenrode", date(2021, 7, 1), "bladzijde {number} van {total}", (head, section, *more))


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def tags(node: Any) -> list[str]:
    """The tags of the structure tree in reading order."""
    if isinstance(node, pikepdf.Array):
        return [tag for child in node for tag in tags(child)]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    own = [str(node["/S"])] if "/S" in node else []
    return own + (tags(node["/K"]) if "/K" in node else [])


def test_it_claims_and_holds_what_an_archive_and_a_screen_reader_need() -> None:
    pdf = opened(write_pdf(sheet(*pieces(TEXT), Piece(LONG))))
    root, metadata = pdf.Root, pdf.open_metadata()
    assert (bool(root.MarkInfo.Marked), str(root.Lang), bool(root.ViewerPreferences.DisplayDocTitle)) == (
        True,
        "nl",
        True,
    )
    claimed = {name: metadata[name] for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part", "dc:title")}
    assert claimed == {
        "pdfaid:part": "2",
        "pdfaid:conformance": "A",
        "pdfuaid:part": "1",
        "dc:title": "Onder de wieken",
    }
    found = tags(root.StructTreeRoot.K)
    for tag in ("/Title", "/H1", "/H2", "/P", "/L", "/LI", "/Table", "/THead", "/TH", "/TD", "/Link"):
        assert tag in found, tag
    assert found.count("/TH") == 4
    assert "/Note" in found or "/FENote" in found
    assert len(pdf.pages) > 1
    with pdf.open_outline() as outline:
        assert [entry.title for entry in outline.root] == ["1. Visie"]
    fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
    assert all(
        "/FontFile3" in f.DescendantFonts[0].FontDescriptor or "/FontFile2" in f.DescendantFonts[0].FontDescriptor
        for f in fonts
    )


def test_the_head_of_a_table_stands_on_each_of_its_pages() -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(write_pdf(sheet(Piece(LONG))))
    texts = [page.get_textpage().get_text_range() for page in document]
    assert len(texts) > 1
    assert all("Post" in text and "Bedrag" in text and "bladzijde" in text for text in texts)
    document.close()


def test_the_same_paper_is_the_same_bytes() -> None:
    assert write_pdf(sheet(*pieces(TEXT))) == write_pdf(sheet(*pieces(TEXT)))


HOSTILE = '#read("/etc/passwd") #sys.inputs $x$ *vet* _i_ `r` @ref <lab> = Kop \\ // /* [a](b) #import "@preview/x:1.0.0" {{ 7 }} ~ -- ...'


def test_nothing_that_a_person_typed_is_markup() -> None:
    data = write_pdf(sheet(Piece(Block("paragraph", HOSTILE)), Piece(Block("table", table=Table(((HOSTILE, "a"), ("b", HOSTILE)), 1))), Piece(Block("item", HOSTILE, "•")), Piece(Block("footnote", HOSTILE, "1")), title=HOSTILE))  # fmt: skip
    said = " ".join(block.plain for block in read_pdf(data).blocks)
    assert said.replace("\n", " ").count('#read("/etc/passwd") #sys.inputs') == 6
    assert str(opened(data).open_metadata()["dc:title"]) == HOSTILE


@pytest.mark.parametrize(
    "text",
    ["🙂 👩🏽‍🚒 中文 עברית العربية हिन्दी", "a\u0301\u0302\u0303 e\u20dd", "\x01\x02\ufffe", "\u202eomgekeerd\u202c", "x\u200b\u200d\u00ady", "ﷺ" * 50, "़" * 9],
    ids=["scripts", "combining", "controls", "bidi", "invisible", "wide", "marks"],
)  # fmt: skip
def test_signs_that_no_font_has_never_stop_a_paper(text: str) -> None:
    said = " ".join(block.plain for block in read_pdf(write_pdf(sheet(Piece(Block("paragraph", f"voor {text} na de woorden"))))).blocks)  # fmt: skip
    assert "voor" in said
    assert "na de woorden" in said


def test_bulgarian_turkish_and_greek_names_are_printed() -> None:
    names = "Ботевград, Димитър Щърбов; İğdır, Şükrü Çağlayan, ılık; Ελλάδα; Łódź, Kraków; Iași, Țăndărei"
    assert names in " ".join(block.plain for block in read_pdf(write_pdf(sheet(Piece(Block("paragraph", f"{names} en nog wat woorden in deze zin"))))).blocks)  # fmt: skip


def test_every_letter_that_is_let_through_is_in_the_fonts() -> None:
    import typst

    spans = [span.split("-") for span in (_FOLDER / "letters.txt").read_text().split()]
    letters = " ".join(chr(code) for span in spans for code in range(int(span[0], 16), int(span[-1], 16) + 1))
    source = '#set document(title: "x", date: datetime(year: 2021, month: 7, day: 1))\n#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"), fallback: true)\n#let d = sys.inputs.d\n#d\n\n#strong(d)\n\n#emph(d)\n\n#strong(emph(d))'  # fmt: skip
    made, warnings = typst.compile_with_warnings(
        source.encode(), format="pdf", sys_inputs={"d": letters}, ignore_system_fonts=True, timestamp=0, pdf_standards=["a-2b"]
    )  # fmt: skip
    assert (made[:5], warnings) == (b"%PDF-", [])


def test_headings_skip_no_level_and_lists_lie_in_lists() -> None:
    deep = (
        Block("heading", "Diep", level=5),
        Block("item", "een", "•"),
        Block("item", "onder", "•", 3),
        Block("item", "drie", "3."),
    )
    pdf = opened(write_pdf(sheet(*map(Piece, deep))))
    found = tags(pdf.Root.StructTreeRoot.K)
    assert [tag for tag in found if tag.startswith("/H") and tag[2:].isdigit()] == ["/H1", "/H2"]
    assert found.count("/L") == 3

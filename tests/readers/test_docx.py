"""Word files as people make them: styles, notes, changes, boxes, merged cells, numbers that nobody typed."""

import pytest
from docx.document import Document as WordDocument
from docx.shared import Cm

from tests.readers.papers import numbered, raw, with_numbering, word
from wijkweb.readers.docx import read_docx
from wijkweb.rules.check import check
from wijkweb.shapes.call import Call
from wijkweb.shapes.document import Mark

pytestmark = pytest.mark.plain


def blocks(build, notes: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
    return [(block.kind, block.number, block.text) for block in read_docx(word(build, notes)).blocks]


def test_headings_by_style_and_lists_by_style() -> None:
    def build(document: WordDocument) -> None:
        document.add_heading("Aanvraag", 0)
        document.add_heading("Visie", 1)
        document.add_paragraph("Een alinea.")
        document.add_paragraph("punt", style="List Bullet")
        document.add_paragraph("Figuur 1: de wijk", style="Caption")

    assert blocks(build) == [
        ("heading", "", "Aanvraag"),
        ("heading", "", "Visie"),
        ("paragraph", "", "Een alinea."),
        ("item", "•", "punt"),
        ("caption", "", "Figuur 1: de wijk"),
    ]


def test_numbers_that_word_makes_are_seen() -> None:
    def build(document: WordDocument) -> None:
        with_numbering(document)
        for text, level in (("Context", 0), ("Visie", 0), ("Onder", 1), ("Ook onder", 1), ("Doelen", 0), ("Diep", 1)):
            numbered(document, text, level)

    assert [number for _, number, _ in blocks(build)] == ["1.", "2.", "2.1", "2.2", "3.", "3.1"]


def test_real_footnotes_stand_after_their_paragraph_and_are_not_in_it() -> None:
    def build(document: WordDocument) -> None:
        raw(
            document,
            '<w:p><w:r><w:t>Een burger</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:t>.</w:t></w:r></w:p>',
        )
        document.add_paragraph("Slot.")

    assert blocks(build, ("Zie het register.",)) == [
        ("paragraph", "", "Een burger."),
        ("footnote", "1", "Zie het register."),
        ("paragraph", "", "Slot."),
    ]


def test_tracked_changes_are_read_as_accepted_and_told() -> None:
    def build(document: WordDocument) -> None:
        raw(
            document,
            '<w:p><w:r><w:t xml:space="preserve">Wij </w:t></w:r><w:ins w:id="1" w:author="a"><w:r><w:t>vragen</w:t></w:r></w:ins>'
            '<w:del w:id="2" w:author="a"><w:r><w:delText>eisen</w:delText></w:r></w:del><w:r><w:t xml:space="preserve"> veel.</w:t></w:r></w:p>',
        )

    document = read_docx(word(build))
    assert [block.text for block in document.blocks] == ["Wij vragen veel."]
    assert dict(document.remarks) == {"deleted_text": 1, "inserted_text": 1}


def test_a_text_box_is_read_once_where_it_hangs() -> None:
    box = (
        '<w:p><w:r><w:t>Anker.</w:t></w:r><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p><w:r><w:t>In het vak.</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>'
        "<mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>In het vak.</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    document = read_docx(word(lambda document: raw(document, box)))
    assert [block.text for block in document.blocks] == ["Anker.", "In het vak."]
    assert dict(document.remarks) == {"text_boxes": 1}


def test_page_headers_are_kept_once_and_belong_to_no_section(wvc: Call) -> None:
    def build(document: WordDocument) -> None:
        document.sections[0].header.paragraphs[0].text = "Stad Wilgendam, vertrouwelijk"
        document.sections[0].footer.paragraphs[0].text = "bladzijde"
        document.add_heading("2. Visie", 1)
        document.add_paragraph("Een visie.")

    result = check(read_docx(word(build)), wvc)
    assert {block.text for block in result.dossier.placed.unplaced} == {"Stad Wilgendam, vertrouwelijk", "bladzijde"}
    assert next(s.running for s in result.sections if s.key == "vision") == 2


def test_merged_cells_count_their_words_once() -> None:
    def build(document: WordDocument) -> None:
        table = document.add_table(rows=3, cols=3)
        for row in range(3):
            for column in range(3):
                table.cell(row, column).text = f"{row}{column}"
        table.cell(0, 0).merge(table.cell(0, 1)).text = "breed"
        table.cell(1, 2).merge(table.cell(2, 2)).text = "hoog"

    (block,) = read_docx(word(build)).blocks
    assert block.table is not None
    assert block.table.rows == (("breed", "", "02"), ("10", "11", "hoog"), ("20", "21", ""))


def test_a_frame_around_a_text_is_no_table() -> None:
    def build(document: WordDocument) -> None:
        cell = document.add_table(rows=1, cols=1).cell(0, 0)
        cell.text = "Een antwoord in een kader."
        cell.add_paragraph("punt", style="List Bullet")

    assert blocks(build) == [("paragraph", "", "Een antwoord in een kader."), ("item", "•", "punt")]


def test_content_controls_fields_and_links_are_read_through() -> None:
    def build(document: WordDocument) -> None:
        raw(
            document,
            "<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>In een veld.</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        )
        raw(
            document,
            '<w:p><w:r><w:t xml:space="preserve">Op </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>8 juli</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
        )
        raw(document, '<w:p><w:hyperlink w:anchor="x"><w:r><w:t>een link</w:t></w:r></w:hyperlink></w:p>')

    assert [text for _, _, text in blocks(build)] == ["In een veld.", "Op 8 juli", "een link"]


def test_emphasis_becomes_marks_and_hidden_text_goes() -> None:
    def build(document: WordDocument) -> None:
        paragraph = document.add_paragraph("Een ")
        paragraph.add_run("vet").bold = True
        paragraph.add_run("te ").bold = True
        paragraph.add_run("en schuine").italic = True
        hidden = paragraph.add_run(" geheim")
        hidden.font.hidden = True

    document = read_docx(word(build))
    (block,) = document.blocks
    assert block.text == "Een vette en schuine"
    assert block.marks == (Mark(4, 10, "strong"), Mark(10, 20, "emphasis"))
    assert dict(document.remarks) == {"hidden_text": 1}


def test_comments_and_pictures_are_counted() -> None:
    def build(document: WordDocument) -> None:
        paragraph = document.add_paragraph("Een zin.")
        document.add_comment(paragraph.runs, text="klopt dit?", author="a", initials="a")
        raw(document, "<w:p><w:r><w:drawing/></w:r><w:r><w:t>Met beeld.</w:t></w:r></w:p>")

    assert dict(read_docx(word(build)).remarks) == {"comments": 1, "images": 1}


def test_sections_out_of_order_in_a_word_file(wvc: Call) -> None:
    def build(document: WordDocument) -> None:
        for title, text in (
            ("3. Algemene doelstellingen", "Drie drie."),
            ("2. Visie (max. 750 woorden)", "Twee."),
            ("Bijlagen", "x"),
        ):
            document.add_heading(title, 1)
            document.add_paragraph(text)

    result = check(read_docx(word(build)), wvc)
    counts = {section.key: section.running for section in result.sections if section.verdict != "missing"}
    assert counts == {"vision": 1, "objectives": 2, "annexes": 1}


def test_a_page_header_that_is_laid_out_as_a_table_is_kept(wvc: Call) -> None:
    def build(document: WordDocument) -> None:
        table = document.sections[0].header.add_table(1, 2, Cm(10))
        table.cell(0, 0).text, table.cell(0, 1).text = "Gemeente Wilgendam", "vertrouwelijk"
        document.add_heading("2. Visie", 1)

    placed = check(read_docx(word(build)), wvc).dossier.placed
    assert "Gemeente Wilgendam\tvertrouwelijk" in [block.plain for block in placed.unplaced]


def test_a_field_that_was_never_filled_in_counts_nothing_and_is_told() -> None:
    prompt = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent>"
    run = "<w:r><w:t>Klik om tekst in te voeren.</w:t></w:r>"

    def build(document: WordDocument) -> None:
        raw(document, f"<w:sdt>{prompt.format(f'<w:p>{run}</w:p>')}</w:sdt>")
        raw(document, f"<w:p><w:r><w:t>Naam:</w:t></w:r><w:sdt>{prompt.format(run)}</w:sdt></w:p>")

    document = read_docx(word(build))
    assert [block.text for block in document.blocks] == ["Naam:"]
    assert dict(document.remarks) == {"prompts": 2}


@pytest.mark.parametrize("merged", [False, True], ids=["questions left, answers right", "one under the other"])
def test_a_form_that_is_one_table_with_tables_in_its_cells(wvc: Call, merged: bool) -> None:
    def build(document: WordDocument) -> None:
        form = document.add_table(rows=0, cols=2)
        for title in ("2. Visie", "9.2. Aanvraag voor subsidie wijkverbeteringscontract"):
            cells = form.add_row().cells
            cells[0].text = title
            answer = cells[1]
            if merged:
                cells[0].merge(cells[1])
                below = form.add_row().cells
                answer = below[0].merge(below[1])
            answer.paragraphs[0].text = "Een antwoord in de cel."
            inner = answer.add_table(rows=2, cols=2)
            for cell, text in zip(inner._cells, ("Personeel", "5.000", "Onvoorzien", "9.000"), strict=True):
                cell.text = text

    result = check(read_docx(word(build)), wvc)
    counts = {section.key: section.running for section in result.sections if section.verdict != "missing"}
    assert counts == {"vision": 5, "subsidy": 9}
    assert [f.code for f in result.findings if f.severity == "breach"] == ["posts.not_eligible"]

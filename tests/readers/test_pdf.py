"""PDFs drawn for the test: where a letter stands tells what it is part of."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    ListFlowable,
    ListItem,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from wijkweb.readers.pdf import read_pdf
from wijkweb.rules.words import count
from wijkweb.shapes.document import Block

pytestmark = pytest.mark.plain

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=11, leading=14, spaceAfter=8)
HEAD = ParagraphStyle("head", parent=BODY, fontName="Helvetica-Bold", fontSize=15, leading=18, spaceBefore=10)
GRID = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")])
PLAIN = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")])
RIGHT = TableStyle([("ALIGN", (1, 0), (-1, -1), "RIGHT"), ("VALIGN", (0, 0), (-1, -1), "TOP")])
LONG = (
    "De buurt ligt tussen het oude dok en de ring, en wie er woont kent de grens niet die op de kaart staat. "
    "Kinderen lopen van het ene plein naar het andere, jongeren zitten in hetzelfde park en families doen hun "
    "boodschappen in dezelfde straat, zodat een aanpak per wijk altijd maar een half antwoord geeft."
)


def drawn(*flow: Any, on_page: Callable[[Canvas, Any], None] | None = None) -> list[Block]:
    stream = io.BytesIO()
    document = SimpleDocTemplate(stream, pagesize=A4, leftMargin=70, rightMargin=70, topMargin=70, bottomMargin=70)
    keep = on_page or (lambda canvas, _: None)
    document.build(list(flow), onFirstPage=keep, onLaterPages=keep)
    return list(read_pdf(stream.getvalue()).blocks)


def texts(blocks: list[Block]) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks]


def p(text: str, style: ParagraphStyle = BODY) -> Paragraph:
    return Paragraph(text, style)


def cells(rows: list[list[str]]) -> list[list[Paragraph]]:
    return [[p(cell, ParagraphStyle("cell", parent=BODY, spaceAfter=0)) for cell in row] for row in rows]


def only_table(blocks: list[Block]) -> tuple[tuple[str, ...], ...]:
    (block,) = [block for block in blocks if block.table]
    assert block.table is not None
    return block.table.rows


def test_paragraphs_headings_and_lists() -> None:
    points = ListFlowable([ListItem(p("een eerste punt")), ListItem(p(LONG))], bulletType="bullet", start="•")
    blocks = drawn(p("2. Visie", HEAD), p(LONG), p("Kort."), points)
    assert texts(blocks) == [
        ("heading", "Visie"), ("paragraph", LONG), ("paragraph", "Kort."), ("item", "een eerste punt"), ("item", LONG),
    ]  # fmt: skip
    assert blocks[0].number == "2."
    assert count(blocks).running == 1 + len(LONG.split()) * 2 + 1 + 3


ROWS = [
    ["Post", "Bedrag"],
    ["personeel van de stad en van de partners samen", "349.948,72"],
    ["werking", "6.000"],
    ["investeringen", "0"],
]


@pytest.mark.parametrize("style", [GRID, PLAIN, RIGHT], ids=["with lines", "by white space", "aligned right"])
def test_a_table_with_a_cell_of_two_lines(style: TableStyle) -> None:
    rows = [[p(row[0], ParagraphStyle("c", parent=BODY, spaceAfter=0)), row[1]] for row in ROWS]
    blocks = drawn(p(LONG), Table(rows, colWidths=[150, 120], style=style), Spacer(1, 14), p(LONG))
    assert only_table(blocks) == tuple(map(tuple, ROWS))
    assert [text for kind, text in texts(blocks) if kind == "paragraph"] == [LONG, LONG]


@pytest.mark.parametrize("style", [GRID, PLAIN], ids=["with lines", "by white space"])
def test_a_table_over_a_page_break_repeats_its_head_once(style: TableStyle) -> None:
    rows = [["Naam van de post", "Bedrag"]] + [[f"post nummer {n}", f"{n}.000"] for n in range(1, 90)]
    blocks = drawn(Table(rows, colWidths=[200, 120], style=style, repeatRows=1))
    assert only_table(blocks) == tuple(map(tuple, rows))


def test_rows_a_little_further_apart_than_lines_are_rows() -> None:
    """Browsers print such tables: no lines, a head in the middle of its column, figures to the edge."""
    rows = [("Partner", "Bedrag"), ("Publieke partners", ""), ("2 VTE straathoekwerk", "400.000,00"), ("0,8 VTE coördinator", "160.000,00"), ("Totaal publieke partners", "560.000"), ("Private partners", "")]  # fmt: skip

    def draw(canvas: Canvas, _: Any) -> None:
        canvas.setFont("Helvetica", 11)
        for at, (label, amount) in enumerate(rows):
            canvas.drawString(115 if at == 0 else 72, 500 - 15.2 * at, label)
            canvas.drawString(240, 500 - 15.2 * at, amount)

    assert only_table(drawn(p(LONG), p(LONG), p(LONG), on_page=draw)) == tuple(rows)


def test_a_word_broken_in_a_cell_of_more_words_is_joined_when_the_text_knows_it() -> None:
    def draw(canvas: Canvas, _: Any) -> None:
        canvas.setFont("Helvetica", 11)
        for y, row in (
            (630, ("post", "euro")),
            (612, ("kinderen en fam", "5")),
            (598, ("ilies", "")),
            (580, ("rest", "7")),
        ):
            for x, text in zip((72, 200), row, strict=True):
                canvas.drawString(x, y, text)

    assert only_table(drawn(p(LONG), on_page=draw))[1] == ("kinderen en families", "5")


def test_a_row_that_the_page_cuts_is_a_row_of_its_own() -> None:
    """Browsers draw no line where the page cuts a row: only the upright lines go on."""

    def draw(canvas: Canvas, _: Any) -> None:
        canvas.setFont("Helvetica", 11)
        for y in (460, 430):
            canvas.line(72, y, 400, y)
        for x in (72, 200, 400):
            canvas.line(x, 490, x, 380)
        for y, row in (
            (470, ("", "het slot van een rij")),
            (440, ("Visie", "een antwoord")),
            (410, ("Doel", "nog een")),
        ):
            for x, text in zip((76, 204), row, strict=True):
                canvas.drawString(x, y, text)

    assert only_table(drawn(p(LONG), on_page=draw)) == (
        ("", "het slot van een rij"), ("Visie", "een antwoord"), ("Doel", "nog een"),
    )  # fmt: skip


def test_merged_cells_keep_their_text_in_the_first_place() -> None:
    style = TableStyle([*GRID.getCommands(), ("SPAN", (0, 0), (1, 0)), ("SPAN", (0, 1), (0, 2))])
    rows = [["breed", "", "c"], ["hoog", "e", "f"], ["", "h", "i"]]
    assert only_table(drawn(p(LONG), Table(rows, colWidths=[90] * 3, style=style))) == (
        ("breed", "", "c"), ("hoog", "e", "f"), ("", "h", "i"),
    )  # fmt: skip


def test_a_frame_with_one_column_is_text() -> None:
    box = TableStyle([("BOX", (0, 0), (-1, -1), 0.5, colors.black)])
    blocks = drawn(Table([[p(LONG)]], colWidths=[430], style=box))
    assert [block.kind for block in blocks] == ["paragraph"]
    assert blocks[0].text == LONG


def test_words_that_a_narrow_cell_breaks_are_joined() -> None:
    def draw(canvas: Canvas, _: Any) -> None:
        canvas.setFont("Helvetica", 11)
        for y, row in (
            (630, ("indicator", "wijk", "stad")),
            (610, ("werkloosheidsdr", "15", "8")),
            (597, ("uk", "", "")),
            (577, ("inkomen", "14", "22")),
        ):
            for x, text in zip((72, 164, 240), row, strict=True):
                canvas.drawString(x, y, text)

    rows = only_table(drawn(p(LONG), on_page=draw))
    assert rows == (("indicator", "wijk", "stad"), ("werkloosheidsdruk", "15", "8"), ("inkomen", "14", "22"))


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [("wijk-", "werking", "wijkwerking"), ("Rabot-", "Blaisantvest", "Rabot-Blaisantvest"), ("welzijns-", "en zorgteam", "welzijns- en zorgteam"), ("kilo-", "watt", "kilo-watt")],
)  # fmt: skip
def test_a_hyphen_at_the_end_of_a_line(first: str, second: str, joined: str) -> None:
    def draw(canvas: Canvas, _: Any) -> None:
        canvas.setFont("Helvetica", 11)
        canvas.drawString(72, 500, "x" * 66 + f" {first}")
        canvas.drawString(72, 486, f"{second} staat hier")

    blocks = drawn(p("De wijkwerking en " + LONG), on_page=draw)
    assert joined in " ".join(block.text for block in blocks)


def test_running_heads_and_page_numbers_are_told_once_and_not_in_the_text() -> None:
    def draw(canvas: Canvas, document: Any) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(72, 810, "Stad Wilgendam, aanvraag")
        canvas.drawString(280, 30, f"bladzijde {document.page}")

    pages = [f"{'abcde'[n] * 5} {LONG}" for n in range(5)]
    blocks = drawn(*[part for text in pages for part in (p(text), PageBreak())], p("Slot."), on_page=draw)
    heads = [block.text for block in blocks if "Wilgendam" in block.text or "bladzijde" in block.text]
    assert heads == ["Stad Wilgendam, aanvraag", "bladzijde 1"]
    assert [block.text for block in blocks[2:-1]] == pages


def test_a_paragraph_goes_on_over_the_page_break() -> None:
    many = " ".join([LONG] * 22)
    (block,) = drawn(p(many))
    assert block.text == many


def test_a_footnote_at_the_foot_of_a_page_stands_apart() -> None:
    def draw(canvas: Canvas, _: Any) -> None:
        canvas.setFont("Helvetica", 6)
        canvas.drawString(70, 87, "1")
        canvas.setFont("Helvetica", 8)
        canvas.drawString(74, 84, "Zie het register van de stad.")

    blocks = drawn(p(f"{LONG}<super size=7>1</super>"), on_page=draw)
    assert [(block.kind, block.number, block.text) for block in blocks if block.kind == "footnote"] == [
        ("footnote", "1", "Zie het register van de stad.")
    ]
    assert count(blocks).running == len(LONG.split())


def test_what_was_typed_into_the_fields_of_a_form_is_text() -> None:
    def draw(canvas: Canvas, _: Any) -> None:
        canvas.setFont("Helvetica", 11)
        canvas.drawString(72, 500, "Projectnaam:")
        canvas.acroForm.textfield(
            name="p", value="De Scheepsbel", x=150, y=494, width=200, height=18, fontSize=11, borderWidth=0
        )

    assert "De Scheepsbel" in " ".join(block.text for block in drawn(p(LONG), on_page=draw))

"""Headings as people leave them: typing errors, no space, a line above its text, a form that is one table."""

import pytest

from tests.rules.build import checked
from wijkweb.rules.placing import place
from wijkweb.shapes.call import Call
from wijkweb.shapes.document import Block, Document, Table
from wijkweb.shapes.markdown import parse

pytestmark = pytest.mark.plain


def sections(blocks, call: Call) -> dict[str, list[str]]:
    placed = place(Document("docx", tuple(blocks)), call)
    return {s.key: [block.plain for _, block in s.answers()] for s in placed.sections}


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("2. Vise", "vision"),
        ("3. Algemene doelstelingen", "objectives"),
        ("Algemene doelstelingen", "objectives"),
        ("2.Visie", "vision"),
        ("Hoofdstuk 2: Visie", "vision"),
        ("Rubriek 3 – ALGEMENE DOELSTELLINGEN", "objectives"),
        ("7. Samenwerking met civiele maatschapij", "society"),
        ("10. Bijlage", "annexes"),
    ],
)
def test_a_heading_with_a_fault_is_still_one(wvc: Call, heading: str, key: str) -> None:
    assert sections(parse(f"{heading}\n\nEen antwoord."), wvc) == {key: ["Een antwoord."]}


@pytest.mark.parametrize("line", ["7. Samenwerking met scholen", "2. Vice versa", "Visite", "3. Algemeen"])
def test_what_is_only_near_a_title_is_none(wvc: Call, line: str) -> None:
    assert set(sections(parse(f"1. Inhoudelijke omschrijving en de context van de wijk\n\n{line}"), wvc)) == {"context"}


def test_a_heading_right_above_its_text_without_a_blank_line(wvc: Call) -> None:
    text = "2. Visie (max. 750 woorden)\nEen visie die\nblijft.\n3. Algemene doelstellingen\nEen doel."
    assert sections(parse(text), wvc) == {"vision": ["Een visie die\nblijft."], "objectives": ["Een doel."]}


def test_a_line_in_the_middle_of_a_text_that_is_like_a_title_cuts_nothing(wvc: Call) -> None:
    found = sections(parse("2. Visie\n\nWij vroegen naar een\nVisie\nen kregen er drie."), wvc)
    assert found == {"vision": ["Wij vroegen naar een\nVisie\nen kregen er drie."]}


FORM = (
    ("2. Visie", "Een visie.\nNog een regel."),
    ("3", "Algemene doelstellingen\n(max. 350 woorden)", "Een doel."),
    ("9.2. Aanvraag voor subsidie wijkverbeteringscontract", "Bedrag aangevraagde subsidie: 5.000\nwerking\t5.000\nstudies\t0"),
    ("10. Bijlagen", ""),
    ("- kaart.pdf", ""),
)  # fmt: skip


def test_a_form_that_is_one_table_is_told_apart(wvc: Call) -> None:
    width = max(map(len, FORM))
    table = Table(tuple(row + ("",) * (width - len(row)) for row in FORM), 1)
    assert sections([Block("table", table=table)], wvc) == {
        "vision": ["Een visie.", "Nog een regel."],
        "objectives": ["Een doel."],
        "subsidy": ["Bedrag aangevraagde subsidie: 5.000", "werking\t5.000\nstudies\t0"],
        "annexes": ["- kaart.pdf"],
    }


def test_a_table_that_only_names_the_sections_stays_a_table(wvc: Call) -> None:
    summary = Block("table", table=Table((("2. Visie", "blz. 3"), ("3. Algemene doelstellingen", "blz. 4")), 1))
    body = parse("2. Visie\n\nTwee.\n\n3. Algemene doelstellingen\n\nDrie.")
    assert sections([summary, *body], wvc) == {"vision": ["Twee."], "objectives": ["Drie."]}


def test_the_number_of_a_missing_section_on_a_sub_heading_elsewhere_is_no_section(wvc: Call) -> None:
    text = (
        "# 1. Inhoudelijke omschrijving en de context van de wijk\n\nEen.\n\n## 5. Besluit\n\nNog een.\n\n"
        "# 4. Concrete acties, verwachte effecten, indicatoren, risico-analyse\n\nVier."
    )
    assert set(sections(parse(text), wvc)) == {"context", "actions"}


def test_a_second_heading_of_the_same_section_is_kept_and_counts_nothing(wvc: Call) -> None:
    result = checked(wvc, {"vision": "Een.\n\n## 2. Visie\n\nTwee."})
    section = result.dossier.placed.section("vision")
    assert section is not None
    assert [(piece.block.text, piece.role) for piece in section.blocks] == [
        ("Een.", "answer"), ("2. Visie", "form"), ("Twee.", "answer"),
    ]  # fmt: skip

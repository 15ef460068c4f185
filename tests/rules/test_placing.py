"""Laying a paper onto a form: any order, any numbering that people use, printed lines apart, nothing lost."""

import pytest

from tests.rules.build import paper
from wijkweb.rules.fingerprints import fingerprint, normalised, spans
from wijkweb.rules.placing import place
from wijkweb.shapes.call import Call, Form
from wijkweb.shapes.document import Block, Document
from wijkweb.shapes.markdown import parse

pytestmark = pytest.mark.plain


def sections(text: str, call: Call) -> dict[str, list[str]]:
    placed = place(Document("text", parse(text)), call)
    return {section.key: [block.text for _, block in section.answers()] for section in placed.sections}


@pytest.mark.parametrize(
    "heading",
    [
        "2. Visie (max. 750 woorden)",
        "## 2. Visie",
        "**2. Visie**",
        "Visie",
        "Vraag 2: Visie",
        "2) Visie",
        "## Visie (maximaal 750 woorden)",
        "2 Onze visie",
        "5. Visie",  # numbered otherwise, the title tells
    ],
)
def test_a_heading_is_found_as_people_write_it(wvc: Call, heading: str) -> None:
    found = sections(f"{heading}\n\nEen antwoord.\n\n3. Algemene doelstellingen\n\nNog een.", wvc)
    assert found["vision"] == ["Een antwoord."]


@pytest.mark.parametrize(
    "line",
    [
        "De visie van de bewoners is anders.",
        "1.6 VTE sociale cohesie",
        "1. Een eerste punt van een lijst",
        "- Visie",
        "2. dan iets anders",
    ],
)
def test_what_only_looks_like_a_heading_stays_in_its_section(wvc: Call, line: str) -> None:
    found = sections(f"2. Visie\n\n{line}\n\nSlot.", wvc)
    assert set(found) == {"vision"}
    assert len(found["vision"]) == 2


def test_sections_out_of_order_and_one_missing(wvc: Call) -> None:
    text = "3. Algemene doelstellingen\n\nDrie.\n\n10. Bijlagen\n\nTien.\n\n2. Visie\n\nTwee."
    placed = place(Document("text", parse(text)), wvc)
    assert [section.key for section in placed.sections] == ["vision", "objectives", "annexes"]
    assert "context" in placed.missing


def test_a_table_of_contents_takes_no_text_away(wvc: Call) -> None:
    contents = "2. Visie ...... 3\n\n3. Algemene doelstellingen ...... 4\n\n10. Bijlagen ...... 9"
    bare = "2. Visie\n\n3. Algemene doelstellingen\n\n10. Bijlagen"
    body = "Voorwoord.\n\n2. Visie\n\nTwee.\n\n3. Algemene doelstellingen\n\nDrie.\n\n10. Bijlagen\n\nTien."
    for lines in (contents, bare):
        found = sections(f"{lines}\n\n{body}", wvc)
        assert found == {"vision": ["Twee."], "objectives": ["Drie."], "annexes": ["Tien."]}


def test_a_sub_heading_with_the_title_of_a_section_splits_nothing(wvc: Call) -> None:
    found = sections(
        "1. Inhoudelijke omschrijving en de context van de wijk\n\nVisie\n\nEen.\n\n2. Visie\n\nTwee.", wvc
    )
    assert found["context"] == ["Visie", "Een."]
    assert found["vision"] == ["Twee."]


def test_a_real_heading_with_the_number_alone_is_enough(wvc: Call) -> None:
    document = Document("docx", (Block("heading", "Waar willen we heen?", "2.", 1), Block("paragraph", "Daarheen.")))
    assert [section.key for section in place(document, wvc).sections] == ["vision"]


LINE = "Schrijf in hoogstens tien zinnen op wat u met deze buurt van plan bent en waarom precies daar."


def with_form(call: Call, *lines: str) -> Call:
    from dataclasses import replace

    return replace(call, form=Form(tuple(filter(None, map(fingerprint, lines)))))


@pytest.mark.parametrize(
    "printed",
    [
        LINE,
        f"- {LINE}",
        LINE.upper(),
        LINE.replace(" wat u met ", " wat\nu met "),
        LINE.replace("hoogstens", "hoog-\nstens"),  # broken by a reader of PDF
        LINE.replace("precies ", ""),
        f"*{LINE}*",
    ],
)
def test_a_printed_line_is_recognised_and_not_counted(wvc: Call, printed: str) -> None:
    call = with_form(wvc, LINE)
    found = sections(f"2. Visie\n\n{printed}\n\nOns antwoord is kort.", call)
    assert found["vision"] == ["Ons antwoord is kort."]


def test_an_answer_that_follows_in_the_same_paragraph_is_kept(wvc: Call) -> None:
    found = sections(f"2. Visie\n\n{LINE} Ons antwoord is kort.", with_form(wvc, LINE))
    assert found["vision"] == ["Ons antwoord is kort."]


def test_an_answer_that_uses_the_words_of_the_form_is_kept(wvc: Call) -> None:
    answer = "Wat we met deze buurt van plan zijn, schrijven we hier op."
    assert sections(f"2. Visie\n\n{answer}", with_form(wvc, LINE))["vision"] == [answer]


def test_a_fingerprint_holds_no_word_of_the_line() -> None:
    made = fingerprint(LINE)
    assert made is not None
    assert made.split(":")[0] == str(len(normalised(LINE)))
    assert not any(word.text in made for word in normalised(LINE) if len(word.text) > 3)
    assert fingerprint("Te kort dus") is None


def test_many_printed_lines_take_time_in_step() -> None:
    words = [word.text for word in normalised(LINE)] * 3_000
    prints = [made] if (made := fingerprint(LINE)) else []
    assert len(spans(words, prints)) == 3_000


def test_nothing_is_lost(wvc: Call) -> None:
    document = paper(
        wvc, {"vision": "Twee.\n\n| a | b |\n|---|---|\n| c | d |", "annexes": "- Bijlage 1"}, head="Vooraf."
    )
    placed = place(document, wvc)
    kept = [block.plain for block in placed.unplaced]
    kept += [s.heading.plain for s in placed.sections] + [p.block.plain for s in placed.sections for p in s.blocks]
    assert sorted(kept) == sorted(block.plain for block in document.blocks)

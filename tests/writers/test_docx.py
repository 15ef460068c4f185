"""Word files: what is written reads back as the same blocks, and counts the same as the page and the server."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections import Counter
from datetime import date

import pytest

from tests.rules.test_words import generated
from wijkweb.readers.docx import read_docx
from wijkweb.rules.words import count, place
from wijkweb.shapes.document import Block, Mark
from wijkweb.shapes.markdown import parse
from wijkweb.writers.docx import write_docx
from wijkweb.writers.markdown import to_markdown
from wijkweb.writers.sheet import Piece, Sheet

pytestmark = pytest.mark.plain

EDGE = "tekstgrens"


def sheet(*pieces: Piece) -> Sheet:
    return Sheet("Onder de wieken", "nl", "Molenrode", date(2021, 7, 1), "bladzijde {number} van {total}", pieces)


def pieces(text: str) -> list[Piece]:
    """The blocks of a section as a dossier puts them on paper."""
    return [
        Piece(Block("caption", b.text, marks=b.marks) if b.kind == "paragraph" and place(b) == "caption" else b)
        for b in parse(text)
    ]


def member(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def test_ten_thousand_texts_count_the_same_in_word() -> None:
    cases = generated()
    assert len(cases) == 10_000
    different, began = [], time.monotonic()
    for start in range(0, len(cases), 1_000):
        part = cases[start : start + 1_000]
        parts = [
            [Piece(Block("heading", f"{EDGE} {at}", level=1), "section"), *pieces(case["text"])]
            for at, case in enumerate(part)
        ]
        blocks = read_docx(write_docx(sheet(*(piece for one in parts for piece in one)))).blocks
        heads = [at for at, block in enumerate(blocks) if block.text.startswith(EDGE) and block.kind == "heading"]
        assert len(heads) == len(part)
        for at, case, end in zip(heads, part, [*heads[1:], len(blocks)], strict=True):
            server = count(parse(case["text"]), case["unit"], own_table=case["own_table"])
            paper = count(blocks[at + 1 : end], case["unit"], own_table=case["own_table"])
            if server != paper:
                different.append((case["text"], server, paper))
    assert different == []
    assert time.monotonic() - began < 120


TEXT = """## Sporen

Een **vet** woord, een *schuin* woord, ***beide***, [de stad](https://stad.gent) en een noot.[^1]

- punt
  - onder
3. drie
4. vier

1. opnieuw

| Post | Bedrag |
|---|---|
| werking | 1.000,00 |

Figuur 1: de wijk

[^1]: Bron: de stad."""


def test_what_is_written_reads_back_as_it_was() -> None:
    read = read_docx(write_docx(sheet(*pieces(TEXT)))).blocks
    assert (
        to_markdown(block for block in read if block.text != "bladzijde 1 van 1")
        == """## Sporen

Een **vet** woord, een *schuin* woord, ***beide***, [de stad](https://stad.gent) en een noot.[^1]

[^1]: Bron: de stad.

- punt
  - onder
3. drie
4. vier
1. opnieuw

| Post | Bedrag |
|---|---|
| werking | 1.000,00 |

Figuur 1: de wijk"""
    )


def test_it_is_a_word_file_with_real_parts() -> None:
    data = write_docx(sheet(Piece(Block("heading", "Onder de wieken", level=1), "title"), *pieces(TEXT)))
    body, notes = member(data, "word/document.xml"), member(data, "word/footnotes.xml")
    assert re.findall(r'pStyle w:val="(\w+)"', body) == [
        "Title", "Heading2", "Normal", "ListParagraph", "ListParagraph", "ListParagraph", "ListParagraph", "ListParagraph",
        "TableText", "TableText", "TableText", "TableText", "Caption",
    ]  # fmt: skip
    assert body.count("<w:tblHeader/>") == 1
    assert body.count('<w:footnoteReference w:id="1"/>') == 1
    assert notes.count("Bron: de stad.") == 1
    assert 'w:val="nl-BE"' in member(data, "word/styles.xml")
    core = member(data, "docProps/core.xml")
    assert ("<dc:title>Onder de wieken</dc:title>" in core, "<dc:language>nl</dc:language>" in core) == (True, True)


HOSTILE = (
    '=cmd|\' /C calc\'!A0 { HYPERLINK "http://a" } {DDEAUTO c:\\\\x} <w:fldSimple w:instr="DATE"/> ]]> &amp; \x01\x0b'
)


def test_what_a_person_typed_is_never_a_field() -> None:
    block = Block(
        "paragraph", HOSTILE, marks=(Mark(0, 4, "link", "javascript:alert(1)"), Mark(5, 9, "link", 'http://a"b'))
    )
    data = write_docx(sheet(Piece(block), Piece(Block("footnote", HOSTILE, "1")), Piece(Block("item", HOSTILE, "1."))))
    for name in ("word/document.xml", "word/footnotes.xml"):
        assert not re.search(r"<w:(?:fldSimple|fldChar|instrText|hyperlink)\b", member(data, name))
    read = read_docx(data).blocks
    assert Counter(block.kind for block in read) == {"paragraph": 2, "footnote": 1, "item": 1}
    assert all(HOSTILE[:60] in block.text for block in read[1:])

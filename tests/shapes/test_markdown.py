"""The house's Markdown: what becomes a block, what becomes a mark, what stays as it is."""

import time

import pytest

from wijkweb.shapes.document import Mark
from wijkweb.shapes.markdown import inline, parse

pytestmark = pytest.mark.plain


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in parse(text)]


def test_blocks() -> None:
    assert kinds("# Kop\n\nEen\nalinea.\n- punt\n  vervolg\n1. eerst\n\n[^a]: noot\n---\nSlot") == [
        ("heading", "Kop"),
        ("paragraph", "Een\nalinea."),
        ("item", "punt\nvervolg"),
        ("item", "eerst"),
        ("footnote", "noot"),
        ("paragraph", "Slot"),
    ]


def test_items_keep_their_number_and_depth() -> None:
    assert [(b.number, b.level) for b in parse("2. twee\n  - onder\n\t\t* dieper")] == [("2.", 0), ("•", 1), ("•", 2)]


@pytest.mark.parametrize(
    "text",
    ["|a|b|\n|--|--|\n|c|d e|", "| a | b |\n|:-|-:|\n| c | d e |", "a\tb\nc\td e", "a\tb\nc\td e\n"],
)
def test_tables_of_pipes_and_of_tabs(text: str) -> None:
    (block,) = parse(text)
    assert block.table is not None
    assert block.table.rows == (("a", "b"), ("c", "d e"))


def test_a_row_that_lost_its_tab_stays_in_its_table() -> None:
    (block,) = parse("Partner\tBedrag\nPublieke partners\nStad\t5")
    assert block.table is not None
    assert block.table.rows == (("Partner", "Bedrag"), ("Publieke partners", ""), ("Stad", "5"))


@pytest.mark.parametrize(
    ("source", "text", "marks"),
    [
        ("een **vet** woord", "een vet woord", [Mark(4, 7, "strong")]),
        ("**REST**plek", "RESTplek", [Mark(0, 4, "strong")]),
        ("*schuin* en _schuin_", "schuin en schuin", [Mark(0, 6, "emphasis"), Mark(10, 16, "emphasis")]),
        ("2*3*4 en file_name_2 en a * b", "2*3*4 en file_name_2 en a * b", []),
        ("[de stad](https://stad.gent)", "de stad", [Mark(0, 7, "link", "https://stad.gent")]),
        ("<https://stad.gent>", "https://stad.gent", [Mark(0, 17, "link", "https://stad.gent")]),
        ("<i>5 euro</i>", "5 euro", [Mark(0, 6, "emphasis")]),
        ("burgers.[^1]", "burgers.", [Mark(8, 8, "note", "1")]),
        (r"\*letterlijk\*", "*letterlijk*", []),
        ("**open", "**open", []),
        ("5 < 6 en <x@y>", "5 < 6 en <x@y>", []),
    ],
)
def test_marks(source: str, text: str, marks: list[Mark]) -> None:
    assert inline(source) == (text, tuple(marks))


@pytest.mark.parametrize(
    "text",
    [
        "**a " * 50_000,
        "[" * 100_000,
        "[a](" * 50_000,
        "<b " * 50_000,
        " " * 200_000 + "x",
        "|" * 50_000,
        "- " * 100_000,
    ],
    ids=["markers", "brackets", "links", "tags", "spaces", "pipes", "items"],
)
def test_hostile_text_takes_time_in_step_with_its_length(text: str) -> None:
    """Ten times the text takes about ten times as long, never a hundred times."""

    def spent(part: str) -> float:
        began = time.process_time()
        parse(part)
        return time.process_time() - began

    small = max(min(spent(text[: len(text) // 10]) for _ in range(3)), 0.002)
    assert spent(text) < 40 * small


def test_a_table_that_one_long_row_would_make_huge_is_a_paragraph() -> None:
    text = "|".join(["a"] * 2_001) + "\n" + "b|c\n" * 20
    (block,) = parse(f"|{text.strip()}|".replace("\n", "|\n|"))
    assert (block.kind, block.table) == ("paragraph", None)
    (small,) = parse("|a|b|\n|c|d|")
    assert small.table is not None

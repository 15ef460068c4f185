"""Blocks written as Markdown read back as the same blocks, whatever stands in them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.test_words import ATOMS
from wijkweb.rules.words import count
from wijkweb.shapes.document import Block, Mark, Table
from wijkweb.shapes.markdown import parse
from wijkweb.writers.markdown import to_markdown

pytestmark = pytest.mark.plain

MORE = ["\n# ", "\n###### ", "\n• ", "\n– ", "\n12) ", "\n---\n", "\n| - | :-: |", "\n|", "- ", "[^noot-é]", "\n[^noot-é]: ", "a", "é ", "<b> x</b>", "<i><b>y</b></i>", "***z***", "`", "mailto:a@b.c", "\n    - ", "\\|", "\\\\"]  # fmt: skip
TEXTS = st.lists(st.sampled_from([*ATOMS, *MORE]), max_size=30).map("".join) | st.text(max_size=40)


@given(TEXTS)
@settings(max_examples=4_000, deadline=None)
def test_whatever_the_parser_makes_is_written_so_that_it_reads_the_same(text: str) -> None:
    blocks = parse(text)
    assert parse(to_markdown(blocks)) == blocks


@given(st.lists(st.builds(Block, st.sampled_from(["heading", "paragraph", "item", "caption", "footnote"]), st.text(max_size=20), st.text(max_size=3), st.integers(0, 8)), max_size=6))  # fmt: skip
@settings(max_examples=1_000, deadline=None)
def test_a_block_of_any_paper_keeps_its_words(blocks: list[Block]) -> None:
    assert count(parse(to_markdown(blocks))).all == count(blocks).all


def test_a_block_with_marks_without_end_keeps_its_text() -> None:
    text = "a" * 100_000
    block = Block("paragraph", text, marks=tuple(Mark(at, at + 1, "strong") for at in range(100_000)))
    assert parse(to_markdown([block]))[0].text == text


@pytest.mark.parametrize(
    ("block", "written"),
    [
        (Block("heading", "Sporen", level=2), "## Sporen"),
        (Block("paragraph", "Wie 2 * 3 zegt, telt jan_peeters@gent.be"), "Wie 2 * 3 zegt, telt jan_peeters@gent.be"),
        (Block("paragraph", "een vet woord", marks=(Mark(4, 7, "strong"),)), "een **vet** woord"),
        (Block("paragraph", "burgers.", marks=(Mark(8, 8, "note", "1"),)), "burgers.[^1]"),
        (Block("paragraph", "- geen lijst"), "\\- geen lijst"),
        (Block("paragraph", "1. geen nummer"), "1\\. geen nummer"),
        (Block("paragraph", "een\ntwee"), "een\ntwee"),
        (Block("item", "punt\nvervolg", "•", 1), "  - punt\n    vervolg"),
        (Block("item", "eerst", "1.", 0), "1. eerst"),
        (Block("footnote", "noot", "3"), "[^3]: noot"),
        (Block("caption", "Figuur 1: de wijk"), "Figuur 1: de wijk"),
        (Block("table", table=Table((("a", "b|c"), ("-", "d\ne")), 1)), "| a | b\\|c |\n|---|---|\n| \\- | d<br>e |"),
        (Block("paragraph", "gent", marks=(Mark(0, 4, "link", "https://gent.be"),)), "[gent](https://gent.be)"),
    ],
)
def test_a_block_is_written_as_a_person_would(block: Block, written: str) -> None:
    assert to_markdown([block]) == written

"""Two texts and three laid over each other: nothing goes missing, whatever they hold, and in bounded time."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkweb.rules.compare import MOST_MERGED, compare, merge, word_spans

pytestmark = pytest.mark.plain

LINES = st.lists(st.sampled_from(["een", "twee woorden", "", "drie drie", "vier"]), max_size=12).map("\n".join)


@settings(max_examples=1000)
@given(LINES, LINES)
def test_both_texts_can_be_read_from_a_comparison(before: str, after: str) -> None:
    rows = compare(before, after)
    first = [row for row in rows if row.kind != "in"]
    second = [row for row in rows if row.kind != "out"]
    assert "\n".join("".join(s.text for s in row.before) for row in first) == before
    assert "\n".join("".join(s.text for s in row.after) for row in second) == after


@settings(max_examples=1000)
@given(LINES, LINES, LINES)
def test_a_merge_holds_what_each_made(base: str, mine: str, theirs: str) -> None:
    merged = merge(base, mine, theirs)
    assert merged is not None
    assert "".join(piece.base for piece in merged.pieces).rstrip("\n") == base.rstrip("\n")
    if mine == base:
        assert merged.proposal.rstrip("\n") == theirs.rstrip("\n")
    if theirs == base:
        assert merged.proposal.rstrip("\n") == mine.rstrip("\n")


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "proposal", "conflicts"),
    [
        ("a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC", 0),
        ("a b c d e f g", "a B c d e f g", "a b c d e F g", "a B c d e F g", 0),
        ("a", "a mijn", "a hun", "a mijn hun", 1),
        ("a\nb", "a\nb", "a", "a", 0),
    ],
)
def test_merges(base: str, mine: str, theirs: str, proposal: str, conflicts: int) -> None:
    merged = merge(base, mine, theirs)
    assert merged is not None
    assert (merged.proposal, merged.conflicts) == (proposal, conflicts)


def test_a_text_that_is_too_long_is_laid_over_nothing() -> None:
    assert merge("a" * (MOST_MERGED + 1), "b", "c") is None


def test_words_that_went_and_came() -> None:
    spans = word_spans("de oude wijk", "de nieuwe wijk")
    assert [(s.text, s.mark) for s in spans] == [("de ", "same"), ("oude", "out"), ("nieuwe", "in"), (" wijk", "same")]


@pytest.mark.parametrize("kind", ["same", "random", "one line"])
def test_texts_of_a_megabyte_come_to_an_end(kind: str) -> None:
    chance = random.Random(3)

    def text() -> str:
        words = ("x" if kind == "same" else str(chance.randrange(50)) for _ in range(250_000))
        return (" " if kind == "one line" else "\n").join(words)

    began = time.process_time()
    assert compare(text(), text()) != ()
    assert time.process_time() - began < 20  # hours, when nothing bounds it

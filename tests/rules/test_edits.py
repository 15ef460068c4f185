"""What changed between two texts: nothing is lost, nothing takes forever."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkweb.rules.edits import Edit, edits

pytestmark = pytest.mark.plain

TEXTS = st.lists(st.sampled_from(["een ", "twee ", "drie", "\n", "\n\n", "- vier\n", " "]), max_size=40).map("".join)


@given(TEXTS, TEXTS)
def test_both_texts_are_in_the_edits(before: str, after: str) -> None:
    found = edits(before, after)
    assert "".join(edit.text for edit in found if edit.kind != "new") == before
    assert "".join(edit.text for edit in found if edit.kind != "gone") == after
    assert all(a.kind != b.kind for a, b in pairwise(found))


def test_word_by_word() -> None:
    assert edits("Wij gaan naar het plein.\n\nSlot.", "Wij gaan naar het park.\n\nSlot.") == (
        Edit("same", "Wij gaan naar het "),
        Edit("gone", "plein."),
        Edit("new", "park."),
        Edit("same", "\n\nSlot."),
    )


@pytest.mark.parametrize("size", [500_000])
def test_a_long_text_that_is_another_one_is_shown_whole_and_soon(size: int) -> None:
    began = time.process_time()
    for piece in ("a ", "a\n", "ab\nb c\n"):
        before, after = piece * (size // len(piece)), piece[::-1] * (size // len(piece))
        found = edits(before, after)
        assert "".join(edit.text for edit in found if edit.kind != "new") == before
    assert time.process_time() - began < 10

"""The fixed words of paper: each has its Dutch, with the same blanks, and nothing else is in the catalogue."""

import re

import polib
import pytest

from wijkweb.writers import messages, wording

pytestmark = pytest.mark.plain

CATALOGUE = polib.pofile(str(messages.LOCALE / "nl" / "LC_MESSAGES" / "paper.po"))


def blanks(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_the_dutch_catalogue_is_complete_and_has_nothing_else() -> None:
    assert {entry.msgid for entry in CATALOGUE} == set(wording.WORDS.values())
    assert [entry.msgid for entry in CATALOGUE if not entry.msgstr or entry.fuzzy] == []


def test_a_translation_has_the_blanks_of_its_message() -> None:
    assert [entry.msgid for entry in CATALOGUE if blanks(entry.msgstr) != blanks(entry.msgid)] == []


def test_a_call_in_another_language_prints_its_words_in_english() -> None:
    assert (wording.word("partners", "nl"), wording.word("partners", "bg")) == ("Partners", "Partners")
    assert wording.word("limit_words", "bg", limit=5) == "At most 5 words"

"""Every message of the program is translated, with the same blanks and plurals."""

import re

import polib
import pytest

from tests.messages import CATALOGUE, messages

pytestmark = pytest.mark.plain

BLANK = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


def blanks(text: str) -> set[tuple[str, ...]]:
    return set(BLANK.findall(text))


def test_the_dutch_catalogue_has_every_message_and_no_other() -> None:
    known = {entry.msgid: entry.msgid_plural for entry in polib.pofile(str(CATALOGUE))}
    assert known == messages()
    assert len(known) > 150


def test_none_is_empty_or_unsure() -> None:
    catalogue = polib.pofile(str(CATALOGUE))
    empty = [
        e.msgid for e in catalogue if e.fuzzy or not (all(e.msgstr_plural.values()) if e.msgid_plural else e.msgstr)
    ]
    assert empty == []


def test_a_translation_has_the_blanks_of_its_message() -> None:
    wrong = []
    for entry in polib.pofile(str(CATALOGUE)):
        texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        wanted = blanks(entry.msgid) | blanks(entry.msgid_plural or "")
        if any(not blanks(text) <= wanted for text in texts) or (not entry.msgid_plural and blanks(texts[0]) != wanted):
            wrong.append(entry.msgid)
    assert wrong == []

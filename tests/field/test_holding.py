"""What we hold: a page that names every column, and fails when a column is added without its word."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from tests.field.test_schema import CONTACT
from wijkweb.field.actions.purge import HELD_DAYS
from wijkweb.field.models import Contact
from wijkweb.field.reads import holding

pytestmark = pytest.mark.django_db


def test_every_column_of_a_contact_has_its_word_and_no_other() -> None:
    assert {column.name for column in holding.columns()} == CONTACT
    assert set(holding._WORDS) == {field.name for field in Contact._meta.concrete_fields}


def test_the_twin_a_column_without_a_word_is_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    words = {name: word for name, word in holding._WORDS.items() if name != "again"}
    monkeypatch.setattr(holding, "_WORDS", words)
    with pytest.raises(KeyError):
        holding.columns()


def test_the_page_is_for_everybody_in_plain_dutch() -> None:
    page = Client().get("/wat-we-bewaren/").content.decode()
    assert all(f"<code>{name}</code>" in page for name in CONTACT)
    assert (holding.KEPT_DAYS, HELD_DAYS) == (400, 30)
    assert "400 dagen" in page and "30 dagen" in page
    assert "/wat-we-bewaren/" in Client().get("/over/").content.decode()


def test_every_word_of_it_is_there_in_dutch() -> None:
    with translation.override("nl"):
        dutch = [str(column.what) for column in holding.columns()]
    with translation.override("en"):
        english = [str(column.what) for column in holding.columns()]
    assert [one for one, other in zip(dutch, english, strict=True) if one == other] == []


def test_the_journal_has_words_for_every_verb_of_these_rooms() -> None:
    import re

    from wijkweb.commons.templatetags.wijk import VERBS

    root = Path(holding.__file__).parents[2]
    code = "".join(
        path.read_text(encoding="utf-8")
        for room in ("contract", "field", "report")
        for path in (root / room).rglob("*.py")
    )
    verbs = set(re.findall(r'journal\.write\(\s*"([a-z_.]+)"', code)) | set(
        re.findall(r'_settle\(held, "([a-z_.]+)"', code)
    )
    assert len(verbs) >= 15
    assert verbs - set(VERBS) == set()

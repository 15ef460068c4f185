"""A text that several people write: saves, versions, what lost a conflict, comments, who is here."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.conftest import NOW
from wijkweb.commons.models import JournalLine
from wijkweb.dossier.actions.comments import add_comment, close_comment
from wijkweb.dossier.actions.dossiers import change_state, start_dossier
from wijkweb.dossier.actions.sections import (
    ChangedMeanwhile,
    NotThatStatus,
    answer_questions,
    be_present,
    change_status,
    restore_version,
)
from wijkweb.dossier.actions.texts import MOST_CHARACTERS, Overtaken, TooLong, save_text
from wijkweb.dossier.models import Comment, Section, SectionVersion
from wijkweb.dossier.reads.comments import said_about
from wijkweb.dossier.reads.desk import desk_of
from wijkweb.dossier.reads.writing import present_in, writing_of

pytestmark = pytest.mark.django_db

KEY = "vision"


@pytest.fixture
def dossier(calls: dict, city: Any, writer: Any) -> Any:
    return start_dossier(municipality=city, call_version=calls["wvc-2021"], title="Lint", by=writer, now=NOW)


@pytest.fixture
def save(dossier: Any, writer: Any) -> Callable[..., Any]:
    def make(text: str, token: int, by: Any = None, after: int = 0, **more: Any) -> Any:
        now = NOW + timedelta(seconds=after)
        return save_text(dossier=dossier, key=KEY, text=text, token=token, by=by or writer, now=now, **more)

    return make


def texts(dossier: Any) -> list[tuple[int, str, str]]:
    found = SectionVersion.objects.filter(section__dossier=dossier, section__key=KEY)
    return list(found.values_list("number", "kind", "text"))


def test_a_save_makes_a_version_and_gives_the_next_token(save: Callable[..., Any], dossier: Any) -> None:
    first = save("een", 0)
    second = save("een twee", first.token)
    assert (first.token, second.token) == (1, 2)
    assert texts(dossier) == [(1, "save", "een"), (2, "save", "een twee")]
    assert save("een twee", 1).token == 2  # sent twice: nothing new


def test_who_was_overtaken_overwrites_nothing_and_loses_nothing(
    save: Callable[..., Any], dossier: Any, make_person: Callable[..., Any], city: Any
) -> None:
    samir = make_person("editor", city)
    token = save("begin", 0).token
    save("begin van Samir", token, by=samir)
    with pytest.raises(Overtaken) as told:
        save("begin van Tine", token)
    assert told.value.section.text == "begin van Samir"
    assert Section.objects.get(dossier=dossier, key=KEY).text == "begin van Samir"
    assert texts(dossier)[-1] == (told.value.aside, "aside", "begin van Tine")


def test_an_autosave_goes_on_with_the_version_of_its_own_page(save: Callable[..., Any], dossier: Any) -> None:
    token = 0
    for step, text in enumerate(("a", "ab", "abc"), start=1):
        token = save(text, token, kind="autosave", sitting=f"page:{step}", after=step).token
    assert texts(dossier) == [(1, "autosave", "abc")]
    token = save("abc" + "d" * 300, token, kind="autosave", sitting="page:4", after=4).token
    token = save("weg", token, kind="autosave", sitting="page:5", after=5).token
    assert [number for number, _, _ in texts(dossier)] == [1, 2]  # much taken out opens the next
    save("weg later", token, kind="autosave", sitting="page:6", after=600)
    assert [number for number, _, _ in texts(dossier)] == [1, 2, 3]
    save("weg later anders", token + 1, kind="autosave", sitting="other:1", after=601)
    assert len(texts(dossier)) == 4


def test_an_answer_that_was_lost_is_no_conflict(save: Callable[..., Any], dossier: Any) -> None:
    save("eerste", 0, kind="autosave", sitting="page:1")
    saved = save("eerste en meer", 0, kind="autosave", sitting="page:2")  # the answer to 1 never came
    assert saved.token == 2
    with pytest.raises(Overtaken):
        save("oud", 0, kind="autosave", sitting="page:1")  # comes late, after a newer step


def test_a_text_of_a_megabyte_works_and_a_longer_one_is_refused(save: Callable[..., Any]) -> None:
    assert save("a " * (MOST_CHARACTERS // 2), 0).token == 1
    with pytest.raises(TooLong):
        save("a" * (MOST_CHARACTERS + 1), 1)


def test_an_approved_section_that_changes_is_open_again(save: Callable[..., Any], dossier: Any, writer: Any) -> None:
    token = save("klaar", 0).token
    with pytest.raises(NotThatStatus):
        change_status(dossier=dossier, key=KEY, status="approved", by=writer, now=NOW)
    for status in ("ready", "approved"):
        change_status(dossier=dossier, key=KEY, status=status, by=writer, now=NOW)
    assert save("toch niet", token).reopened
    assert Section.objects.get(dossier=dossier, key=KEY).status == "open"


def test_a_version_is_put_back_as_a_new_one(save: Callable[..., Any], dossier: Any, writer: Any) -> None:
    token = save("twee", save("een", 0).token).token
    restore_version(dossier=dossier, key=KEY, number=1, token=token, by=writer, now=NOW)
    assert texts(dossier)[-1] == (3, "restore", "een")
    with pytest.raises(Overtaken):
        restore_version(dossier=dossier, key=KEY, number=2, token=token, by=writer, now=NOW)


def test_questions_are_ticked_off_and_nobody_unticks_unseen(dossier: Any, writer: Any) -> None:
    def tick(**answers: Any) -> int:
        return answer_questions(dossier=dossier, key=KEY, answers=answers, by=writer, now=NOW)

    assert tick(aim=(None, "alinea twee")) == 1
    assert tick(aim=("alinea twee", "alinea twee")) == 0
    with pytest.raises(ChangedMeanwhile):
        tick(aim=(None, "elders"))
    assert tick(aim=("alinea twee", None)) == 1


def test_a_comment_that_is_sent_twice_is_one(dossier: Any, writer: Any) -> None:
    for _ in range(2):
        add_comment(dossier=dossier, key=KEY, text="Klopt dit?", public_id="abcdefgh2345", by=writer, now=NOW)
    comment = Comment.objects.get()
    add_comment(
        dossier=dossier, key=KEY, text="Ja.", public_id="abcdefgh2346", answers=comment.public_id, by=writer, now=NOW
    )
    close_comment(dossier=dossier, comment=comment, by=writer, now=NOW)
    said = said_about(comment.section)
    assert (len(said.open), [a.text for a in said.closed[0].answers]) == (0, ["Ja."])
    verbs = JournalLine.objects.filter(verb__startswith="comment.").values_list("verb", flat=True)
    assert list(verbs) == ["comment.add", "comment.answer", "comment.close"]


def test_who_is_here_is_forgotten_after_a_minute(dossier: Any, writer: Any, make_person: Any, city: Any) -> None:
    samir = make_person("editor", city)
    section = Section.objects.get(dossier=dossier, key=KEY)
    be_present(section=section, by=samir, now=NOW)
    assert present_in(section, NOW + timedelta(seconds=59), writer) == ("editor",)
    assert present_in(section, NOW + timedelta(seconds=61), writer) == ()
    assert present_in(section, NOW, samir) == ()


@pytest.mark.parametrize("number", [1, 3, 200])
def test_the_queries_of_the_writing_page_do_not_grow(
    number: int, dossier: Any, writer: Any, django_assert_num_queries: Any
) -> None:
    for at in range(number):
        add_comment(dossier=dossier, key=KEY, text="x", public_id=f"comment{at:05}", by=writer, now=NOW)
    desk = desk_of(dossier.case, writer, "dossier")
    with django_assert_num_queries(19):
        assert writing_of(desk, KEY, writer, NOW).comments == number


def test_an_autosave_from_the_page(dossier: Any, writer: Any, django_assert_max_num_queries: Any) -> None:
    client = Client()
    client.force_login(writer)
    address = f"/dossiers/{dossier.case.public_id}/rubriek/{KEY}/bewaren/"
    body = {"text": "een", "token": 0, "sitting": "page:1", "kind": "autosave", "person": writer.public_id}
    json = {"content_type": "application/json", "HTTP_ACCEPT": "application/json"}
    with django_assert_max_num_queries(24):
        assert client.post(address, body, **json).json()["token"] == 1
    assert client.post(address, {**body, "person": "anderepersoon"}, **json).status_code == 401
    assert client.post(address, {**body, "token": "x"}, **json).status_code == 422
    assert client.post(address, "[" * 100_000, **json).status_code == 422
    assert Client().post(address, body, **json).json() == {"reason": "signed_out"}
    change_state(dossier=dossier, state="withdrawn", reason="", by=writer, now=NOW)
    closed = client.post(address, {**body, "token": 1, "text": "x"}, **json)
    assert (closed.status_code, closed.json()) == (409, {"reason": "closed"})


def test_what_lost_one_conflict_is_not_written_over_by_the_next(
    save: Callable[..., Any], dossier: Any, make_person: Callable[..., Any], city: Any
) -> None:
    samir = make_person("editor", city)
    for step, (theirs, mine) in enumerate((("hun", "mijn"), ("hun twee", "mijn twee en meer")), start=1):
        save(theirs, step - 1, by=samir)
        with pytest.raises(Overtaken):
            save(mine, -1, kind="autosave", sitting=f"page:{step}", after=step)
    assert [text for _, kind, text in texts(dossier) if kind == "aside"] == ["mijn", "mijn twee en meer"]

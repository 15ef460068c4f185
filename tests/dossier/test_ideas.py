"""From many ideas to one choice: scored, moved with a reason, one chosen, its history kept."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.conftest import NOW
from wijkweb.commons.models import JournalLine
from wijkweb.dossier.actions.dossiers import start_dossier
from wijkweb.dossier.actions.ideas import NotThatStep, OneIsChosen, add_idea, move_idea
from wijkweb.dossier.actions.parts import ChangedMeanwhile
from wijkweb.dossier.models import Dossier, Idea, IdeaStep
from wijkweb.dossier.reads.desk import desk_of
from wijkweb.dossier.reads.ideas import choice_of

pytestmark = pytest.mark.django_db

TODAY = NOW.date()


@pytest.fixture
def lead(make_person: Any, city: Any) -> Any:
    return make_person("coordinator", city)


@pytest.fixture
def dossier(calls: dict, city: Any, lead: Any) -> Dossier:
    return start_dossier(municipality=city, call_version=calls["wvc-2021"], title="Plein", by=lead, now=NOW)


@pytest.fixture
def client(lead: Any) -> Client:
    client = Client()
    client.force_login(lead)
    return client


@pytest.fixture
def base(dossier: Dossier) -> str:
    return f"/dossiers/{dossier.case.public_id}/keuze/"


def bring(dossier: Dossier, n: int, **scores: int) -> Idea:
    values = {"title": f"Idee {n}", "service": f"Dienst {9 - n}", "text": ""}
    return add_idea(
        dossier=dossier, public_id=f"aaaaaaaaaa{n + 20}", values=values, scores=scores, by=dossier.started_by, now=NOW
    )


def go(idea: Idea, step: str, reason: str = "omdat", on: date = TODAY, take_title: bool = False) -> Idea:
    return move_idea(
        idea=idea,
        token=Idea.objects.get(pk=idea.pk).token,
        step=step,
        reason=reason,
        on=on,
        take_title=take_title,
        by=idea.dossier.started_by,
        now=NOW,
    )


def test_the_long_list_is_scored_against_the_focus_of_the_call(client: Client, base: str, dossier: Dossier) -> None:
    bring(dossier, 1, income=1)
    bring(dossier, 2, income=3, crime=2)
    call = desk_of(dossier.case, dossier.started_by, "").call
    found = choice_of(dossier, call)
    assert [(line.idea.title, line.score) for line in found.long] == [("Idee 2", 5), ("Idee 1", 1)]
    assert found.long[0].touched == (("Lage inkomens", 3), ("Veel criminaliteit", 2))
    assert found.most == 39
    for order, first in (("idee", "Idee 1"), ("dienst", "Idee 2"), ("datum", "Idee 2"), ("onzin", "Idee 2")):
        assert choice_of(dossier, call, order).long[0].idea.title == first
    page = client.get(f"{base}?orde=idee").content.decode()
    assert page.index("Idee 1") < page.index("Idee 2")


def test_an_idea_is_brought_changed_and_never_overwritten(client: Client, base: str, dossier: Dossier) -> None:
    typed = {"public_id": "abcdefgh2345", "title": "Speelplein", "service": "Jeugd", "score_income": "2"}
    for _ in range(2):
        assert client.post(f"{base}nieuw/", typed).status_code == 302
    idea = Idea.objects.get()
    assert list(idea.scores.values_list("aspect", "score")) == [("income", 2)]
    assert [step.step for step in idea.steps.all()] == ["long_list"]
    path = f"{base}{idea.public_id}/"
    assert client.post(path, {**typed, "token": "1", "score_income": "3"}).status_code == 302
    late = client.post(path, {**typed, "token": "1", "title": "Speelstraat"})
    assert (late.status_code, Idea.objects.get().title) == (409, "Speelplein")
    assert "Speelstraat" in late.content.decode()
    assert "in de kern" in late.content.decode()
    assert client.post(path, {**typed, "token": "2", "score_income": "9"}).status_code == 422


def test_each_step_is_kept_with_when_who_and_why(client: Client, base: str, dossier: Dossier) -> None:
    idea = bring(dossier, 1)
    go(idea, "short_list", "haalbaar")
    go(idea, "chosen", "past bij de oproep", take_title=True)
    assert list(IdeaStep.objects.values_list("step", "reason", "by__name")) == [
        ("long_list", "", "coordinator"),
        ("short_list", "haalbaar", "coordinator"),
        ("chosen", "past bij de oproep", "coordinator"),
    ]
    dossier.case.refresh_from_db()
    assert dossier.case.title == "Idee 1"
    assert JournalLine.objects.filter(verb="idea.move").count() == 2
    page = client.get(base).content.decode()
    assert page.index("past bij de oproep") < page.index("haalbaar")


def test_a_step_that_cannot_be_is_refused(dossier: Dossier) -> None:
    idea = bring(dossier, 1)
    for step, reason, on in (
        ("chosen", "sprong", TODAY),
        ("set_aside", " ", TODAY),
        ("short_list", "", TODAY + timedelta(days=1)),
        ("short_list", "", TODAY - timedelta(days=1)),
    ):
        with pytest.raises(NotThatStep):
            go(idea, step, reason, on)
    assert IdeaStep.objects.count() == 1


def test_one_idea_is_chosen(client: Client, base: str, dossier: Dossier) -> None:
    first, second = bring(dossier, 1), bring(dossier, 2)
    for idea in (first, second):
        go(idea, "short_list")
    go(first, "chosen")
    with pytest.raises(OneIsChosen):
        go(second, "chosen")
    typed = {"step": "chosen", "on": TODAY.isoformat(), "reason": "beter", "token": "2"}
    page = client.post(f"{base}{second.public_id}/stap/", typed)
    assert page.status_code == 422
    assert "al een ander idee gekozen" in page.content.decode()
    assert "beter" in page.content.decode()


def test_two_who_move_an_idea_at_once_are_told(client: Client, base: str, dossier: Dossier) -> None:
    idea = bring(dossier, 1)
    go(idea, "short_list", "eerst")
    with pytest.raises(ChangedMeanwhile):
        move_idea(
            idea=idea, token=1, step="set_aside", reason="te duur", on=TODAY, take_title=False,
            by=dossier.started_by, now=NOW,
        )  # fmt: skip
    typed = {"step": "set_aside", "on": TODAY.isoformat(), "reason": "te duur", "token": "1"}
    page = client.post(f"{base}{idea.public_id}/stap/", typed)
    assert (page.status_code, Idea.objects.get().step) == (409, "short_list")
    assert "te duur" in page.content.decode()


def test_choosing_asks_for_a_reason_and_offers_the_title(client: Client, base: str, dossier: Dossier) -> None:
    idea = bring(dossier, 1)
    go(idea, "short_list")
    path = f"{base}{idea.public_id}/stap/"
    assert "checked" in client.get(path).content.decode()
    typed = {"step": "chosen", "on": TODAY.isoformat(), "token": "2", "reason": ""}
    assert "het blijft bij het idee staan" in client.post(path, typed).content.decode()
    assert client.post(path, {**typed, "reason": "sterk", "take_title": "on"}).status_code == 302
    dossier.case.refresh_from_db()
    assert (Idea.objects.get().step, dossier.case.title) == ("chosen", "Idee 1")


def test_the_name_and_the_objective(client: Client, base: str, dossier: Dossier) -> None:
    typed = {"title": "Plein", "objective": "1.2 Een warme wijk", "seen_title": "Plein", "seen_objective": ""}
    assert client.post(f"{base}project/", typed).status_code == 302
    late = client.post(f"{base}project/", {**typed, "objective": "3.4 Iets anders"})
    assert late.status_code == 409
    for part in ("1.2 Een warme wijk", "3.4 Iets anders"):
        assert part in late.content.decode()
    assert Dossier.objects.get().objective == "1.2 Een warme wijk"
    assert "1.2 Een warme wijk" in client.get(base).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_of_the_choice_do_not_grow(number: int, dossier: Dossier, django_assert_num_queries: Any) -> None:
    for n in range(number):
        bring(dossier, n, income=1)
    call = desk_of(dossier.case, dossier.started_by, "").call
    with django_assert_num_queries(4):
        assert len(choice_of(dossier, call).long) == number


def test_an_idea_of_another_dossier_is_not_there(client: Client, base: str, dossier: Dossier, calls: dict) -> None:
    other = start_dossier(
        municipality=dossier.municipality, call_version=calls["wvc-2021"], title="Oefening", by=dossier.started_by,
        now=NOW, practice=True,
    )  # fmt: skip
    idea, own = bring(other, 5), bring(dossier, 6)
    for path in (f"{base}{idea.public_id}/", f"{base}{idea.public_id}/stap/"):
        assert [client.get(path).status_code, client.post(path).status_code] == [404, 404]
    for path in ("nieuw/", "project/", f"{own.public_id}/", f"{own.public_id}/stap/"):
        assert client.get(base + path).status_code == 200

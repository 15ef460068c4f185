"""The pages of a report as people use them: begin, write, close, approve, send; what is wrong is said, nothing lost."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.reports import DECIDED_AT, sent_report, steering_decision, written_report
from tests.street import Street, street
from wijkweb.commons.access import Role
from wijkweb.commons.actions.people import give_role
from wijkweb.contract.models import Contract
from wijkweb.report.models import LaterFigure, Lesson, ReportText, YearReport
from wijkweb.shapes.report import CHAPTERS

pytestmark = pytest.mark.django_db
TEXTS = {key: f"Over {key}." for key in CHAPTERS}


@pytest.fixture
def on(city: Any, client: Client) -> Street:
    """A contract of 2022 to 2025, seen by its team coordinator who coordinates the city's side too."""
    found = street(city)
    give_role(person=found.lead, role=Role.COORDINATOR, organisation=city, by=None, now=found.contract.begun_at)
    client.force_login(found.lead)
    return found


@pytest.fixture
def base(on: Street) -> str:
    return f"/contracten/{on.contract.case.public_id}/"


def test_a_report_is_begun_written_closed_approved_and_sent(on: Street, base: str, client: Client) -> None:
    assert client.post(f"{base}verslagen/nieuw/", {"year": 1}).status_code == 302
    for key, text in TEXTS.items():
        typed = {"text": text, "token": 0, "base": ""}
        assert client.post(f"{base}verslagen/1/hoofdstuk/{key}/bewaren/", typed).status_code == 302
    Contract.objects.update(stands_on=DECIDED_AT.date())
    assert client.post(f"{base}verslagen/1/sluiten/").status_code == 302
    none_yet = client.get(f"{base}verslagen/1/goedkeuren/").content.decode()
    assert "Neem het eerst in een vergadering" in none_yet
    assert f'href="{base}vergaderingen/"' in none_yet
    invented = {"number": "XX 2099/9.9", "on": "2099-01-01", "decision": "zzzzzzzzzzzz"}
    assert client.post(f"{base}verslagen/1/goedkeuren/", invented).status_code == 422
    decision = steering_decision(on.contract, on.lead, DECIDED_AT)
    assert decision.code in client.get(f"{base}verslagen/1/goedkeuren/").content.decode()
    assert client.post(f"{base}verslagen/1/goedkeuren/", invented).status_code == 422
    chosen = {"decision": decision.public_id}
    assert client.post(f"{base}verslagen/1/goedkeuren/", chosen).status_code == 302
    assert client.post(f"{base}verslagen/1/verzenden/").status_code == 302
    page = client.get(f"{base}verslagen/1/").content.decode()
    assert YearReport.objects.get().receipt.code in page
    assert TEXTS["street"] in page


def test_a_report_of_a_year_that_is_not_of_the_contract_is_refused(on: Street, base: str, client: Client) -> None:
    answer = client.post(f"{base}verslagen/nieuw/", {"year": 9})
    assert (answer.status_code, YearReport.objects.count()) == (422, 0)


def test_closing_without_texts_says_how_many_are_missing(on: Street, base: str, client: Client) -> None:
    written_report(on.contract, on.lead, texts={})
    answer = client.post(f"{base}verslagen/1/sluiten/")
    assert (answer.status_code, YearReport.objects.get().state) == (409, "open")
    assert "13" in answer.content.decode()


def test_before_the_year_is_over_there_is_no_button_to_close_and_the_page_says_from_when(
    on: Street, base: str, client: Client
) -> None:
    written_report(on.contract, on.lead, texts=TEXTS)
    for stands_on, button in ((date(2022, 12, 31), False), (date(2023, 1, 1), True)):
        Contract.objects.update(stands_on=stands_on)
        page = client.get(f"{base}verslagen/1/").content.decode()
        assert ("/verslagen/1/sluiten/" in page, "01/01/2023" in page) == (button, not button)
    Contract.objects.update(stands_on=date(2022, 12, 31))
    answer = client.post(f"{base}verslagen/1/sluiten/")
    assert (answer.status_code, YearReport.objects.get().state) == (409, "open")
    assert "vanaf 01/01/2023" in answer.content.decode()


def test_what_is_typed_into_a_closed_report_is_answered_and_kept(on: Street, base: str, client: Client) -> None:
    sent_report(on.contract, on.lead, texts=TEXTS)
    where = f"{base}verslagen/1/hoofdstuk/street/bewaren/"
    assert client.post(where, {"text": "Te laat.", "token": 1, "base": ""}).status_code == 409
    body = {"text": "Ook te laat.", "token": 1, "sitting": "abc:1", "kind": "autosave", "person": on.lead.public_id}
    answer = client.post(where, json.dumps(body), content_type="application/json")
    assert (answer.status_code, answer.json()["reason"]) == (409, "closed")
    text = ReportText.objects.get(key="street")
    assert set(text.versions.filter(kind="aside").values_list("text", flat=True)) == {"Te laat.", "Ook te laat."}


def test_two_who_write_get_both_texts_beside_each_other(on: Street, base: str, client: Client) -> None:
    written_report(on.contract, on.lead, texts={"street": "Van de ene."})
    typed = {"text": "Van de andere.", "token": 0, "base": ""}
    answer = client.post(f"{base}verslagen/1/hoofdstuk/street/bewaren/", typed)
    assert answer.status_code == 409
    assert "Van de ene." in answer.content.decode() and "Van de andere." in answer.content.decode()


def test_an_open_page_saves_by_itself_and_sees_who_else_is_there(on: Street, base: str, client: Client) -> None:
    written_report(on.contract, on.lead, texts={})
    body = {"text": "Getypt.", "token": 0, "sitting": "abc:1", "kind": "autosave", "person": on.lead.public_id}
    where = f"{base}verslagen/1/hoofdstuk/street/"
    saved = client.post(f"{where}bewaren/", json.dumps(body), content_type="application/json")
    assert (saved.status_code, saved.json()["token"]) == (200, 1)
    assert client.get(f"{where}stand/").json()["token"] == 1
    other = Client()
    other.force_login(on.worker)
    assert other.get(f"{where}stand/").json()["present"] == [on.lead.name]
    assert client.get(f"{where}versies/").status_code == 200


@pytest.mark.parametrize("ending", ["pdf", "docx", "json"])
@pytest.mark.parametrize("edition", ["", "?uitgave=openbaar"])
def test_the_files_of_a_report_open(on: Street, base: str, client: Client, ending: str, edition: str) -> None:
    written_report(on.contract, on.lead, texts=TEXTS)
    answer = client.get(f"{base}verslagen/1/jaarverslag.{ending}{edition}")
    starts = {"pdf": b"%PDF", "docx": b"PK", "json": b"{"}[ending]
    assert answer.content.startswith(starts)


def test_the_pdf_is_for_an_archive_and_for_who_reads_by_ear(on: Street, base: str, client: Client) -> None:
    """By our own assertions: these are no conformance proof."""
    import io

    import pikepdf

    sent_report(on.contract, on.lead, texts=TEXTS)
    with pikepdf.open(io.BytesIO(client.get(f"{base}verslagen/1/jaarverslag.pdf").content)) as paper:
        said = paper.open_metadata()
        assert (str(said["pdfuaid:part"]), str(said["pdfaid:part"]), said["pdfaid:conformance"]) == ("1", "2", "A")
        assert paper.Root.MarkInfo.Marked
        assert paper.Root.Lang == "nl"
        assert "/StructTreeRoot" in paper.Root


def test_a_lesson_and_a_figure_of_a_later_year_are_noted_once(on: Street, base: str, client: Client) -> None:
    typed = {
        "public_id": "2222abcdefgh",
        "text": "Elke week hetzelfde uur.",
        "chapter": "street",
        "learned_on": "2022-05-18",
    }
    for _ in range(2):
        assert client.post(f"{base}lessen/nieuw/", typed).status_code == 302
    assert Lesson.objects.count() == 1
    assert "Elke week hetzelfde uur." in client.get(f"{base}lessen/").content.decode()
    wrong = client.post(f"{base}wijkcijfers/nieuw/", {"which": "x|y", "year": 2023, "value": "14,6", "source": "Bron"})
    assert (wrong.status_code, LaterFigure.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    ("page", "most"),
    [("verslagen/", 12), ("verslagen/1/", 12), ("verslagen/1/hoofdstuk/street/", 20), ("lessen/", 12)],
)
def test_pages_cost_few_queries(
    on: Street, base: str, client: Client, page: str, most: int, django_assert_max_num_queries: Any
) -> None:
    written_report(on.contract, on.lead, texts=TEXTS)
    client.get(f"{base}{page}")
    with django_assert_max_num_queries(most):
        assert client.get(f"{base}{page}").status_code == 200


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_report_in_another_language_than_the_page_says_so(
    on: Street, base: str, client: Client, language: str
) -> None:
    client.cookies["django_language"] = language
    written_report(on.contract, on.lead, texts=TEXTS)
    body = client.get(f"{base}verslagen/1/").content.decode()
    assert ("The report itself is in Dutch." in body) == (language == "en")

"""Home, the thread and the demo, as each of its people sees it."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from wijkweb.commons import journal
from wijkweb.commons.models import Case, Grant, Organisation, Person
from wijkweb.contract.models import PersonMonth, Vacancy
from wijkweb.contract.reads.spending import spending_of
from wijkweb.contract.reads.vacant import vacant_months
from wijkweb.dossier.models import Dossier
from wijkweb.report.models import AgendaItem, Meeting
from wijkweb.report.reads.due import due_of, money_due
from wijkweb.web.demo.accounts import ACCOUNTS, PASSWORD
from wijkweb.web.thread import thread_of

pytestmark = [pytest.mark.django_db, pytest.mark.plain, pytest.mark.xdist_group("demo")]


def test_the_demo_is_four_dossiers_of_four_municipalities(demo: None) -> None:
    assert Dossier.objects.count() == 4
    found = {case.municipality.name: case.dossier.breaches for case in Case.objects.select_related("dossier")}
    assert found == {"Gent (voorbeeld)": 0, "Wilgendam": 0, "Molenrode": 3, "Duinvoorde": 0}
    assert journal.verify().broken is None


def test_every_demo_account_can_sign_in_and_holds_its_role(demo: None) -> None:
    for account in ACCOUNTS:
        person = Person.objects.get(email=account.email)
        assert person.check_password(PASSWORD) and person.is_demo
        assert set(person.grants.values_list("role", flat=True)) == {account.role}
    assert Grant.objects.count() == sum((len(account.organisations) or 1) for account in ACCOUNTS)
    assert Organisation.objects.get(name="Gent (voorbeeld)").iri.startswith(
        "http://data.lblod.info/id/bestuurseenheden/"
    )


def test_the_banner_says_that_it_is_a_demo(demo: None, writer: Any) -> None:
    client = Client()
    client.force_login(Person.objects.get(email=ACCOUNTS[0].email))
    assert "Dit is een demo" in client.get("/").content.decode()
    client.force_login(writer)
    assert "Dit is een demo" not in client.get("/").content.decode()


def test_the_thread_shows_a_life_as_stations(demo: None) -> None:
    case = Case.objects.get(municipality__name="Gent (voorbeeld)")
    stations = thread_of(case, frozenset({"dossier.read", "contract.read"}))
    assert [(station.key, station.state) for station in stations] == [
        ("call", "done"), ("dossier", "done"), ("decision", "done"), ("jury", "done"), ("contract", "done"),
        ("field", "now"), ("residents", "to_come"), ("report", "to_come"), ("share", "to_come"),
    ]  # fmt: skip
    client = Client()
    client.force_login(Person.objects.get(email=ACCOUNTS[0].email))
    page = client.get(f"/draad/{case.public_id}/").content.decode()
    assert "agendapunt toegevoegd" in page and "nog te komen" in page
    for link in (*stations[1].links, *stations[4].links, *stations[5].links):
        assert client.get(link.url).status_code == 200


def test_home_for_nobody_for_a_writer_and_for_who_has_no_role(demo: None, writer: Any) -> None:
    client = Client()
    assert "Aanmelden" in client.get("/").content.decode()
    client.force_login(writer)
    page = client.get("/").content.decode()
    assert "Een stuk nakijken" in page and "Nog geen dossier" in page
    Grant.objects.all().delete()
    assert "nog geen rol" in client.get("/").content.decode()


def test_home_takes_few_queries(demo: None, django_assert_max_num_queries: Any) -> None:
    client = Client()
    client.force_login(Person.objects.get(email="karel@gemeenten.example"))
    with django_assert_max_num_queries(12):
        assert client.get("/").status_code == 200


def test_both_languages_are_whole(demo: None, make_person: Callable[..., Any]) -> None:
    client = Client()
    client.force_login(Person.objects.get(email=ACCOUNTS[0].email))
    client.post("/taal/", {"language": "en"})
    page = client.get("/dossiers/").content.decode()
    assert '<html lang="en"' in page and "Check a file" in page and "Een stuk nakijken" not in page


def test_who_stands_outside_begins_with_a_button_to_the_own_page(demo: None) -> None:
    client, first = Client(), {"partner": "/openbaar/", "funder": "/portefeuille/", "jury": "/jury/"}
    for account in ACCOUNTS:
        client.force_login(Person.objects.get(email=account.email))
        body = client.get("/").content.decode()
        assert ('href="/openbaar/">Openbare verslagen</a>\n  </p>' in body) == (account.role in first), account.role
        button = re.search(r'<p class="row">\s*<a class="button" href="(/[a-z]+/)">', body)
        assert (button[1] if button else None) == first.get(account.role), account.role


def test_who_reads_a_report_from_outside_finds_the_way_on_and_back(demo: None) -> None:
    client, case = Client(), Case.objects.get(municipality__name="Gent (voorbeeld)").public_id
    judge = f'href="/jury/{case}/1/bevindingen/"'
    ways = {"an@jury.example": "/jury/", "lien@vlaanderen.example": f"/portefeuille/{case}/"}
    for email, back in ways.items():
        client.force_login(Person.objects.get(email=email))
        body = client.get(f"/jury/{case}/1/").content.decode()
        assert (f'<li><a href="{back}">' in body, judge in body) == (True, back == "/jury/"), email
        assert f'<li><a href="/openbaar/{case}/">' in client.get(f"/openbaar/{case}/1/").content.decode()


def test_what_the_money_asks_on_the_agenda_names_its_post(demo: None) -> None:
    due = money_due(Vacancy.objects.get().contract, date(2024, 11, 20))
    assert [str(one.facts["text"]).partition(": ")[0] for one in due][:2] == [
        "subsidie, Personeel",
        "eigen geld, Personeel",
    ]


def test_the_person_months_follow_the_vacancy(demo: None) -> None:
    away = Vacancy.objects.select_related("function").get()
    contract = away.contract
    of = PersonMonth.objects.filter(contract=contract, line__function=away.function.title, replaced=False)
    assert {month: worked for month, worked in of.values_list("month", "worked") if worked != away.vte} == {
        date(2023, 9, 1): Decimal("0.10"), date(2023, 10, 1): Decimal("0.00"), date(2023, 11, 1): Decimal("0.00"),
        date(2023, 12, 1): Decimal("0.42"),
    }  # fmt: skip
    assert vacant_months(contract, until=contract.end) == {
        (away.function.title, date(2023, 10, 1)), (away.function.title, date(2023, 11, 1)),
    }  # fmt: skip


def test_what_lacks_a_paper_is_told(demo: None) -> None:
    contract = Vacancy.objects.get().contract
    found = {one.code: dict(one.facts) for one in spending_of(contract, until=date(2024, 11, 20)).alarms}
    assert found["month_paper_missing"]["first"] == "2024-07-01"
    assert found["proof_missing"]["number"] > 0


def test_the_next_steering_group_looks_at_an_agreement_that_is_late(demo: None) -> None:
    meeting = Meeting.objects.get(body__abbreviation="SG", starts_at__date=date(2024, 12, 12))
    found = {item.kind: item.title for item in AgendaItem.objects.filter(meeting=meeting)}
    assert found["agreement"] == "Voor elke plek een organisatie die ze mee draagt"
    offered = AgendaItem.objects.filter(meeting=meeting).exclude(source="").count()
    contract = meeting.contract
    assert offered == len(due_of(contract, on=date(2024, 11, 20), body=meeting.body))

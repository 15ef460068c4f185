"""A contract begins, from a dossier or by hand; its words and its settings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tests.street import STREET_NOW, contact, hours, new_id, send, street
from wijkweb.commons.actions.people import accept
from wijkweb.commons.models import Case, Grant, JournalLine
from wijkweb.contract.actions.contracts import AlreadyRunning, Overtaken, begin_by_hand, change_contract
from wijkweb.contract.actions.words import ListFull, add_code, close_code, name_code, open_code
from wijkweb.contract.models import Code, Contract, Indicator, TeamFunction
from wijkweb.contract.reads.beginning import awardable, beginning_of
from wijkweb.contract.reads.contracts import contracts_for
from wijkweb.dossier.actions.dossiers import change_state, start_dossier
from wijkweb.dossier.models import Payer, Promise, StaffLine
from wijkweb.field.models import Contact

pytestmark = pytest.mark.django_db
NOW = STREET_NOW


@pytest.fixture
def lead(make_person: Any, city: Any) -> Any:
    return make_person("coordinator", city)


@pytest.fixture
def client(lead: Any) -> Client:
    client = Client()
    client.force_login(lead)
    return client


@pytest.fixture
def dossier(calls: dict, city: Any, lead: Any) -> Any:
    made = start_dossier(municipality=city, call_version=calls["wvc-2021"], title="Het lint", by=lead, now=NOW)
    payer = Payer.objects.create(dossier=made, name="Vlaanderen", kind="funder")
    StaffLine.objects.create(
        dossier=made, payer=payer, function="Veldwerker", employer="Buurtwerk", vte="1.60",
        start=date(2022, 1, 1), end=date(2025, 12, 31), yearly="90000",
    )  # fmt: skip
    for number, track in enumerate(("Jongeren", "Ouders", "Jongeren")):
        Promise.objects.create(
            dossier=made, title=f"Uren {number}", track=track, measure="uren", period="week", denominator="weken",
            kind="at_least", target=30, source="Gemiddeld 30 uur per week.", position=number,
        )  # fmt: skip
    return made


def form(**changes: Any) -> dict[str, Any]:
    return {
        "start": "2022-01-01", "end": "2025-12-31", "tracks": "Jongeren\r\n\r\n Ouders ", "lead": "lead@example.org",
        "decided_on": "2021-12-22", "amount": "799.494,00",
    } | changes  # fmt: skip


def test_what_is_known_beforehand(dossier: Any, lead: Any) -> None:
    found = beginning_of(dossier.case, date(2022, 2, 1))
    assert (found.start, found.end) == (date(2022, 1, 1), date(2025, 12, 31))
    assert (found.tracks, found.functions, found.promises) == (("Jongeren", "Ouders"), 1, 3)
    assert [one.case.title for one in awardable(lead)] == ["Het lint"]


def test_without_a_plan_the_days_are_those_of_the_call(calls: dict, city: Any, lead: Any) -> None:
    wvc = start_dossier(municipality=city, call_version=calls["wvc-2021"], title="A", by=lead, now=NOW)
    found = beginning_of(wvc.case, date(2022, 2, 1))
    assert (found.start, found.end, found.tracks) == (date(2022, 2, 1), date(2025, 12, 31), ())


def test_a_contract_begins_from_a_dossier(dossier: Any, client: Client, lead: Any) -> None:
    path = f"/contracten/nieuw/{dossier.case.public_id}/"
    page = client.get(path).content.decode()
    assert 'value="2025-12-31"' in page and "Jongeren\nOuders</textarea>" in page
    answer = client.post(path, form(lead=lead.email.upper()))
    assert answer["Location"] == f"/contracten/{dossier.case.public_id}/team/"
    contract = Contract.objects.get()
    assert (contract.start, contract.call_version) == (date(2022, 1, 1), dossier.call_version)
    assert list(contract.codes.filter(list="track").values_list("key", "nl")) == [
        ("unknown", "onbekend"),
        ("jongeren", "Jongeren"),
        ("ouders", "Ouders"),
    ]
    function = TeamFunction.objects.get()
    assert (function.title, function.vte) == ("Veldwerker", Decimal("1.60"))
    assert [one.source for one in Indicator.objects.all()] == ["Gemiddeld 30 uur per week."] * 3
    assert sorted(lead.grants.values_list("role", "case")) == [("coordinator", None), ("teamlead", contract.case_id)]
    assert awardable(lead) == []
    assert client.post(path, form()).status_code == 302
    assert Contract.objects.count() == 1


def test_a_coordinator_without_an_account_gets_a_link(dossier: Any, client: Client) -> None:
    answer = client.post(f"/contracten/nieuw/{dossier.case.public_id}/", form()).content.decode()
    secret = answer.split("/uitnodiging/")[1].split("/")[0]
    person = accept(secret=secret, name="Nieuw", password="een lange zin voor mij", now=NOW)
    assert list(person.grants.values_list("role", "case")) == [("teamlead", dossier.case_id)]


def test_a_contract_that_runs_already_is_put_in_by_hand_and_once(client: Client, city: Any, lead: Any) -> None:
    page = client.get("/contracten/nieuw/met-de-hand/").content.decode()
    id = page.split('name="public_id" value="')[1][:12]
    data = form(title="WEB", municipality=city.public_id, public_id=id)
    answers = [client.post("/contracten/nieuw/met-de-hand/", data) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 302]
    assert answers[1]["Location"] == f"/contracten/{id}/"
    assert [one.case.title for one in contracts_for(lead)] == ["WEB"]
    assert Case.objects.get().public_id == id


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"end": "2021-12-31"}, "De laatste dag komt na de eerste."),
        ({"start": "morgen"}, "Schrijf de dag als 15/03/2022"),
        ({"lead": "noor"}, "Dit is geen e-mailadres"),
        ({"lead": ""}, "Vul in wie het team coördineert"),
        ({"tracks": "\n".join("abcdefghijk")}, "Hoogstens 10 sporen."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(dossier: Any, client: Client, typed: dict, said: str) -> None:
    answer = client.post(f"/contracten/nieuw/{dossier.case.public_id}/", form(**typed))
    page = answer.content.decode()
    assert (answer.status_code, said in page, Contract.objects.count()) == (422, True, 0)
    assert next(iter(typed.values())) in page


def test_the_funder_coordinates_no_team_and_nothing_begins(
    dossier: Any, client: Client, make_person: Any, calls: dict
) -> None:
    funder = make_person("funder", calls["wvc-2021"].funder)
    answer = client.post(f"/contracten/nieuw/{dossier.case.public_id}/", form(lead=funder.email))
    assert (answer.status_code, Contract.objects.count()) == (422, 0)


def test_a_withdrawn_dossier_and_a_practice_copy_begin_nothing(dossier: Any, lead: Any, calls: dict) -> None:
    start_dossier(
        municipality=dossier.municipality, call_version=calls["wvc-2021"], title="Oefening", practice=True, by=lead,
        now=NOW,
    )  # fmt: skip
    change_state(dossier=dossier, state="withdrawn", reason="", by=lead, now=NOW)
    assert awardable(lead) == []


def test_by_hand_the_same_id_twice_is_refused(city: Any, lead: Any) -> None:
    given: dict[str, Any] = {
        "municipality": city, "title": "A", "start": date(2022, 1, 1), "end": date(2023, 1, 1), "tracks": (),
        "by": lead, "now": NOW, "public_id": "aaaabbbbcccc",
    }  # fmt: skip
    begin_by_hand(**given)
    with pytest.raises(AlreadyRunning):
        begin_by_hand(**given)


def test_words_are_added_named_closed_and_opened_and_never_deleted(city: Any) -> None:
    on = street(city)
    given: dict[str, Any] = {"by": on.lead, "now": NOW}
    code = add_code(contract=on.contract, list="group", nl="senioren", en="", **given)
    assert (code.key, code.number) == ("senioren", 5)
    name_code(code=code, nl="ouderen", en="elderly", **given)
    close_code(code=code, **given)
    close_code(code=code, **given)
    code.refresh_from_db()
    assert (code.key, code.nl, code.closed_on) == ("senioren", "ouderen", NOW.date())
    assert add_code(contract=on.contract, list="group", nl="Senioren", en="", **given) == code
    open_code(code=code, **given)
    code.refresh_from_db()
    assert (code.closed_on, code.nl) == (None, "ouderen")
    verbs = [line.verb for line in JournalLine.objects.order_by("number") if line.verb.startswith("code.")]
    assert verbs == ["code.add", "code.name", "code.close", "code.open"]


def test_a_list_holds_thirty_words(city: Any) -> None:
    on = street(city)
    have = on.contract.codes.filter(list="theme").count() - 1
    for number in range(30 - have):
        add_code(contract=on.contract, list="theme", nl=f"thema {number}", en="", by=on.lead, now=NOW)
    with pytest.raises(ListFull):
        add_code(contract=on.contract, list="theme", nl="te veel", en="", by=on.lead, now=NOW)
    assert Code.objects.filter(contract=on.contract, list="theme").count() == 31


def test_what_was_registered_with_a_closed_word_stays(city: Any) -> None:
    on = street(city)
    send(on, (new_id(), contact(on.place, themes=["work"])))
    code = on.contract.codes.get(list="theme", key="work")
    close_code(code=code, by=on.lead, now=NOW)
    assert (Contact.objects.get().themes, hours(on)) == (1 << code.number, (30, 30, 1))


def test_settings_change_once_and_not_over_somebody_else(city: Any) -> None:
    on = street(city)
    values = {"retention_days": 200}
    for _ in range(2):
        change_contract(contract=on.contract, token=1, values=values, by=on.lead, now=NOW)
    with pytest.raises(Overtaken) as caught:
        change_contract(contract=on.contract, token=1, values={"retention_days": 300}, by=on.lead, now=NOW)
    assert (caught.value.contract.retention_days, caught.value.contract.token) == (200, 2)
    assert JournalLine.objects.filter(verb="contract.change").count() == 1


def test_the_settings_page(city: Any) -> None:
    on = street(city)
    client = Client()
    client.force_login(on.lead)
    path = f"/contracten/{on.contract.case.public_id}/instellingen/"
    data = {"start": "2022-01-01", "end": "2025-12-31", "retention_days": "89", "token": "1"}
    assert "Minstens 90 dagen" in client.post(path, data).content.decode()
    assert client.post(path, data | {"retention_days": "90"}).status_code == 302
    overtaken = client.post(path, data | {"retention_days": "500"})
    page = overtaken.content.decode()
    assert (overtaken.status_code, 'value="500"' in page, "<td>90</td>" in page) == (409, True, True)


def test_pages_cost_the_same_queries_for_one_and_for_three(
    city: Any, client: Client, django_assert_num_queries: Any, lead: Any
) -> None:
    Grant.objects.filter(person=lead, case__isnull=False).delete()
    for number in (1, 2):
        for _ in range(number):
            street(city)
        with django_assert_num_queries(4):
            assert client.get("/contracten/").status_code == 200

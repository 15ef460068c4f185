"""The award, the baseline, amendments: marked once, frozen once, changed by a decision only."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.street import STREET_NOW, street
from wijkweb.commons.models import JournalLine, StoredFile
from wijkweb.contract.actions.amendments import NeedsAmendment, add_amendment, change_partner, remove_amendment
from wijkweb.contract.actions.award import AlreadyAwarded, Granted, NotAwardable, correct_award, mark_award
from wijkweb.contract.actions.contracts import begin_contract
from wijkweb.contract.actions.parts import InUse
from wijkweb.contract.models import Amendment, Award, Baseline, Contract, Indicator, Partner, PolicyRequest, Risk
from wijkweb.contract.reads.agreed import agreed_of, frozen_of
from wijkweb.contract.reads.baseline import baseline_of
from wijkweb.dossier import models as m
from wijkweb.dossier.actions.annexes import Upload
from wijkweb.dossier.actions.dossiers import start_dossier
from wijkweb.dossier.reads.content import application_of
from wijkweb.writers.application_json import write_application

pytestmark = pytest.mark.django_db
NOW = STREET_NOW
DAY = date(2021, 12, 22)


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
    payer = m.Payer.objects.create(dossier=made, name="Vlaanderen", kind="funder")
    m.StaffLine.objects.create(
        dossier=made, payer=payer, function="Veldwerker", employer="Buurtwerk", vte="1.60",
        start=date(2022, 1, 1), end=date(2025, 12, 31), yearly="90000",
    )  # fmt: skip
    m.Promise.objects.create(
        dossier=made, title="Uren", track="Jongeren", measure="uren", period="week", denominator="weken",
        kind="at_least", target=30, source="Gemiddeld 30 uur per week.",
    )  # fmt: skip
    m.Partner.objects.create(dossier=made, name="Buurtwerk", level="het veld", role="Activiteiten", engagement="agreed")
    m.Partner.objects.create(dossier=made, name="Dienst X", level="ergens")
    m.Risk.objects.create(dossier=made, title="Leegloop", chance="low", effect="high", owner="coördinator")
    m.RuleRequest.objects.create(dossier=made, rule="Vrij terras", government="Stad", status="asked")
    return made


@pytest.fixture
def contract(dossier: Any, lead: Any) -> Contract:
    return begin_contract(
        case=dossier.case, start=date(2022, 1, 1), end=date(2025, 12, 31), tracks=(), by=lead, now=NOW
    )  # fmt: skip


def base(contract: Contract) -> str:
    return f"/contracten/{contract.case.public_id}"


def test_what_a_dossier_says_comes_along_and_is_frozen(contract: Contract, dossier: Any) -> None:
    assert baseline_of(contract) == application_of(dossier)
    assert list(Partner.objects.values_list("name", "level", "agreed")) == [
        ("Buurtwerk", "field", True),
        ("Dienst X", "", True),
    ]
    (engagement,) = Partner.objects.get(name="Buurtwerk").engagements.all()
    assert (engagement.task, engagement.state, engagement.start) == ("Activiteiten", "agreed", contract.start)
    risk = Risk.objects.get()
    assert (risk.title, risk.agreed, [one.on for one in risk.assessments.all()]) == ("Leegloop", True, [contract.start])
    request = PolicyRequest.objects.get()
    assert (request.text, request.kind, request.state, request.asked_on) == ("Vrij terras", "rule", "asked", None)
    frozen = frozen_of(contract)
    assert frozen and frozen.whole
    Baseline.objects.update(application=Baseline.objects.get().application | {"project": "Iets anders"})
    changed = frozen_of(contract)
    assert changed and not changed.whole


def test_an_award_is_marked_once_and_put_right(contract: Contract, lead: Any, settings: Any, tmp_path: Any) -> None:
    settings.FILES_ROOT = tmp_path
    granted = Granted(DAY, Decimal("799494.00"), "MB 1", Upload("besluit.pdf", b"een besluit"))
    award = mark_award(contract=contract, granted=granted, by=lead, now=NOW)
    assert mark_award(contract=contract, granted=granted, by=lead, now=NOW) == award
    with pytest.raises(AlreadyAwarded):
        mark_award(contract=contract, granted=Granted(DAY, Decimal(5)), by=lead, now=NOW)
    fixed = Granted(DAY, Decimal("700000.00"), "MB 1")
    for _ in range(2):
        correct_award(award=award, token=1, granted=fixed, by=lead, now=NOW)
    award.refresh_from_db()
    assert (award.amount, award.paper.name, award.token) == (Decimal("700000.00"), "besluit.pdf", 2)
    with pytest.raises(AlreadyAwarded):
        correct_award(award=award, token=1, granted=Granted(DAY, Decimal(5)), by=lead, now=NOW)
    lines = JournalLine.objects.filter(verb__startswith="award.").order_by("number")
    assert [line.verb for line in lines] == ["award.mark", "award.correct"]
    assert "799494.00" in lines[1].facts and "700000.00" in lines[1].facts


@pytest.mark.parametrize(
    ("granted", "codes"),
    [
        (Granted(date(2021, 7, 18), Decimal("1000.00")), ["before_deadline"]),
        (Granted(DAY, Decimal("800000.00")), []),
        (Granted(DAY, Decimal("800000.01")), ["above_most"]),
        (Granted(DAY, Decimal("0.00")), ["nothing"]),
        (Granted(date(2022, 3, 17), Decimal("1000.00")), ["to_come"]),
    ],
)
def test_an_award_that_cannot_be(contract: Contract, lead: Any, granted: Granted, codes: list[str]) -> None:
    found: list[str] = []
    try:
        mark_award(contract=contract, granted=granted, by=lead, now=NOW)
    except NotAwardable as error:
        found = [code for code, _ in error.faults]
    assert (found, Award.objects.count()) == (codes, 0 if codes else 1)


def test_a_decision_about_another_contract_is_refused_and_leaves_no_file(
    contract: Contract, other_city: Any, lead: Any, settings: Any, tmp_path: Any
) -> None:
    settings.FILES_ROOT, later = tmp_path, DAY + timedelta(days=1)
    other, paper = street(other_city).contract, Upload("b.pdf", b"een besluit")
    mark_award(contract=other, granted=Granted(DAY, Decimal(10), "MB 7", paper), by=lead, now=NOW)
    for granted, code in (
        (Granted(later, Decimal(10), "mb 7"), "other_number"),
        (Granted(later, Decimal(10), "MB 8", Upload("anders.pdf", b"een besluit")), "other_paper"),
    ):
        with pytest.raises(NotAwardable) as caught:
            mark_award(contract=contract, granted=granted, by=lead, now=NOW)
        assert [fault[0] for fault in caught.value.faults] == [code]
    with pytest.raises(NotAwardable):
        granted = Granted(later, Decimal(10), "MB 7", Upload("nieuw.pdf", b"nergens anders"))
        mark_award(contract=contract, granted=granted, by=lead, now=NOW)
    assert (StoredFile.objects.count(), len([path for path in tmp_path.glob("*/*") if path.is_file()])) == (1, 1)


def test_one_decision_may_award_to_several_cities_on_its_day(
    contract: Contract, city: Any, other_city: Any, lead: Any, settings: Any, tmp_path: Any
) -> None:
    settings.FILES_ROOT = tmp_path
    granted = Granted(DAY, Decimal(10), "MB 7", Upload("b.pdf", b"een besluit"))
    mark_award(contract=street(other_city).contract, granted=granted, by=lead, now=NOW)
    assert mark_award(contract=contract, granted=granted, by=lead, now=NOW).number == "MB 7"
    with pytest.raises(NotAwardable):  # two contracts of one city are two decisions
        mark_award(contract=street(city, "Elders").contract, granted=granted, by=lead, now=NOW)


def begin_form(**changes: Any) -> dict[str, Any]:
    return {
        "start": "2022-01-01", "end": "2025-12-31", "tracks": "", "lead": "lead@example.org",
        "decided_on": "2021-12-22", "amount": "799.494,00", "number": " MB  1 ",
    } | changes  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"decided_on": ""}, "Vul de dag in."),
        ({"amount": ""}, "Vul het toegekende bedrag in."),
        ({"amount": "799.494,001"}, "hoogstens twee decimalen"),
        ({"amount": "800.000,01"}, "De oproep kent hoogstens 800.000,00 euro toe."),
        ({"decided_on": "2021-07-01"}, "De oproep liep tot 19 juli 2021"),
    ],
)
def test_a_contract_does_not_begin_without_its_award(dossier: Any, client: Client, typed: dict, said: str) -> None:
    answer = client.post(f"/contracten/nieuw/{dossier.case.public_id}/", begin_form(**typed))
    assert (answer.status_code, said in answer.content.decode(), Contract.objects.count()) == (422, True, 0)


def test_a_contract_begins_with_its_award_and_paper(dossier: Any, client: Client, settings: Any, tmp_path: Any) -> None:
    settings.FILES_ROOT = tmp_path
    data = begin_form(paper=SimpleUploadedFile("mb.pdf", b"%PDF besluit"))
    assert client.post(f"/contracten/nieuw/{dossier.case.public_id}/", data).status_code == 200
    award = Award.objects.get()
    assert (award.number, award.amount) == ("MB 1", Decimal("799494.00"))
    answer = client.get(f"{base(award.contract)}/toekenning/stuk/")
    assert (answer.content, "attachment" in answer["Content-Disposition"]) == (b"%PDF besluit", True)
    page = client.get(f"{base(award.contract)}/nulmeting/").content.decode()
    assert "799.494,00" in page and Baseline.objects.get().sha256 in page


def test_the_award_page_loses_nothing_when_two_change_it(contract: Contract, client: Client) -> None:
    path, typed = f"{base(contract)}/toekenning/", {"decided_on": "2021-12-22", "amount": "1.000,00", "number": "A"}
    assert client.post(path, typed).status_code == 302
    late = client.post(path, typed | {"number": "B"})
    assert (late.status_code, 'value="B"' in late.content.decode(), Award.objects.get().number) == (409, True, "A")
    assert client.post(path, typed | {"token": "1", "number": "B"}).status_code == 302
    assert client.post(path, typed | {"token": "1", "number": "C"}).status_code == 409
    assert Award.objects.get().number == "B"


def test_a_contract_by_hand_takes_its_baseline_from_a_file(client: Client, dossier: Any, city: Any) -> None:
    data = write_application(application_of(dossier))
    page = client.get("/contracten/nieuw/met-de-hand/").content.decode()
    typed = {
        "start": "2022-01-01", "end": "2025-12-31", "tracks": "", "lead": "lead@example.org", "title": "WEB",
        "municipality": city.public_id, "public_id": page.split('name="public_id" value="')[1][:12],
    }  # fmt: skip
    wrong = client.post("/contracten/nieuw/met-de-hand/", typed | {"file": SimpleUploadedFile("a.json", b"{}")})
    assert (wrong.status_code, "geen dossier van Wijkweb" in wrong.content.decode()) == (422, True)
    assert (
        client.post("/contracten/nieuw/met-de-hand/", typed | {"file": SimpleUploadedFile("a.json", data)}).status_code
        == 200
    )
    contract = Contract.objects.get()
    assert (contract.call_version, contract.funder) == (dossier.call_version, dossier.call_version.funder)
    assert baseline_of(contract) == application_of(dossier)
    assert (Indicator.objects.count(), Partner.objects.count(), Risk.objects.count()) == (1, 2, 1)


def test_a_running_contract_gets_a_baseline_later_and_once(client: Client, dossier: Any, city: Any, lead: Any) -> None:
    contract = street(city).contract
    Partner.objects.create(contract=contract, name="Buurtwerk", level="society", role="Eigen woorden")
    path = f"{base(contract)}/nulmeting/vastleggen/"
    assert client.post(path, {"sure": "on"}).status_code == 422
    file = SimpleUploadedFile("a.json", write_application(application_of(dossier)))
    assert client.post(path, {"sure": "on", "file": file}).status_code == 302
    known = Partner.objects.get(contract=contract, name="Buurtwerk")
    assert (known.level, known.role, known.agreed) == ("society", "Eigen woorden", True)
    contract.refresh_from_db()
    assert contract.call_version == dossier.call_version
    assert client.get(path)["Location"] == f"{base(contract)}/nulmeting/"
    assert Baseline.objects.count() == 1


def amend(contract: Contract, by: Any, **changes: Any) -> Amendment:
    values: dict[str, Any] = {
        "subject": "other", "text": "Iets", "decided_number": "SG 1", "decided_on": date(2022, 2, 1),
        "start_since": None, "end_since": None,
    } | changes  # fmt: skip
    id = changes.pop("id", "aaaabbbbccc2")
    values.pop("id", None)
    return add_amendment(contract=contract, public_id=id, values=values, upload=None, by=by, now=NOW)


def test_the_period_moves_with_its_amendment_only(contract: Contract, client: Client, lead: Any) -> None:
    settings_page = client.get(f"{base(contract)}/instellingen/").content.decode()
    assert 'name="start"' not in settings_page and "addendum" in settings_page
    typed = {
        "public_id": "aaaabbbbccc2", "subject": "period", "text": "Later gestart", "decided_number": "SG 2",
        "decided_on": "2022-02-01", "start_since": "2022-02-01", "end_since": "2026-01-31",
    }  # fmt: skip
    for _ in range(2):
        client.post(f"{base(contract)}/addenda/nieuw/", typed)
    contract.refresh_from_db()
    assert (contract.start, contract.end, contract.token) == (date(2022, 2, 1), date(2026, 1, 31), 2)
    amendment = Amendment.objects.get()
    assert (amendment.start_before, amendment.end_before) == (date(2022, 1, 1), date(2025, 12, 31))
    with pytest.raises(InUse):
        remove_amendment(part=amendment, token=1, by=lead, now=NOW)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"subject": "period"}, "dit besluit wijzigt de looptijd"),
        (
            {"subject": "period", "start_since": "2023-01-01", "end_since": "2022-01-01"},
            "De laatste dag komt na de eerste",
        ),
        ({"decided_on": "2999-01-01"}, "Deze dag moet nog komen"),
        ({"decided_on": "2021-01-01"}, "Het contract is toegekend op 22 december 2021"),
        ({"decided_number": ""}, "Dit veld is verplicht"),
    ],
)
def test_an_amendment_that_cannot_be(contract: Contract, client: Client, lead: Any, typed: dict, said: str) -> None:
    mark_award(contract=contract, granted=Granted(DAY, Decimal(10)), by=lead, now=NOW)
    data = {"subject": "money", "text": "Iets", "decided_number": "SG 2", "decided_on": "2022-02-01"} | typed
    answer = client.post(f"{base(contract)}/addenda/nieuw/", data)
    assert (answer.status_code, said in answer.content.decode(), Amendment.objects.count()) == (422, True, 0)


def test_a_partner_that_was_agreed_leaves_by_an_amendment(contract: Contract, client: Client, lead: Any) -> None:
    partner = Partner.objects.get(name="Buurtwerk")
    gone = {"left_on": date(2022, 3, 1), "amendment": None}
    with pytest.raises(NeedsAmendment):
        change_partner(part=partner, token=1, values=gone, by=lead, now=NOW)
    path = f"{base(contract)}/netwerk/partners/{partner.public_id}"
    typed = {"name": "Buurtwerk Gent", "level": "field", "token": "1"}
    answer = client.post(f"{path}/wijzigen/", typed)
    assert (answer.status_code, "staat in de nulmeting" in answer.content.decode()) == (422, True)
    assert client.post(f"{path}/weg/", {"token": "1"}).status_code == 409
    amendment = amend(contract, lead, subject="partners")
    assert client.post(f"{path}/wijzigen/", typed | {"amendment": amendment.public_id}).status_code == 302
    partner.refresh_from_db()
    assert (partner.name, [list(one.partners) for one in agreed_of(contract).amendments]) == (
        "Buurtwerk Gent",
        [[partner]],
    )
    with pytest.raises(InUse):
        remove_amendment(part=amendment, token=1, by=lead, now=NOW)


def test_a_promise_that_was_agreed_changes_by_an_amendment(contract: Contract, client: Client, lead: Any) -> None:
    indicator = Indicator.objects.get()
    path = f"{base(contract)}/beloften/{indicator.public_id}/"
    typed = {"title": "Uren op straat", "source": "Gemiddeld 30 uur per week.", "token": "1"}
    assert client.post(path, typed).status_code == 422
    amendment = amend(contract, lead, subject="promises")
    assert client.post(path, typed | {"amendment": amendment.public_id}).status_code == 302
    assert Indicator.objects.get().amendment == amendment


def test_two_who_change_an_amendment(contract: Contract, client: Client, lead: Any) -> None:
    path = f"{base(contract)}/addenda/{amend(contract, lead).public_id}/"
    typed = {"text": "Anders", "decided_number": "SG 1", "decided_on": "2022-02-01", "token": "1"}
    assert client.post(path, typed).status_code == 302
    answer = client.post(path, typed | {"text": "Nog anders"})
    page = answer.content.decode()
    assert (answer.status_code, "Nog anders" in page, "<td><p>Anders" in page or "<td>Anders" in page) == (
        409,
        True,
        True,
    )


def test_the_page_costs_the_same_queries_for_one_and_for_three(
    contract: Contract, client: Client, lead: Any, django_assert_num_queries: Any
) -> None:
    for ids in (("a",), ("b", "c")):
        for letter in ids:
            amend(contract, lead, id=f"aaaabbbbccc{letter}")
        with django_assert_num_queries(9):
            assert client.get(f"{base(contract)}/nulmeting/").status_code == 200

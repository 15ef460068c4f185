"""The jury finds, the city replies, the funder asks and compares; a juror who is too near sees nothing."""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.conftest import NOW
from tests.reports import sent_report, written_report
from tests.street import Street, street
from wijkweb.commons.access import Role, visible_cases
from wijkweb.commons.actions.people import give_role
from wijkweb.commons.models import Case, Organisation, Person
from wijkweb.contract.models import Contract, Definition, Indicator
from wijkweb.report.actions.evaluation import (
    Given,
    NotGiven,
    NotSent,
    OtherContract,
    Overtaken,
    Unjudged,
    agree,
    answer,
    ask,
    declare,
    lift,
    reply,
    save_findings,
    settle,
)
from wijkweb.report.models import Evaluation, Judgement, Question, Receipt, YearReport
from wijkweb.report.offers import offers_of
from wijkweb.report.reads import portfolio, portfolio_lines
from wijkweb.report.reads.due import due_of
from wijkweb.report.reads.evaluation import evaluation_page, sent_to
from wijkweb.report.reads.evaluation import sent_report as read_sent
from wijkweb.report.reads.portfolio import Asked, portfolio_of
from wijkweb.report.reads.portfolio_lines import lines_of
from wijkweb.rules.reporting import cells_of
from wijkweb.shapes.plain import from_plain
from wijkweb.shapes.report import CHAPTERS, Report

pytestmark = pytest.mark.django_db
TEXTS = {key: f"Over {key}." for key in CHAPTERS}


@pytest.fixture
def funder(db: Any) -> Organisation:
    return Organisation.objects.create(kind=Organisation.Kind.FUNDER, name="Agentschap")


def person(name: str, role: Role, organisation: Any) -> Person:
    made = Person.objects.create(email=f"{name}@example.org", name=name, joined_at=NOW)
    give_role(person=made, role=role, organisation=organisation, by=None, now=NOW)
    return made


def funded(city: Any, funder: Any, mark: str = "Wijk") -> Street:
    on = street(city, mark)
    Contract.objects.filter(pk=on.contract.pk).update(funder=funder)
    on.contract.refresh_from_db()
    for key in ("uren", "vorming"):
        made = Indicator.objects.create(contract=on.contract, key=key, title=f"{mark} {key}", source="Beloofd.")
        Definition.objects.create(
            indicator=made, version=1, valid_from=on.contract.start, fact="contacts", measure="worker_minutes",
            kind="direct", track="" if key == "uren" else "samen_wonen", per="week", denominator="calendar",
            op="at_least", target=30, window="rolling_13", made_at=NOW, made_by=on.lead,
        )  # fmt: skip
    return on


def verdicts(on: Street, verdict: str = "kept", reason: str = "Gezien.") -> dict[int, tuple[str, str]]:
    return dict.fromkeys(Indicator.objects.filter(contract=on.contract).values_list("pk", flat=True), (verdict, reason))


def given(report: Any, on: Street, by: Person) -> None:
    save_findings(report=report, token=1, text="Samen goed.", verdicts=verdicts(on), by=by, now=NOW, give=True)


def test_the_jury_judges_only_what_was_sent(city: Any, funder: Any) -> None:
    on = funded(city, funder)
    juror = person("An", Role.JURY, funder)
    report = written_report(on.contract, on.lead, texts=TEXTS)
    with pytest.raises(NotSent):
        save_findings(report=report, token=1, text="", verdicts={}, by=juror, now=NOW)
    assert sent_to(juror) == ()
    with pytest.raises(Http404):
        read_sent(on.contract.case, 1, "inside")


def test_findings_are_given_whole_and_stand(city: Any, funder: Any) -> None:
    on = funded(city, funder)
    juror = person("An", Role.JURY, funder)
    report = sent_report(on.contract, on.lead, texts=TEXTS)
    with pytest.raises(Unjudged) as error:
        save_findings(report=report, token=1, text="Goed.", verdicts={}, by=juror, now=NOW, give=True)
    assert error.value.titles == ("Wijk uren", "Wijk vorming")
    assert not Evaluation.objects.exists()  # nothing half done
    given(report, on, juror)
    with pytest.raises(Given):
        save_findings(report=report, token=2, text="Anders.", verdicts={}, by=juror, now=NOW)
    assert Judgement.objects.count() == 2


def test_two_jurors_do_not_overwrite_each_other(city: Any, funder: Any) -> None:
    on = funded(city, funder)
    one, other = person("An", Role.JURY, funder), person("Bo", Role.JURY, funder)
    report = sent_report(on.contract, on.lead, texts=TEXTS)
    save_findings(report=report, token=1, text="Van An.", verdicts=verdicts(on), by=one, now=NOW)
    with pytest.raises(Overtaken) as error:
        save_findings(report=report, token=1, text="Van Bo.", verdicts={}, by=other, now=NOW)
    assert error.value.evaluation.text == "Van An."


def test_a_finding_about_a_promise_of_another_contract_is_refused(city: Any, funder: Any) -> None:
    on, elsewhere = funded(city, funder), funded(city, funder, "Elders")
    juror = person("An", Role.JURY, funder)
    report = sent_report(on.contract, on.lead, texts=TEXTS)
    with pytest.raises(OtherContract):
        save_findings(report=report, token=1, text="", verdicts=verdicts(elsewhere), by=juror, now=NOW)


def test_the_city_replies_once_and_agreements_follow_on_findings(city: Any, funder: Any) -> None:
    on = funded(city, funder)
    report = sent_report(on.contract, on.lead, texts=TEXTS)
    values = {"text": "Een plan", "owner": "stad", "due": date(2023, 6, 1)}
    with pytest.raises(NotGiven):
        reply(report=report, text="Te vroeg.", by=on.lead, now=NOW)
    with pytest.raises(NotGiven):
        agree(report=report, public_id="2222abcdefgh", values=values, by=on.lead, now=NOW)
    given(report, on, person("An", Role.JURY, funder))
    reply(report=report, text="Dank.", by=on.lead, now=NOW)
    with pytest.raises(Given):
        reply(report=report, text="Nog eens.", by=on.lead, now=NOW)
    agree(report=report, public_id="2222abcdefgh", values=values, by=on.lead, now=NOW)
    agree(report=report, public_id="2222abcdefgh", values=values, by=on.lead, now=NOW)
    page = evaluation_page(on.contract.case, 1, now=NOW)
    assert (page.evaluation.reply, len(page.agreements)) == ("Dank.", 1)  # type: ignore[union-attr]


def test_the_jury_gets_the_data_with_every_figure_and_no_address_that_opens_inside(
    city: Any, funder: Any, client: Client
) -> None:
    on = funded(city, funder)
    sent_report(on.contract, on.lead, texts=TEXTS)
    client.force_login(person("An", Role.JURY, funder))
    at = f"/jury/{on.contract.case.public_id}/1/"
    page, data = client.get(at).content.decode(), client.get(f"{at}jaarverslag.json").content
    assert f'href="{at}jaarverslag.json"' in page
    assert hashlib.sha256(data).hexdigest() in page
    assert b"/contracten/" not in data
    inside = read_sent(on.contract.case, 1, "inside")[1]
    told = [value.number for chapter in inside.chapters for _key, _label, value in cells_of(chapter)]
    read = from_plain(Report, {key: value for key, value in json.loads(data).items() if key != "format"})
    assert [value.number for chapter in read.chapters for _key, _label, value in cells_of(chapter)] == told


def test_an_agreement_that_is_due_comes_on_the_agenda_until_it_is_done_and_is_marked_late(
    city: Any, funder: Any, client: Client
) -> None:
    on = funded(city, funder)
    report = sent_report(on.contract, on.lead, texts=TEXTS)
    given(report, on, person("An", Role.JURY, funder))
    due = date(2023, 6, 1)
    values = {"text": "Een plan", "owner": "stad", "due": due}
    agreement = agree(report=report, public_id="2222abcdefgh", values=values, by=on.lead, now=NOW)

    def offered(day: date) -> list[tuple[str, str, str]]:
        offers = offers_of(on.contract.case, due_of(on.contract, on=day))
        return [(one["title"], one["rests_on"], one["link"]) for one in offers if one["kind"] == "agreement"]

    link = f"/contracten/{on.contract.case.public_id}/verslagen/1/evaluatie/"
    said = "Afspraak na de evaluatie van jaar 1 voor stad, tegen 1 juni 2023."
    assert (offered(due - timedelta(days=1)), offered(due)) == ([], [("Een plan", said, link)])

    def marked(day: date) -> list[bool]:
        Contract.objects.filter(pk=on.contract.pk).update(stands_on=day)
        shown = []
        for who, path in ((on.lead, link), (minister, f"/portefeuille/{on.contract.case.public_id}/")):
            client.force_login(who)
            shown.append('<span class="tag breach">te laat</span>' in client.get(path).content.decode())
        return shown

    minister = person("Lien", Role.FUNDER, funder)
    assert (marked(due), marked(due + timedelta(days=1))) == ([False, False], [True, True])
    settle(agreement=agreement, outcome="Er is een plan.", on=due, by=on.lead, now=NOW)
    assert (offered(due), marked(due + timedelta(days=1))) == ([], [False, False])


def test_a_juror_with_an_interest_sees_neither_report_nor_findings(
    city: Any, funder: Any, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    on = funded(city, funder)
    case, juror = on.contract.case, person("An", Role.JURY, funder)
    sent_report(on.contract, on.lead, texts=TEXTS)
    client.force_login(juror)
    pages = [f"/jury/{case.public_id}/1/", f"/jury/{case.public_id}/1/bevindingen/", f"/openbaar/{case.public_id}/1/"]
    assert [client.get(page).status_code for page in pages] == [200, 200, 200]
    declared = declare(case=case, reason="Adviseerde de aanvraag", by=juror, now=NOW, today=NOW.date())
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]
    assert client.get(f"/jury/{case.public_id}/1/jaarverslag.pdf").status_code == 404
    assert TEXTS["street"] not in client.get("/jury/").content.decode()
    lift(interest=declared, by=juror, now=NOW, today=NOW.date())
    assert client.get(pages[0]).status_code == 200


def test_another_funder_sees_nothing_of_it(city: Any, funder: Any) -> None:
    on = funded(city, funder)
    other = Organisation.objects.create(kind=Organisation.Kind.FUNDER, name="Een ander")
    stranger = person("Ward", Role.FUNDER, other)
    for verb in ("portfolio.read", "sent.read", "public.read"):
        assert not visible_cases(stranger, verb).filter(pk=on.contract.case_id).exists()


def test_a_question_is_asked_once_and_answered_once(city: Any, funder: Any) -> None:
    on, official = funded(city, funder), person("Lien", Role.FUNDER, funder)
    asked = ask(contract=on.contract, public_id="2222abcdefgh", text="Hoe?", by=official, now=NOW)
    assert ask(contract=on.contract, public_id="2222abcdefgh", text="Hoe?", by=official, now=NOW) == asked
    answer(question=asked, text="Zo.", by=on.lead, now=NOW)
    with pytest.raises(Given):
        answer(question=asked, text="Anders.", by=on.lead, now=NOW)
    assert Question.objects.get().answer == "Zo."


@pytest.mark.parametrize("contracts", [1, 3])
def test_the_portfolio_asks_the_same_for_one_and_for_three(
    city: Any, funder: Any, contracts: int, django_assert_num_queries: Any
) -> None:
    for number in range(contracts):
        funded(city, funder, f"Wijk {number}")
    official = person("Lien", Role.FUNDER, funder)
    portfolio_of(official, now=NOW.replace(year=2024))  # the order is made, and holds for ten minutes
    with django_assert_num_queries(5):  # the fifth asks the roles, which a request knows
        found = portfolio_of(official, now=NOW.replace(year=2024))
    assert [line.status for line in found.lines] == ["thin"] * contracts
    assert [due.year for due in found.lines[0].due] == [1, 2]


def test_what_needs_the_funder_most_stands_on_top_of_all_pages(
    city: Any, funder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portfolio, "PAGE", 1)
    calm, asked = funded(city, funder, "Aan zee"), funded(city, funder, "Zandberg")
    official = person("Lien", Role.FUNDER, funder)
    now = NOW  # no report is late yet
    ask(contract=asked.contract, public_id="2222abcdefgh", text="Hoe?", by=official, now=now)
    pages = [portfolio_of(official, now=now, asked=Asked(number=number)) for number in (1, 2)]
    assert [page.lines[0].contract for page in pages] == [asked.contract, calm.contract]
    assert pages[0].order.counts()["question"] == 1
    (only,) = portfolio_of(official, now=now, asked=Asked(shown="question")).lines
    assert (only.contract, only.questions) == (asked.contract, 1)
    assert [line.contract for line in portfolio_of(official, now=now, asked=Asked(search="AAN Z")).lines] == [
        calm.contract
    ]
    assert portfolio_of(official, now=now, asked=Asked(search="nergens")).lines == ()


def test_the_lines_are_of_now_and_the_order_says_of_when_it_is(city: Any, funder: Any) -> None:
    on, official = funded(city, funder), person("Lien", Role.FUNDER, funder)
    first = portfolio_of(official, now=NOW)
    ask(contract=on.contract, public_id="2222abcdefgh", text="Hoe?", by=official, now=NOW)
    later = portfolio_of(official, now=NOW + timedelta(minutes=1))
    assert (later.order.at, later.order.counts()["question"], later.lines[0].questions) == (NOW, 0, 1)
    portfolio.forget_order(official, NOW)
    assert portfolio_of(official, now=NOW).order.counts()["question"] == 1
    assert first.order.awarded == later.order.awarded


def test_who_lost_the_role_sees_no_line_while_the_order_holds(city: Any, funder: Any) -> None:
    funded(city, funder)
    official = person("Lien", Role.FUNDER, funder)
    assert portfolio_of(official, now=NOW).lines
    official.grants.all().delete()
    assert portfolio_of(official, now=NOW).lines == ()


def test_the_funders_page_of_a_contract_asks_as_much_after_three_years_as_after_one(
    city: Any, funder: Any, client: Client
) -> None:
    on = funded(city, funder)
    client.force_login(person("Lien", Role.FUNDER, funder))
    juror, first = person("An", Role.JURY, funder), sent_report(on.contract, on.lead, texts=TEXTS)
    case, taken, told = on.contract.case.public_id, [], []
    for year in (1, 2, 3):
        report = first if year == 1 else _another_year(first, year)
        given(report, on, juror)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(f"/portefeuille/{case}/").content.decode()
        taken.append(len(queries))
        told.append([one for one in (1, 2, 3) if f"/jury/{case}/{one}/" in page])
    assert told == [[1], [1, 2], [1, 2, 3]]
    assert taken == [8, 8, 8]


def _another_year(report: YearReport, year: int) -> YearReport:
    """The same report, handed in for another year too."""
    receipt = report.receipt
    made = YearReport.objects.create(**_same(report), year=year)
    Receipt.objects.create(**_same(receipt, "report_id"), report=made)
    return made


def _same(row: Any, *but: str) -> dict[str, Any]:
    names = (field.attname for field in row._meta.concrete_fields)
    return {name: getattr(row, name) for name in names if name not in {"id", "year", "public_id", "code", *but}}


def test_what_is_missing_is_said_at_its_own_field_and_nothing_typed_is_lost(
    city: Any, funder: Any, client: Client
) -> None:
    on = funded(city, funder)
    sent_report(on.contract, on.lead, texts=TEXTS)
    client.force_login(person("An", Role.JURY, funder))
    one, other = Indicator.objects.filter(contract=on.contract)
    told = {
        f"verdict-{one.pk}": "kept",
        f"reason-{one.pk}": "Sterk.",
        f"reason-{other.pk}": "Nog te zien.",
        "token": "1",
    }
    answer = client.post(f"/jury/{on.contract.case.public_id}/1/bevindingen/", {**told, "text": "Goed.", "give": "1"})
    form = answer.context["form"]
    assert (answer.status_code, dict(form.errors)) == (422, {f"verdict-{other.pk}": ["Maak een keuze."]})
    assert "Nog te zien." in answer.content.decode()


def test_the_funders_page_tells_each_promise_as_the_portfolio_does(city: Any, funder: Any, client: Client) -> None:
    on = funded(city, funder)
    official = person("Lien", Role.FUNDER, funder)
    client.force_login(official)
    page = client.get(f"/portefeuille/{on.contract.case.public_id}/").content.decode()
    line = portfolio_of(official, now=timezone.now()).lines[0]
    assert [one.definition.title for one in line.readings] == ["Wijk uren", "Wijk vorming"]
    for one in line.readings:
        assert f'<th scope="row">{one.definition.title}</th>' in page
    assert page.count("te weinig gegevens") == len(line.thin) == 2


def test_parts_of_any_size_give_the_same_lines(city: Any, funder: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Contracts that ask for all their weeks go apart from those that ask for the last thirteen."""
    several = [funded(city, funder, f"Wijk {number}") for number in range(4)]
    whole = Indicator.objects.filter(contract__in=[several[1].contract, several[2].contract])
    Definition.objects.filter(indicator__in=whole).update(window="whole")
    cases, now = Case.objects.all(), NOW.replace(year=2024)
    asked, found = [], []
    for weeks in (20_000, 300, 1):
        monkeypatch.setattr(portfolio_lines, "WEEKS_AT_ONCE", weeks)
        with CaptureQueriesContext(connection) as queries:
            found.append(lines_of(cases, now))
        asked.append(len(queries))
    assert asked == [2, 3, 5]  # the contracts, then their facts: of all, of long and short apart, of each by itself
    assert found[0] == found[1] == found[2]
    assert [line.contract for line in found[0]] == [one.contract for one in several]
    back = [one.contract.pk for one in reversed(several)]
    assert [line.contract.pk for line in lines_of(cases, now, back)] == back
    assert [len(line.readings) for line in found[0]] == [2, 2, 2, 2]

"""The yearly report: it writes itself, several people write beside it, closing freezes it for good."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOW
from tests.reports import DECIDED_AT, sent_report, steering_decision, strange_numbers, written_report
from tests.street import STREET_NOW, Street, contact, new_id, send, street
from wijkweb.contract.models import Condition, Definition, Indicator, Recommendation
from wijkweb.dossier.actions.writing import Overtaken
from wijkweb.report.actions.decisions import withdraw_decision
from wijkweb.report.actions.reports import (
    NotDecided,
    NotNow,
    NotReady,
    NotThatYear,
    approve_report,
    begin_report,
    close_report,
    open_again,
    save_chapter,
    send_report,
)
from wijkweb.report.document import report_sheet
from wijkweb.report.models import Frozen, ReportText, YearReport
from wijkweb.report.reads.cached import figures_of
from wijkweb.report.reads.changes import changes_since
from wijkweb.report.reads.reports import as_frozen, worked_out
from wijkweb.rules.reporting import cells_of
from wijkweb.shapes.report import CHAPTERS, Report
from wijkweb.writers.pdf import write_pdf
from wijkweb.writers.report_json import hash_of, write_report

pytestmark = pytest.mark.django_db
TEXTS = {key: f"Over {key}." for key in CHAPTERS}
CLOSED_ON = date(2023, 2, 20)


@pytest.fixture
def on(city: Any) -> Street:
    """A contract with a promise of hours, and some weeks of contacts in its first year."""
    found = street(city)
    indicator = Indicator.objects.create(contract=found.contract, key="uren", title="Direct contact", source="Beloofd.")
    Definition.objects.create(
        indicator=indicator, version=1, valid_from=found.contract.start, fact="contacts", measure="worker_minutes",
        kind="direct", per="week", denominator="calendar", op="at_least", target=30, window="contract_year",
        decided_number="SG 2022/1.1", decided_on=date(2022, 2, 1), made_at=NOW, made_by=found.lead,
    )  # fmt: skip
    for number in range(24):
        day = date(2022, 3, 1) + timedelta(days=number // 2)
        send(found, (new_id(), contact(found.place, date=day.isoformat(), minutes=45)), now=STREET_NOW)
    return found


def year(on: Street, edition: Any = "inside", today: date = CLOSED_ON) -> Report:
    return worked_out(on.contract, year=1, today=today, edition=edition)


def figure(report: Report, key: str) -> Any:
    return next(value for chapter in report.chapters for name, _, value in cells_of(chapter) if name == key)


def test_the_report_says_what_was_registered(on: Street) -> None:
    report = year(on)
    assert figure(report, "street/worker_hours").number == Decimal("18.0")
    assert figure(report, "promises/uren/value").number == Decimal("0.3")  # 18 hours over 365/7 weeks
    assert figure(report, "contacts/03/all").number == 24
    assert report.definitions[0].decided == "SG 2022/1.1 (01/02/2022)"


def test_the_same_data_give_the_same_bytes(on: Street) -> None:
    assert write_report(year(on)) == write_report(year(on))
    assert write_pdf(report_sheet(year(on))) == write_pdf(report_sheet(year(on)))


def test_the_public_edition_names_no_place_and_no_few(on: Street) -> None:
    send(on, (new_id(), contact(on.park, date="2022-06-01", track="samen_wonen")), now=STREET_NOW + timedelta(days=80))
    text = write_report(year(on, "public")).decode()
    assert on.place.name not in text
    assert on.park.name not in text
    assert "/contracten/" not in text
    assert "coordinates" not in text
    numbers = [
        c.number for c in (value for _, _, value in cells_of(year(on, "public").chapter("street"))) if c.kind == "count"
    ]
    assert all(number == 0 or number >= 10 for number in numbers)
    assert all(number % 5 == 0 for number in numbers)


def test_a_report_is_begun_once_and_not_before_its_year(on: Street) -> None:
    first = begin_report(contract=on.contract, year=1, years=1, by=on.lead, now=NOW)
    assert begin_report(contract=on.contract, year=1, years=1, by=on.lead, now=NOW) == first
    assert first.texts.count() == len(CHAPTERS)
    with pytest.raises(NotThatYear):
        begin_report(contract=on.contract, year=2, years=1, by=on.lead, now=NOW)


def test_a_report_without_its_texts_does_not_close(on: Street) -> None:
    report = written_report(on.contract, on.lead, texts={"street": "Op straat."})
    with pytest.raises(NotReady) as error:
        close_report(report=report, today=CLOSED_ON, by=on.lead, now=NOW)
    assert len(error.value.found) == len(CHAPTERS) - 1
    assert not Frozen.objects.exists()


@pytest.mark.parametrize(("year", "last"), [(1, date(2022, 12, 31)), (4, date(2025, 12, 31))])
def test_a_report_of_a_year_that_runs_does_not_close(on: Street, year: int, last: date) -> None:
    report = written_report(on.contract, on.lead, texts=TEXTS, year=year)
    with pytest.raises(NotReady) as error:
        close_report(report=report, today=last, by=on.lead, now=NOW)
    assert [one.code for one in error.value.found] == ["year_runs"]
    assert not Frozen.objects.exists()
    assert close_report(report=report, today=last + timedelta(days=1), by=on.lead, now=NOW).number == 1


def test_a_report_closes_once(on: Street) -> None:
    report = written_report(on.contract, on.lead, texts=TEXTS)
    close_report(report=report, today=CLOSED_ON, by=on.lead, now=NOW)
    with pytest.raises(NotNow):
        close_report(report=report, today=CLOSED_ON, by=on.lead, now=NOW)
    assert Frozen.objects.count() == 1


def test_what_is_frozen_reads_back_to_its_own_hash(on: Street) -> None:
    report = written_report(on.contract, on.lead, texts=TEXTS)
    frozen = close_report(report=report, today=CLOSED_ON, by=on.lead, now=NOW)
    frozen.refresh_from_db()
    assert hash_of(as_frozen(frozen, "inside")) == frozen.sha256
    assert hash_of(as_frozen(frozen, "public")) == frozen.public_sha256


def test_a_closed_report_stays_the_same_after_any_later_correction_and_the_next_one_tells(on: Street) -> None:
    report = written_report(on.contract, on.lead, texts=TEXTS)
    frozen = close_report(report=report, today=CLOSED_ON, by=on.lead, now=NOW)
    before = write_report(as_frozen(frozen, "inside"))
    send(on, (new_id(), contact(on.place, date="2022-03-10", minutes=60)), now=STREET_NOW)
    Definition.objects.update(target=99)
    on.place.__class__.objects.filter(pk=on.place.pk).update(name="Andere naam")
    frozen.refresh_from_db()
    assert write_report(as_frozen(frozen, "inside")) == before
    told = {one.key: (one.then.number, one.now.number) for one in changes_since(on.contract, year=2)}
    assert told["street/worker_hours"] == (Decimal("18.0"), Decimal("19.0"))
    public = changes_since(on.contract, year=2, edition="public")
    assert not [one for one in public if one.key.startswith("contacts/")]


def test_a_text_of_a_closed_report_stays_and_what_was_typed_is_kept_aside(on: Street) -> None:
    report = written_report(on.contract, on.lead, texts=TEXTS)
    close_report(report=report, today=CLOSED_ON, by=on.lead, now=NOW)
    text = ReportText.objects.get(report=report, key="street")
    with pytest.raises(NotNow):
        save_chapter(report=report, key="street", text="Te laat.", token=text.token, by=on.worker, now=NOW)
    text.refresh_from_db()
    assert text.text == TEXTS["street"]
    assert text.versions.get(kind="aside").text == "Te laat."


def test_two_who_write_one_chapter_lose_nothing(on: Street) -> None:
    report = written_report(on.contract, on.lead, texts={})
    save_chapter(report=report, key="street", text="Van de ene.", token=0, by=on.lead, now=NOW)
    with pytest.raises(Overtaken):
        save_chapter(report=report, key="street", text="Van de andere.", token=0, by=on.worker, now=NOW)
    kept = set(ReportText.objects.get(report=report, key="street").versions.values_list("text", flat=True))
    assert kept == {"Van de ene.", "Van de andere."}


def test_a_report_goes_its_way_in_order_and_is_sent_once(on: Street) -> None:
    report = written_report(on.contract, on.lead, texts=TEXTS)
    with pytest.raises(NotNow):
        send_report(report=report, by=on.lead, now=NOW)
    close_report(report=report, today=CLOSED_ON, by=on.lead, now=NOW)
    decision = steering_decision(on.contract, on.lead, DECIDED_AT)
    approval = approve_report(report=report, decision=decision, by=on.lead, now=DECIDED_AT)
    assert (approval.decided_number, approval.decided_on) == ("SG 2023/1.1", date(2023, 3, 9))
    with pytest.raises(NotNow):
        open_again(report=report, reason="Te laat", by=on.lead, now=NOW)
    receipt = send_report(report=report, by=on.lead, now=NOW)
    assert send_report(report=report, by=on.lead, now=NOW) == receipt
    assert YearReport.objects.get().state == "sent"


def test_only_a_decision_of_the_own_steering_group_since_the_report_closed_approves_it(on: Street, city: Any) -> None:
    report = written_report(on.contract, on.lead, texts=TEXTS)
    close_report(report=report, today=CLOSED_ON, by=on.lead, now=NOW)
    before = steering_decision(on.contract, on.lead, DECIDED_AT - timedelta(days=30))
    later = steering_decision(on.contract, on.lead, DECIDED_AT + timedelta(days=1))
    of_others = steering_decision(on.contract, on.lead, DECIDED_AT, kind="project")
    elsewhere = steering_decision(street(city, "Elders").contract, on.lead, DECIDED_AT)
    taken_back = steering_decision(on.contract, on.lead, DECIDED_AT)
    on_day, reason = DECIDED_AT.date(), "Vergissing"
    withdraw_decision(decision=taken_back, token=taken_back.token, reason=reason, on=on_day, by=on.lead, now=DECIDED_AT)
    for decision in (before, later, of_others, elsewhere, taken_back):
        with pytest.raises(NotDecided):
            approve_report(report=report, decision=decision, by=on.lead, now=DECIDED_AT)
    assert YearReport.objects.get().state == "closed"


def test_a_report_that_is_opened_again_keeps_what_was_frozen_with_the_reason(on: Street) -> None:
    report = written_report(on.contract, on.lead, texts=TEXTS)
    close_report(report=report, today=CLOSED_ON, by=on.lead, now=NOW)
    open_again(report=report, reason="De stuurgroep vroeg een hoofdstuk meer.", by=on.lead, now=NOW)
    second = close_report(report=report, today=CLOSED_ON, by=on.lead, now=NOW)
    assert [(one.number, bool(one.opened_again)) for one in Frozen.objects.all()] == [(1, True), (2, False)]
    assert second.number == 2


def test_every_number_of_the_pdf_stands_in_the_json(on: Street) -> None:
    report = as_frozen(sent_report(on.contract, on.lead, texts=TEXTS).receipt.frozen, "inside")
    assert any(chart.key == "weeks/uren" for chart in report.chapter("promises").charts)
    assert strange_numbers(report) == set()


def recommended(on: Street) -> None:
    """Three recommendations (answered, answered after the year, never handed over) and three conditions."""
    for text, handed, answered, answer in (
        ("Eén loket", date(2022, 4, 1), date(2022, 9, 1), "Wordt bekeken"),
        ("Langere termijn", date(2022, 12, 1), date(2023, 1, 20), "Neen"),
        ("Nog een idee", None, None, ""), ("Van later", date(2023, 2, 1), None, ""),
    ):  # fmt: skip
        Recommendation.objects.create(
            contract=on.contract, text=text, government="Vlaanderen", to_whom="Jan Peeters", handed_on=handed,
            answered_on=answered, answer=answer,
        )  # fmt: skip
    for text, met, since in (
        ("kent de wijk", "met", date(2022, 2, 1)), ("spreekt talen", "partly", date(2023, 1, 5)), ("rijbewijs", "unknown", None),
    ):  # fmt: skip
        Condition.objects.create(contract=on.contract, text=text, met=met, since=since, how="Jan woont er")


def said(report: Report, chapter: str, key: str) -> list[list[str]]:
    grids = [grid for grid in report.chapter(chapter).grids if grid.key == key]
    return [[value.text for value in line.cells] for grid in grids for line in grid.rows]


def test_recommendations_and_conditions_of_recruitment_stand_in_the_report_as_the_year_ended(on: Street) -> None:
    recommended(on)
    inside, public = year(on), year(on, "public")
    assert said(inside, "network", "recommendations") == [
        ["Eén loket", "Vlaanderen", "2022-04-01", "2022-09-01", "Wordt bekeken"],
        ["Langere termijn", "Vlaanderen", "2022-12-01", "", ""],
        ["Nog een idee", "Vlaanderen", "", "", ""],
    ]
    assert said(public, "network", "recommendations") == [
        ["Eén loket", "Vlaanderen", "2022-04-01", "2022-09-01"], ["Langere termijn", "Vlaanderen", "2022-12-01", ""],
    ]  # fmt: skip
    assert said(inside, "team", "conditions") == [
        ["kent de wijk", "", "vervuld", "2022-02-01"], ["spreekt talen", "", "nog niet bekend", ""],
        ["rijbewijs", "", "nog niet bekend", ""],
    ]  # fmt: skip
    assert said(public, "team", "conditions") == []
    assert b"Jan" not in write_report(inside) + write_report(public)
    assert strange_numbers(inside) == set()


@pytest.mark.parametrize("contacts", [1, 3])
def test_the_page_asks_the_same_whatever_there_is(on: Street, contacts: int) -> None:
    report = written_report(on.contract, on.lead, texts=TEXTS)
    for number in range(contacts):
        day = date(2022, 3, 1) + timedelta(days=number)
        send(on, (new_id(), contact(on.place, date=day.isoformat())), now=STREET_NOW)
    figures_of(report.contract, year=1, today=CLOSED_ON, edition="inside")
    with CaptureQueriesContext(connection) as again:
        figures_of(report.contract, year=1, today=CLOSED_ON, edition="inside")
    assert len(again) == 1


def test_any_write_of_the_contract_makes_the_figures_new(on: Street) -> None:
    written_report(on.contract, on.lead, texts=TEXTS)
    before = figures_of(on.contract, year=1, today=CLOSED_ON, edition="inside")
    send(on, (new_id(), contact(on.place, date="2022-03-10", minutes=60)), now=STREET_NOW)
    after = figures_of(on.contract, year=1, today=CLOSED_ON, edition="inside")
    assert figure(after, "street/worker_hours").number - figure(before, "street/worker_hours").number == 1

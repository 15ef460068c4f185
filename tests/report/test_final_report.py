"""The final report: over the whole contract and by year, with numbers that can be added up by hand."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOW
from tests.reports import written_report
from tests.street import STREET_NOW, Street, contact, new_id, send, street
from wijkweb.field.models import Activity, Signal
from wijkweb.report.actions.reports import close_report
from wijkweb.report.document import report_sheet
from wijkweb.report.models import Lesson, ReportText, YearReport
from wijkweb.report.reads.changes import changes_of
from wijkweb.report.reads.reports import as_frozen, worked_out
from wijkweb.rules.reporting import cells_of
from wijkweb.shapes.report import CHAPTERS, Grid, Report
from wijkweb.writers.pdf import write_pdf
from wijkweb.writers.report_cells import shown
from wijkweb.writers.report_json import hash_of, write_report

pytestmark = pytest.mark.django_db
AFTER = date(2026, 2, 20)
TEXTS = {key: f"Over {key}." for key in CHAPTERS}
HELD = {2022: 3, 2023: 1, 2025: 2}


@pytest.fixture
def on(city: Any) -> Street:
    """A contract of 2022 to 2025: 12 contacts of an hour in its first year, 6 in its last, activities, a signal."""
    found = street(city)
    for year, contacts in ((2022, 12), (2025, 6)):
        for number in range(contacts):
            told = STREET_NOW.replace(year=year, month=6)
            send(found, (new_id(), contact(found.place, date=f"{year}-03-{number + 1:02}", minutes=60)), now=told)
    for year, held in HELD.items():
        for number in range(held):
            start = STREET_NOW.replace(year=year, month=5, day=number + 1)
            Activity.objects.create(
                contract=found.contract, title=f"Buurtdag {number}", kind="daytime", status="held", head_band="3-5",
                starts_at=start, ends_at=start + timedelta(hours=2),
            )  # fmt: skip
    Lesson.objects.create(contract=found.contract, text="Avonden werken.", learned_on=date(2023, 5, 1))
    return found


def final(on: Street, edition: Any = "inside", today: date = AFTER) -> Report:
    return worked_out(on.contract, year=4, today=today, edition=edition)


def grid(report: Report, key: str) -> Grid:
    return next(one for chapter in report.chapters for one in chapter.grids if one.key == key)


def numbers(report: Report, key: str, line: str) -> list[Any]:
    found = next(one for one in grid(report, key).rows if one.key == line)
    return [one.number for one in found.cells[1:]]


def test_a_final_report_is_about_the_whole_contract(on: Street) -> None:
    report = final(on)
    assert (report.final, report.first, report.last) == (True, on.contract.start, on.contract.end)
    assert not worked_out(on.contract, year=3, today=AFTER, edition="inside").final


def test_figures_stand_by_year_and_over_the_whole_contract(on: Street) -> None:
    report = final(on)
    assert numbers(report, "street_years", "street/worker_hours") == [12, 0, 0, 6, 18]
    assert numbers(report, "activities_years", "activities/held") == [3, 1, 0, 2, 6]
    assert numbers(report, "hours", "all")[-1] == 18
    assert [one.cells[-1].number for one in grid(report, "hours").rows] == [12, 0, 0, 6, 18]
    assert [one.cells[0].text for one in grid(report, "lessons").rows] == ["2023-05-01"]


@pytest.mark.parametrize("key", ["street", "activities", "signals"])
def test_the_years_of_what_happens_add_up_to_the_whole(on: Street, key: str) -> None:
    Signal.objects.create(
        contract=on.contract, maker=on.lead, level="city", text="Drempel", date=date(2024, 2, 1),
        theme=on.contract.codes.filter(list="theme").first(),
    )  # fmt: skip
    for line in grid(final(on), f"{key}_years").rows:
        *years, whole = line.cells[1:]
        if whole.kind in ("count", "hours"):
            assert sum(one.number for one in years if one.number is not None) == whole.number


def test_each_year_says_what_its_own_report_says_now(on: Street) -> None:
    whole = final(on)
    for year in (1, 2, 3):
        own = worked_out(on.contract, year=year, today=AFTER, edition="inside")
        for key in ("street", "activities", "places", "signals", "team", "money"):
            for figure in own.chapter(key).figures:
                line = next(one for one in grid(whole, f"{key}_years").rows if one.key == figure.key)
                assert line.cells[year].number == figure.cell.number, figure.key


def test_it_reads_what_a_year_reads_and_two_tables_more(on: Street) -> None:
    taken = []
    for year in (1, 4):
        with CaptureQueriesContext(connection) as queries:
            worked_out(on.contract, year=year, today=AFTER, edition="inside")
        taken.append(len(queries))
    assert taken[1] == taken[0] + 2  # lessons and agreements


def test_the_public_final_report_names_no_place_and_no_lesson(on: Street) -> None:
    said = write_report(final(on, "public")).decode()
    assert on.place.name not in said
    assert "Avonden werken." not in said
    shown_counts = [one for one in final(on, "public").chapter("street").grids if one.key == "contacts"]
    for line in shown_counts[0].rows:
        for one in line.cells[1:]:
            assert one.number is None or one.number == 0 or one.number >= 10


def test_a_final_report_closes_with_its_hash_and_stays(on: Street) -> None:
    report = _begun(on)
    frozen = close_report(report=report, today=AFTER, by=on.lead, now=NOW)
    frozen.refresh_from_db()
    kept = as_frozen(frozen, "inside")
    assert hash_of(kept) == frozen.sha256
    assert write_pdf(report_sheet(kept)) == write_pdf(report_sheet(kept))
    assert changes_of(on.contract, frozen) == ()
    send(on, (new_id(), contact(on.place, date="2025-03-20", minutes=60)), now=STREET_NOW.replace(year=2025, month=6))
    assert hash_of(as_frozen(frozen, "inside")) == frozen.sha256
    told = {one.key: (one.then.number, one.now.number) for one in changes_of(on.contract, frozen)}
    assert told["street/worker_hours"] == (Decimal(18), Decimal(19))


def test_every_cell_of_the_years_is_printed_and_in_the_json(on: Street) -> None:
    import pypdfium2

    report = final(on)
    pdf = pypdfium2.PdfDocument(write_pdf(report_sheet(report)))
    words = " ".join("".join(page.get_textpage().get_text_range() for page in pdf).split())
    whole = json.dumps(json.loads(write_report(report)), ensure_ascii=False)
    for chapter in report.chapters:
        for name, _label, value in cells_of(chapter):
            if "_years" in name and value.number is not None:
                assert shown(value, "nl") in words, name
                assert str(value.number) in whole, name


def _begun(on: Street) -> Any:
    written_report(on.contract, on.lead, texts={}, year=4)
    ReportText.objects.update(text="Geschreven.")
    return YearReport.objects.get(contract=on.contract, year=4)

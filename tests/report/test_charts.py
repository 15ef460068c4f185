"""The pictures of a report: they say what its tables say, in both editions, and no number of few."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.conftest import NOW
from tests.contract.money import book, funded
from tests.reports import strange_numbers
from tests.street import STREET_NOW, Street, contact, new_id, send, street
from wijkweb.contract.models import Definition, Indicator, Member, TeamFunction
from wijkweb.field.models import Signal
from wijkweb.report.chart_tables import table_of
from wijkweb.report.reads.reports import worked_out
from wijkweb.shapes.report import Bar, Cell, Chart, Group, Plot, Report
from wijkweb.writers.drawings import chart_svg, drawing_of
from wijkweb.writers.plots import layout_of, plot_svg

pytestmark = pytest.mark.django_db
CLOSED_ON, AFTER = date(2023, 2, 20), date(2026, 2, 20)


@pytest.fixture
def on(city: Any) -> Street:
    """Twelve contacts with one group, six with another, two signals, a function with a vacancy, a promise."""
    found = street(city)
    for number in range(18):
        group = "young" if number < 12 else "parents"
        send(found, (new_id(), contact(found.place, date=f"2022-03-{number + 1:02}", group=group)), now=STREET_NOW)
    theme = found.contract.codes.filter(list="theme").first()
    for answered in (date(2022, 2, 10), date(2022, 4, 1)):
        Signal.objects.create(
            contract=found.contract, maker=found.lead, level="city", text="Drempel", date=date(2022, 2, 1), theme=theme,
            due=date(2022, 3, 1), answered_on=answered, status="answered",
        )  # fmt: skip
    post = TeamFunction.objects.create(
        contract=found.contract, title="Werker", employer="Stad", vte=Decimal("1.00"), start=found.contract.start,
        end=found.contract.end,
    )  # fmt: skip
    Member.objects.filter(person=found.worker).update(function=post, vte=Decimal("0.50"))
    indicator = Indicator.objects.create(contract=found.contract, key="uren", title="Direct contact", source="Beloofd.")
    Definition.objects.create(
        indicator=indicator, version=1, valid_from=found.contract.start, fact="contacts", measure="worker_minutes",
        kind="direct", per="week", denominator="calendar", op="at_least", target=Decimal("0.5"), window="contract_year",
        decided_number="SG 2022/1.1", decided_on=date(2022, 2, 1), made_at=NOW, made_by=found.lead,
    )  # fmt: skip
    return found


def of(on: Street, year: int = 1, edition: Any = "inside") -> Report:
    return worked_out(on.contract, year=year, today=CLOSED_ON if year == 1 else AFTER, edition=edition)


def plot(report: Report, chapter: str, key: str) -> dict[str, list[Any]]:
    found = next(one for one in report.chapter(chapter).plots if one.key == key)
    return {group.label: [one.number for one in group.cells] for group in found.groups}


@pytest.mark.parametrize("year", [1, 2, 4])
@pytest.mark.parametrize("edition", ["inside", "public"])
def test_every_number_of_the_pdf_stands_in_the_json(on: Street, year: int, edition: Any) -> None:
    assert strange_numbers(of(on, year, edition)) == set()


@pytest.mark.parametrize("edition", ["inside", "public"])
@pytest.mark.parametrize("year", [1, 4])
def test_every_plot_says_what_its_table_says(on: Street, year: int, edition: Any) -> None:
    for chapter in of(on, year, edition).chapters:
        for one in chapter.plots:
            grid = next(grid for grid in chapter.grids if grid.key == one.table)
            known = [(cell.kind, cell.number) for row in grid.rows for cell in row.cells]
            assert all((cell.kind, cell.number) in known for group in one.groups for cell in group.cells)


def test_the_promises_stand_at_a_glance(on: Street) -> None:
    glance = of(on).chapter("promises").glance
    assert glance is not None
    assert [one.key for one in glance.columns][:3] == ["promise", "status", "part"]
    assert glance.rows[0].cells[2] == Cell("part", number=Decimal(35))  # 9 hours over 365/7 weeks, of half an hour


def test_a_promise_of_few_contacts_shows_no_figure(on: Street) -> None:
    """Six contacts: shown inside, not in public."""
    Definition.objects.update(measure="count", per="year", target=Decimal(20), group="parents")
    inside, public = (of(on, 1, edition).chapter("promises").glance for edition in ("inside", "public"))
    assert inside is not None
    assert public is not None
    assert [inside.rows[0].cells[at].number for at in (2, 4)] == [Decimal(30), Decimal("6.0")]
    assert [public.rows[0].cells[at].kind for at in (2, 4)] == ["hidden", "hidden"]
    assert [grid.key for grid in of(on, 1, "public").chapter("street").grids] == ["hours", "contacts", "kinds"]


def test_reach_by_group_and_by_track_hides_what_is_few(on: Street) -> None:
    assert plot(of(on), "street", "plot/contacts") == {"Jongeren in rust": [18], "Samen wonen": [0]}
    inside = plot(of(on), "street", "plot/groups")
    assert sorted(number for values in inside.values() for number in values) == [0, 0, 6, 12]
    shown = [
        cell for one in of(on, 1, "public").chapter("street").plots for group in one.groups for cell in group.cells
    ]
    assert all(cell.number is None or cell.number == 0 or cell.number >= 10 for cell in shown)


def test_signals_stand_in_the_quarter_in_which_they_were_seen(on: Street) -> None:
    found = plot(of(on), "signals", "plot/signal_times")
    assert found["Kwartaal 1"] == [1, 1, 0]
    assert found["Kwartaal 2"] == [0, 0, 0]
    assert plot(of(on, 4), "signals", "plot/signal_times")["Jaar 1"] == [1, 1, 0]


def test_staffing_stands_beside_what_was_promised(on: Street) -> None:
    chart = next(one for one in of(on).chapter("team").charts if one.key == "months/staff")
    assert {(bar.value, bar.asked) for bar in chart.bars} == {(Decimal("0.50"), Decimal("1.00"))}
    assert len(chart.bars) == 12
    assert not of(on, 1, "public").chapter("team").charts


def test_places_by_phase_stand_at_each_years_end(on: Street) -> None:
    on.place.phases.create(phase="shared", since=date(2022, 6, 1), by=on.lead)
    on.place.phases.create(phase="lasting", since=date(2023, 6, 1), by=on.lead)
    on.park.__class__.objects.filter(pk=on.park.pk).update(closed_on=date(2024, 5, 1))
    found = plot(of(on, 4), "places", "plot/phase_years")
    assert [found[name] for name in ("in rust", "gedeeld", "duurzaam")] == [[1, 1, 0, 0], [1, 0, 0, 0], [0, 1, 1, 1]]
    assert not of(on).chapter("places").plots


def test_money_by_post_and_the_own_share_by_month(city: Any, calls: Any, on: Street) -> None:
    contract = funded(city, calls, on.lead)
    book(contract, on.lead, payer="subsidy", day=date(2022, 2, 1), amount=Decimal("300.00"))
    book(contract, on.lead, payer="own", day=date(2022, 3, 1), amount=Decimal("100.00"))
    report = worked_out(contract, year=1, today=CLOSED_ON, edition="inside")
    chart = next(one for one in report.chapter("money").charts if one.key == "months/own_share")
    assert [bar.value for bar in chart.bars][:3] == [Decimal("0.00"), Decimal("25.00"), Decimal("25.00")]
    share = next(one.cell for one in report.chapter("money").figures if one.key == "money/own_share")
    assert chart.bars[-1].value == share.number
    assert strange_numbers(report) == set()


def test_a_line_and_a_stepped_line_are_drawn() -> None:
    bars = tuple(Bar(f"2022-{month:02}-01", Decimal(month), asked=Decimal(3)) for month in (1, 2, 3))
    chart = Chart("months/x", "X", "u", bars, Decimal(2), line=True)
    drawn = drawing_of(chart)
    assert drawn.line.count("L") == 2
    assert drawn.asked.count("H") == 3
    assert "<rect" not in chart_svg(chart)
    assert [row[1:4] for row in table_of(chart, "nl").rows[1:]] == [("1", "2", "3"), ("3", "3", "3")]


def test_the_weeks_of_a_quarter_stand_on_a_line() -> None:
    first = date(2021, 12, 27)
    bars = tuple(Bar((first + timedelta(days=7 * at)).isoformat(), Decimal(at)) for at in range(53))
    rows = table_of(Chart("weeks/x", "X", "u", bars), "nl").rows[1:]
    assert sum(cell not in ("–", "") for row in rows for cell in row[1:]) == 53
    assert len(rows) == 4


def test_a_hidden_bar_has_no_length_and_grey_print_tells_series_apart() -> None:
    cells = (Cell("hidden"), Cell("money", number=Decimal("1234.50")))
    laid = layout_of(Plot("p", "P", "EUR", ("a", "b"), (Group("g", cells),), "t"), "nl")
    assert [(one.width, one.words) for one in laid.bars] == [("0.0", "x"), ("270.0", "1.234,50")]
    assert plot_svg(Plot("p", "P", "EUR", ("a", "b"), (Group("<g>", cells),), "t"), "nl").count("&lt;g&gt;") == 1

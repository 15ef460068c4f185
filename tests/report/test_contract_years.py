"""A contract that begins in mid-year: its report counts what fell in the days of its own year."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.street import Street, street
from wijkweb.contract.models import Contract, Partner, PartnerContact, PartnerYear, Session, SupportPromise
from wijkweb.contract.reads.capacity import capacity_of
from wijkweb.contract.reads.network import network_of
from wijkweb.report.reads.reports import worked_out
from wijkweb.rules.windows import YearDays, days_of_year, year_days, year_number

pytestmark = pytest.mark.django_db
START, END = date(2022, 9, 1), date(2026, 8, 31)
CLOSED = date(2026, 11, 2)
FIRST, SECOND = YearDays(START, date(2023, 8, 31)), YearDays(date(2023, 9, 1), date(2024, 8, 31))
# a day before the contract, the first of year 1, its last, the first of year 2, the last of the contract, one after it
DAYS = (date(2022, 8, 31), START, date(2023, 8, 31), date(2023, 9, 1), END, date(2026, 9, 1))


@pytest.fixture
def on(city: Any) -> Street:
    """With a contact and a session on each of the days, a session of each kind of state in the second year."""
    found = street(city)
    Contract.objects.filter(pk=found.contract.pk).update(start=START, end=END)
    found.contract.refresh_from_db()
    partner = Partner.objects.create(contract=found.contract, name="Buurtwerk", level="field", since=START)
    SupportPromise.objects.create(contract=found.contract, kind="coaching", per_year=2)
    given: dict[str, Any] = {"contract": found.contract, "kind": "coaching", "title": "Coaching"}
    for day in DAYS:
        PartnerContact.objects.create(contract=found.contract, partner=partner, day=day, kind="call", about="Iets")
        Session.objects.create(day=day, hours=Decimal(2), state="held", **given)
    Session.objects.create(day=date(2024, 2, 1), hours=Decimal(2), state="cancelled", reason="ziek", **given)
    PartnerYear.objects.create(contract=found.contract, partner=partner, year=2023, kept="kept")
    return found


def rows(on: Street, year: int, chapter: str, grid: str, today: date = CLOSED) -> list[list[Any]]:
    """The rows of a table of a report: numbers where a cell has one, else its words."""
    found = worked_out(on.contract, year=year, today=today, edition="inside").chapter(chapter)
    (table,) = [one for one in found.grids if one.key == grid]
    return [[cell.text if cell.number is None else int(cell.number) for cell in row.cells] for row in table.rows]


def test_sessions_count_in_the_year_of_the_contract(on: Street) -> None:
    assert rows(on, 1, "team", "support") == [["coaching, 2022-2023", 2, 2, 0, 4]]
    assert rows(on, 2, "team", "support") == [["coaching, 2023-2024", 2, 1, 1, 2]]
    assert [row[:3] for row in rows(on, 4, "team", "support")] == [  # the final report has them all
        ["coaching, 2025-2026", 2, 1], ["coaching, 2024-2025", 2, 0],
        ["coaching, 2023-2024", 2, 1], ["coaching, 2022-2023", 2, 2],
    ]  # fmt: skip


def test_contacts_of_a_partner_count_in_the_year_of_the_contract(on: Street) -> None:
    def told(year: int, today: date = CLOSED) -> list[Any]:
        ((_name, _level, _tasks, contacts, kept),) = rows(on, year, "network", "partners", today)
        return [contacts, kept]

    assert [told(year) for year in (1, 2, 3)] == [[2, "nagekomen"], [1, ""], [0, ""]]
    assert told(4) == [4, ""]  # of the whole contract, not of the day before it or after it
    assert told(1, date(2023, 3, 1)) == [1, "nagekomen"]  # a year that still runs, up to today


def test_the_pages_name_the_years_of_the_contract(on: Street) -> None:
    (partner,) = network_of(on.contract, on=date(2024, 1, 1)).partners
    before = YearDays(date(2021, 9, 1), date(2022, 8, 31))
    assert partner.contacts == ((before, 1), (FIRST, 2), (SECOND, 1))
    support = capacity_of(on.contract, until=date(2024, 1, 1)).support
    held = {str(one.year): (one.held, one.cancelled, one.short) for one in support}
    assert held["2022-2023"] == (2, 0, False)
    assert held["2023-2024"] == (1, 1, True)


@pytest.mark.parametrize("start", [date(2022, 1, 1), START, date(2024, 2, 29), date(2022, 1, 31)])
def test_every_day_lies_in_the_year_that_the_report_has(start: date) -> None:
    end = date(start.year + 4, 12, 31)
    for number in range((end - start).days + 1):
        day = start + timedelta(days=number)
        year = year_number(start, end, day)
        found = year_days(start, day)
        assert (found.first, min(found.last, end)) == days_of_year(year, start=start, end=end)


def test_a_year_has_a_name() -> None:
    assert str(year_days(date(2022, 1, 1), date(2023, 5, 1))) == "2023"
    assert str(year_days(START, date(2024, 1, 1))) == "2023-2024"

"""Single contacts go, their totals stay, and a late resend is known."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.street import STREET_NOW, Street, contact, hours, new_id, send, street
from wijkweb.field.actions.purge import purge, purge_contract
from wijkweb.field.models import Contact, HoursCell, PurgedId, VisitCell

pytestmark = pytest.mark.django_db


@pytest.fixture
def on(city: Any) -> Street:
    return street(city)


def visits(on: Street) -> dict[str, int]:
    return {f"{cell.place_id == on.place.pk} {cell.month}": cell.days for cell in VisitCell.objects.all()}


def test_totals_stay_and_ids_stay(on: Street) -> None:
    old, new = new_id(), new_id()
    send(on, (old, contact(on.place, date="2022-03-02")), (new, contact(on.place, date="2022-03-03", workers=2)))
    assert purge_contract(contract=on.contract, until=date(2022, 3, 2), by=None, now=STREET_NOW) == 1
    assert [str(row.client_id) for row in Contact.objects.all()] == [new]
    assert (hours(on), visits(on)) == ((60, 90, 2), {"True 2022-03-01": 2})
    assert send(on, (old, contact(on.place, date="2022-03-02"))) == ["known"]
    assert (PurgedId.objects.count(), hours(on)) == (1, (60, 90, 2))


def test_a_contact_of_a_week_of_which_part_is_purged_is_added_to_it(on: Street) -> None:
    send(on, (new_id(), contact(on.place, date="2022-03-02")))
    purge_contract(contract=on.contract, until=date(2022, 3, 2), by=None, now=STREET_NOW)
    send(on, (new_id(), contact(on.place, date="2022-03-04")), (new_id(), contact(on.place, date="2022-03-01")))
    assert hours(on) == (90, 90, 3)
    purge_contract(contract=on.contract, until=date(2022, 3, 4), by=None, now=STREET_NOW)
    assert (hours(on), Contact.objects.count()) == ((90, 90, 3), 0)
    assert HoursCell.objects.get().purged_contacts == 3
    assert visits(on) == {"True 2022-03-01": 2}


def test_a_line_of_corrections_goes_as_a_whole(on: Street) -> None:
    first = new_id()
    send(on, (first, contact(on.place, date="2022-03-02")))
    send(on, (new_id(), contact(on.place, date="2022-03-10", minutes=10, revises=first)))
    assert purge_contract(contract=on.contract, until=date(2022, 3, 2), by=None, now=STREET_NOW) == 0
    assert hours(on) == (10, 10, 1)
    assert purge_contract(contract=on.contract, until=date(2022, 3, 10), by=None, now=STREET_NOW) == 2
    assert hours(on) == (10, 10, 1)
    assert send(on, (new_id(), contact(on.place, revises=first))) == ["refused purged"]


def test_purging_twice_changes_nothing(on: Street) -> None:
    send(on, (new_id(), contact(on.place, date="2022-03-02")), (new_id(), contact(on.park, date="2022-03-08")))
    for _ in range(2):
        purge_contract(contract=on.contract, until=date(2022, 3, 5), by=None, now=STREET_NOW)
        assert (hours(on), visits(on)) == ((60, 60, 2), {"True 2022-03-01": 1, "False 2022-03-01": 1})


def test_after_the_days_of_the_contract(on: Street) -> None:
    send(on, (new_id(), contact(on.place, date="2022-03-02")))
    assert purge(now=STREET_NOW.replace(year=2023, month=4, day=6)).contacts == 0
    assert purge(now=STREET_NOW.replace(year=2023, month=4, day=7)).contacts == 1

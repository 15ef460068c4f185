"""Activities: a row of weeks at the same hour of the clock, each with its own life."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.street import STREET_NOW, Street, new_id, send, street
from wijkweb.commons.models import JournalLine
from wijkweb.contract.actions.parts import ChangedMeanwhile
from wijkweb.field.actions.activities import add_activities, id_in_row
from wijkweb.field.models import Activity
from wijkweb.field.reads.activities import year_of

pytestmark = pytest.mark.django_db

FIRST = "abcdefghjkmn"


@pytest.fixture
def on(city: Any) -> Street:
    return street(city)


@pytest.fixture
def base(on: Street, client: Client, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("django.utils.timezone.now", lambda: STREET_NOW)
    client.force_login(on.worker)
    return f"/contracten/{on.contract.case.public_id}/activiteiten/"


def plan(on: Street, begins: datetime, weeks: int = 1, hours: float = 1, **values: Any) -> Activity:
    said = {"title": "Vorming", "kind": "training", "starts_at": begins, "ends_at": begins + timedelta(hours=hours)}
    return add_activities(
        contract=on.contract, public_id=FIRST, values=said | values, weeks=weeks, by=on.worker, now=STREET_NOW
    )


def local() -> list[str]:
    return [f"{timezone.localtime(row.starts_at):%d/%m %H:%M}" for row in Activity.objects.all()]


def test_a_row_that_is_sent_twice_is_made_once(on: Street) -> None:
    for _ in range(2):
        first = plan(on, STREET_NOW, weeks=3)
    assert [row.public_id for row in Activity.objects.all()] == [id_in_row(FIRST, number) for number in range(3)]
    assert (first.public_id, JournalLine.objects.filter(verb="activity.add").count()) == (FIRST, 1)
    with pytest.raises(ChangedMeanwhile):
        plan(on, STREET_NOW, weeks=3, title="Iets anders")


def test_a_row_keeps_its_hour_when_summer_begins_and_ends(on: Street) -> None:
    plan(on, datetime(2022, 3, 20, 18, 0, tzinfo=UTC), weeks=2)
    assert local() == ["20/03 19:00", "27/03 19:00"]
    Activity.objects.all().delete()
    plan(on, datetime(2022, 10, 23, 17, 0, tzinfo=UTC), weeks=2)
    assert local() == ["23/10 19:00", "30/10 19:00"]
    assert {row.ends_at - row.starts_at for row in Activity.objects.all()} == {timedelta(hours=1)}


def test_a_row_by_night_steps_over_the_hour_that_does_not_exist(on: Street) -> None:
    plan(on, datetime(2022, 3, 20, 1, 30, tzinfo=UTC), weeks=3)
    assert local() == ["20/03 02:30", "27/03 03:30", "03/04 02:30"]
    Activity.objects.all().delete()
    plan(on, datetime(2022, 10, 23, 0, 30, tzinfo=UTC), weeks=3)
    assert local() == ["23/10 02:30", "30/10 02:30", "06/11 02:30"]
    assert Activity.objects.all()[1].starts_at == datetime(2022, 10, 30, 0, 30, tzinfo=UTC)  # the first of the two


def test_a_year_shows_months_without_anything_too(on: Street) -> None:
    plan(on, datetime(2022, 1, 31, 23, 30, tzinfo=UTC))  # the first of February, here
    Activity.objects.update(status="held")
    year = year_of(on.contract, None, today=date(2022, 3, 16))
    assert (year.year, year.years, len(year.months)) == (2022, (2022, 2023, 2024, 2025), 12)
    assert [month.month for month in year.months if month.activities] == [date(2022, 2, 1)]
    assert (year.months[1].held, year.held, year.months[2].now) == ((("training", 1),), (("training", 1),), True)
    assert [year_of(on.contract, asked, today=date(2022, 3, 16)).year for asked in (1999, 2024, 9999)] == [
        2022,
        2024,
        2025,
    ]


def test_the_queries_do_not_grow(on: Street, django_assert_num_queries: Callable[..., Any]) -> None:
    for weeks in (1, 3):
        Activity.objects.all().delete()
        plan(on, STREET_NOW, weeks=weeks, place=on.place)
        with django_assert_num_queries(1):
            year_of(on.contract, 2022, today=date(2022, 3, 16))


def test_what_a_phone_said_of_an_activity_shows(on: Street, client: Client, base: str) -> None:
    made = plan(on, datetime(2022, 3, 16, 18, 0, tzinfo=UTC))
    item = {"v": 1, "what": "attendance", "activity": made.public_id, "date": "2022-03-16", "heads": "6-10"}
    assert send(on, (new_id(), item)) == ["kept"]
    text = client.get(base).content.decode()
    assert ("6-10 mensen" in text, "gehouden" in text) == (True, True)


def form(**changes: str) -> dict[str, str]:
    return {
        "public_id": FIRST, "token": "1", "title": "Soep", "kind": "volunteering", "returns": "chores", "on": "2022-03-20",
        "begins": "14:00", "ends": "17:00", "weeks": "1", "place": "", "track": "", "partners": "CAW", "status": "planned",
        "head_band": "", "why_cancelled": "",
    } | changes  # fmt: skip


def test_an_activity_is_planned_and_cancelled_with_its_reason(client: Client, base: str) -> None:
    response = client.post(f"{base}nieuw/", form(weeks="2"))
    assert (response.status_code, Activity.objects.count()) == (302, 2)
    response = client.post(f"{base}{FIRST}/", form(status="cancelled"))
    assert (response.status_code, "wie wilde komen" in response.content.decode()) == (422, True)
    assert client.post(f"{base}{FIRST}/", form(status="cancelled", why_cancelled="zaal dicht")).status_code == 302
    made = Activity.objects.get(public_id=FIRST)
    assert (made.status, made.why_cancelled, made.returns, made.token) == ("cancelled", "zaal dicht", "chores", 2)
    assert "zaal dicht" in client.get(f"{base}?jaar=2022").content.decode()


def test_an_end_before_the_beginning_is_of_the_next_day(client: Client, base: str) -> None:
    client.post(f"{base}nieuw/", form(begins="22:00", ends="01:00"))
    made = Activity.objects.get()
    assert made.ends_at - made.starts_at == timedelta(hours=3)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"on": "2022-03-27", "begins": "02:30", "ends": "04:00"}, "Schrijf 03:30"),
        ({"on": "2022-03-27", "begins": "01:30", "ends": "02:15"}, "Schrijf 03:15"),
        ({"begins": "14:00", "ends": "14:00"}, "gelijk aan het begin"),
        ({"weeks": "53"}, "52"),
        ({"title": ""}, "verplicht"),
        ({"place": "zzzzzzzzzzzz"}, "geldige keuze"),
    ],
)
def test_bad_input_is_told_and_what_was_typed_stays(
    client: Client, base: str, changes: dict[str, str], said: str
) -> None:
    response = client.post(f"{base}nieuw/", form(**{"partners": "Huis van het Kind", **changes}))
    text = response.content.decode()
    assert (response.status_code, said in text, "Huis van het Kind" in text) == (422, True, True), text[-3000:]
    assert not Activity.objects.exists()


def test_a_place_of_another_contract_cannot_be_chosen(client: Client, base: str, other_city: Any) -> None:
    other = street(other_city, "Elders")
    assert client.post(f"{base}nieuw/", form(place=other.place.public_id)).status_code == 422


def test_what_somebody_else_changed_is_laid_beside_what_was_typed(client: Client, base: str) -> None:
    client.post(f"{base}nieuw/", form())
    Activity.objects.update(title="Koken", token=2)
    response = client.post(f"{base}{FIRST}/", form(title="Mijn soep"))
    text = response.content.decode()
    assert (response.status_code, "Koken" in text, "Mijn soep" in text) == (409, True, True)

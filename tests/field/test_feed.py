"""An agenda is followed by a secret address: of one person, of one contract, until it is stopped."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from tests.street import STREET_NOW, Street, street
from wijkweb.commons.models import Grant, JournalLine
from wijkweb.field.actions.activities import make_feed, revoke_feed
from wijkweb.field.models import Activity, FeedToken

pytestmark = pytest.mark.django_db


@pytest.fixture
def on(city: Any, monkeypatch: pytest.MonkeyPatch) -> Street:
    monkeypatch.setattr("django.utils.timezone.now", lambda: STREET_NOW)
    found = street(city)
    Activity.objects.create(
        contract=found.contract, title="Soep", kind="other", place=found.place, starts_at=STREET_NOW,
        ends_at=STREET_NOW + timedelta(hours=1), partners="CAW", why_cancelled="",
    )  # fmt: skip
    return found


def get(secret: str) -> Any:
    return Client().get(f"/veld/agenda/{secret}.ics")


def test_the_address_gives_an_agenda_without_a_cookie(on: Street) -> None:
    response = get(make_feed(contract=on.contract, person=on.worker, now=STREET_NOW))
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert (response.cookies, response["Cache-Control"], "Cookie" in response.get("Vary", "")) == (
        {},
        "no-store",
        False,
    )
    told = Calendar.from_ical(response.content)
    assert [str(event["summary"]) for event in told.events] == ["Soep"]
    assert str(told["x-wr-calname"]) == "Wijk in de wijk"


def test_no_names_of_people_no_partners_and_no_point_go_along(on: Street) -> None:
    on.place.latitude, on.place.longitude = "51.05432", "3.72374"
    on.place.save()
    text = get(make_feed(contract=on.contract, person=on.worker, now=STREET_NOW)).content.decode()
    assert [
        word
        for word in ("51.05", "3.72", "GEO", "CAW", "Wijk worker", "ATTENDEE", "ORGANIZER", "@example")
        if word in text
    ] == []


def test_only_the_hash_is_kept_and_a_new_address_stops_the_old_one(on: Street) -> None:
    first = make_feed(contract=on.contract, person=on.worker, now=STREET_NOW)
    second = make_feed(contract=on.contract, person=on.worker, now=STREET_NOW)
    kept = FeedToken.objects.get()
    assert (first in kept.token_hash, len(kept.token_hash), len(second) >= 43) == (False, 64, True)
    assert [get(secret).status_code for secret in (first, second, "nope", kept.token_hash)] == [404, 200, 404, 404]
    assert first not in "".join(JournalLine.objects.values_list("facts", flat=True))
    revoke_feed(contract=on.contract, person=on.worker, now=STREET_NOW)
    assert get(second).status_code == 404


@pytest.mark.parametrize("lost", ["role", "account"])
def test_who_lost_their_role_reads_nothing_any_more(on: Street, lost: str) -> None:
    secret = make_feed(contract=on.contract, person=on.worker, now=STREET_NOW)
    if lost == "role":
        Grant.objects.filter(person=on.worker).delete()
    else:
        on.worker.is_active = False
        on.worker.save()
    assert get(secret).status_code == 404


def test_the_agenda_of_one_contract_has_nothing_of_another(on: Street, other_city: Any) -> None:
    other = street(other_city, "Elders")
    secret = make_feed(contract=other.contract, person=other.worker, now=STREET_NOW)
    assert Calendar.from_ical(get(secret).content).events == []


def test_a_change_raises_the_sequence_and_a_cancellation_stays(on: Street, client: Client) -> None:
    secret = make_feed(contract=on.contract, person=on.worker, now=STREET_NOW)
    before = Calendar.from_ical(get(secret).content).events[0]
    client.force_login(on.worker)
    activity = Activity.objects.get()
    response = client.post(
        f"/contracten/{on.contract.case.public_id}/activiteiten/{activity.public_id}/",
        {"token": "1", "title": "Soep", "kind": "other", "on": "2022-03-16", "begins": "21:30", "ends": "22:30",
         "status": "cancelled", "why_cancelled": "ziek"},
    )  # fmt: skip
    assert response.status_code == 302
    after = Calendar.from_ical(get(secret).content).events[0]
    assert (str(after["uid"]), str(after["status"]), after["sequence"]) == (str(before["uid"]), "CANCELLED", 1)
    assert (str(before["status"]), before["sequence"]) == ("CONFIRMED", 0)
    assert "ziek" not in get(secret).content.decode()


def test_the_page_tells_the_address_once(on: Street, client: Client) -> None:
    client.force_login(on.worker)
    page = f"/contracten/{on.contract.case.public_id}/activiteiten/agenda/"
    told = client.post(page).content.decode()
    address = told.split('value="http://testserver', 1)[1].split('"', 1)[0]
    assert Client().get(address).status_code == 200
    assert address not in client.get(page).content.decode()
    client.post(f"{page}intrekken/")
    assert Client().get(address).status_code == 404

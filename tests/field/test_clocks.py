"""C1: the clock of a phone or of the server is off, by ten minutes or a day: the day and the part of the day that the
phone says are kept, and odd ones are flagged. The server's own instant alone says whether a code is over."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.phones import DOOR, Phone
from tests.street import Street, contact, hours, new_id, send, street
from wijkweb.field.actions.devices import invite_device
from wijkweb.field.models import Contact, Device
from wijkweb.rules.contact import monday_of
from wijkweb.shapes.contact import Flag

pytestmark = pytest.mark.django_db
DAY, TEN = timedelta(days=1), timedelta(minutes=10)
EVENING = datetime(2022, 3, 16, 20, 30, tzinfo=UTC)  # half past nine here
LATE = datetime(2022, 3, 16, 22, 55, tzinfo=UTC)  # five to twelve at night here
EARLY = datetime(2022, 3, 16, 23, 5, tzinfo=UTC)  # five past twelve here: the 17th
NONE = Flag(0)


@pytest.fixture
def on(city: Any, settings: Any, tmp_path: Any) -> Street:
    settings.KEYS = tmp_path / "keys"
    return street(city)


def kept(sent: dict[str, Any]) -> Flag:
    """The flags of the one contact that is here; its day and part of the day are those that were sent."""
    row = Contact.objects.get()
    assert (row.date.isoformat(), row.part_of_day) == (sent["date"], sent["part"])
    assert row.monday == monday_of(row.date)
    return Flag(row.flags)


@pytest.mark.parametrize(
    ("really", "day", "off", "flags"),
    [
        (EVENING, "2022-03-16", -DAY, Flag.FUTURE),  # for a server that is a day behind it is still to come
        (EVENING, "2022-03-16", -TEN, NONE),
        (EVENING, "2022-03-16", TEN, NONE),
        (EVENING, "2022-03-16", DAY, NONE),
        (LATE, "2022-03-16", TEN, NONE),  # the server says that it is the next day: yesterday is not odd
        (EARLY, "2022-03-17", -TEN, Flag.FUTURE),
        (EVENING, "2022-02-14", -DAY, NONE),  # thirty days back
        (EVENING, "2022-02-14", TEN, NONE),
        (LATE, "2022-02-14", TEN, Flag.OLD),
        (EVENING, "2022-02-14", DAY, Flag.OLD),
        (EVENING, "2022-02-13", -DAY, NONE),
        (EVENING, "2022-02-13", -TEN, Flag.OLD),
    ],
)
def test_c1_a_server_whose_clock_is_off_keeps_the_day_of_the_phone(
    on: Street, really: datetime, day: str, off: timedelta, flags: Flag
) -> None:
    sent, id = contact(on.place, date=day), new_id()
    assert send(on, (id, sent), now=really + off) == ["kept"]
    assert kept(sent) == flags
    assert hours(on) == (30, 30, 1)
    assert send(on, (id, sent), now=really) == ["known"]  # put right since: the first receipt again
    assert (kept(sent), hours(on)) == (flags, (30, 30, 1))


@pytest.mark.parametrize(
    ("really", "off", "day", "flags"),
    [
        (EVENING, DAY, "2022-03-17", Flag.FUTURE),
        (EVENING, TEN, "2022-03-16", NONE),
        (EVENING, -TEN, "2022-03-16", NONE),
        (EVENING, -DAY, "2022-03-15", NONE),
        (LATE, TEN, "2022-03-17", Flag.FUTURE),
        (EARLY, -TEN, "2022-03-16", NONE),
        (EVENING, -31 * DAY, "2022-02-13", Flag.OLD),
        (EVENING, 20 * 365 * DAY, "2042-03-11", Flag.FUTURE | Flag.OUTSIDE),
    ],
)
def test_c1_a_phone_whose_clock_is_off_is_kept_and_flagged(
    on: Street, monkeypatch: pytest.MonkeyPatch, really: datetime, off: timedelta, day: str, flags: Flag
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: really)
    phone = Phone(on)
    sent = contact(on.place, date=day)
    told = phone.up(phone.seal(sent), at=f"{really + off:%Y-%m-%dT%H:%M:%SZ}").json()
    assert [answer["answer"] for answer in told["answers"]] == ["kept"]
    assert told["now"] == f"{really:%Y-%m-%dT%H:%M:%S.000Z}"  # by this the phone puts its own right
    row = Contact.objects.get()
    assert (row.date.isoformat(), row.part_of_day, row.flags) == (day, sent["part"], flags)
    assert Device.objects.get().seen_on == timezone.localdate(really)


@pytest.mark.parametrize("off", [-DAY, -TEN, TEN, DAY])
@pytest.mark.parametrize(("since", "status"), [(DAY - timedelta(milliseconds=1), 200), (DAY, 403), (DAY + TEN, 403)])
def test_c1_whether_a_code_is_over_is_for_the_server_alone(
    on: Street, monkeypatch: pytest.MonkeyPatch, off: timedelta, since: timedelta, status: int
) -> None:
    _, code = invite_device(contract=on.contract, person=on.worker, label="", by=on.lead, now=EVENING)
    monkeypatch.setattr("django.utils.timezone.now", lambda: EVENING + since)
    claimed = {"code": code, "now": (EVENING + since + off).isoformat()}
    told = Client().post(f"{DOOR}aanmelden/", json.dumps(claimed), content_type="application/json")
    assert told.status_code == status

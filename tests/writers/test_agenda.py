"""An agenda that is read back says the same instants, summer and winter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from wijkweb.shapes.agenda import Entry
from wijkweb.writers.agenda import agenda

pytestmark = pytest.mark.plain

ZONE = "Europe/Brussels"
NOW = datetime(2022, 3, 16, 20, 30, tzinfo=UTC)


def entry(begins: datetime, hours: float = 1, **more: Any) -> Entry:
    return Entry(
        **({"uid": "aaaa@wijkweb", "title": "Vorming"} | more), begins=begins, ends=begins + timedelta(hours=hours)
    )


def read(*entries: Entry) -> Any:
    return Calendar.from_ical(agenda(entries, title="Rabot", zone=ZONE, now=NOW))


def spans(calendar: Any) -> list[tuple[datetime, datetime]]:
    return [
        (event.decoded("dtstart").astimezone(UTC), event.decoded("dtend").astimezone(UTC)) for event in calendar.events
    ]


def test_an_event_is_what_it_says() -> None:
    begins = datetime(2022, 3, 22, 18, 0, tzinfo=UTC)
    told = read(entry(begins, 2, place="Plein; hoek, kant", category="training", changes=3))
    event = told.events[0]
    assert (str(event["uid"]), str(event["summary"]), str(event["location"])) == (
        "aaaa@wijkweb", "Vorming", "Plein; hoek, kant",
    )  # fmt: skip
    assert (event["sequence"], str(event["status"]), event.decoded("dtstamp")) == (3, "CONFIRMED", NOW)
    assert spans(told) == [(begins, begins + timedelta(hours=2))]
    assert str(told["method"]) == "PUBLISH"
    assert event["dtstart"].params["TZID"] == ZONE


def test_a_cancelled_event_stays_with_its_uid_and_a_higher_sequence() -> None:
    event = read(entry(NOW, changes=1, cancelled=True)).events[0]
    assert (str(event["uid"]), str(event["status"]), event["sequence"]) == ("aaaa@wijkweb", "CANCELLED", 1)


def test_there_is_nothing_about_people_or_points() -> None:
    event = read(entry(NOW, place="Plein", category="other")).events[0]
    assert set(event) == {
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "SEQUENCE",
        "STATUS",
        "SUMMARY",
        "LOCATION",
        "CATEGORIES",
    }


def test_the_zone_stands_in_the_file_with_both_changes_of_the_year() -> None:
    told = read(entry(datetime(2022, 6, 1, 17, 0, tzinfo=UTC)))
    [zone] = told.timezones
    assert (str(zone["tzid"]), told.get_missing_tzids()) == (ZONE, set())
    own = zone.to_tz()
    for day, hours in (
        (datetime(2022, 3, 27, 1, 59), 1),
        (datetime(2022, 3, 27, 3, 1), 2),
        (datetime(2022, 10, 30, 3, 1), 1),
    ):
        assert day.replace(tzinfo=own).utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("instant", "local"),
    [
        (datetime(2022, 3, 27, 0, 30, tzinfo=UTC), "20220327T013000"),  # winter, half past one
        (datetime(2022, 3, 27, 1, 30, tzinfo=UTC), "20220327T033000"),  # half past two does not exist: half past three
        (datetime(2022, 10, 30, 0, 30, tzinfo=UTC), "20221030T023000"),  # the first half past two
        (datetime(2022, 10, 30, 1, 30, tzinfo=UTC), "20221030T013000Z"),  # the second: in UTC, to be unmistakable
        (datetime(2022, 10, 30, 2, 30, tzinfo=UTC), "20221030T033000"),
    ],
)
def test_the_nights_on_which_the_clock_changes(instant: datetime, local: str) -> None:
    told = read(entry(instant))
    assert told.events[0]["dtstart"].to_ical().decode() == local
    assert spans(told) == [(instant, instant + timedelta(hours=1))]


def test_a_row_of_weeks_keeps_its_hour_over_both_changes() -> None:
    zone = ZoneInfo(ZONE)
    for first in (datetime(2022, 3, 20, 19, 0), datetime(2022, 10, 23, 19, 0)):
        weeks = [(first + timedelta(weeks=number)).replace(tzinfo=zone) for number in range(3)]
        told = read(*(entry(day.astimezone(UTC), uid=f"{n}@wijkweb") for n, day in enumerate(weeks)))
        assert [event.decoded("dtstart").strftime("%H:%M") for event in told.events] == ["19:00"] * 3
        assert [begins for begins, _ in spans(told)] == [day.astimezone(UTC) for day in weeks]
        assert len({event.decoded("dtstart").utcoffset() for event in told.events}) == 2


def test_an_agenda_without_events_is_still_one() -> None:
    told = read()
    assert (told.events, str(told["version"]), str(told["x-wr-calname"])) == ([], "2.0", "Rabot")


def test_a_line_break_in_a_title_makes_no_line_of_its_own() -> None:
    told = read(entry(NOW, title="Vorming\r\nATTENDEE:mailto:x@example.org"))
    assert "ATTENDEE" not in told.events[0]

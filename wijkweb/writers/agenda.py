"""An agenda as iCalendar (RFC 5545), in the local time of one zone, with that zone's summer time beside it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from wijkweb.shapes.agenda import Entry

PRODUCT = "-//Wijkweb//Agenda//NL"
REFRESH = timedelta(hours=4)


def agenda(entries: Iterable[Entry], *, title: str, zone: str, now: datetime, method: str = "PUBLISH") -> bytes:
    """The agenda as a file. `now` is its DTSTAMP. A cancelled event stays in it, as cancelled.

    `method` is REQUEST for an invitation and CANCEL for one that is taken back (RFC 5546).
    """
    from icalendar import Calendar

    found = list(entries)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    calendar.add("x-wr-timezone", zone)
    if method == "PUBLISH":
        calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    for entry in found:
        calendar.add_component(_event(entry, ZoneInfo(zone), now))
    days = [entry.begins.date() for entry in found] or [now.date()]
    calendar.add_missing_timezones(date(min(days).year - 1, 1, 1), date(max(days).year + 2, 1, 1))
    return bytes(calendar.to_ical())


def _event(entry: Entry, zone: ZoneInfo, now: datetime):  # type: ignore[no-untyped-def]
    from icalendar import Event

    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", _moment(entry.begins, zone))
    event.add("dtend", _moment(entry.ends, zone))
    event.add("sequence", entry.changes)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("summary", entry.title)
    if entry.place:
        event.add("location", entry.place)
    if entry.category:
        event.add("categories", [entry.category])
    if entry.about:
        event.add("description", entry.about)
    if entry.organiser:
        event.add("organizer", _address(*entry.organiser))
    for name, email in entry.asked:
        event.add("attendee", _address(name, email))
    return event


def _address(name: str, email: str):  # type: ignore[no-untyped-def]
    from icalendar import vCalAddress, vText

    address = vCalAddress(f"mailto:{email}")
    address.params["CN"] = vText(name)
    return address


def _moment(instant: datetime, zone: ZoneInfo) -> datetime:
    """An instant in local time; in UTC in the hour of autumn that comes twice, where local time means the first."""
    local = instant.astimezone(zone)
    return instant.astimezone(UTC) if local.fold else local.replace(fold=0)

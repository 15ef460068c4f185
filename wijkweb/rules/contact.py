"""Reading what a phone or a desk registers: in range or refused, odd but possible or flagged (R9, R11).

Nothing is refused for a date or for a word that is not known here: that is kept, and somebody looks at it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from wijkweb.shapes import contact as shape
from wijkweb.shapes.contact import AttendanceItem, ContactItem, Flag, Item, NothingItem, PlaceItem, SignalItem

VERSION = 1  # of what a phone sends now
STILL_READ = 2  # so many versions before it: a phone that lay in a drawer for half a year still sends
MOST_MINUTES = 1440
OLD = timedelta(days=30)
YEARS = range(2000, 2101)  # outside these a date is a broken clock, and the last year there is has no next month
_CODE = re.compile(r"[a-z0-9_]{1,30}")
_UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_PUBLIC = re.compile(r"[a-z0-9]{12}")


class Malformed(ValueError):
    """The item cannot be a registration; `code` says why: version, malformed, minutes, date."""

    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(f"{code} {field}".strip())
        self.code = code
        self.field = field


def read_item(id: str, data: object) -> Item:
    """An opened item as the schema describes it; raises Malformed."""
    made = client_id(id)
    if not isinstance(data, Mapping):
        raise Malformed("malformed")
    if not understood(data.get("v")):
        raise Malformed("version", "v")
    read = _READERS.get(str(data.get("what", "contact")))
    if read is None:
        raise Malformed("malformed", "what")
    fields = _Fields(data)
    item = read(made, fields)
    fields.nothing_else()
    return item


def understood(version: object) -> bool:
    """Whether what was made by a version of the app is read here: by this one, and by the two before it (R8)."""
    whole = isinstance(version, int) and not isinstance(version, bool)
    return whole and version in range(max(1, VERSION - STILL_READ), VERSION + 1)


def client_id(id: object) -> UUID:
    """The random id that a phone made; raises Malformed for any other kind of id."""
    if not isinstance(id, str) or not _UUID4.fullmatch(id):
        raise Malformed("malformed", "id")
    return UUID(id)


class _Fields:
    """The fields of an item, each asked for once; what is left over was never part of it."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self._asked = {"v", "what"}

    def _get(self, name: str) -> Any:
        self._asked.add(name)
        return self._data.get(name)

    def nothing_else(self) -> None:
        if set(self._data) - self._asked:
            raise Malformed("malformed", sorted(set(self._data) - self._asked)[0])

    def matching(self, name: str, *patterns: re.Pattern[str]) -> str:
        value = self._get(name)
        if not isinstance(value, str) or not any(pattern.fullmatch(value) for pattern in patterns):
            raise Malformed("malformed", name)
        return value

    def one_of(self, name: str, words: tuple[str, ...], *, needed: bool = True) -> str:
        value = self._get(name)
        if value is None and not needed:
            return ""
        if value not in words:
            raise Malformed("malformed", name)
        return str(value)

    def whole(self, name: str, least: int, most: int, default: int | None = None) -> int:
        value = self._get(name)
        if value is None and default is not None:
            return default
        if not isinstance(value, int) or isinstance(value, bool):
            raise Malformed("malformed", name)
        if not least <= value <= most:
            raise Malformed("minutes" if name == "minutes" else "malformed", name)
        return value

    def yes_or_no(self, name: str) -> bool | None:
        value = self._get(name)
        if value is not None and not isinstance(value, bool):
            raise Malformed("malformed", name)
        return value

    def day(self, name: str) -> date:
        value = self._get(name)
        try:
            day = date.fromisoformat(value) if len(value) == 10 else None
        except (TypeError, ValueError):
            day = None
        if day is None or day.year not in YEARS:
            raise Malformed("date", name)
        return day

    def words(self, name: str, most: int) -> str:
        value = self._get(name)
        if not isinstance(value, str) or not value.strip() or len(value) > most or not _storable(value):
            raise Malformed("malformed", name)
        return " ".join(value.split())

    def codes(self, name: str, most: int) -> tuple[str, ...]:
        value = self._get(name)
        if value is None:
            return ()
        good = isinstance(value, list) and len(value) <= most and len(set(map(str, value))) == len(value)
        if not good or not all(isinstance(code, str) and _CODE.fullmatch(code) for code in value):
            raise Malformed("malformed", name)
        return tuple(sorted(value))

    def maybe_id(self, name: str) -> UUID | None:
        value = self._get(name)
        return None if value is None else client_id(value)


def _storable(text: str) -> bool:
    """Whether a database takes a text: no null, and no half of a pair (JSON may hold one, UTF-8 may not)."""
    return "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


def _contact(id: UUID, fields: _Fields) -> ContactItem:
    item = ContactItem(
        id=id,
        kind=fields.one_of("kind", shape.KINDS),
        place=fields.matching("place", _PUBLIC, _UUID4),
        track=fields.matching("track", _CODE),
        group=fields.matching("group", _CODE),
        date=fields.day("date"),
        part=fields.one_of("part", shape.PARTS),
        minutes=fields.whole("minutes", 0, MOST_MINUTES),
        workers=fields.whole("workers", 1, 20, default=1),
        heads=fields.one_of("heads", shape.HEADS, needed=False),
        ages=fields.one_of("ages", shape.AGES, needed=False),
        again=fields.yes_or_no("again"),
        themes=fields.codes("themes", 8),
        revises=fields.maybe_id("revises"),
    )
    if item.minutes % 5 or (item.minutes == 0 and item.revises is None):
        raise Malformed("minutes", "minutes")
    if item.revises == id:
        raise Malformed("malformed", "revises")
    return item


def _place(id: UUID, fields: _Fields) -> PlaceItem:
    return PlaceItem(id, fields.words("name", 60), fields.day("date"))


def _attendance(id: UUID, fields: _Fields) -> AttendanceItem:
    return AttendanceItem(
        id, fields.matching("activity", _PUBLIC), fields.day("date"), fields.one_of("heads", shape.HEADS)
    )


def _signal(id: UUID, fields: _Fields) -> SignalItem:
    theme, level = fields.matching("theme", _CODE), fields.one_of("level", shape.LEVELS)
    return SignalItem(id, theme, level, fields.words("text", 280), fields.day("date"))


def _nothing(id: UUID, fields: _Fields) -> NothingItem:
    monday = fields.day("monday")
    if monday.weekday():
        raise Malformed("date", "monday")
    return NothingItem(id, monday, fields.one_of("reason", shape.REASONS))


_READERS: dict[str, Callable[[UUID, _Fields], Item]] = {
    "contact": _contact,
    "place": _place,
    "attendance": _attendance,
    "signal": _signal,
    "nothing": _nothing,
}


def monday_of(day: date) -> date:
    """The Monday of the ISO week of a day."""
    return day - timedelta(days=day.weekday())


def odd_dates(day: date, *, today: date, start: date, end: date) -> Flag:
    """What is odd about a day: to come, over 30 days back, before or after the contract. `end` is its last day."""
    flags = Flag(0)
    if day > today:
        flags |= Flag.FUTURE
    if day < today - OLD:
        flags |= Flag.OLD
    if not start <= day <= end:
        flags |= Flag.OUTSIDE
    return flags

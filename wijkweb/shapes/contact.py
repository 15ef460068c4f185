"""What a field worker registers, as data. The words are those of field/sync.schema.json."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntFlag
from uuid import UUID

KINDS = ("direct", "presence", "attempt")
PARTS = ("early_morning", "morning", "midday", "afternoon", "evening", "night")
HEADS = ("1", "2", "3-5", "6-10", "10+")
AGES = ("under_16", "16_25", "over_25")
REASONS = ("leave", "ill", "training", "other_work", "weather", "other")
LEVELS = ("team", "city", "flanders")


class Flag(IntFlag):
    """What the coordinator should look at; nothing is refused for it."""

    FUTURE = 1
    OLD = 2  # over 30 days back
    CLOSED_PLACE = 4
    OUTSIDE = 8  # before the first or after the last day of the contract
    UNKNOWN = 16  # a place or code that the server does not know
    PARALLEL = 32  # two corrections of the same contact at the same time
    CLOSED_CODE = 64


@dataclass(frozen=True, slots=True)
class ContactItem:
    """A contact (contact): `place` is the id of a place or the id under which a phone proposed it."""

    id: UUID
    kind: str
    place: str
    track: str
    group: str
    date: date
    part: str
    minutes: int
    workers: int = 1
    heads: str = ""
    ages: str = ""
    again: bool | None = None
    themes: tuple[str, ...] = ()
    revises: UUID | None = None


@dataclass(frozen=True, slots=True)
class PlaceItem:
    """A place that is not in the list: a name."""

    id: UUID
    name: str
    date: date


@dataclass(frozen=True, slots=True)
class AttendanceItem:
    """An activity was held, with about so many people."""

    id: UUID
    activity: str
    date: date
    heads: str


@dataclass(frozen=True, slots=True)
class SignalItem:
    """An obstacle that was seen."""

    id: UUID
    theme: str
    level: str
    text: str
    date: date


@dataclass(frozen=True, slots=True)
class NothingItem:
    """Nothing this week, because."""

    id: UUID
    monday: date
    reason: str


Item = ContactItem | PlaceItem | AttendanceItem | SignalItem | NothingItem

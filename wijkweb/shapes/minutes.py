"""The minutes of a meeting as plain data: what is frozen when they are approved, and what every paper is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Present:
    """Who was asked, by function and organisation; `state` is present, excused or absent."""

    function: str
    organisation: str
    state: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with its number; `withdrawn` says why it was taken back."""

    code: str
    text: str
    withdrawn: str = ""


@dataclass(frozen=True, slots=True)
class Promised:
    """An action: what, who (a function), until when."""

    text: str
    owner: str
    due: date


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the agenda: what it rests on, what was said, decided and promised."""

    title: str
    rests_on: str = ""
    said: str = ""
    decisions: tuple[Decided, ...] = ()
    actions: tuple[Promised, ...] = ()


@dataclass(frozen=True, slots=True)
class Minutes:
    """A meeting on paper. `begins` and `ends` are local times of its day, such as 14:00; `number` is empty before
    it began. `state` is planned, held or cancelled, `reason` why it was cancelled."""

    contract: str
    municipality: str
    body: str
    day: date
    begins: str
    ends: str
    place: str
    state: str
    number: str = ""
    reason: str = ""
    present: tuple[Present, ...] = ()
    points: tuple[Point, ...] = ()

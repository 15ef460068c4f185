"""An agenda as others follow it: what, when, where; nobody by name, no point on a map."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One event. `uid` stays the same for its whole life, `changes` counts how often it changed.

    `begins` and `ends` are instants (with a zone).
    """

    uid: str
    title: str
    begins: datetime
    ends: datetime
    changes: int = 0
    place: str = ""
    category: str = ""
    cancelled: bool = False

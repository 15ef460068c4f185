"""An agenda as others follow it, or an invitation: what, when, where; no point on a map, and of residents nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One event. `uid` stays the same for its whole life, `changes` counts how often it changed.

    `begins` and `ends` are instants (with a zone). Only an invitation has an organiser and who is asked, each as
    (function, e-mail address) of colleagues.
    """

    uid: str
    title: str
    begins: datetime
    ends: datetime
    changes: int = 0
    place: str = ""
    category: str = ""
    cancelled: bool = False
    about: str = ""
    organiser: tuple[str, str] | None = None
    asked: tuple[tuple[str, str], ...] = ()

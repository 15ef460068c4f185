"""Something that a meeting ought to look at, from whichever room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is due: `key` names it once and for all, `facts` are what its words are made of, `name` and
    `args` the page behind it (after the id of the case), `since` when it became due."""

    kind: str
    key: str
    facts: Mapping[str, Any]
    name: str
    args: tuple[str, ...] = ()
    since: date | None = None

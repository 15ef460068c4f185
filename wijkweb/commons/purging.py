"""The list of purges: a file outside the database, so that what was purged stays gone after an older backup.

A room notes a purge before it does it (a purge that was noted and not done is done by the next replay). A copy
of the list lies beside the backups; a restore takes both together, and ends by doing every purge again. A line is
a date, what was purged, the public id of the contract (- for the whole platform), and up to which date.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

FILE = "purges.log"
WHOLE = "-"
_DATE = r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
_LINE = re.compile(rf"{_DATE} ([a-z_]{{1,40}}) ([a-z0-9]{{12}}|-) {_DATE}")

Verb = Callable[[str, date], int]  # (public id of the contract, up to which day) -> how many rows went


@dataclass(frozen=True, slots=True)
class Purge:
    """One purge: when, what, of which contract, and the last day that went."""

    at: date
    what: str
    contract: str
    up_to: date

    def __str__(self) -> str:
        return f"{self.at} {self.what} {self.contract} {self.up_to}"


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a replay did: rows gone by kind, and kinds that are in the list and that nobody here knows."""

    gone: Mapping[str, int]
    unknown: tuple[str, ...]


def note_purge(*, what: str, contract: str, up_to: date, now: datetime) -> None:
    """Appends a purge to the list, on disk before this comes back."""
    line = str(Purge(timezone.localdate(now), what, contract, up_to))
    if _read_line(line) is None:
        raise ValueError(f"{line!r} is no purge")
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        if file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":  # half a line, of a process that died: it stays alone on its line
                line = f"\n{line}"
        file.write(f"{line}\n".encode("ascii"))
        file.flush()
        os.fsync(file.fileno())


def noted(*files: Path) -> list[Purge]:
    """The purges of these lists together, for each kind and contract the furthest one; half lines are passed over."""
    furthest: dict[tuple[str, str], Purge] = {}
    for path in files:
        if not path.is_file():
            continue
        for line in path.read_text(encoding="ascii", errors="replace").splitlines():
            found = _read_line(line)
            old = furthest.get((found.what, found.contract)) if found else None
            if found and (old is None or old.up_to < found.up_to):
                furthest[found.what, found.contract] = found
    return sorted(furthest.values(), key=lambda purge: (purge.at, purge.what, purge.contract))


def keep_beside(folder: Path) -> None:
    """Copies the list beside the backups, together with what that copy already knows."""
    _write(folder / FILE, noted(folder / FILE, _path()))


def take_over(file: Path) -> None:
    """Adds what the list beside a backup knows to the list here."""
    _write(_path(), noted(_path(), file))


def replay(verbs: Mapping[str, Verb]) -> Replayed:
    """Does every purge of the list again, in order; `verbs` says what does each kind."""
    gone: dict[str, int] = {}
    unknown: set[str] = set()
    for purge in noted(_path()):
        if purge.what in verbs:
            gone[purge.what] = gone.get(purge.what, 0) + verbs[purge.what](purge.contract, purge.up_to)
        else:
            unknown.add(purge.what)
    return Replayed(gone, tuple(sorted(unknown)))


def _read_line(line: str) -> Purge | None:
    """A purge; None for half a line, and for one that reaches past its own day."""
    found = _LINE.fullmatch(line)
    try:
        purge = Purge(date.fromisoformat(found[1]), found[2], found[3], date.fromisoformat(found[4])) if found else None
    except ValueError:
        return None
    return purge if purge and purge.up_to <= purge.at else None


def _write(path: Path, purges: Iterable[Purge]) -> None:
    """Writes a list anew, whole or not at all; none when there is nothing to say."""
    text = "".join(f"{purge}\n" for purge in purges)
    if not text:
        return
    handle, new = tempfile.mkstemp(dir=path.parent, prefix=".purges-")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    Path(new).replace(path)


def _path() -> Path:
    return Path(settings.DATA) / FILE

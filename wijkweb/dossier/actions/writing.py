"""The heart of every text that several people write at once: nothing that was typed is overwritten or lost.

A text carries the token of its newest save; who saves names the one that they wrote on from. What loses is kept
aside as a version. The same for a section of a dossier and for a chapter of a report.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max

from wijkweb.commons.models import Person
from wijkweb.dossier.models.written import Version, Written

GO_ON = timedelta(minutes=2)
MOST_CHARACTERS = 1_000_000
_FEW = 200  # characters that may go within one version; who takes out more opens the next


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save came to: the token for the next one, the number of the version that holds the text, whether
    anything changed by it, and whether the section was approved and is open again because of it."""

    token: int
    version: int
    changed: bool = True
    reopened: bool = False


class Overtaken(ValueError):
    """Somebody else saved since the token was given. The text is kept aside as a version, nothing is overwritten."""

    def __init__(self, section: Any, aside: int) -> None:
        super().__init__("overtaken")
        self.section = section
        self.aside = aside


class TooLong(ValueError):
    """The text is longer than a section can be."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A text as it comes in: from which token, by whom, when, from which step of which open page ("PAGE:STEP")."""

    text: str
    token: int
    by: Person
    now: datetime
    kind: str = Version.Kind.SAVE
    sitting: str = ""


def write(written: Written, typed: Typed, *, words: Callable[[str], int]) -> tuple[Saved | None, int]:
    """Saves into a text that is held for update: (what came of it, 0), or (None, number of the version aside).

    A page that never got the answer to its last save may go on from it, since nobody else saved in between.
    """
    head = _last(written)
    if typed.text == written.text:
        return _as_it_is(written, head, typed), 0
    if typed.token == written.token or _unanswered(head, typed):
        return _save(written, head, typed, words), 0
    return None, _aside(written, typed, words)


def _unanswered(head: Version | None, typed: Typed) -> bool:
    """Whether the newest text is an earlier step of this same page, whose answer was lost on its way back.

    A step that comes late, after a newer one, is no such thing: it would put an older text over a newer.
    """
    if head is None or not typed.sitting or head.by_id != typed.by.pk:
        return False
    return page_of(head.sitting) == page_of(typed.sitting) and _step(typed.sitting) > _step(head.sitting)


def page_of(sitting: str) -> str:
    """The random id of the open page; "" when the text did not come from one."""
    return sitting.partition(":")[0]


def _step(sitting: str) -> int:
    step = sitting.partition(":")[2]
    return int(step) if step.isdecimal() else 0


def _as_it_is(written: Written, head: Version | None, typed: Typed) -> Saved:
    """Nothing to write; but who saves by hand what was saved by itself marks that version."""
    if head is None:
        return Saved(written.token, 0, changed=False)
    if typed.kind == Version.Kind.SAVE and head.kind == Version.Kind.AUTOSAVE and head.by_id == typed.by.pk:
        written.versions.filter(pk=head.pk).update(kind=typed.kind)
        return Saved(written.token, head.number)
    return Saved(written.token, head.number, changed=False)


def _save(written: Written, head: Version | None, typed: Typed, words: Callable[[str], int]) -> Saved:
    before = written.text
    written.text, written.token = typed.text, written.token + 1
    written.saved_at, written.saved_by = typed.now, typed.by
    written.save(update_fields=["text", "token", "saved_at", "saved_by"])
    if head and head.text == before and _goes_on(head, typed):
        return Saved(written.token, _into(head, typed, words))
    return Saved(written.token, _new(written, typed, typed.kind, words))


def _aside(written: Written, typed: Typed, words: Callable[[str], int]) -> int:
    last = written.versions.filter(kind=Version.Kind.ASIDE, by=typed.by).order_by("-number").first()
    if last and last.text == typed.text:
        return int(last.number)
    # never into an earlier one: that one may be of another conflict, and the only place where its words stand
    return _new(written, typed, Version.Kind.ASIDE, words)


def _goes_on(last: Version, typed: Typed) -> bool:
    """Whether an autosave goes on with the last version: the same page, within minutes, little taken out."""
    return (
        bool(typed.sitting)
        and typed.kind == last.kind == Version.Kind.AUTOSAVE
        and page_of(last.sitting) == page_of(typed.sitting)
        and last.by_id == typed.by.pk
        and typed.now - last.made_at < GO_ON
        and len(typed.text) >= len(last.text) - _FEW
    )


def _into(last: Version, typed: Typed, words: Callable[[str], int]) -> int:
    last.text, last.words, last.changed_at, last.sitting = typed.text, words(typed.text), typed.now, typed.sitting
    last.save(update_fields=["text", "words", "changed_at", "sitting"])
    return last.number


def _new(written: Written, typed: Typed, kind: str, words: Callable[[str], int]) -> int:
    number = (written.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    written.versions.create(
        number=number,
        kind=kind,
        text=typed.text,
        words=words(typed.text),
        sitting=typed.sitting,
        made_at=typed.now,
        changed_at=typed.now,
        by=typed.by,
    )
    return number


def _last(written: Written) -> Version | None:
    """The newest version of what stood in the text."""
    found: Version | None = written.versions.exclude(kind=Version.Kind.ASIDE).order_by("-number").first()
    return found

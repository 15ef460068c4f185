"""The text of a section is saved: by the page while somebody types, by a button, from paper, by choice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from wijkweb.call.reads import call_of
from wijkweb.commons.models import Person
from wijkweb.dossier.models import Dossier, Section, SectionVersion
from wijkweb.rules.words import count_markdown

GO_ON = timedelta(minutes=2)
MOST_CHARACTERS = 1_000_000
_FEW = 200  # characters that may go within one version; who takes out more opens the next


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save came to: the token for the next one, and the number of the version that holds the text."""

    token: int
    version: int


class Overtaken(ValueError):
    """Somebody else saved since the token was given. The text is kept aside as a version, nothing is overwritten."""

    def __init__(self, section: Section, aside: int) -> None:
        super().__init__("overtaken")
        self.section = section
        self.aside = aside


class TooLong(ValueError):
    """The text is longer than a section can be."""


def save_text(
    *,
    dossier: Dossier,
    key: str,
    text: str,
    token: int,
    by: Person,
    now: datetime,
    kind: str = SectionVersion.Kind.SAVE,
    sitting: str = "",
) -> Saved:
    """Saves a text that was written on from `token`; raises Overtaken when that is no longer the newest.

    What lost is kept all the same, as a version aside, in a transaction of its own.
    """
    if len(text) > MOST_CHARACTERS:
        raise TooLong
    with transaction.atomic():
        section = Section.objects.select_for_update().get(dossier=dossier, key=key)
        if text == section.text:
            return Saved(section.token, _last_number(section))
        if token == section.token:
            return _save(dossier, section, text, by, now, kind, sitting)
        aside = _version(dossier, section, text, by, now, SectionVersion.Kind.ASIDE, sitting)
    raise Overtaken(section, aside)


def _save(dossier: Dossier, section: Section, text: str, by: Person, now: datetime, kind: str, sitting: str) -> Saved:
    before = section.text
    section.text, section.token, section.saved_at, section.saved_by = text, section.token + 1, now, by
    changed = ["text", "token", "saved_at", "saved_by"]
    if section.status == Section.Status.APPROVED:
        section.status = Section.Status.OPEN
        changed.append("status")
    section.save(update_fields=changed)
    Dossier.objects.filter(pk=dossier.pk).update(changed_at=now)
    number = _version(dossier, section, text, by, now, kind, sitting, before)
    return Saved(section.token, number)


def _version(
    dossier: Dossier,
    section: Section,
    text: str,
    by: Person,
    now: datetime,
    kind: str,
    sitting: str,
    before: str = "",
) -> int:
    """The number of the version that holds the text: the last one, when it is of the same sitting, or a new one."""
    last = section.versions.order_by("-number").first()
    if last and _goes_on(last, text, before, by, now, kind, sitting):
        last.text, last.words, last.changed_at = text, _words(dossier, section, text), now
        last.save(update_fields=["text", "words", "changed_at"])
        return last.number
    number = (last.number if last else 0) + 1
    SectionVersion.objects.create(
        section=section,
        number=number,
        kind=kind,
        text=text,
        words=_words(dossier, section, text),
        sitting=sitting,
        made_at=now,
        changed_at=now,
        by=by,
    )
    return number


def _goes_on(last: SectionVersion, text: str, before: str, by: Person, now: datetime, kind: str, sitting: str) -> bool:
    """Whether an autosave goes on with the last version: the same page, within minutes, little taken out."""
    return (
        bool(sitting)
        and kind == last.kind
        and kind in (SectionVersion.Kind.AUTOSAVE, SectionVersion.Kind.ASIDE)
        and last.sitting == sitting
        and last.by_id == by.pk
        and now - last.made_at < GO_ON
        and len(text) >= len(last.text) - _FEW
        and (kind == SectionVersion.Kind.ASIDE or last.text == before)
    )


def _words(dossier: Dossier, section: Section, text: str) -> int:
    spec = call_of(dossier.call_version).section(section.key)
    return count_markdown(text, spec.unit, own_table=spec.table_printed).running


def _last_number(section: Section) -> int:
    return section.versions.aggregate(last=Max("number"))["last"] or 0

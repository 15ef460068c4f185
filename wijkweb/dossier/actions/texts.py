"""The text of a section is saved: by the page while somebody types, by a button, from paper, by choice."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wijkweb.call.reads import call_of
from wijkweb.commons import journal
from wijkweb.commons.models import Person
from wijkweb.dossier.actions.dossiers import changed
from wijkweb.dossier.actions.writing import MOST_CHARACTERS, Overtaken, Saved, TooLong, Typed, page_of, write
from wijkweb.dossier.models import Dossier, Section, SectionVersion
from wijkweb.rules.words import count_markdown

__all__ = ["MOST_CHARACTERS", "Overtaken", "Saved", "TooLong", "page_of", "save_text"]


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
    told: bool = False,
) -> Saved:
    """Saves a text that was written on from `token`; raises Overtaken when that is no longer the newest.

    What lost is kept all the same, as a version aside. `sitting` is "PAGE:STEP": a page that never got the answer
    to its last save may go on from it, since nobody else saved in between. With `told`, which somebody who presses
    the button asks for, the dossier is checked anew and the journal has a line.
    """
    if len(text) > MOST_CHARACTERS:
        raise TooLong
    with transaction.atomic():
        section = Section.objects.select_for_update().get(dossier=dossier, key=key)
        before = section.token
        spec = call_of(dossier.call_version).section(key)
        saved, aside = write(
            section,
            Typed(text, token, by, now, kind, sitting),
            words=lambda typed: count_markdown(typed, spec.unit, own_table=spec.table_printed).running,
        )
        if section.token != before:
            saved = _follows(dossier, section, saved, by, now)
        if saved and told:
            verb = "text.save" if saved.changed else ""
            changed(dossier=dossier, by=by, now=now, verb=verb, section=key, version=saved.version)
    if saved is None:
        raise Overtaken(section, aside)
    return saved


def _follows(dossier: Dossier, section: Section, saved: Saved | None, by: Person, now: datetime) -> Saved | None:
    """What a new text does to its section: one that was approved is open again; the dossier changed."""
    Dossier.objects.filter(pk=dossier.pk).update(changed_at=now)
    if saved is None or section.status != Section.Status.APPROVED:
        return saved
    section.status = Section.Status.OPEN
    section.save(update_fields=["status"])
    facts = {"section": section.key, "before": Section.Status.APPROVED.value, "after": section.status}
    journal.write("section.state", by=by, now=now, case=dossier.case, **facts)
    return Saved(saved.token, saved.version, reopened=True)

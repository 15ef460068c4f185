"""The text of a section is saved: by the page while somebody types, by a button, from paper, by choice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from wijkweb.call.reads import call_of
from wijkweb.commons import journal
from wijkweb.commons.models import Person
from wijkweb.dossier.actions.dossiers import changed
from wijkweb.dossier.models import Dossier, Section, SectionVersion
from wijkweb.rules.words import count_markdown

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
        head, saved, aside = _last(section, aside=False), None, 0
        if text == section.text:
            saved = _as_it_is(section, head, kind, by)
        elif token == section.token or _unanswered(head, sitting, by):
            saved = _save(dossier, section, head, text, by, now, kind, sitting)
        else:
            aside = _aside(dossier, section, text, by, now, sitting)
        if saved and told:
            verb = "text.save" if saved.changed else ""
            changed(dossier=dossier, by=by, now=now, verb=verb, section=key, version=saved.version)
    if saved is None:
        raise Overtaken(section, aside)
    return saved


def _unanswered(head: SectionVersion | None, sitting: str, by: Person) -> bool:
    """Whether the newest text is an earlier step of this same page, whose answer was lost on its way back.

    A step that comes late, after a newer one, is no such thing: it would put an older text over a newer.
    """
    if head is None or not sitting or head.by_id != by.pk or page_of(head.sitting) != page_of(sitting):
        return False
    return _step(sitting) > _step(head.sitting)


def page_of(sitting: str) -> str:
    """The random id of the open page; "" when the text did not come from one."""
    return sitting.partition(":")[0]


def _step(sitting: str) -> int:
    step = sitting.partition(":")[2]
    return int(step) if step.isdecimal() else 0


def _as_it_is(section: Section, head: SectionVersion | None, kind: str, by: Person) -> Saved:
    """Nothing to write; but who saves by hand what was saved by itself marks that version."""
    number = head.number if head else 0
    mark = kind == SectionVersion.Kind.SAVE and head is not None and head.kind == SectionVersion.Kind.AUTOSAVE
    if mark and head is not None and head.by_id == by.pk:
        SectionVersion.objects.filter(pk=head.pk).update(kind=kind)
        return Saved(section.token, number)
    return Saved(section.token, number, changed=False)


def _save(
    dossier: Dossier,
    section: Section,
    head: SectionVersion | None,
    text: str,
    by: Person,
    now: datetime,
    kind: str,
    sitting: str,
) -> Saved:
    before = section.text
    section.text, section.token, section.saved_at, section.saved_by = text, section.token + 1, now, by
    changed_fields = ["text", "token", "saved_at", "saved_by"]
    reopened = section.status == Section.Status.APPROVED
    if reopened:
        section.status = Section.Status.OPEN
        changed_fields.append("status")
        facts = {"section": section.key, "before": Section.Status.APPROVED.value, "after": section.status}
        journal.write("section.state", by=by, now=now, case=dossier.case, **facts)
    section.save(update_fields=changed_fields)
    Dossier.objects.filter(pk=dossier.pk).update(changed_at=now)
    if head and head.text == before and _goes_on(head, text, by, now, kind, sitting):
        number = _into(head, dossier, section, text, now, sitting)
    else:
        number = _new(dossier, section, text, by, now, kind, sitting)
    return Saved(section.token, number, reopened=reopened)


def _aside(dossier: Dossier, section: Section, text: str, by: Person, now: datetime, sitting: str) -> int:
    kind = SectionVersion.Kind.ASIDE
    last = _last(section, aside=True, by=by)
    if last and last.text == text:
        return last.number
    # never into an earlier one: that one may be of another conflict, and the only place where its words stand
    return _new(dossier, section, text, by, now, kind, sitting)


def _goes_on(last: SectionVersion, text: str, by: Person, now: datetime, kind: str, sitting: str) -> bool:
    """Whether an autosave goes on with the last version: the same page, within minutes, little taken out."""
    return (
        bool(sitting)
        and kind == last.kind
        and kind == SectionVersion.Kind.AUTOSAVE
        and page_of(last.sitting) == page_of(sitting)
        and last.by_id == by.pk
        and now - last.made_at < GO_ON
        and len(text) >= len(last.text) - _FEW
    )


def _into(last: SectionVersion, dossier: Dossier, section: Section, text: str, now: datetime, sitting: str) -> int:
    last.text, last.words, last.changed_at, last.sitting = text, _words(dossier, section, text), now, sitting
    last.save(update_fields=["text", "words", "changed_at", "sitting"])
    return last.number


def _new(dossier: Dossier, section: Section, text: str, by: Person, now: datetime, kind: str, sitting: str) -> int:
    number = (section.versions.aggregate(last=Max("number"))["last"] or 0) + 1
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


def _last(section: Section, *, aside: bool, by: Person | None = None) -> SectionVersion | None:
    """The newest version: of what stood in the section, or of what was kept aside of one person."""
    versions = (
        section.versions.filter(kind=SectionVersion.Kind.ASIDE, by=by)
        if aside
        else (section.versions.exclude(kind=SectionVersion.Kind.ASIDE))
    )
    return versions.order_by("-number").first()


def _words(dossier: Dossier, section: Section, text: str) -> int:
    spec = call_of(dossier.call_version).section(section.key)
    return count_markdown(text, spec.unit, own_table=spec.table_printed).running

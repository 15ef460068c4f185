"""Around a text: who is in it, who has it and by when, how it stands, which questions it answers, which version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from wijkweb.commons import journal
from wijkweb.commons.models import Person
from wijkweb.dossier.actions.dossiers import changed
from wijkweb.dossier.actions.texts import Overtaken, Saved, save_text
from wijkweb.dossier.models import Answered, Dossier, Presence, Section, SectionVersion
from wijkweb.rules.states import SECTION, may_become

NOT_ANSWERED = None


class NotThatStatus(ValueError):
    """The section cannot go from its status to that one."""


class ChangedMeanwhile(ValueError):
    """Somebody else changed it since it was shown; nothing is overwritten."""


def be_present(*, section: Section, by: Person, now: datetime) -> None:
    """Somebody has the section open. No journal line: a minute later it says nothing any more."""
    found = Presence.objects.filter(section=section, person=by).update(seen_at=now)
    if not found:
        Presence.objects.get_or_create(section=section, person=by, defaults={"seen_at": now})


@transaction.atomic
def plan_section(
    *,
    dossier: Dossier,
    key: str,
    assigned_to: Person | None,
    due: date | None,
    was: tuple[str, date | None],
    by: Person,
    now: datetime,
) -> None:
    """Who writes the section, and by when; `was` is what stood there when it was shown, the person by public id."""
    section = (
        Section.objects.select_for_update(of=("self",)).select_related("assigned_to").get(dossier=dossier, key=key)
    )
    stands = (section.assigned_to.public_id if section.assigned_to else "", section.due)
    who = assigned_to.public_id if assigned_to else ""
    wanted = (who, due)
    if stands == wanted:
        return
    if stands != was:
        raise ChangedMeanwhile
    section.assigned_to, section.due = assigned_to, due
    section.save(update_fields=["assigned_to", "due"])
    journal.write("section.plan", by=by, now=now, case=dossier.case, section=key, person=who, due=due)


@transaction.atomic
def change_status(*, dossier: Dossier, key: str, status: str, by: Person, now: datetime) -> Section:
    """Ready, approved, or open again; the same status twice changes nothing."""
    section = Section.objects.select_for_update().get(dossier=dossier, key=key)
    before = section.status
    if before == status:
        return section
    if not may_become(SECTION, before, status):
        raise NotThatStatus(status)
    section.status = status
    section.save(update_fields=["status"])
    Dossier.objects.filter(pk=dossier.pk).update(changed_at=now)
    journal.write("section.state", by=by, now=now, case=dossier.case, section=key, before=before, after=status)
    return section


@transaction.atomic
def answer_questions(
    *,
    dossier: Dossier,
    key: str,
    answers: Mapping[str, tuple[str | None, str | None]],
    by: Person,
    now: datetime,
) -> int:
    """Ticks questions off; for each question what was shown and what is wanted: where it is answered, or None.

    Returns how many changed. Raises ChangedMeanwhile when somebody else changed one of those otherwise.
    """
    section = Section.objects.select_for_update().get(dossier=dossier, key=key)
    stands = dict(Answered.objects.filter(section=section).values_list("question", "where"))
    wanted = {q: new for q, (was, new) in answers.items() if new != was and stands.get(q) != new}
    if any(stands.get(question) != answers[question][0] for question in wanted):
        raise ChangedMeanwhile
    for question, where in wanted.items():
        if where is NOT_ANSWERED:
            Answered.objects.filter(section=section, question=question).delete()
        else:
            fresh = {"where": where, "by": by, "at": now}
            Answered.objects.update_or_create(section=section, question=question, defaults=fresh)
    if wanted:
        changed(dossier=dossier, by=by, now=now, verb="question.answer", section=key, questions=sorted(wanted))
    return len(wanted)


@transaction.atomic
def restore_version(*, dossier: Dossier, key: str, number: int, token: int, by: Person, now: datetime) -> Saved:
    """Puts an earlier version back as a new one; raises Overtaken when somebody saved since it was shown.

    Raises SectionVersion.DoesNotExist when the section has no such version.
    """
    section = Section.objects.select_for_update().get(dossier=dossier, key=key)
    version = SectionVersion.objects.get(section=section, number=number)
    if section.token != token and section.text != version.text:
        raise Overtaken(section, 0)
    saved = save_text(
        dossier=dossier,
        key=key,
        text=version.text,
        token=section.token,
        by=by,
        now=now,
        kind=SectionVersion.Kind.RESTORE,
    )
    if saved.changed:
        changed(dossier=dossier, by=by, now=now, verb="text.restore", section=key, version=number)
    return saved

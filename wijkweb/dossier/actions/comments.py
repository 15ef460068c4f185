"""What is said about a section: said, answered, closed, opened again. A comment is never changed or taken away."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wijkweb.commons import journal
from wijkweb.commons.models import Person
from wijkweb.dossier.models import Comment, Dossier, Section

MOST_CHARACTERS = 5_000
MOST_QUOTED = 300


@transaction.atomic
def add_comment(
    *,
    dossier: Dossier,
    key: str,
    text: str,
    public_id: str,
    by: Person,
    now: datetime,
    quote: str = "",
    answers: str = "",
) -> Comment:
    """Says something about a section, or answers the comment with the public id `answers`.

    `public_id` was made with the empty form: a form that is sent twice makes one comment. Raises
    Comment.DoesNotExist when that id, or the comment that is answered, belongs to another section.
    """
    section = Section.objects.get(dossier=dossier, key=key)
    parent = Comment.objects.get(section=section, public_id=answers, parent=None) if answers else None
    said = {"section": section, "parent": parent, "text": text, "quote": quote, "by": by, "at": now}
    comment, new = Comment.objects.get_or_create(public_id=public_id, defaults=said)
    if comment.section_id != section.pk:
        raise Comment.DoesNotExist
    if new:
        verb = "comment.answer" if parent else "comment.add"
        journal.write(verb, by=by, now=now, case=dossier.case, section=key, comment=public_id)
    return comment


@transaction.atomic
def close_comment(*, dossier: Dossier, comment: Comment, by: Person, now: datetime) -> None:
    """It was dealt with; closing it twice changes nothing."""
    open_now = Comment.objects.filter(pk=comment.pk, closed_at=None)
    if open_now.update(closed_at=now, closed_by=by):
        journal.write("comment.close", by=by, now=now, case=dossier.case, comment=comment.public_id)


@transaction.atomic
def reopen_comment(*, dossier: Dossier, comment: Comment, by: Person, now: datetime) -> None:
    """It was not dealt with after all; opening it twice changes nothing."""
    closed = Comment.objects.filter(pk=comment.pk).exclude(closed_at=None)
    if closed.update(closed_at=None, closed_by=None):
        journal.write("comment.reopen", by=by, now=now, case=dossier.case, comment=comment.public_id)

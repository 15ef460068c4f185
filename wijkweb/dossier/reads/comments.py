"""What was said about a section."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.http import Http404

from wijkweb.commons.ids import public_id
from wijkweb.dossier.models import Comment, Dossier, Section


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with its answers."""

    comment: Comment
    answers: tuple[Comment, ...]
    answer_id: str  # for the form of the next answer: sent twice, it makes one

    @property
    def open(self) -> bool:
        return self.comment.closed_at is None


@dataclass(frozen=True, slots=True)
class Said:
    """All that was said about a section: what is open, the oldest first, and what was closed."""

    open: tuple[Thread, ...]
    closed: tuple[Thread, ...]


def said_about(section: Section) -> Said:
    """The comments of a section; one query, however many there are."""
    answers: dict[int, list[Comment]] = defaultdict(list)
    first: list[Comment] = []
    for comment in Comment.objects.filter(section=section).select_related("by", "closed_by"):
        if comment.parent_id is None:
            first.append(comment)
        else:
            answers[comment.parent_id].append(comment)
    threads = [Thread(comment, tuple(answers[comment.pk]), public_id()) for comment in first]
    return Said(tuple(t for t in threads if t.open), tuple(t for t in threads if not t.open))


def comment_of(dossier: Dossier, key: str, comment_id: str) -> Comment:
    """A comment that others answer; Http404 when the section has none with this public id."""
    found = Comment.objects.filter(section__dossier=dossier, section__key=key, public_id=comment_id, parent=None)
    comment = found.first()
    if comment is None:
        raise Http404
    return comment

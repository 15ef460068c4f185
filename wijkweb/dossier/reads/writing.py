"""What the writing page of a section has beside its text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from wijkweb.commons.access import WRITERS
from wijkweb.commons.models import Case, Person
from wijkweb.dossier.models import Answered, Comment, Dossier, Presence, Section, SectionVersion
from wijkweb.dossier.reads.content import application_of, check_of
from wijkweb.dossier.reads.desk import HERE, Desk
from wijkweb.dossier.tables import section_tables
from wijkweb.rules.application import section_blocks
from wijkweb.rules.words import Count as Words
from wijkweb.rules.words import count
from wijkweb.shapes.call import Question, SectionSpec
from wijkweb.shapes.check import SectionCount
from wijkweb.shapes.document import Block
from wijkweb.shapes.finding import Finding

CHECK_AGE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """A guidance question; `where` says where it is answered, None when it was not ticked off."""

    question: Question
    where: str | None

    @property
    def was(self) -> str:
        """What the form carries along to tell what was shown."""
        return "" if self.where is None else f"+{self.where}"


@dataclass(frozen=True, slots=True)
class Writing:
    """A section as it is written: its text, its count, what the check says of it, what lies around it.

    `beside` counts the tables that are made of the figures and the money of the dossier; they belong to the
    section, though nobody types them here.
    """

    section: Section
    spec: SectionSpec
    count: SectionCount
    beside: Words
    tables: tuple[Block, ...]
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...]
    asked: tuple[Asked, ...]
    present: tuple[str, ...]
    head: str
    versions: int
    comments: int
    open_comments: int
    before: SectionSpec | None
    after: SectionSpec | None

    @property
    def answered(self) -> int:
        return sum(asked.where is not None for asked in self.asked)


def section_of(dossier: Dossier, key: str) -> Section:
    """A section of a dossier; Http404 when its call has no such section."""
    section = Section.objects.select_related("assigned_to", "saved_by").filter(dossier=dossier, key=key).first()
    if section is None:
        raise Http404
    return section


def writing_of(desk: Desk, key: str, person: Person, now: datetime) -> Writing:
    """The writing page of a section; a fixed number of queries."""
    section = section_of(desk.dossier, key)
    application = application_of(desk.dossier)
    result = check_of(application, desk.call)
    tables = section_tables(application, desk.call).get(key, ())
    at = next(n for n, spec in enumerate(desk.call.sections) if spec.key == key)
    spec = desk.call.sections[at]
    ticks = dict(Answered.objects.filter(section=section).values_list("question", "where"))
    said = Comment.objects.filter(section=section, parent=None).aggregate(
        all=Count("pk"), open=Count("pk", filter=Q(closed_at=None))
    )
    return Writing(
        section=section,
        spec=spec,
        count=result.sections[at],
        beside=count(tables, spec.unit, own_table=spec.table_printed),
        tables=tables,
        blocks=section_blocks(section.text, tables),
        findings=tuple(finding for finding in result.findings if finding.section == key),
        asked=tuple(Asked(question, ticks.get(question.key)) for question in spec.questions),
        present=present_in(section, now, person),
        head=_head(section),
        versions=section.versions.count(),
        comments=said["all"],
        open_comments=said["open"],
        before=desk.call.sections[at - 1] if at else None,
        after=desk.call.sections[at + 1] if at + 1 < len(desk.call.sections) else None,
    )


def _head(section: Section) -> str:
    """The sitting that the newest text came from, so that a page knows its own text again after a crash."""
    newest = section.versions.exclude(kind=SectionVersion.Kind.ASIDE).order_by("-number")
    return newest.values_list("sitting", flat=True).first() or ""


def present_in(section: Section, now: datetime, but: Person) -> tuple[str, ...]:
    """Who else has the section open now."""
    found = Presence.objects.filter(section=section, seen_at__gt=now - HERE).exclude(person=but)
    return tuple(found.order_by("person__name").values_list("person__name", flat=True))


def check_is_old(dossier: Dossier, now: datetime) -> bool:
    """Whether the figures of the list are older than the last change, and not of this minute."""
    return dossier.checked_at is None or now - dossier.checked_at > CHECK_AGE


def writers_of(case: Case) -> QuerySet[Person]:
    """The people who can write in this dossier."""
    roles = [role.value for role in WRITERS]
    here = Q(grants__organisation=case.municipality_id) | Q(grants__case=case)
    return Person.objects.filter(here, grants__role__in=roles, is_active=True).distinct().order_by("name", "pk")

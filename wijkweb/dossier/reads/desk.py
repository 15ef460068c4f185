"""What every page of a dossier has: its place, its tabs, what this person may do; and the overview."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wijkweb.call.reads import call_of
from wijkweb.commons.access import verbs_in
from wijkweb.commons.models import Case, Person
from wijkweb.commons.reads import Map, map_of
from wijkweb.dossier.models import Comment, Dossier, Presence, Section
from wijkweb.dossier.reads.content import application_of, check_of, dossier_of
from wijkweb.shapes.call import Call
from wijkweb.shapes.check import Check, SectionCount
from wijkweb.shapes.finding import Severity


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of the dossier: the name of its address, its label."""

    name: str
    label: Promise


HERE = timedelta(seconds=60)

TABS = (
    Tab("dossier", _("Overview")),
    Tab("dossier_figures", _("Diagnosis")),
    Tab("dossier_money", _("Money")),
    Tab("dossier_laid", _("Read and check")),
    Tab("dossier_ideas", _("Choice")),
    Tab("dossier_network", _("Network")),
    Tab("dossier_people", _("People")),
    Tab("dossier_papers", _("Paper")),
)


@dataclass(frozen=True, slots=True)
class Desk:
    """The frame of a page of a dossier; `here` is the tab that it stands under."""

    case: Case
    dossier: Dossier
    call: Call
    verbs: frozenset[str]
    here: str
    tabs: tuple[Tab, ...] = TABS

    @property
    def open(self) -> bool:
        """Whether the dossier can be changed at all."""
        return self.dossier.state != Dossier.State.WITHDRAWN

    def may(self, verb: str) -> bool:
        """Whether this person may do this, now."""
        return self.open and verb in self.verbs

    @property
    def may_write(self) -> bool:
        return self.may("text.write")

    @property
    def may_lead(self) -> bool:
        return self.may("text.approve")

    @property
    def may_money(self) -> bool:
        return self.may("money.write")


def desk_of(case: Case, person: Person, here: str) -> Desk:
    """The frame of a page of this dossier for this person."""
    dossier = dossier_of(case)
    return Desk(case, dossier, call_of(dossier.call_version), verbs_in(person, case), here)


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section on the overview: its count, how it stands, who has it, what is still to answer in it."""

    count: SectionCount
    status: str
    assigned_to: str
    due: date | None
    open_comments: int
    present: str
    breaches: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The dossier on one page."""

    check: Check
    lines: tuple[SectionLine, ...]
    ready: int
    map: Map | None


def overview_of(desk: Desk, now: datetime) -> Overview:
    """The overview of a dossier."""
    application = application_of(desk.dossier)
    result = check_of(application, desk.call)
    sections = {s.key: s for s in Section.objects.filter(dossier=desk.dossier).select_related("assigned_to")}
    said = Comment.objects.filter(section__dossier=desk.dossier, parent=None, closed_at=None)
    comments = list(said.values_list("section__key", flat=True))
    seen = Presence.objects.filter(section__dossier=desk.dossier, seen_at__gt=now - HERE).order_by("person__name")
    here = list(seen.values_list("section__key", "person__name"))
    grave = [(finding.section, finding.severity) for finding in result.findings]
    lines = tuple(
        SectionLine(
            count,
            sections[count.key].status,
            str(sections[count.key].assigned_to or ""),
            sections[count.key].due,
            comments.count(count.key),
            ", ".join(name for key, name in here if key == count.key),
            grave.count((count.key, Severity.BREACH)),
            grave.count((count.key, Severity.WARNING)),
        )
        for count in result.sections
        if count.key in sections
    )
    marked = [area.name for area in application.areas if area.kind == "part"]
    return Overview(
        result,
        lines,
        sum(line.status != Section.Status.OPEN for line in lines),
        map_of(desk.dossier.municipality.nis, marked) if marked else None,
    )

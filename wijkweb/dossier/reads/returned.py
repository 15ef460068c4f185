"""A Word file that came back, beside the dossier as it is at this moment."""

from __future__ import annotations

from dataclasses import dataclass

from wijkweb.commons.models import Person
from wijkweb.dossier.models import Dossier, Paper, Section
from wijkweb.dossier.reads.content import application_of
from wijkweb.dossier.reads.desk import Desk
from wijkweb.dossier.reads.exports import day_of
from wijkweb.dossier.returning import Returned, SectionBack, returned
from wijkweb.shapes.document import Document
from wijkweb.shapes.finding import Finding, Severity
from wijkweb.shapes.plain import from_plain


@dataclass(frozen=True, slots=True)
class Row:
    """A section that changed, with the token of the text that it was held against."""

    section: SectionBack
    token: int


@dataclass(frozen=True, slots=True)
class WordBack:
    """What a file would change, and what its reader says of it."""

    paper: Paper
    back: Returned
    rows: tuple[Row, ...]
    remarks: tuple[Finding, ...]


def paper_back(person: Person, dossier: Dossier, paper_id: str) -> Paper | None:
    """A file that this person brought back for this dossier, or None."""
    same = {"municipality": dossier.municipality_id, "call_version": dossier.call_version_id}
    found = Paper.objects.select_related("file", "text").filter(uploaded_by=person, public_id=paper_id, **same)
    return found.exclude(kept__isnull=False, kept__dossier__in=Dossier.objects.exclude(pk=dossier.pk)).first()


def word_back(desk: Desk, paper: Paper) -> WordBack:
    """The file beside the dossier."""
    # the tokens first: who saves while this is worked out is seen as somebody who saved meanwhile
    tokens = dict(Section.objects.filter(dossier=desk.dossier).values_list("key", "token"))
    document = from_plain(Document, paper.text.document)
    back = returned(document, application_of(desk.dossier), desk.call, day_of(desk))
    rows = tuple(Row(section, tokens[section.key]) for section in back.changed if section.key in tokens)
    remarks = tuple(Finding(f"paper.{code}", Severity.NOTE, facts={"times": times}) for code, times in back.remarks)
    return WordBack(paper, back, rows, remarks)

"""A dossier as the files that go out: what stands in each, and what each is called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.text import slugify

from wijkweb.dossier.document import application_sheet
from wijkweb.dossier.findings import findings_sheet
from wijkweb.dossier.reads.content import application_of, check_of
from wijkweb.dossier.reads.desk import Desk
from wijkweb.writers.sheet import Sheet

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Download:
    """A file that goes out."""

    name: str
    media_type: str
    data: bytes


def paper_of(desk: Desk) -> Sheet:
    """The application as a paper, in the language of its call."""
    return application_sheet(application_of(desk.dossier), desk.call, day_of(desk))


def findings_of(desk: Desk, language: str) -> Sheet:
    """The findings as a paper, in the language of who prints them."""
    check = check_of(application_of(desk.dossier), desk.call)
    municipality = desk.dossier.municipality.name
    return findings_sheet(check, desk.call, desk.case.title, municipality, language, day_of(desk))


def day_of(desk: Desk) -> date:
    """When the dossier was changed last: the day that stands in its papers."""
    return timezone.localtime(desk.dossier.changed_at).date()


def as_pdf(desk: Desk, sheet: Sheet, what: str = "") -> Download:
    """A paper as PDF; set outside any transaction, since it takes its time."""
    from wijkweb.writers.pdf import write_pdf

    return Download(name_of(desk, "pdf", what), "application/pdf", write_pdf(sheet))


def as_docx(desk: Desk, sheet: Sheet) -> Download:
    """A paper as a Word file."""
    from wijkweb.writers.docx import write_docx

    media = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return Download(name_of(desk, "docx"), media, write_docx(sheet))


def as_json(desk: Desk) -> Download:
    """All that the dossier says, as a file that another Wijkweb reads."""
    from wijkweb.writers.application_json import write_application

    return Download(name_of(desk, "json"), "application/json", write_application(application_of(desk.dossier)))


def name_of(desk: Desk, ending: str, what: str = "") -> str:
    """The name of a file: municipality, project and day."""
    parts = (desk.dossier.municipality.name, desk.case.title, what)
    words = "-".join(filter(None, (slugify(part)[:_LONGEST].strip("-") for part in parts)))
    return f"{words or 'dossier'}-{day_of(desk):%Y-%m-%d}.{ending}"

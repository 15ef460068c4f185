"""A report as the files that go out, and what each is called."""

from __future__ import annotations

from django.utils.text import slugify

from wijkweb.dossier.reads.exports import Download
from wijkweb.report.document import report_sheet
from wijkweb.shapes.report import Report


def as_pdf(report: Report, sha256: str) -> Download:
    """The report as PDF; set outside any transaction, since it takes its time."""
    from wijkweb.writers.pdf import write_pdf

    return Download(_name(report, "pdf"), "application/pdf", write_pdf(report_sheet(report, sha256=sha256)))


def as_docx(report: Report, sha256: str) -> Download:
    """The report as a Word file."""
    from wijkweb.writers.docx import write_docx

    media = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return Download(_name(report, "docx"), media, write_docx(report_sheet(report, sha256=sha256)))


def as_json(report: Report, sha256: str) -> Download:
    """The report as data: every number that is printed, and what each follows. Its hash is `sha256`, once frozen."""
    from wijkweb.writers.report_json import write_report

    return Download(_name(report, "json"), "application/json", write_report(report))


def _name(report: Report, ending: str) -> str:
    edition = "openbaar" if report.edition == "public" else ""
    words = (report.municipality, report.title[:60], f"jaarverslag {report.first.year}", edition)
    return f"{'-'.join(filter(None, map(slugify, words)))}.{ending}"

"""A dossier on paper: the page with all of it, the files, the findings for the meeting."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wijkweb.commons import files
from wijkweb.commons.access import allowed
from wijkweb.commons.models import Person
from wijkweb.dossier.forms.exchange import WordForm
from wijkweb.dossier.reads.content import application_of, check_of
from wijkweb.dossier.reads.desk import desk_of
from wijkweb.dossier.reads.exports import Download, as_docx, as_json, as_pdf, findings_of, paper_of
from wijkweb.dossier.reads.laid import laid
from wijkweb.writers.pdf import TooLong

TAB = "dossier_papers"


@require_safe
def papers(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "dossier.export", case_id)
    desk = desk_of(case, cast(Person, request.user), TAB)
    return render(request, "dossier/papers.html", {"desk": desk, "form": WordForm()})


@require_safe
def pdf(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "dossier.export", case_id)
    desk = desk_of(case, cast(Person, request.user), TAB)
    try:
        return _answer(as_pdf(desk, paper_of(desk)))
    except TooLong:
        messages.error(
            request, _("The dossier is too long for a PDF. Shorten its longest text, or take the Word file.")
        )
        return redirect(TAB, case.public_id)


@require_safe
def docx(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "dossier.export", case_id)
    desk = desk_of(case, cast(Person, request.user), TAB)
    return _answer(as_docx(desk, paper_of(desk)))


@require_safe
def json(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "dossier.export", case_id)
    return _answer(as_json(desk_of(case, cast(Person, request.user), TAB)))


@require_safe
def findings(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "dossier.export", case_id)
    desk = desk_of(case, cast(Person, request.user), TAB)
    checked = laid(check_of(application_of(desk.dossier), desk.call), desk.call, desk.dossier.municipality)
    return render(request, "dossier/findings.html", {"desk": desk, "checked": checked})


@require_safe
def findings_pdf(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "dossier.export", case_id)
    desk = desk_of(case, cast(Person, request.user), TAB)
    language = "en" if (get_language() or "nl").startswith("en") else "nl"
    return _answer(as_pdf(desk, findings_of(desk, language), "bevindingen"))


def _answer(file: Download) -> HttpResponse:
    response = HttpResponse(file.data, content_type=file.media_type)
    response.headers["Content-Disposition"] = files.attachment(file.name)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response

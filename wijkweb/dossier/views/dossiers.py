"""The list of dossiers, a dossier on one page, starting one, how it stands."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkweb.call.reads import newest_version
from wijkweb.commons import files
from wijkweb.commons.access import allowed
from wijkweb.commons.models import Person
from wijkweb.dossier.actions.dossiers import AlreadyProposed, NotThatState, change_state, start_dossier
from wijkweb.dossier.forms.dossiers import StartForm, StateForm
from wijkweb.dossier.reads.content import application_of, check_of, dossier_of
from wijkweb.dossier.reads.desk import desk_of, overview_of
from wijkweb.dossier.reads.laid import laid
from wijkweb.dossier.reads.lists import list_dossiers
from wijkweb.dossier.reads.papers import newest_paper


@require_safe
def dossier_list(request: HttpRequest) -> HttpResponse:
    allowed(request, "dossier.list")
    call, words = request.GET.get("oproep", "")[:60], request.GET.get("zoek", "")[:100]
    found = list_dossiers(
        cast(Person, request.user),
        call=call,
        words=words,
        after=request.GET.get("na", ""),
        before=request.GET.get("voor", ""),
    )
    return render(request, "dossier/list.html", {"found": found, "call": call, "words": words})


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, call_id: str) -> HttpResponse:
    allowed(request, "dossier.start")
    person, version = cast(Person, request.user), newest_version(call_id)
    form = StartForm(request.POST or None, person=person)
    if form.is_valid():
        try:
            made = start_dossier(call_version=version, by=person, now=timezone.now(), **form.cleaned_data)
            return redirect("dossier", made.case.public_id)
        except AlreadyProposed:
            form.add_error(None, _already(form.cleaned_data["municipality"].name))
    return render(request, "dossier/start.html", {"form": form, "version": version}, status=422 if form.errors else 200)


def _already(municipality: str) -> str:
    return _(
        "%(municipality)s has its proposal under this call already. Work on that one, withdraw it first, "
        "or tick that this is a practice copy."
    ) % {"municipality": municipality}


@require_safe
def dossier(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "dossier.read", case_id)
    desk = desk_of(case, cast(Person, request.user), "dossier")
    context = {"desk": desk, "overview": overview_of(desk, timezone.now()), "paper": newest_paper(desk.dossier)}
    return render(request, "dossier/dossier.html", context)


@require_safe
def dossier_laid(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "dossier.read", case_id)
    desk = desk_of(case, cast(Person, request.user), "dossier_laid")
    application = application_of(desk.dossier)
    marked = [area.name for area in application.areas if area.kind == "part"]
    checked = laid(check_of(application, desk.call), desk.call, desk.dossier.municipality, marked)
    return render(request, "dossier/laid.html", {"desk": desk, "checked": checked})


@require_POST
def dossier_state(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "dossier.state", case_id)
    form = StateForm(request.POST)
    if form.is_valid():
        try:
            person = cast(Person, request.user)
            change_state(dossier=dossier_of(case), by=person, now=timezone.now(), **form.cleaned_data)
        except NotThatState:
            messages.error(request, _("The dossier cannot go there from where it stands now; look at it again."))
        except AlreadyProposed:
            messages.error(request, _already(case.municipality.name))
    return redirect("dossier", case.public_id)


@require_safe
def original(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "dossier.read", case_id)
    paper = newest_paper(dossier_of(case))
    if paper is None:
        raise Http404
    response = HttpResponse(files.fetch(paper.file.sha256), content_type=paper.file.media_type)
    response.headers["Content-Disposition"] = files.attachment(paper.file.name)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response

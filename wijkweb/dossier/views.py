"""Checking a paper, keeping it as a dossier, finding it again."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkweb.commons import files
from wijkweb.commons.access import allowed, may
from wijkweb.commons.models import Person
from wijkweb.dossier.actions import check_paper, keep_paper
from wijkweb.dossier.forms import PaperForm
from wijkweb.dossier.reads import checked, dossier_of, kept_as, list_dossiers, own_paper
from wijkweb.readers.errors import Unreadable
from wijkweb.writers.messages import say_unreadable


@require_http_methods(["GET", "HEAD", "POST"])
def check_file(request: HttpRequest) -> HttpResponse:
    allowed(request, "paper.check")
    person = cast(Person, request.user)
    form = PaperForm(request.POST or None, request.FILES or None, person=person)
    if request.method != "POST" or not form.is_valid():
        return render(request, "dossier/check.html", {"form": form}, status=422 if form.is_bound else 200)
    file = form.cleaned_data["file"]
    try:
        paper = check_paper(
            data=file.read(),
            name=file.name or "",
            municipality=form.cleaned_data["municipality"],
            call_version=form.version(),
            by=person,
            now=timezone.now(),
        )
    except Unreadable as error:
        form.add_error("file", say_unreadable(error.code, error.facts, get_language() or "nl"))
        return render(request, "dossier/check.html", {"form": form}, status=422)
    return redirect("paper", paper.public_id)


@require_safe
def paper(request: HttpRequest, paper_id: str) -> HttpResponse:
    allowed(request, "paper.check")
    found = own_paper(cast(Person, request.user), paper_id)
    if found is None:
        raise Http404
    if case := kept_as(found):
        return redirect("dossier", case.public_id)
    context = {"paper": found, "checked": checked(found), "may_keep": may(request, "dossier.keep")}
    return render(request, "dossier/paper.html", context)


@require_POST
def keep(request: HttpRequest, paper_id: str) -> HttpResponse:
    allowed(request, "dossier.keep")
    person = cast(Person, request.user)
    found = own_paper(person, paper_id)
    if found is None:
        raise Http404
    dossier = keep_paper(paper=found, by=person, now=timezone.now())
    return redirect("dossier", dossier.case.public_id)


@require_safe
def dossier_list(request: HttpRequest) -> HttpResponse:
    allowed(request, "dossier.list")
    page = request.GET.get("bladzijde", "1")
    call, words = request.GET.get("oproep", "")[:60], request.GET.get("zoek", "")[:100]
    found = list_dossiers(
        cast(Person, request.user),
        call=call,
        words=words,
        page=int(page) if page.isdecimal() and len(page) < 7 else 1,
    )
    return render(request, "dossier/list.html", {"found": found, "call": call, "words": words})


@require_safe
def dossier(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "dossier.read", case_id)
    found = dossier_of(case)
    return render(
        request,
        "dossier/dossier.html",
        {"dossier": found, "paper": found.paper, "checked": checked(found.paper)},
    )


@require_safe
def original(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "dossier.read", case_id)
    file = dossier_of(case).paper.file
    response = HttpResponse(files.fetch(file.sha256), content_type=file.media_type)
    response.headers["Content-Disposition"] = files.attachment(file.name)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response

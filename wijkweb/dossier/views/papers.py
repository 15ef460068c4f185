"""Checking a paper, keeping it as a dossier, finding it again."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkweb.commons.access import allowed, organisations_for
from wijkweb.commons.models import Person
from wijkweb.dossier.actions.dossiers import AlreadyProposed
from wijkweb.dossier.actions.papers import check_paper, keep_as_version, keep_paper
from wijkweb.dossier.forms.dossiers import KeepForm
from wijkweb.dossier.forms.papers import PaperForm
from wijkweb.dossier.models import Paper
from wijkweb.dossier.reads.laid import checked
from wijkweb.dossier.reads.papers import kept_as, own_paper, proposal_of
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
    return _paper_page(request, found, KeepForm(proposal=proposal_of(found)))


def _may_keep(request: HttpRequest, found: Paper) -> bool:
    """Whether this person writes for the municipality of the paper, not only reads."""
    mine = organisations_for(cast(Person, request.user), "dossier.keep")
    return mine.filter(pk=found.municipality_id).exists()


def _paper_page(request: HttpRequest, found: Paper, form: KeepForm, status: int = 200) -> HttpResponse:
    context = {"paper": found, "checked": checked(found), "may_keep": _may_keep(request, found), "form": form}
    return render(request, "dossier/paper.html", context, status=status)


@require_POST
def keep(request: HttpRequest, paper_id: str) -> HttpResponse:
    allowed(request, "dossier.keep")
    person = cast(Person, request.user)
    found = own_paper(person, paper_id)
    if found is None:
        raise Http404
    if case := kept_as(found):
        return redirect("dossier", case.public_id)
    if not _may_keep(request, found):
        raise PermissionDenied
    proposal = proposal_of(found)
    form = KeepForm(request.POST, proposal=proposal)
    if not form.is_valid():
        return _paper_page(request, found, form, 422)
    if proposal and form.cleaned_data["keep_as"] == KeepForm.VERSION:
        keep_as_version(paper=found, dossier=proposal, by=person, now=timezone.now())
        return redirect("dossier", proposal.case.public_id)
    try:
        practice = form.cleaned_data["keep_as"] == KeepForm.PRACTICE
        kept = keep_paper(paper=found, by=person, now=timezone.now(), practice=practice)
        return redirect("dossier", kept.case.public_id)
    except AlreadyProposed:  # somebody made the proposal since this page was opened: asked again, with that choice
        return _paper_page(request, found, KeepForm({}, proposal=proposal_of(found)), 409)

"""Around a section: questions ticked off, who has it and by when, how it stands, what is said about it."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.models import Case, Person
from wijkweb.dossier.actions.comments import add_comment, close_comment, reopen_comment
from wijkweb.dossier.actions.dossiers import writable
from wijkweb.dossier.actions.sections import (
    ChangedMeanwhile,
    NotThatStatus,
    answer_questions,
    change_status,
    plan_section,
)
from wijkweb.dossier.forms.texts import AnswerForm, CommentForm, PlanForm, StatusForm
from wijkweb.dossier.models import Comment, Section
from wijkweb.dossier.reads.comments import comment_of, said_about
from wijkweb.dossier.reads.desk import desk_of
from wijkweb.dossier.reads.writing import section_of, writers_of
from wijkweb.dossier.views.texts import _write_page


def _meanwhile(request: HttpRequest) -> None:
    messages.error(
        request,
        _("Somebody else changed this while you had it open. Here it is as it stands now; look, and do it again."),
    )


@require_POST
def section_answers(request: HttpRequest, case_id: str, key: str) -> HttpResponse:
    case = allowed(request, "text.write", case_id)
    dossier, person = writable(case), cast(Person, request.user)
    section_of(dossier, key)
    desk = desk_of(case, person, "dossier")
    form = AnswerForm(request.POST, questions=desk.call.section(key).questions)
    if not form.is_valid():
        messages.error(request, _("Where a question is answered is said in at most 200 characters."))
        return _write_page(request, case, key, status=422)
    try:
        answer_questions(dossier=dossier, key=key, answers=form.answers(), by=person, now=timezone.now())
    except ChangedMeanwhile:
        _meanwhile(request)
        return _write_page(request, case, key, status=409)
    return redirect("section_write", case.public_id, key)


@require_POST
def section_plan(request: HttpRequest, case_id: str, key: str) -> HttpResponse:
    case = allowed(request, "text.approve", case_id)
    dossier = writable(case)
    form = PlanForm(request.POST, section=section_of(dossier, key), people=writers_of(case), auto_id="plan_%s")
    if not form.is_valid():
        return _write_page(request, case, key, status=422, plan_form=form)
    try:
        person = cast(Person, request.user)
        plan_section(dossier=dossier, key=key, by=person, now=timezone.now(), **form.planning())
    except ChangedMeanwhile:
        _meanwhile(request)
        return _write_page(request, case, key, status=409)
    return redirect("section_write", case.public_id, key)


@require_POST
def section_status(request: HttpRequest, case_id: str, key: str) -> HttpResponse:
    case = allowed(request, "text.write", case_id)
    form = StatusForm(request.POST)
    status = form.cleaned_data["status"] if form.is_valid() else ""
    if status not in (Section.Status.OPEN, Section.Status.READY):
        section_of(writable(case), key)
        return _write_page(request, case, key, status=422)
    return _status(request, case, key, status)


@require_POST
def section_approve(request: HttpRequest, case_id: str, key: str) -> HttpResponse:
    case = allowed(request, "text.approve", case_id)
    return _status(request, case, key, Section.Status.APPROVED)


def _status(request: HttpRequest, case: Case, key: str, status: str) -> HttpResponse:
    dossier = writable(case)
    section_of(dossier, key)
    try:
        change_status(dossier=dossier, key=key, status=status, by=cast(Person, request.user), now=timezone.now())
    except NotThatStatus:
        messages.error(request, _("That cannot be done with the section as it stands now: first ready, then approved."))
        return _write_page(request, case, key, status=409)
    return redirect("section_write", case.public_id, key)


@require_safe
def section_comments(request: HttpRequest, case_id: str, key: str) -> HttpResponse:
    case = allowed(request, "dossier.read", case_id)
    return _comments_page(request, case, key, CommentForm(auto_id="comment_%s"))


def _comments_page(request: HttpRequest, case: Case, key: str, form: CommentForm, status: int = 200) -> HttpResponse:
    desk = desk_of(case, cast(Person, request.user), "dossier")
    section = section_of(desk.dossier, key)
    spec = desk.call.section(key)
    context = {"desk": desk, "section": section, "spec": spec, "said": said_about(section), "comment_form": form}
    return render(request, "dossier/comments.html", context, status=status)


@require_POST
def comment_add(request: HttpRequest, case_id: str, key: str) -> HttpResponse:
    case = allowed(request, "text.comment", case_id)
    dossier = writable(case)
    section_of(dossier, key)
    form = CommentForm(request.POST, auto_id="comment_%s")
    if not form.is_valid():
        return _comments_page(request, case, key, form, 422)
    try:
        by = cast(Person, request.user)
        add_comment(dossier=dossier, key=key, by=by, now=timezone.now(), **form.cleaned_data)
    except Comment.DoesNotExist:
        raise Http404 from None
    return redirect("section_comments", case.public_id, key)


@require_POST
def comment_close(request: HttpRequest, case_id: str, key: str, comment_id: str) -> HttpResponse:
    case = allowed(request, "text.comment", case_id)
    comment = comment_of(writable(case), key, comment_id)
    close_comment(dossier=writable(case), comment=comment, by=cast(Person, request.user), now=timezone.now())
    return redirect("section_comments", case.public_id, key)


@require_POST
def comment_reopen(request: HttpRequest, case_id: str, key: str, comment_id: str) -> HttpResponse:
    case = allowed(request, "text.comment", case_id)
    comment = comment_of(writable(case), key, comment_id)
    reopen_comment(dossier=writable(case), comment=comment, by=cast(Person, request.user), now=timezone.now())
    return redirect("section_comments", case.public_id, key)

"""From idea to choice: the lists, an idea, where it goes, the name and the objective of the project."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.models import Case, Person
from wijkweb.dossier.actions.dossiers import writable
from wijkweb.dossier.actions.ideas import (
    NamedMeanwhile,
    NotThatStep,
    OneIsChosen,
    add_idea,
    change_idea,
    move_idea,
    name_project,
)
from wijkweb.dossier.actions.parts import ChangedMeanwhile
from wijkweb.dossier.forms.ideas import MoveForm, ProjectForm, ScoredForm, for_call
from wijkweb.dossier.models import Idea
from wijkweb.dossier.reads.desk import desk_of
from wijkweb.dossier.reads.ideas import choice_of, idea_line
from wijkweb.dossier.reads.parts import part_of

TAB = "dossier_ideas"


@require_safe
def ideas(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "dossier.read", case_id)
    desk = desk_of(case, cast(Person, request.user), TAB)
    context = {
        "desk": desk,
        "choice": choice_of(desk.dossier, desk.call, request.GET.get("orde", "score")),
        "may_write": desk.may("idea.write"),
        "may_choose": desk.may("idea.choose"),
    }
    return render(request, "dossier/ideas.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "idea.write", case_id)
    person = cast(Person, request.user)
    desk = desk_of(case, person, TAB)
    kind = for_call(desk.call.aspects)
    if request.method != "POST":
        return _idea_page(request, case, kind.empty(), None)
    dossier, form = writable(case), kind(request.POST)
    if form.is_valid():
        try:
            made = add_idea(
                dossier=dossier, public_id=form.own_id, values=form.values(), scores=form.scores(),
                by=person, now=timezone.now(),
            )  # fmt: skip
            return _back(case, made)
        except ChangedMeanwhile as error:
            return _again(request, case, form, error.part)
    return _idea_page(request, case, form, None, 422)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, case_id: str, idea_id: str) -> HttpResponse:
    case = allowed(request, "idea.write", case_id)
    person = cast(Person, request.user)
    idea = _idea(case, idea_id)
    kind = for_call(desk_of(case, person, TAB).call.aspects)
    if request.method != "POST":
        return _idea_page(request, case, kind.of(idea), idea)
    writable(case)
    form = kind(request.POST)
    if form.is_valid():
        token = form.cleaned_data["token"]
        try:
            change_idea(
                idea=idea, token=token, values=form.values(), scores=form.scores(), by=person, now=timezone.now()
            )
            return _back(case, idea)
        except ChangedMeanwhile as error:
            return _again(request, case, form, error.part)
    return _idea_page(request, case, form, idea, 422)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, case_id: str, idea_id: str) -> HttpResponse:
    case = allowed(request, "idea.choose", case_id)
    person = cast(Person, request.user)
    idea = _idea(case, idea_id)
    if request.method != "POST":
        return _move_page(request, case, idea, MoveForm.of(idea))
    writable(case)
    form = MoveForm(request.POST, idea=idea)
    if form.is_valid():
        try:
            move_idea(idea=idea, by=person, now=timezone.now(), **form.cleaned_data)
            return _back(case, idea)
        except OneIsChosen:
            form.add_error("step", _("Another idea is chosen already. Put that one back on the short list first."))
        except NotThatStep:
            form.add_error("step", _("The idea cannot go there from where it stands now; look at it again."))
        except ChangedMeanwhile:
            moved = _idea(case, idea_id)
            return _move_page(request, case, moved, form.again(moved), 409)
    return _move_page(request, case, idea, form, 422)


@require_http_methods(["GET", "HEAD", "POST"])
def project(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "idea.choose", case_id)
    desk = desk_of(case, cast(Person, request.user), TAB)
    if request.method != "POST":
        form = ProjectForm.of(case.title, desk.dossier.objective)
        return render(request, "dossier/project_form.html", {"desk": desk, "form": form})
    dossier, form = writable(case), ProjectForm(request.POST)
    status, theirs = 422, None
    if form.is_valid():
        title, objective = form.cleaned_data["title"], form.cleaned_data["objective"]
        try:
            name_project(
                dossier=dossier,
                title=title,
                objective=objective,
                seen=form.seen,
                by=cast(Person, request.user),
                now=timezone.now(),
            )
            return redirect(TAB, case.public_id)
        except NamedMeanwhile as error:
            form, status, theirs = form.again(error.title, error.objective), 409, error
    return render(request, "dossier/project_form.html", {"desk": desk, "form": form, "theirs": theirs}, status=status)


def _idea(case: Case, idea_id: str) -> Idea:
    found = part_of(case, Idea, idea_id)
    if found is None:
        raise Http404
    return found


def _again(request: HttpRequest, case: Case, form: ScoredForm, idea: Any) -> HttpResponse:
    """The form with what was typed, beside what somebody else made of the idea."""
    again = form.again(token=idea.token)
    return _idea_page(request, case, again, idea, 409, beside=form.beside(idea))


def _idea_page(
    request: HttpRequest, case: Case, form: ScoredForm, idea: Idea | None, status: int = 200, **more: Any
) -> HttpResponse:
    desk = desk_of(case, cast(Person, request.user), TAB)
    target = "idea_change" if idea else "idea_add"
    action = reverse(target, args=[case.public_id, *([idea.public_id] if idea else [])])
    context = {"desk": desk, "form": form, "idea": idea, "action": action, **more}
    return render(request, "dossier/idea_form.html", context, status=status)


def _move_page(request: HttpRequest, case: Case, idea: Idea, form: MoveForm, status: int = 200) -> HttpResponse:
    desk = desk_of(case, cast(Person, request.user), TAB)
    context = {"desk": desk, "line": idea_line(idea, desk.call), "form": form, "overtaken": status == 409}
    return render(request, "dossier/idea_move.html", context, status=status)


def _back(case: Case, idea: Idea) -> HttpResponse:
    return redirect(f"{reverse(TAB, args=[case.public_id])}#idea-{idea.public_id}")

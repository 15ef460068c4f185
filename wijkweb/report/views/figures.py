"""Indicators so far, the neighbourhood's own figures year by year, and lessons."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.models import Case, Person
from wijkweb.contract.actions.parts import ChangedMeanwhile, Taken, add_part
from wijkweb.contract.reads.contracts import contract_of, day_of
from wijkweb.contract.reads.frame import frame_of
from wijkweb.report.forms.reports import LaterFigureForm, LessonForm
from wijkweb.report.models import LaterFigure, Lesson
from wijkweb.report.reads.lessons import figures_named, lessons_of
from wijkweb.report.reads.results import results_of

METHODS = ["GET", "HEAD", "POST"]


@require_safe
def results(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "report.read", case_id)
    frame = frame_of(case, cast(Person, request.user), "results")
    found = results_of(frame.contract, today=day_of(frame.contract, timezone.now()))
    return render(request, "report/results.html", {"frame": frame, "found": found, "data": {"language": ""}})


@require_safe
def neighbourhood_figures(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "report.read", case_id)
    frame = frame_of(case, cast(Person, request.user), "results")
    found = results_of(frame.contract, today=day_of(frame.contract, timezone.now()))
    return render(request, "report/neighbourhood.html", {"frame": frame, "found": found, "data": {"language": ""}})


@require_http_methods(METHODS)
def later_figure_add(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "report.write", case_id)
    contract, by = contract_of(case), cast(Person, request.user)
    named = figures_named(contract)
    if request.method != "POST":
        return _form(request, case, LaterFigureForm(initial=_first(), figures=named), _("Add a figure of a later year"))
    form = LaterFigureForm(request.POST, figures=named)
    if form.is_valid():
        try:
            made: dict[str, Any] = {"public_id": form.own_id, "values": form.values(), "by": by, "now": timezone.now()}
            add_part(contract=contract, model=LaterFigure, **made)
            return redirect("neighbourhood_figures", case.public_id)
        except (ChangedMeanwhile, Taken):
            form.add_error("year", _("This figure of this year is there already."))
    return _form(request, case, form, _("Add a figure of a later year"), 422)


def _first() -> dict[str, Any]:
    return {"public_id": LessonForm.empty().initial["public_id"]}


@require_http_methods(METHODS)
def lesson_add(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "report.write", case_id)
    contract, by, now = contract_of(case), cast(Person, request.user), timezone.now()
    form = LessonForm(request.POST) if request.method == "POST" else LessonForm.empty(learned_on=day_of(contract, now))
    if form.is_bound and form.is_valid():
        try:
            add_part(contract=contract, model=Lesson, public_id=form.own_id, values=form.values(), by=by, now=now)
        except ChangedMeanwhile:
            form = form.again(new=True)
            return _form(request, case, form, _("Note a lesson"), 409)
        messages.success(request, _("Noted. It stands beside the chapter that it is about."))
        return redirect("lesson_list", case.public_id)
    return _form(request, case, form, _("Note a lesson"), 422 if form.is_bound else 200)


@require_safe
def lesson_list(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "report.read", case_id)
    frame = frame_of(case, cast(Person, request.user), "report_list")
    return render(request, "report/lessons.html", {"frame": frame, "lessons": lessons_of(frame.contract)})


def _form(request: HttpRequest, case: Case, form: Any, heading: str, status: int = 200) -> HttpResponse:
    frame = frame_of(case, cast(Person, request.user), "report_list")
    return render(request, "report/form.html", {"frame": frame, "form": form, "heading": heading}, status=status)

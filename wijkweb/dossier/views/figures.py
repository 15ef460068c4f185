"""The diagnosis: its page, a row of figures, a file of figures with its dry run, a batch undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.models import Person
from wijkweb.dossier.actions.dossiers import writable
from wijkweb.dossier.actions.figure_batches import (
    WAITING,
    NothingToTake,
    NothingToUndo,
    drop_upload,
    keep_upload,
    take_batch,
    undo_batch,
)
from wijkweb.dossier.actions.figures import FigureChanged, FigureThere, remove_row, write_row
from wijkweb.dossier.forms.figures import PlanForm, RowForm, UploadForm
from wijkweb.dossier.models import AreaFigure
from wijkweb.dossier.reads.areas import boundaries_of
from wijkweb.dossier.reads.desk import Desk, desk_of
from wijkweb.dossier.reads.figures import figures_page
from wijkweb.dossier.reads.imports import batch_of, dry_run, row_of, stored_bytes, taken_file, waiting_file
from wijkweb.dossier.reads.starter import suggestions
from wijkweb.readers.errors import Unreadable
from wijkweb.writers.messages import say_unreadable

METHODS = ["GET", "HEAD", "POST"]
HERE = "dossier_figures"


@require_safe
def figures(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "dossier.read", case_id)
    desk = desk_of(case, cast(Person, request.user), HERE)
    may = desk.may("figures.write")
    return render(request, "dossier/figures.html", {"desk": desk, "page": figures_page(desk), "may_figures": may})


def _row_form(request: HttpRequest, desk: Desk, group: Sequence[AreaFigure], **initial: Any) -> RowForm:
    return RowForm(
        request.POST if request.method == "POST" else None,
        areas=tuple(desk.dossier.projectarea_set.all()),
        figures=group,
        versions=boundaries_of(desk.dossier.municipality),
        call=desk.call,
        this_year=timezone.now().year,
        initial=initial,
    )


@require_http_methods(METHODS)
def indicator_new(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "figures.write", case_id)
    desk = desk_of(case, cast(Person, request.user), HERE)
    picked = request.GET.get("van", "")
    start = next((item for item in suggestions(desk.call) if item.code == picked), None)
    known = (
        {"indicator": start.name, "unit": start.unit, "source": start.source, "aspect": start.aspect} if start else {}
    )
    form = _row_form(request, desk, (), **known)
    if request.method != "POST":
        return _row_page(request, desk, form, definition=start.definition if start else "")
    writable(case)
    return _write(request, desk, form)


@require_http_methods(METHODS)
def indicator(request: HttpRequest, case_id: str, figure_id: str) -> HttpResponse:
    case = allowed(request, "figures.write", case_id)
    desk = desk_of(case, cast(Person, request.user), HERE)
    form = _row_form(request, desk, row_of(desk.dossier, figure_id))
    if request.method != "POST":
        return _row_page(request, desk, form, figure_id=figure_id)
    writable(case)
    return _write(request, desk, form, figure_id)


def _write(request: HttpRequest, desk: Desk, form: RowForm, figure_id: str = "") -> HttpResponse:
    if not form.is_valid():
        return _row_page(request, desk, form, 422, figure_id)
    try:
        person, now = cast(Person, request.user), timezone.now()
        write_row(dossier=desk.dossier, shared=form.shared(), entries=form.entries, by=person, now=now)
    except FigureThere:
        form.add_error(
            "indicator", _("The dossier has this indicator for this year and base already. Change that row.")
        )
        return _row_page(request, desk, form, 422, figure_id)
    except FigureChanged:
        form.told_of(row_of(desk.dossier, figure_id) if figure_id else ())
        form.add_error(
            None,
            _(
                "Somebody else changed this row meanwhile. What stands now is beside what you typed; save to put "
                "yours in its place."
            ),
        )
        return _row_page(request, desk, form, 409, figure_id)
    return redirect(HERE, desk.case.public_id)


def _row_page(
    request: HttpRequest, desk: Desk, form: RowForm, status: int = 200, figure_id: str = "", definition: str = ""
) -> HttpResponse:
    context = {
        "desk": desk,
        "form": form,
        "figure_id": figure_id,
        "definition": definition,
        "suggestions": suggestions(desk.call),
    }
    return render(request, "dossier/indicator.html", context, status=status)


@require_POST
def indicator_remove(request: HttpRequest, case_id: str, figure_id: str) -> HttpResponse:
    case = allowed(request, "figures.write", case_id)
    dossier = writable(case)
    group = row_of(dossier, figure_id)
    remove_row(figure=group[0], dossier=dossier, by=cast(Person, request.user), now=timezone.now())
    messages.success(request, _("“%(indicator)s” was taken out.") % {"indicator": group[0].indicator})
    return redirect(HERE, case.public_id)


@require_http_methods(METHODS)
def figures_import(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "figures.write", case_id)
    desk = desk_of(case, cast(Person, request.user), HERE)
    if request.method != "POST":
        return render(request, "dossier/figures_import.html", {"desk": desk, "form": UploadForm()})
    dossier, form = writable(case), UploadForm(request.POST, request.FILES)
    if form.is_valid():
        file, now = form.cleaned_data["file"], timezone.now()
        data = file.read()
        try:
            dry_run(dossier, data, source="", now=now)
            kept = keep_upload(dossier=dossier, data=data, name=file.name, by=cast(Person, request.user), now=now)
            return redirect("dossier_figures_plan", case.public_id, kept.public_id)
        except Unreadable as error:
            form.add_error("file", say_unreadable(error.code, error.facts, get_language() or "nl"))
    return render(request, "dossier/figures_import.html", {"desk": desk, "form": form}, status=422)


@require_http_methods(METHODS)
def figures_plan(request: HttpRequest, case_id: str, file_id: str) -> HttpResponse:
    case = allowed(request, "figures.write", case_id)
    desk = desk_of(case, cast(Person, request.user), HERE)
    if request.method == "POST" and taken_file(writable(case), file_id, WAITING):
        return redirect(HERE, case.public_id)
    file, now = waiting_file(desk.dossier, file_id, WAITING), timezone.now()
    source = (request.POST if request.method == "POST" else request.GET).get("source", "").strip()[:300]
    run = dry_run(desk.dossier, stored_bytes(file), source=source, now=now)
    form = PlanForm(request.POST if request.method == "POST" else {"seen": run.seen, "source": source})
    context = {"desk": desk, "file": file, "run": run, "form": form}
    if request.method != "POST" or "opnieuw" in request.POST:
        return _plan_page(request, context)
    if not form.is_valid() or form.cleaned_data["seen"] != run.seen:
        return _plan_page(request, context | {"moved": True}, 409)
    try:
        batch = take_batch(dossier=desk.dossier, file=file, plan=run.plan, by=cast(Person, request.user), now=now)
    except (NothingToTake, FigureChanged):
        return _plan_page(request, context | {"moved": True}, 409)
    told = _("Taken in: %(added)s new, %(changed)s changed.") % {"added": batch.added, "changed": batch.changed}
    messages.success(request, told)
    return redirect(HERE, case.public_id)


def _plan_page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    run, source = context["run"], context["form"].data.get("source", "")
    form = PlanForm({"seen": run.seen, "source": source})
    return render(request, "dossier/figures_plan.html", {**context, "form": form}, status=status)


@require_POST
def figures_drop(request: HttpRequest, case_id: str, file_id: str) -> HttpResponse:
    case = allowed(request, "figures.write", case_id)
    dossier = writable(case)
    file = waiting_file(dossier, file_id, WAITING)
    drop_upload(dossier=dossier, file=file, by=cast(Person, request.user), now=timezone.now())
    messages.success(request, _("Nothing was taken in."))
    return redirect(HERE, case.public_id)


@require_POST
def batch_undo(request: HttpRequest, case_id: str, batch_id: str) -> HttpResponse:
    case = allowed(request, "figures.write", case_id)
    dossier = writable(case)
    batch = batch_of(dossier, batch_id)
    try:
        kept = undo_batch(batch=batch, dossier=dossier, by=cast(Person, request.user), now=timezone.now())
    except NothingToUndo:
        messages.error(request, _("Not undone: it was undone before, or every figure of it was changed since."))
        return redirect(HERE, case.public_id)
    messages.success(request, _("%(name)s was undone.") % {"name": batch.file_name})
    if kept:
        told = ngettext(
            "One figure was changed since and stays: %(names)s.",
            "%(number)s figures were changed since and stay: %(names)s.",
            len(kept),
        )
        messages.warning(request, told % {"number": len(kept), "names": "; ".join(kept)})
    return redirect(HERE, case.public_id)

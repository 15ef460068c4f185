"""Anchoring: the plan by year, places and networks that go into other hands, methods that are written down."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wijkweb.commons import files
from wijkweb.commons.access import allowed
from wijkweb.contract.reads.contracts import contract_of, day_of
from wijkweb.field.pages import at, frame_for
from wijkweb.report.actions import anchoring as actions
from wijkweb.report.forms.anchoring import HandOverForm, MethodForm, MoveForm, StepForm
from wijkweb.report.pages import download, form_flow, person_of
from wijkweb.report.reads.anchoring import anchoring_of, hand_over_in, method_in, paper_in, step_in
from wijkweb.rules.windows import year_number

TAB = "anchoring"
METHODS = ["GET", "HEAD", "POST"]


@require_safe
def anchoring(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "meeting.read", case_id)
    frame = frame_for(request, case, TAB)
    plan = anchoring_of(frame.contract, on=day_of(frame.contract, timezone.now()))
    context = {"frame": frame, "plan": plan, "may_write": frame.may("anchor.write")}
    return render(request, "report/anchoring.html", context)


@require_safe
def anchor_step(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "meeting.read", case_id)
    frame = frame_for(request, case, TAB)
    context = {"frame": frame, "step": step_in(frame.contract, part_id), "may_write": frame.may("anchor.write")}
    return render(request, "report/anchor_step.html", context)


@require_http_methods(METHODS)
def anchor_step_add(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "anchor.write", case_id)
    contract, by, now = contract_of(case), person_of(request), timezone.now()
    year = year_number(contract.start, contract.end, day_of(contract, now))
    first = {"on": contract, "year": year}
    form = StepForm(request.POST, on=contract) if request.method == "POST" else StepForm.empty(**first)

    def act(form: StepForm) -> str:
        given = {"public_id": form.own_id, "values": form.values()}
        return at("anchor_step", case, actions.add_step(contract=contract, by=by, now=now, **given).public_id)

    return form_flow(request, case, TAB, form, act, heading=_("Add a step"), back=at(TAB, case))


@require_http_methods(METHODS)
def anchor_step_change(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "anchor.write", case_id)
    step, by = step_in(contract_of(case), part_id), person_of(request)
    form = StepForm(request.POST, on=step.contract) if request.method == "POST" else StepForm.of(step)
    back = at("anchor_step", case, part_id)

    def act(form: StepForm) -> str:
        given = {"token": form.cleaned_data["token"], "values": form.values()}
        actions.change_step(step=step, by=by, now=timezone.now(), **given)
        return back

    return form_flow(request, case, TAB, form, act, heading=_("Change the step"), back=back)


@require_http_methods(METHODS)
def anchor_step_move(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "anchor.write", case_id)
    step, by, now = step_in(contract_of(case), part_id), person_of(request), timezone.now()
    today = day_of(step.contract, now)
    posted = request.method == "POST"
    form = MoveForm(request.POST, request.FILES, on=step) if posted else MoveForm.on_part(step, today)
    back = at("anchor_step", case, part_id)

    def act(form: MoveForm) -> str:
        actions.move_step(step=step, token=form.cleaned_data["token"], move=form.move(), by=by, now=now)
        return back

    return form_flow(request, case, TAB, form, act, heading=_("Where the step stands"), lead=str(step), back=back)


@require_safe
def hand_over(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "meeting.read", case_id)
    frame = frame_for(request, case, TAB)
    found = hand_over_in(frame.contract, part_id)
    context = {"frame": frame, "hand_over": found, "may_write": frame.may("anchor.write")}
    return render(request, "report/hand_over.html", context)


@require_http_methods(METHODS)
def hand_over_add(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "anchor.write", case_id)
    contract, by = contract_of(case), person_of(request)
    first = {"on": contract, "place": request.GET.get("plek", "")}
    form = HandOverForm(request.POST, on=contract) if request.method == "POST" else HandOverForm.empty(**first)

    def act(form: HandOverForm) -> str:
        given = {"public_id": form.own_id, "values": form.values()}
        made = actions.add_hand_over(contract=contract, by=by, now=timezone.now(), **given)
        return at("hand_over", case, made.public_id)

    return form_flow(request, case, TAB, form, act, heading=_("Plan a hand-over"), back=at(TAB, case))


@require_http_methods(METHODS)
def hand_over_change(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "anchor.write", case_id)
    found, by = hand_over_in(contract_of(case), part_id), person_of(request)
    form = HandOverForm(request.POST, on=found.contract) if request.method == "POST" else HandOverForm.of(found)
    back = at("hand_over", case, part_id)

    def act(form: HandOverForm) -> str:
        given = {"token": form.cleaned_data["token"], "values": form.values()}
        actions.change_hand_over(hand_over=found, by=by, now=timezone.now(), **given)
        return back

    return form_flow(request, case, TAB, form, act, heading=_("Change the hand-over"), back=back)


@require_http_methods(METHODS)
def hand_over_move(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "anchor.write", case_id)
    found, by, now = hand_over_in(contract_of(case), part_id), person_of(request), timezone.now()
    today, posted = day_of(found.contract, now), request.method == "POST"
    form = MoveForm(request.POST, request.FILES, on=found) if posted else MoveForm.on_part(found, today)
    back = at("hand_over", case, part_id)

    def act(form: MoveForm) -> str:
        given = {"token": form.cleaned_data["token"], "move": form.move()}
        actions.move_hand_over(hand_over=found, by=by, now=now, **given)
        return back

    return form_flow(request, case, TAB, form, act, heading=_("Where the hand-over stands"), lead=str(found), back=back)


@require_http_methods(METHODS)
def method_add(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "anchor.write", case_id)
    contract, by, now = contract_of(case), person_of(request), timezone.now()
    first, posted = {"on": contract, "written_on": day_of(contract, now)}, request.method == "POST"
    form = MethodForm(request.POST, request.FILES, on=contract) if posted else MethodForm.empty(**first)
    back = at(TAB, case, anchor="methods")

    def act(form: MethodForm) -> str:
        given = {"public_id": form.own_id, "values": form.values(), "upload": form.cleaned_data["upload"]}
        actions.add_method(contract=contract, by=by, now=now, **given)
        return back

    return form_flow(request, case, TAB, form, act, heading=_("Add a method"), back=back)


@require_http_methods(METHODS)
def method_change(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "anchor.write", case_id)
    method, by, posted = method_in(contract_of(case), part_id), person_of(request), request.method == "POST"
    form = MethodForm(request.POST, request.FILES, on=method.contract) if posted else MethodForm.of(method)
    back = at(TAB, case, anchor="methods")

    def act(form: MethodForm) -> str:
        given = {"token": form.cleaned_data["token"], "values": form.values(), "upload": form.cleaned_data["upload"]}
        actions.change_method(method=method, by=by, now=timezone.now(), **given)
        return back

    return form_flow(request, case, TAB, form, act, heading=str(method), back=back)


@require_safe
def anchor_paper(request: HttpRequest, case_id: str, paper_id: str) -> HttpResponse:
    case = allowed(request, "meeting.read", case_id)
    paper = paper_in(contract_of(case), paper_id)
    if paper is None:
        raise Http404
    return download(paper.name, "application/octet-stream", files.fetch(paper.sha256))

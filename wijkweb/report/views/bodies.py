"""The bodies: who sits in them, with which mandate."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkweb.commons.access import allowed
from wijkweb.contract.actions.parts import add_part
from wijkweb.contract.reads.contracts import contract_of, day_of
from wijkweb.field.pages import at, frame_for
from wijkweb.report.actions import bodies as actions
from wijkweb.report.forms.meetings import BodyForm, BodyMemberForm
from wijkweb.report.models import Body
from wijkweb.report.pages import do, form_flow, person_of
from wijkweb.report.reads.bodies import bodies_of, body_in, body_member_in

TAB = "meeting_list"
METHODS = ["GET", "HEAD", "POST"]


@require_safe
def body_list(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "meeting.read", case_id)
    frame = frame_for(request, case, TAB)
    lines = bodies_of(frame.contract, today=day_of(frame.contract, timezone.now()))
    context = {"frame": frame, "lines": lines, "usual": actions.USUAL, "may_write": frame.may("meeting.write")}
    return render(request, "report/bodies.html", context)


@require_POST
def body_begin(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "meeting.write", case_id)
    contract, by = contract_of(case), person_of(request)
    act = actions.begin_bodies
    return do(request, lambda: act(contract=contract, by=by, now=timezone.now()), at("body_list", case))


@require_http_methods(METHODS)
def body_add(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "meeting.write", case_id)
    contract, by = contract_of(case), person_of(request)
    form = BodyForm(request.POST, on=contract) if request.method == "POST" else BodyForm.empty(on=contract)
    back = at("body_list", case)

    def act(form: BodyForm) -> str:
        given = {"public_id": form.own_id, "values": form.values()}
        add_part(contract=contract, model=Body, by=by, now=timezone.now(), **given)
        return back

    return form_flow(request, case, TAB, form, act, heading=_("Add a body"), back=back)


@require_http_methods(METHODS)
def body_change(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "meeting.write", case_id)
    body, by = body_in(contract_of(case), part_id), person_of(request)
    form = BodyForm(request.POST, on=body.contract) if request.method == "POST" else BodyForm.of(body)
    back = at("body_list", case)

    def act(form: BodyForm) -> str:
        token = form.cleaned_data["token"]
        actions.change_body(body=body, token=token, values=form.values(), by=by, now=timezone.now())
        return back

    return form_flow(request, case, TAB, form, act, heading=str(body), back=back)


@require_http_methods(METHODS)
def body_member_add(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "meeting.write", case_id)
    body, by = body_in(contract_of(case), part_id), person_of(request)
    first = {"on": body.contract, "start": body.contract.start}
    form = BodyMemberForm(request.POST, on=body.contract) if request.method == "POST" else BodyMemberForm.empty(**first)
    back = at("body_list", case, anchor=part_id)

    def act(form: BodyMemberForm) -> str:
        given = {"public_id": form.own_id, "values": form.values()}
        actions.add_member(body=body, by=by, now=timezone.now(), **given)
        return back

    return form_flow(request, case, TAB, form, act, heading=_("Add a member"), lead=str(body), back=back)


@require_http_methods(METHODS)
def body_member_change(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "meeting.write", case_id)
    member, by = body_member_in(contract_of(case), part_id), person_of(request)
    form = BodyMemberForm(request.POST, on=member.contract) if request.method == "POST" else BodyMemberForm.of(member)
    back = at("body_list", case, anchor=member.body.public_id)

    def act(form: BodyMemberForm) -> str:
        token = form.cleaned_data["token"]
        actions.change_member(member=member, token=token, values=form.values(), by=by, now=timezone.now())
        return back

    return form_flow(request, case, TAB, form, act, heading=str(member), lead=str(member.body), back=back)

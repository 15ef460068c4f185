"""The register of decisions, one decision, and the actions of all meetings."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wijkweb.commons.access import allowed
from wijkweb.contract.reads.contracts import contract_of, day_of
from wijkweb.field.pages import at, frame_for
from wijkweb.report.actions import decisions as actions
from wijkweb.report.forms.minutes import ActionForm, DecisionForm, RewordForm, SettleForm, WithdrawForm
from wijkweb.report.pages import form_flow, person_of
from wijkweb.report.reads.decisions import decision_in, named_decisions, register_of
from wijkweb.report.reads.meetings import action_in, meeting_in, open_actions, settled_actions
from wijkweb.rules.meetings import plain_code

TAB = "meeting_list"
METHODS = ["GET", "HEAD", "POST"]


@require_safe
def decision_list(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "meeting.read", case_id)
    frame, asked = frame_for(request, case, TAB), request.GET.get("zoek", "")[:100]
    context = {"frame": frame, "register": register_of(frame.contract, asked=asked), "asked": asked}
    return render(request, "report/decisions.html", context)


@require_safe
def decision(request: HttpRequest, case_id: str, decision_id: str) -> HttpResponse:
    case = allowed(request, "meeting.read", case_id)
    frame = frame_for(request, case, TAB)
    found = decision_in(frame.contract, decision_id)
    naming = named_decisions(frame.contract).get(plain_code(found.code), ())
    context = {"frame": frame, "decision": found, "naming": naming, "may_write": frame.may("meeting.write")}
    return render(request, "report/decision.html", context)


@require_http_methods(METHODS)
def decision_add(request: HttpRequest, case_id: str, meeting_id: str) -> HttpResponse:
    case = allowed(request, "meeting.write", case_id)
    found, by = meeting_in(contract_of(case), meeting_id), person_of(request)
    first = {"on": found, "item": request.GET.get("punt", "")}
    form = DecisionForm(request.POST, on=found) if request.method == "POST" else DecisionForm.empty(**first)
    back = at("minutes_write", case, meeting_id)

    def act(form: DecisionForm) -> str:
        given = {"public_id": form.own_id, **form.values()}
        actions.take_decision(meeting=found, by=by, now=timezone.now(), **given)
        return back

    lead = _("Its number comes by itself, and is never given again.")
    return form_flow(request, case, TAB, form, act, heading=_("Note a decision"), lead=lead, back=back)


@require_http_methods(METHODS)
def decision_reword(request: HttpRequest, case_id: str, decision_id: str) -> HttpResponse:
    case = allowed(request, "meeting.write", case_id)
    found, by = decision_in(contract_of(case), decision_id), person_of(request)
    form = RewordForm(request.POST, on=found.contract) if request.method == "POST" else RewordForm.of(found)
    back = at("decision", case, decision_id)

    def act(form: RewordForm) -> str:
        token, text = form.cleaned_data["token"], form.cleaned_data["text"]
        actions.reword_decision(decision=found, token=token, text=text, by=by, now=timezone.now())
        return back

    return form_flow(request, case, TAB, form, act, heading=_("Put it into other words"), lead=found.code, back=back)


@require_http_methods(METHODS)
def decision_withdraw(request: HttpRequest, case_id: str, decision_id: str) -> HttpResponse:
    case = allowed(request, "meeting.write", case_id)
    found, by, now = decision_in(contract_of(case), decision_id), person_of(request), timezone.now()
    first = {"on": found, "token": found.token, "on_day": day_of(found.contract, now)}
    form = WithdrawForm(request.POST, on=found) if request.method == "POST" else WithdrawForm.empty(**first)
    back = at("decision", case, decision_id)

    def act(form: WithdrawForm) -> str:
        said = form.cleaned_data
        given = {"token": said["token"], "reason": said["reason"], "on": said["on_day"]}
        actions.withdraw_decision(decision=found, by=by, now=now, **given)
        return back

    return form_flow(request, case, TAB, form, act, heading=_("Withdraw a decision"), lead=found.code, back=back)


@require_safe
def action_list(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "meeting.read", case_id)
    frame = frame_for(request, case, TAB)
    lines = open_actions(frame.contract, day_of(frame.contract, timezone.now()))
    late = sum(line.days > 0 for line in lines)
    context = {"frame": frame, "lines": lines, "late": late, "settled": settled_actions(frame.contract)}
    return render(request, "report/actions.html", context | {"may_write": frame.may("meeting.write")})


@require_http_methods(METHODS)
def action(request: HttpRequest, case_id: str, action_id: str) -> HttpResponse:
    case = allowed(request, "meeting.read", case_id)
    frame = frame_for(request, case, TAB)
    found, by, may = action_in(frame.contract, action_id), person_of(request), frame.may("meeting.write")
    if request.method != "POST" or not may:
        form = SettleForm.of(found)
        if found.state == "open":
            form.initial["done_on"] = day_of(frame.contract, timezone.now())
        context = {"frame": frame, "action": found, "form": form, "may_write": may}
        return render(request, "report/action.html", context, status=200 if request.method != "POST" else 403)
    back = at("action_list", case)

    def act(form: SettleForm) -> str:
        token = form.cleaned_data["token"]
        actions.settle_action(action=found, token=token, values=form.values(), by=by, now=timezone.now())
        return back

    form = SettleForm(request.POST, on=found.contract)
    return form_flow(request, case, TAB, form, act, heading=_("How an action stands"), lead=str(found), back=back)


@require_http_methods(METHODS)
def action_add(request: HttpRequest, case_id: str, meeting_id: str) -> HttpResponse:
    case = allowed(request, "meeting.write", case_id)
    found, by = meeting_in(contract_of(case), meeting_id), person_of(request)
    first = {"on": found, "item": request.GET.get("punt", "")}
    form = ActionForm(request.POST, on=found) if request.method == "POST" else ActionForm.empty(**first)
    back = at("minutes_write", case, meeting_id)

    def act(form: ActionForm) -> str:
        values = form.values()
        given = {"public_id": form.own_id, "item": values.pop("item"), "values": values}
        actions.add_action(meeting=found, by=by, now=timezone.now(), **given)
        return back

    return form_flow(request, case, TAB, form, act, heading=_("Note an action"), lead=str(found), back=back)

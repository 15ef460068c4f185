"""Meetings: the list, one of them, planned, moved, cancelled, begun, and who was there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkweb.commons.access import allowed
from wijkweb.contract.actions.parts import ChangedMeanwhile
from wijkweb.contract.reads.contracts import contract_of, day_of
from wijkweb.field.pages import at, frame_for
from wijkweb.report.actions import meetings as actions
from wijkweb.report.actions.agenda import gather
from wijkweb.report.actions.refused import Refused
from wijkweb.report.forms.meetings import MeetingForm, ReasonForm
from wijkweb.report.forms.minutes import AttendanceForm
from wijkweb.report.models import Meeting
from wijkweb.report.offers import offers_of
from wijkweb.report.pages import do, form_flow, person_of, token_of
from wijkweb.report.reads.due import due_of
from wijkweb.report.reads.meetings import meeting_in, meeting_page, meetings_of
from wijkweb.report.refusals import said

TAB = "meeting_list"
METHODS = ["GET", "HEAD", "POST"]


@require_safe
def meeting_list(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "meeting.read", case_id)
    frame, now = frame_for(request, case, TAB), timezone.now()
    page = meetings_of(frame.contract, today=day_of(frame.contract, now), body=request.GET.get("orgaan", ""))
    context = {"frame": frame, "page": page, "may_write": frame.may("meeting.write")}
    return render(request, "report/meetings.html", context)


@require_safe
def meeting(request: HttpRequest, case_id: str, meeting_id: str) -> HttpResponse:
    case = allowed(request, "meeting.read", case_id)
    frame, now = frame_for(request, case, TAB), timezone.now()
    today = day_of(frame.contract, now)
    page = meeting_page(meeting_in(frame.contract, meeting_id), today=today)
    may = frame.may("meeting.write")
    begins = may and page.meeting.state == Meeting.State.PLANNED
    context = {"frame": frame, "page": page, "may_write": may, "begins": begins}
    return render(request, "report/meeting.html", context)


@require_http_methods(METHODS)
def meeting_add(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "meeting.write", case_id)
    contract, by, now = contract_of(case), person_of(request), timezone.now()
    body = request.GET.get("orgaan", "")
    form = MeetingForm(request.POST, on=contract) if request.method == "POST" else MeetingForm.empty(
        on=contract, body=body, day=day_of(contract, now), begins="14:00", ends="16:00"
    )  # fmt: skip

    def act(form: MeetingForm) -> str:
        made = actions.plan_meeting(contract=contract, public_id=form.own_id, values=form.values(), by=by, now=now)
        offers = offers_of(case, due_of(contract, on=day_of(contract, now), body=made.body))
        gather(meeting=made, offers=offers, by=by, now=now)
        return at("agenda", case, made.public_id)

    return form_flow(request, case, TAB, form, act, heading=_("Plan a meeting"), back=at(TAB, case))


@require_http_methods(METHODS)
def meeting_change(request: HttpRequest, case_id: str, meeting_id: str) -> HttpResponse:
    case = allowed(request, "meeting.write", case_id)
    found, by = meeting_in(contract_of(case), meeting_id), person_of(request)
    form = MeetingForm(request.POST, on=found.contract) if request.method == "POST" else MeetingForm.of(found)
    back = at("meeting", case, meeting_id)

    def act(form: MeetingForm) -> str:
        token = form.cleaned_data["token"]
        actions.change_meeting(meeting=found, token=token, values=form.values(), by=by, now=timezone.now())
        return back

    lead = _("Whoever got the invitation gets a new one: take it from the page of the meeting.")
    return form_flow(request, case, TAB, form, act, heading=_("Change the meeting"), back=back, lead=lead)


@require_http_methods(METHODS)
def meeting_cancel(request: HttpRequest, case_id: str, meeting_id: str) -> HttpResponse:
    case = allowed(request, "meeting.write", case_id)
    found, by = meeting_in(contract_of(case), meeting_id), person_of(request)
    form = ReasonForm(request.POST, on=found) if request.method == "POST" else ReasonForm.empty(
        on=found, token=found.token
    )  # fmt: skip
    back = at("meeting", case, meeting_id)

    def act(form: ReasonForm) -> str:
        given = {"token": form.cleaned_data["token"], "reason": form.cleaned_data["reason"]}
        actions.cancel_meeting(meeting=found, by=by, now=timezone.now(), **given)
        return back

    return form_flow(request, case, TAB, form, act, heading=_("Cancel the meeting"), lead=str(found), back=back)


@require_POST
def meeting_begin(request: HttpRequest, case_id: str, meeting_id: str) -> HttpResponse:
    case = allowed(request, "meeting.write", case_id)
    found, by = meeting_in(contract_of(case), meeting_id), person_of(request)
    back = at("meeting", case, meeting_id)
    return do(request, lambda: actions.begin_meeting(meeting=found, by=by, now=timezone.now()), back)


@require_http_methods(METHODS)
def attendance(request: HttpRequest, case_id: str, meeting_id: str) -> HttpResponse:
    case = allowed(request, "meeting.write", case_id)
    frame = frame_for(request, case, TAB)
    found, status = meeting_in(frame.contract, meeting_id), 200
    form = AttendanceForm(request.POST if request.method == "POST" else None, meeting=found)
    if form.is_bound:
        status = _attended(request, found, form)
    if status == 302:
        return redirect("meeting", case.public_id, meeting_id)
    context = {"frame": frame, "meeting": found, "form": form, "overtaken": status == 409}
    return render(request, "report/attendance.html", context, status=status)


def _attended(request: HttpRequest, found: Meeting, form: AttendanceForm) -> int:
    """Writes who was there; 302 when it is done. A form without a token was made by nobody's page."""
    if not form.is_valid():
        return 422
    given = {"members": form.members, "others": form.cleaned_data["others"], "token": token_of(request)}
    try:
        actions.record_attendance(meeting=found, by=person_of(request), now=timezone.now(), **given)
    except ChangedMeanwhile as error:
        form.data = {**form.data.dict(), "token": str(error.part.token)}  # type: ignore[attr-defined]
        return 409
    except Refused as error:
        form.add_error(None, said(error))
        return 422
    return 302

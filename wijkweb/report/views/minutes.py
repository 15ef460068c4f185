"""Minutes: written item by item while the meeting runs, approved, corrected; on paper; and the invitation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.models import Case
from wijkweb.contract.reads.contracts import contract_of, day_of
from wijkweb.contract.reads.frame import Frame
from wijkweb.field.pages import at, frame_for
from wijkweb.report.actions import minutes as actions
from wijkweb.report.actions.minutes import Typed
from wijkweb.report.actions.refused import Refused
from wijkweb.report.forms.meetings import ReasonForm
from wijkweb.report.forms.minutes import ApproveForm, typed_in
from wijkweb.report.models import AgendaItem, Meeting
from wijkweb.report.pages import download, form_flow, person_of
from wijkweb.report.paper import invitation_of, paper_of
from wijkweb.report.reads.meetings import meeting_in, meeting_page
from wijkweb.report.refusals import said

TAB = "meeting_list"
METHODS = ["GET", "HEAD", "POST"]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_http_methods(METHODS)
def minutes_write(request: HttpRequest, case_id: str, meeting_id: str) -> HttpResponse:
    case = allowed(request, "meeting.write", case_id)
    frame = frame_for(request, case, TAB)
    found = meeting_in(frame.contract, meeting_id)
    if request.method != "POST":
        return _writing(request, frame, found)
    typed = typed_in(request.POST, tuple(AgendaItem.objects.filter(meeting=found)))
    by_script = "application/json" in request.headers.get("Accept", "")
    try:
        written = actions.write_said(meeting=found, typed=typed, by=person_of(request), now=timezone.now())
    except Refused as error:
        if by_script:
            return JsonResponse({"reason": error.code}, status=422)
        return _writing(request, frame, found, {key: (one.text, "") for key, one in typed.items()}, said(error))
    if by_script:
        return _told(written, typed, found)
    if written.overtaken:
        both = {item.public_id: (typed[item.public_id].text, item.said) for item in written.overtaken}
        return _writing(request, frame, found, both)
    messages.success(request, _("Saved."))
    return _onward(request, case, found)


@require_http_methods(METHODS)
def minutes_approve(request: HttpRequest, case_id: str, meeting_id: str) -> HttpResponse:
    case = allowed(request, "meeting.write", case_id)
    found, by, now = meeting_in(contract_of(case), meeting_id), person_of(request), timezone.now()
    first = {"on": found, "token": found.token, "on_day": day_of(found.contract, now)}
    form = ApproveForm(request.POST, on=found) if request.method == "POST" else ApproveForm.empty(**first)
    back = at("meeting", case, meeting_id)

    def act(form: ApproveForm) -> str:
        token, on = form.cleaned_data["token"], form.cleaned_data["on_day"]
        actions.approve_minutes(meeting=found, token=token, on=on, by=by, now=now)
        return back

    lead = _("From then on they stay as they are, under their hash. A later correction is a new version.")
    return form_flow(request, case, TAB, form, act, heading=_("Approve the minutes"), lead=lead, back=back)


@require_http_methods(METHODS)
def minutes_correct(request: HttpRequest, case_id: str, meeting_id: str) -> HttpResponse:
    case = allowed(request, "meeting.write", case_id)
    found, by = meeting_in(contract_of(case), meeting_id), person_of(request)
    first = {"on": found, "token": found.token}
    form = ReasonForm(request.POST, on=found) if request.method == "POST" else ReasonForm.empty(**first)

    def act(form: ReasonForm) -> str:
        given = {"token": form.cleaned_data["token"], "reason": form.cleaned_data["reason"]}
        actions.correct_minutes(meeting=found, by=by, now=timezone.now(), **given)
        return at("minutes_write", case, meeting_id)

    lead = _("The approved version stays as it is; what you correct becomes the next one.")
    back = at("meeting", case, meeting_id)
    return form_flow(request, case, TAB, form, act, heading=_("Correct the minutes"), lead=lead, back=back)


@require_safe
def minutes_pdf(request: HttpRequest, case_id: str, meeting_id: str) -> HttpResponse:
    case = allowed(request, "meeting.read", case_id)
    from wijkweb.writers.pdf import write_pdf

    name, sheet = _paper(request, case, meeting_id)
    return download(f"{name}.pdf", "application/pdf", write_pdf(sheet))


@require_safe
def minutes_docx(request: HttpRequest, case_id: str, meeting_id: str) -> HttpResponse:
    case = allowed(request, "meeting.read", case_id)
    from wijkweb.writers.docx import write_docx

    name, sheet = _paper(request, case, meeting_id)
    return download(f"{name}.docx", DOCX, write_docx(sheet))


@require_safe
def invitation(request: HttpRequest, case_id: str, meeting_id: str) -> HttpResponse:
    case = allowed(request, "meeting.read", case_id)
    found = meeting_in(contract_of(case), meeting_id)
    data = invitation_of(found, by=person_of(request), now=timezone.now())
    method = "CANCEL" if found.state == Meeting.State.CANCELLED else "REQUEST"
    return download(f"vergadering-{found.public_id}.ics", f"text/calendar; method={method}; charset=utf-8", data)


def _writing(
    request: HttpRequest, frame: Frame, found: Meeting, typed: dict[str, tuple[str, str]] | None = None, why: str = ""
) -> HttpResponse:
    """The page to write on. Of an item that somebody else wrote in meanwhile both texts stand there, and in the field
    they stand one under the other, so that saving it as it is loses neither."""
    page = meeting_page(found, today=day_of(frame.contract, timezone.now()))
    lines = [_line(point, typed or {}) for point in page.points if point.item]
    context = {"frame": frame, "page": page, "lines": lines, "why": why, "overtaken": bool(typed) and not why}
    status = 422 if why else 409 if typed else 200
    return render(request, "report/minutes_write.html", context, status=status)


def _told(written: actions.Written, typed: Mapping[str, Typed], found: Meeting) -> HttpResponse:
    """What a script is told: the token of each item that says what was typed, and the items of somebody else."""
    overtaken = [item.public_id for item in written.overtaken]
    rows = AgendaItem.objects.filter(meeting=found, public_id__in=typed).exclude(public_id__in=overtaken)
    tokens = dict(rows.values_list("public_id", "token"))
    return JsonResponse({"tokens": tokens, "overtaken": overtaken}, status=409 if overtaken else 200)


def _line(point: Any, typed: dict[str, tuple[str, str]]) -> dict[str, Any]:
    mine, theirs = typed.get(point.item.public_id, (point.item.said, ""))
    both = f"{theirs}\n\n{mine}" if theirs and theirs != mine else mine
    return {"point": point, "text": both, "theirs": theirs, "mine": mine}


def _onward(request: HttpRequest, case: Case, found: Meeting) -> HttpResponse:
    """After saving: back to the meeting, or on to a decision or an action under the item that was chosen."""
    then, _colon, item = request.POST.get("then", "").partition(":")
    if then in ("decision_add", "action_add"):
        return redirect(at(then, case, found.public_id) + (f"?punt={item}" if item.isalnum() else ""))
    return redirect(at("agenda_item_add" if then == "item" else "minutes_write", case, found.public_id))


def _paper(request: HttpRequest, case: Case, meeting_id: str) -> Any:
    found = meeting_in(contract_of(case), meeting_id)
    version = request.GET.get("versie", "")
    language = "en" if (get_language() or "nl").startswith("en") else "nl"
    paper = paper_of(found, int(version) if version.isdecimal() and len(version) < 4 else None, language)
    if paper is None:
        raise Http404
    return paper

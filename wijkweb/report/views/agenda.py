"""The agenda of a meeting that is to come: what is due is offered; kept, ordered, dropped."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkweb.commons.access import allowed
from wijkweb.contract.reads.contracts import contract_of, day_of
from wijkweb.field.pages import at, frame_for
from wijkweb.report.actions import agenda as actions
from wijkweb.report.forms.meetings import ItemForm
from wijkweb.report.models import AgendaItem
from wijkweb.report.offers import offers_of
from wijkweb.report.pages import do, form_flow, person_of
from wijkweb.report.reads.due import due_of
from wijkweb.report.reads.meetings import item_in, meeting_in, meeting_page

TAB = "meeting_list"


@require_safe
def agenda(request: HttpRequest, case_id: str, meeting_id: str) -> HttpResponse:
    case = allowed(request, "meeting.write", case_id)
    frame = frame_for(request, case, TAB)
    today = day_of(frame.contract, timezone.now())
    page = meeting_page(meeting_in(frame.contract, meeting_id), today=today)
    return render(request, "report/agenda.html", {"frame": frame, "page": page})


@require_POST
def agenda_gather(request: HttpRequest, case_id: str, meeting_id: str) -> HttpResponse:
    case = allowed(request, "meeting.write", case_id)
    contract, by, now = contract_of(case), person_of(request), timezone.now()
    found = meeting_in(contract, meeting_id)
    offers = offers_of(case, due_of(contract, on=day_of(contract, now), body=found.body))
    back = at("agenda", case, meeting_id, anchor="offered")
    return do(request, lambda: actions.gather(meeting=found, offers=offers, by=by, now=now), back)


@require_http_methods(["GET", "HEAD", "POST"])
def agenda_item_add(request: HttpRequest, case_id: str, meeting_id: str) -> HttpResponse:
    case = allowed(request, "meeting.write", case_id)
    found, by = meeting_in(contract_of(case), meeting_id), person_of(request)
    form = ItemForm(request.POST, on=found) if request.method == "POST" else ItemForm.empty(on=found)
    back = at("agenda" if found.state == "planned" else "minutes_write", case, meeting_id)

    def act(form: ItemForm) -> str:
        actions.add_item(meeting=found, public_id=form.own_id, values=form.values(), by=by, now=timezone.now())
        return back

    return form_flow(request, case, TAB, form, act, heading=_("Add an item"), lead=str(found), back=back)


@require_POST
def agenda_keep(request: HttpRequest, case_id: str, meeting_id: str, item_id: str) -> HttpResponse:
    case = allowed(request, "meeting.write", case_id)
    item = item_in(meeting_in(contract_of(case), meeting_id), item_id)
    given = {"item": item, "state": AgendaItem.State.KEPT, "by": person_of(request), "now": timezone.now()}
    return do(request, lambda: actions.place_item(**given), at("agenda", case, meeting_id))


@require_POST
def agenda_drop(request: HttpRequest, case_id: str, meeting_id: str, item_id: str) -> HttpResponse:
    case = allowed(request, "meeting.write", case_id)
    item = item_in(meeting_in(contract_of(case), meeting_id), item_id)
    given = {"item": item, "state": AgendaItem.State.DROPPED, "by": person_of(request), "now": timezone.now()}
    return do(request, lambda: actions.place_item(**given), at("agenda", case, meeting_id))


@require_POST
def agenda_up(request: HttpRequest, case_id: str, meeting_id: str, item_id: str) -> HttpResponse:
    case = allowed(request, "meeting.write", case_id)
    item = item_in(meeting_in(contract_of(case), meeting_id), item_id)
    given = {"item": item, "up": True, "by": person_of(request), "now": timezone.now()}
    return do(request, lambda: actions.move_item(**given), at("agenda", case, meeting_id, anchor=item_id))


@require_POST
def agenda_down(request: HttpRequest, case_id: str, meeting_id: str, item_id: str) -> HttpResponse:
    case = allowed(request, "meeting.write", case_id)
    item = item_in(meeting_in(contract_of(case), meeting_id), item_id)
    given = {"item": item, "up": False, "by": person_of(request), "now": timezone.now()}
    return do(request, lambda: actions.move_item(**given), at("agenda", case, meeting_id, anchor=item_id))

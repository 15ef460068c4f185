"""Risks and what shows them: signals and promises."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkweb.commons.access import allowed
from wijkweb.contract.actions.parts import remove_part
from wijkweb.contract.reads.contracts import contract_of, day_of
from wijkweb.field.pages import at, frame_for
from wijkweb.report.actions.risk_links import link_risk
from wijkweb.report.forms.risk_links import RiskLinkForm
from wijkweb.report.pages import do, form_flow, person_of, token_of
from wijkweb.report.reads.risk_links import risk_link_in, risk_links_of

TAB = "risks"


@require_safe
def risk_links(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "meeting.read", case_id)
    frame = frame_for(request, case, TAB)
    found = risk_links_of(frame.contract, on=day_of(frame.contract, timezone.now()))
    context = {"frame": frame, "found": found, "may_write": frame.may("meeting.write")}
    return render(request, "report/risk_links.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def risk_link_add(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "meeting.write", case_id)
    contract, by = contract_of(case), person_of(request)
    first = {"on": contract, **{name: request.GET.get(name, "") for name in ("risk", "signal", "indicator")}}
    form = RiskLinkForm(request.POST, on=contract) if request.method == "POST" else RiskLinkForm.empty(**first)
    back = at("risk_links", case)

    def act(form: RiskLinkForm) -> str:
        given = {"public_id": form.own_id, "values": form.values()}
        link_risk(contract=contract, by=by, now=timezone.now(), **given)
        return back

    heading = _("Link a risk with what shows it")
    return form_flow(request, case, TAB, form, act, heading=heading, back=back)


@require_POST
def risk_link_remove(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "meeting.write", case_id)
    given = {"part": risk_link_in(contract_of(case), part_id), "token": token_of(request)}
    by, now = person_of(request), timezone.now()
    return do(request, lambda: remove_part(by=by, now=now, **given), at("risk_links", case))

"""Reports: the list, one report on one page, its way from open to sent, its files."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.ids import public_id
from wijkweb.commons.models import Case, Person
from wijkweb.contract.reads.contracts import contract_of, day_of
from wijkweb.contract.reads.frame import frame_of
from wijkweb.report.actions.reports import (
    NotDecided,
    NotNow,
    NotReady,
    NotThatYear,
    approve_report,
    begin_report,
    close_report,
    open_again,
    send_report,
)
from wijkweb.report.answers import file_answer
from wijkweb.report.forms.reports import ApproveForm, BeginForm, ReopenForm
from wijkweb.report.models import YearReport
from wijkweb.report.reads.downloads import as_docx, as_json, as_pdf
from wijkweb.report.reads.pages import begun_years, data_of, report_page, years_with_reports
from wijkweb.report.reads.reports import decisions_on, report_of, standing
from wijkweb.report.templatetags.reports import remark
from wijkweb.report.words import STATES
from wijkweb.rules.reporting import Remark
from wijkweb.shapes.report import Edition

METHODS = ["GET", "HEAD", "POST"]


@require_safe
def report_list(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "report.read", case_id)
    frame = frame_of(case, cast(Person, request.user), "report_list")
    lines = years_with_reports(frame.contract, day_of(frame.contract, timezone.now()))
    return render(request, "report/list.html", {"frame": frame, "lines": lines, "new_id": public_id()})


@require_POST
def report_begin(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "report.write", case_id)
    contract, form = contract_of(case), BeginForm(request.POST)
    if not form.is_valid():
        return _list_again(request, case, _("Choose the year of the report."))
    years = begun_years(contract, day_of(contract, timezone.now()))
    try:
        by = cast(Person, request.user)
        begin_report(contract=contract, years=years, by=by, now=timezone.now(), **form.cleaned_data)
    except NotThatYear:
        return _list_again(request, case, _("That year of the contract has not begun; its report can wait."))
    return redirect("report", case.public_id, form.cleaned_data["year"])


def _list_again(request: HttpRequest, case: Case, said: str) -> HttpResponse:
    frame = frame_of(case, cast(Person, request.user), "report_list")
    lines = years_with_reports(frame.contract, day_of(frame.contract, timezone.now()))
    context = {"frame": frame, "lines": lines, "new_id": public_id(), "said": said}
    return render(request, "report/list.html", context, status=422)


def _edition_of(request: HttpRequest) -> Edition:
    return "public" if request.GET.get("uitgave") == "openbaar" else "inside"


@require_safe
def report(request: HttpRequest, case_id: str, year: int) -> HttpResponse:
    case = allowed(request, "report.read", case_id)
    return _page(request, case, year)


def _page(request: HttpRequest, case: Case, year: int, status: int = 200, **more: Any) -> HttpResponse:
    frame = frame_of(case, cast(Person, request.user), "report_list")
    found = report_of(frame.contract, year)
    page = report_page(found, today=day_of(frame.contract, timezone.now()), edition=_edition_of(request))
    return render(request, "report/report.html", {"frame": frame, "page": page, **more}, status=status)


@require_POST
def report_close(request: HttpRequest, case_id: str, year: int) -> HttpResponse:
    case = allowed(request, "report.close", case_id)
    found = report_of(contract_of(case), year)
    today = day_of(found.contract, timezone.now())
    try:
        close_report(report=found, today=today, by=cast(Person, request.user), now=timezone.now())
    except NotNow as error:
        return _page(request, case, year, 409, said=_not_now(error.state))
    except NotReady as error:
        return _page(request, case, year, 409, said=_not_ready(error.found))
    messages.success(
        request, _("Closed. Figures, texts and definitions are frozen; the steering group can approve it.")
    )
    return redirect("report", case.public_id, year)


def _not_ready(found: tuple[Remark, ...]) -> str:
    """The year that still runs comes first: no text makes up for it."""
    running = next((one for one in found if one.code == "year_runs"), None)
    if running:
        return remark(running)
    said = _("The report cannot close yet: %(number)d chapters have no text. They are listed below.")
    return said % {"number": len(found)}


def _not_now(state: str) -> str:
    said = _("Nothing was changed: the report is %(state)s already, so this does not follow.")
    return said % {"state": STATES[state]}


@require_http_methods(METHODS)
def report_reopen(request: HttpRequest, case_id: str, year: int) -> HttpResponse:
    case = allowed(request, "report.close", case_id)
    found, form = report_of(contract_of(case), year), ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by, reason = cast(Person, request.user), form.cleaned_data["reason"]
        try:
            open_again(report=found, reason=reason, by=by, now=timezone.now())
        except NotNow as error:
            return _page(request, case, year, 409, said=_not_now(error.state))
        return redirect("report", case.public_id, year)
    return _form(request, case, found, form, _("Open the report again"))


@require_http_methods(METHODS)
def report_approve(request: HttpRequest, case_id: str, year: int) -> HttpResponse:
    case = allowed(request, "report.close", case_id)
    found = report_of(contract_of(case), year)
    frozen = standing(found)
    if frozen is None:
        return _page(request, case, year, 409, said=_not_now(found.state))
    offered = decisions_on(frozen, today=day_of(found.contract, timezone.now()))
    form = ApproveForm(request.POST if request.method == "POST" else None, decisions=offered)
    if request.method == "POST" and form.is_valid():
        try:
            approve_report(report=found, by=cast(Person, request.user), now=timezone.now(), **form.cleaned_data)
            return redirect("report", case.public_id, year)
        except NotNow as error:
            return _page(request, case, year, 409, said=_not_now(error.state))
        except NotDecided:
            form.add_error("decision", _("This decision cannot approve the report any more. Choose another one."))
    more = {"frozen": frozen, "nothing": not offered.exists()}
    return _form(request, case, found, form, _("Approved by the steering group"), **more)


def _form(request: HttpRequest, case: Case, found: YearReport, form: Any, heading: str, **more: Any) -> HttpResponse:
    frame = frame_of(case, cast(Person, request.user), "report_list")
    context = {"frame": frame, "report": found, "form": form, "heading": heading, **more}
    return render(request, "report/form.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def report_send(request: HttpRequest, case_id: str, year: int) -> HttpResponse:
    case = allowed(request, "report.close", case_id)
    try:
        made = send_report(report=report_of(contract_of(case), year), by=cast(Person, request.user), now=timezone.now())
    except NotNow as error:
        return _page(request, case, year, 409, said=_not_now(error.state))
    messages.success(request, _("Sent. The receipt has the code %(code)s.") % {"code": made.code})
    return redirect("report", case.public_id, year)


@require_safe
def report_file(request: HttpRequest, case_id: str, year: int, ending: str) -> HttpResponse:
    case = allowed(request, "report.read", case_id)
    found, edition = report_of(contract_of(case), year), _edition_of(request)
    data = data_of(found, today=day_of(found.contract, timezone.now()), edition=edition)
    frozen = standing(found) if found.state != YearReport.State.OPEN else None
    digest = "" if frozen is None else frozen.public_sha256 if edition == "public" else frozen.sha256
    return file_answer({"pdf": as_pdf, "docx": as_docx, "json": as_json}[ending](data, digest))

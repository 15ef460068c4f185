"""Risks: a matrix and a list, one risk with its history, an assessment that is added to it."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.models import Case, Person
from wijkweb.contract.actions.parts import ChangedMeanwhile, Gone, InUse, change_part
from wijkweb.contract.actions.risks import OutOfOrder, add_risk, assess_risk, remove_risk
from wijkweb.contract.forms.risks import AssessForm, NewRiskForm, RiskForm
from wijkweb.contract.forms.rows import RowForm
from wijkweb.contract.models import Risk
from wijkweb.contract.reads.contracts import contract_of, day_of
from wijkweb.contract.reads.frame import frame_of
from wijkweb.contract.reads.parts import row_of
from wijkweb.contract.reads.risks import matrix_of, risks_of

METHODS, TAB = ["GET", "HEAD", "POST"], "risks"


@require_safe
def risks(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "contract.read", case_id)
    frame = frame_of(case, cast(Person, request.user), TAB)
    found = risks_of(frame.contract, on=day_of(frame.contract, timezone.now()))
    context = {"risks": found, "matrix": matrix_of(found), "review": sum(1 for one in found if one.to_review)}
    return render(request, "contract/risks.html", context | {"frame": frame, "may_write": frame.may("engage.write")})


@require_safe
def risk(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "contract.read", case_id)
    frame = frame_of(case, cast(Person, request.user), TAB)
    found = risks_of(frame.contract, on=day_of(frame.contract, timezone.now()))
    line = next((one for one in found if one.public_id == part_id), None)
    if line is None:
        raise Http404
    return render(request, "contract/risk.html", {"frame": frame, "risk": line, "may_write": frame.may("engage.write")})


@require_http_methods(METHODS)
def risk_add(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "engage.write", case_id)
    contract, by = contract_of(case), cast(Person, request.user)
    if request.method != "POST":
        return _page(request, case, NewRiskForm.empty(), None, "contract_risk_add")
    form = NewRiskForm(request.POST).on(contract)
    if form.is_valid():
        try:
            made = add_risk(contract=contract, public_id=form.own_id, values=form.values(), by=by, now=timezone.now())
            return redirect("contract_risk", case.public_id, made.public_id)
        except ChangedMeanwhile as error:
            return _again(request, case, form, cast(Risk, error.part), "contract_risk_change")
    return _page(request, case, form, None, "contract_risk_add", 422)


@require_http_methods(METHODS)
def risk_change(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "engage.write", case_id)
    part, by = _risk(case, part_id), cast(Person, request.user)
    form = RiskForm(request.POST) if request.method == "POST" else RiskForm.of(cast(Any, part))
    if form.on(part.contract).is_bound and form.is_valid():
        token = form.cleaned_data["token"]
        try:
            change_part(part=part, token=token, values=form.values(), by=by, now=timezone.now())
            return redirect("contract_risk", case.public_id, part_id)
        except ChangedMeanwhile as error:
            return _again(request, case, form, cast(Risk, error.part), "contract_risk_change")
        except Gone:
            raise Http404 from None
    return _page(request, case, form, part, "contract_risk_change", 422 if form.is_bound else 200)


@require_http_methods(METHODS)
def risk_assess(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "engage.write", case_id)
    part, by = _risk(case, part_id), cast(Person, request.user)
    if request.method != "POST":
        first = AssessForm.shown(cast(Any, part)) | {"on_day": day_of(part.contract, timezone.now())}
        return _page(request, case, AssessForm(initial=first), part, "contract_risk_assess")
    form = AssessForm(request.POST).on(part.contract)
    if form.is_valid():
        try:
            assess_risk(risk=part, by=by, now=timezone.now(), **form.said())
            return redirect("contract_risk", case.public_id, part_id)
        except ChangedMeanwhile as error:
            return _again(request, case, form, cast(Risk, error.part), "contract_risk_assess")
        except OutOfOrder as error:
            told = _("An assessment comes after the one before it, and not later than today: check against %(day)s.")
            form.add_error("on_day", told % {"day": date_format(error.last, "j F Y")})
    return _page(request, case, form, part, "contract_risk_assess", 422)


@require_http_methods(METHODS)
def risk_remove(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "engage.write", case_id)
    part, given = _risk(case, part_id), request.POST.get("token", "")
    refused = ""
    if request.method == "POST":
        token = int(given) if given.isdecimal() and len(given) < 10 else None
        try:
            remove_risk(part=part, token=token, by=cast(Person, request.user), now=timezone.now())
            return redirect(TAB, case.public_id)
        except ChangedMeanwhile:
            refused = _("Somebody else changed this meanwhile; nothing was taken out. This is what it says now.")
        except InUse:
            refused = _("This risk was agreed, or has a history. It stays; assess it as closed instead.")
    frame = frame_of(case, cast(Person, request.user), TAB)
    context = {"frame": frame, "part": part, "said": (), "refused": refused}
    context["back"] = reverse("contract_risk", args=[case.public_id, part_id])
    return render(request, "contract/row_remove.html", context, status=409 if refused else 200)


def _risk(case: Case, part_id: str) -> Risk:
    found = row_of(contract_of(case), Risk, part_id)
    if found is None:
        raise Http404
    return found


def _again(request: HttpRequest, case: Case, form: RowForm, part: Risk, name: str) -> HttpResponse:
    again, beside = form.again(token=part.token).on(part.contract), form.beside(cast(Any, part))
    return _page(request, case, again, part, name, 409, beside=beside, overtaken=not beside)


def _page(
    request: HttpRequest, case: Case, form: RowForm, part: Risk | None, name: str, status: int = 200, **more: Any
) -> HttpResponse:
    ids = [case.public_id, *([part.public_id] if part else [])]
    urls = {"action": reverse(name, args=ids), "back": reverse("contract_risk" if part else TAB, args=ids)}
    if part and name == "contract_risk_change":
        urls["remove"] = reverse("contract_risk_remove", args=ids)
    headings = {
        "contract_risk_add": _("Add a risk"),
        "contract_risk_change": _("Change this"),
        "contract_risk_assess": _("Assess this risk"),
    }
    frame = frame_of(case, cast(Person, request.user), TAB)
    context = {"frame": frame, "form": form, "part": part, "heading": headings[name]}
    return render(request, "contract/row_form.html", context | urls | more, status=status)

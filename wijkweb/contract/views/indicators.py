"""What the contract is held to: promises, the versions of their definitions, weeks that a decision closed."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.models import Case, Person
from wijkweb.contract.actions.definitions import OtherVersion, add_definition
from wijkweb.contract.actions.parts import ChangedMeanwhile, Gone, Taken, add_part, change_part, remove_part
from wijkweb.contract.forms.indicators import ClosureForm, DefinitionForm, IndicatorForm
from wijkweb.contract.models import Closure, ContractPart, Indicator
from wijkweb.contract.reads.contracts import contract_of, definition_of
from wijkweb.contract.reads.frame import frame_of
from wijkweb.contract.reads.promises import (
    closed_week,
    closure_in,
    closures_of,
    indicator_in,
    promises_of,
    said_codes,
    versions_of,
)
from wijkweb.dossier.forms.parts import PartForm

METHODS = ["GET", "HEAD", "POST"]


@require_safe
def indicators(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "contract.read", case_id)
    frame = frame_of(case, cast(Person, request.user), "indicators")
    context = {"promises": promises_of(frame.contract), "closures": closures_of(frame.contract)}
    return render(request, "contract/indicators.html", context | {"frame": frame, "may": frame.may("contract.write")})


@require_http_methods(METHODS)
def indicator_add(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "contract.write", case_id)
    contract, by = contract_of(case), cast(Person, request.user)
    if request.method != "POST":
        return _form(request, case, IndicatorForm.empty().on(contract), _("Add a promise"))
    form = IndicatorForm(request.POST).on(contract)
    if form.is_valid():
        made: dict[str, Any] = {"public_id": form.own_id, "values": form.new_values(), "by": by, "now": timezone.now()}
        try:
            add_part(contract=contract, model=Indicator, **made)
            return redirect("indicators", case.public_id)
        except ChangedMeanwhile as error:
            return _again(request, case, form, error.part)
        except Taken:
            form.add_error("title", _("There is a promise with this name. Give it another name."))
    return _form(request, case, form, _("Add a promise"), 422)


@require_http_methods(METHODS)
def indicator_change(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "contract.write", case_id)
    part, by = indicator_in(contract_of(case), part_id), cast(Person, request.user)
    if request.method != "POST":
        opened = IndicatorForm.of(part).on(part.contract)  # type: ignore[arg-type]
        return _form(request, case, opened, str(part))
    form = IndicatorForm(request.POST).on(part.contract)
    if form.is_valid():
        token = form.cleaned_data["token"]
        try:
            change_part(part=part, token=token, values=form.values(), by=by, now=timezone.now())
            return redirect("indicators", case.public_id)
        except ChangedMeanwhile as error:
            return _again(request, case, form, error.part)
        except Gone:
            raise Http404 from None
    return _form(request, case, form, str(part), 422)


@require_http_methods(METHODS)
def definition_add(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "contract.write", case_id)
    indicator, codes = indicator_in(contract_of(case), part_id), said_codes(contract_of(case))
    last = indicator.definitions.order_by("version").last()
    form, other = DefinitionForm.opened(last, codes), None
    if request.method == "POST":
        form = DefinitionForm(request.POST, codes=codes, last=last)
        if form.is_valid():
            version, by = form.cleaned_data["version"], cast(Person, request.user)
            try:
                add_definition(indicator=indicator, version=version, values=form.values(), by=by, now=timezone.now())
                return redirect("indicators", case.public_id)
            except OtherVersion as error:
                other = error.last
    shown = other or last
    versions = versions_of((definition_of(shown, indicator),), codes) if shown else ()
    context = {"form": _next(form, other, codes), "indicator": indicator, "last": versions, "other": other}
    context["frame"] = frame_of(case, cast(Person, request.user), "indicators")
    return render(request, "contract/definition_form.html", context, status=409 if other else _status(form))


@require_http_methods(METHODS)
def closure_add(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "contract.write", case_id)
    by = cast(Person, request.user)
    if request.method != "POST":
        return _form(request, case, ClosureForm.empty(), _("Close a week"))
    form = ClosureForm(request.POST)
    if form.is_valid():
        made: dict[str, Any] = {"public_id": form.own_id, "values": form.values(), "by": by, "now": timezone.now()}
        try:
            closure = add_part(contract=contract_of(case), model=Closure, **made)
            _tell(request, closure)
            return redirect("indicators", case.public_id)
        except ChangedMeanwhile as error:
            return _again(request, case, form, error.part)
        except Taken:
            form.add_error("monday", _("This week is closed already. Take that closure out first to change it."))
    return _form(request, case, form, _("Close a week"), 422)


@require_http_methods(METHODS)
def closure_remove(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "contract.write", case_id)
    frame = frame_of(case, cast(Person, request.user), "indicators")
    closure = closure_in(frame.contract, part_id)
    if closure is None:
        raise Http404
    if request.method == "POST":
        token = request.POST.get("token", "")
        given = int(token) if token.isdecimal() and len(token) < 10 else None
        try:
            remove_part(part=closure, token=given, by=cast(Person, request.user), now=timezone.now())
            return redirect("indicators", case.public_id)
        except (ChangedMeanwhile, Gone):
            messages.error(request, _("Nothing was taken out. Look again at what it says now."))
            return redirect("indicators", case.public_id)
    return render(request, "contract/closure_remove.html", {"frame": frame, "closed": closed_week(closure)})


def _status(form: DefinitionForm) -> int:
    return 422 if form.is_bound and form.errors else 200


def _next(form: DefinitionForm, other: Any, codes: Any) -> DefinitionForm:
    """What was typed once more, as the version after the one that somebody else added."""
    if other is None:
        return form
    data = {name: form.data.get(name, "") for name in form.fields} | {"version": str(other.version + 1)}
    return DefinitionForm(data, codes=codes, last=other)


def _tell(request: HttpRequest, closure: Closure) -> None:
    if not closed_week(closure).late:
        messages.success(request, _("The week is closed."))
    else:
        messages.warning(
            request,
            _("The decision came more than 14 days after the week, so the week stays an active week. It is shown."),
        )


def _again(request: HttpRequest, case: Case, form: PartForm, part: ContractPart) -> HttpResponse:
    """The form with what was typed, beside what somebody else made of the row."""
    again, beside = form.again(token=part.token), form.beside(part)  # type: ignore[arg-type]
    if isinstance(again, IndicatorForm):
        again.on(part.contract)
    return _form(request, case, again, str(part), 409, beside=beside)


def _form(
    request: HttpRequest, case: Case, form: PartForm, heading: str, status: int = 200, **more: Any
) -> HttpResponse:
    frame = frame_of(case, cast(Person, request.user), "indicators")
    context = {"frame": frame, "form": form, "heading": heading, **more}
    return render(request, "contract/indicator_form.html", context, status=status)

"""Amendments: decisions that change what was agreed."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.models import Case, Person
from wijkweb.contract.actions.amendments import add_amendment, change_amendment, remove_amendment
from wijkweb.contract.actions.award import NotAwardable
from wijkweb.contract.actions.parts import ChangedMeanwhile, Gone, InUse
from wijkweb.contract.answers import paper_answer
from wijkweb.contract.forms.award import AmendmentChangeForm, AmendmentForm, tell_faults
from wijkweb.contract.models import Amendment
from wijkweb.contract.reads.contracts import contract_of
from wijkweb.contract.reads.frame import frame_of
from wijkweb.contract.reads.parts import row_of

METHODS, TAB = ["GET", "HEAD", "POST"], "contract"
NAMES = {"number": "decided_number"}


@require_http_methods(METHODS)
def amendment_add(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "award.mark", case_id)
    contract, by = contract_of(case), cast(Person, request.user)
    if request.method != "POST":
        return _page(request, case, AmendmentForm.empty(subject=request.GET.get("wat", "")), None)
    form = AmendmentForm(request.POST, request.FILES).on(contract)
    if form.is_valid():
        given: dict[str, Any] = {"values": form.values(), "upload": form.cleaned_data["paper"]}
        try:
            add_amendment(contract=contract, public_id=form.own_id, by=by, now=timezone.now(), **given)
            return redirect("baseline", case.public_id)
        except NotAwardable as error:
            tell_faults(form, error, **NAMES)
        except ChangedMeanwhile as error:
            return _again(request, case, AmendmentChangeForm(request.POST), cast(Amendment, error.part))
    return _page(request, case, form, None, 422)


@require_http_methods(METHODS)
def amendment_change(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "award.mark", case_id)
    part, by = _amendment(case, part_id), cast(Person, request.user)
    if request.method != "POST":
        return _page(request, case, AmendmentChangeForm.of(cast(Any, part)), part)
    form = AmendmentChangeForm(request.POST, request.FILES).on(part.contract)
    if form.is_valid():
        given: dict[str, Any] = {"values": form.values(), "upload": form.cleaned_data["paper"]}
        try:
            change_amendment(part=part, token=form.cleaned_data["token"], by=by, now=timezone.now(), **given)
            return redirect("baseline", case.public_id)
        except NotAwardable as error:
            tell_faults(form, error, **NAMES)
        except ChangedMeanwhile as error:
            return _again(request, case, form, cast(Amendment, error.part))
        except Gone:
            raise Http404 from None
    return _page(request, case, form, part, 422)


@require_http_methods(METHODS)
def amendment_remove(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "award.mark", case_id)
    part, given, refused = _amendment(case, part_id), request.POST.get("token", ""), ""
    if request.method == "POST":
        token = int(given) if given.isdecimal() and len(given) < 10 else None
        try:
            remove_amendment(part=part, token=token, by=cast(Person, request.user), now=timezone.now())
            return redirect("baseline", case.public_id)
        except ChangedMeanwhile:
            refused = _("Somebody else changed this meanwhile; nothing was taken out. This is what it says now.")
        except InUse:
            refused = _("Something changed with this decision: it stays. Another decision can change it again.")
        except Gone:
            return redirect("baseline", case.public_id)
    back = reverse("baseline", args=[case.public_id])
    context = {"frame": frame_of(case, cast(Person, request.user), TAB), "part": part, "said": (("", part.text),)}
    context |= {"refused": refused, "back": back}
    return render(request, "contract/row_remove.html", context, status=409 if refused else 200)


@require_safe
def amendment_paper(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "contract.read", case_id)
    return paper_answer(_amendment(case, part_id).paper)


def _amendment(case: Case, part_id: str) -> Amendment:
    found = row_of(contract_of(case), Amendment, part_id)
    if found is None:
        raise Http404
    return found


def _again(request: HttpRequest, case: Case, form: AmendmentChangeForm, part: Amendment) -> HttpResponse:
    form.is_valid()
    again = form.again(token=part.token).on(part.contract)
    return _page(request, case, again, part, 409, beside=form.beside(cast(Any, part)))


def _page(
    request: HttpRequest, case: Case, form: AmendmentForm, part: Amendment | None, status: int = 200, **more: Any
) -> HttpResponse:
    ids = [case.public_id, *([part.public_id] if part else [])]
    urls = {"action": reverse("amendment_change" if part else "amendment_add", args=ids)}
    urls["back"] = reverse("baseline", args=[case.public_id])
    if part:
        urls["remove"] = reverse("amendment_remove", args=ids)
    frame = frame_of(case, cast(Person, request.user), TAB)
    context = {
        "frame": frame,
        "form": form,
        "part": part,
        "heading": _("Change this") if part else _("Add an amendment"),
    }
    context["kept"] = part.paper.name if part and part.paper else ""
    return render(request, "contract/row_form.html", context | urls | more, status=status)

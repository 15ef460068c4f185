"""The plan with its versions, and money of it that goes elsewhere, held against the clauses before it does."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.ids import public_id
from wijkweb.commons.models import Person
from wijkweb.contract.actions.money_moves import BreaksClause, NotInPeriod, reallocate
from wijkweb.contract.actions.money_plan import NeedsAmendment, Overtaken, Unseen, add_plan_line, change_plan_line
from wijkweb.contract.actions.parts import ChangedMeanwhile
from wijkweb.contract.forms.money_rows import PlanForm, ReallocationForm
from wijkweb.contract.models import PlanVersion
from wijkweb.contract.money_words import language
from wijkweb.contract.reads.money_pages import money_frame, plan_page, titles_of
from wijkweb.writers.messages import amount

IDENTITY = ("payer", "post", "title", "function")


@require_safe
def plan(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "spend.read", case_id)
    page = money_frame(case, cast(Person, request.user), timezone.now())
    context = {"frame": page.frame, "page": page, "plan": plan_page(page.frame.contract, page.today)}
    return render(request, "contract/money_plan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_add(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "spend.write", case_id)
    page = money_frame(case, cast(Person, request.user), timezone.now())
    contract = page.frame.contract
    first = {"valid_from": contract.start, "start": contract.start, "end": contract.end}
    form = PlanForm(request.POST) if request.method == "POST" else PlanForm.empty(**first)
    return _plan_form(request, page, form.on(contract, titles_of(contract)), None)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_change(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "spend.write", case_id)
    page = money_frame(case, cast(Person, request.user), timezone.now())
    contract = page.frame.contract
    known = PlanVersion.objects.select_related("line__contract__case").filter(line__contract=contract)
    last = known.filter(line__public_id=part_id).order_by("-number").first()
    if last is None:
        raise Http404
    said = PlanForm.said(last)
    form = (
        PlanForm(request.POST, initial=said)
        if request.method == "POST"
        else PlanForm(initial={**said, "valid_from": page.today, "reason": "", "amendment": ""})
    )
    for name in IDENTITY:
        form.fields[name].disabled = True
    return _plan_form(request, page, form.on(contract, titles_of(contract)), last)


def _plan_form(request: HttpRequest, page: Any, form: PlanForm, last: PlanVersion | None) -> HttpResponse:
    """The form of a line: asked, saved, or told what is in the way."""
    found: list[Any] = []
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            _save_plan(request, page, form, last)
            messages.success(request, _("Saved. What the line said before stays readable under it."))
            return redirect("money_plan", page.frame.case.public_id)
        except NeedsAmendment:
            form.add_error("amendment", _("The plan was signed. Choose the amendment that decides this change."))
        except Unseen as error:
            found, status = error.findings, 409
        except Overtaken as error:
            status = 409
            _told(form, error.version)
    context = {"title": _("Change a line of the plan") if last else _("Add a line to the plan"), "findings": found}
    context |= {"back": reverse("money_plan", args=[page.frame.case.public_id])}
    return render(
        request, "contract/money_form.html", {"frame": page.frame, "page": page, "form": form, **context}, status=status
    )


def _told(form: PlanForm, now: PlanVersion) -> None:
    """The form goes on against what somebody else made of the line."""
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["token"] = str(now.number)  # type: ignore[index]
    said = _("Somebody else changed this line meanwhile: it is %(amount)s euro now. Save again to go on.")
    form.add_error(None, said % {"amount": amount(now.amount, language())})


def _save_plan(request: HttpRequest, page: Any, form: PlanForm, last: PlanVersion | None) -> None:
    seen = frozenset(request.POST.getlist("gezien"))
    given: dict[str, Any] = {"by": cast(Person, request.user), "now": timezone.now(), "seen": seen}
    if last is None:
        add_plan_line(contract=page.frame.contract, public_id=form.own_id, values=form.values(), **given)
        return
    values = {name: value for name, value in form.values().items() if name not in IDENTITY}
    change_plan_line(line=last.line, token=form.cleaned_data["token"], values=values, **given)


@require_http_methods(["GET", "HEAD", "POST"])
def reallocation(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "spend.write", case_id)
    by, now = cast(Person, request.user), timezone.now()
    page = money_frame(case, by, now)
    contract, titles = page.frame.contract, titles_of(page.frame.contract)
    first = {"public_id": public_id(), "day": page.today}
    form = ReallocationForm(request.POST) if request.method == "POST" else ReallocationForm(initial=first)
    found: list[Any] = []
    status, refused = 422 if form.is_bound else 200, False
    if form.on(titles).is_valid():
        try:
            given: dict[str, Any] = {"seen": frozenset(request.POST.getlist("gezien")), "today": page.today}
            made = form.cleaned_data["public_id"]
            reallocate(contract=contract, public_id=made, values=form.moved(), by=by, now=now, **given)
            messages.success(request, _("Moved. The plan shows it from this day on."))
            return redirect("money_plan", case.public_id)
        except (BreaksClause, Unseen) as error:
            found, refused, status = error.findings, isinstance(error, BreaksClause), 409
        except (NotInPeriod, ChangedMeanwhile) as error:
            form.add_error("day" if isinstance(error, NotInPeriod) else None, _stood(error))
    context = {"frame": page.frame, "page": page, "form": form, "findings": found, "refused": refused}
    back = {"title": _("Move money of the plan"), "back": reverse("money_plan", args=[case.public_id])}
    return render(request, "contract/money_form.html", context | back, status=status)


def _stood(error: Exception) -> str:
    if isinstance(error, NotInPeriod):
        return _("Choose a day within the contract, at the latest today.")
    return _("This form was sent before and is done. Open a new one for another change.")

"""Person-months: the grid of a year, one tap for what is as planned, one month, its papers."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.models import Person
from wijkweb.contract.actions.money_entries import Refused
from wijkweb.contract.actions.money_months import MonthDone, add_paper, confirm_months, correct_month
from wijkweb.contract.actions.parts import ChangedMeanwhile
from wijkweb.contract.forms.money_rows import MonthForm, PaperForm
from wijkweb.contract.money_answers import tell
from wijkweb.contract.money_words import refused_said
from wijkweb.contract.reads.contracts import contract_of, day_of
from wijkweb.contract.reads.money_months import chosen, month_grid, month_of
from wijkweb.contract.reads.money_pages import money_frame


@require_safe
def months(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "spend.read", case_id)
    page = money_frame(case, cast(Person, request.user), timezone.now())
    contract, said = page.frame.contract, request.GET.get("jaar", "")
    latest = min(max(page.today, contract.start), contract.end).year
    year = int(said) if said.isdecimal() and contract.start.year <= int(said) <= contract.end.year else latest
    context = {"frame": page.frame, "page": page, "grid": month_grid(contract, year, page.today)}
    return render(request, "contract/money_months.html", context)


@require_POST
def months_confirm(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "spend.write", case_id)
    contract, now = contract_of(case), timezone.now()
    done = [MonthDone(line, month) for line, month in chosen(contract, request.POST.getlist("maand")[:500])]
    try:
        made = confirm_months(
            contract=contract, done=done, today=day_of(contract, now), by=cast(Person, request.user), now=now
        )
        told = ngettext("One month confirmed as planned.", "%(n)s months confirmed as planned.", len(made))
        messages.success(request, told % {"n": len(made)})
    except Refused as error:
        for one in error.problems:
            messages.error(request, refused_said(one.code, one.facts))
    year = done[0].month.year if done else ""
    return redirect(f"{reverse('money_months', args=[case.public_id])}?jaar={year}")


@require_http_methods(["GET", "HEAD", "POST"])
def month(request: HttpRequest, case_id: str, line_id: str, said: str) -> HttpResponse:
    case = allowed(request, "spend.write", case_id)
    by, now = cast(Person, request.user), timezone.now()
    page = money_frame(case, by, now)
    one = month_of(page.frame.contract, line_id, said)
    first = {
        "worked": one.known.worked if one.known else 0 if one.vacant else one.planned,
        "version": one.known.version if one.known else None,
    }
    form = MonthForm(request.POST) if request.method == "POST" else MonthForm(initial=first)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            _confirmed(page, one, form.cleaned_data, by)
            return redirect(f"{reverse('money_months', args=[case.public_id])}?jaar={one.month.year}")
        except Refused as error:
            tell(form, error)
        except ChangedMeanwhile:
            status = 409
            form = MonthForm({**form.data.dict(), "version": one.known.version if one.known else ""})  # type: ignore[attr-defined]
            form.add_error(
                None, _("Somebody corrected this month meanwhile: it says so below. Save again to replace it.")
            )
    context = {"frame": page.frame, "page": page, "form": form, "one": one}
    return render(request, "contract/money_month.html", context, status=status)


def _confirmed(page: Any, one: Any, said: dict[str, Any], by: Person) -> None:
    given: dict[str, Any] = {"today": page.today, "by": by, "now": timezone.now()}
    if one.known:
        correct_month(known=one.known, version=said["version"], worked=said["worked"], reason=said["reason"], **given)
    else:
        done = [MonthDone(one.line, one.month, said["worked"], said["reason"])]
        confirm_months(contract=page.frame.contract, done=done, **given)


@require_http_methods(["GET", "HEAD", "POST"])
def month_paper(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "spend.write", case_id)
    by, now = cast(Person, request.user), timezone.now()
    page = money_frame(case, by, now)
    first = {"month": request.GET.get("maand", "")}
    form = PaperForm(request.POST, request.FILES) if request.method == "POST" else PaperForm(initial=first)
    if form.is_valid():
        made = add_paper(contract=page.frame.contract, by=by, now=now, **form.cleaned_data)
        messages.success(request, _("Kept with %(month)s.") % {"month": f"{made.month:%m/%Y}"})
        return redirect(f"{reverse('money_months', args=[case.public_id])}?jaar={made.month.year}")
    context: dict[str, Any] = {"frame": page.frame, "page": page, "form": form, "title": _("Add a paper to a month")}
    context |= {"back": reverse("money_months", args=[case.public_id]), "files": True}
    return render(request, "contract/money_form.html", context, status=422 if form.is_bound else 200)

"""The budget of a dossier: its page, saving it, the spreadsheet out and in."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.models import Person
from wijkweb.dossier.actions.dossiers import writable
from wijkweb.dossier.actions.money import MoneyChanged, save_money
from wijkweb.dossier.forms.money import MoneyForm
from wijkweb.dossier.forms.money_field import language
from wijkweb.dossier.forms.money_raw import raw_from
from wijkweb.dossier.forms.money_sheet import sheet_of
from wijkweb.dossier.forms.money_words import change_lines, live
from wijkweb.dossier.reads.desk import Desk, desk_of
from wijkweb.dossier.reads.money import entries_of
from wijkweb.rules.entries import token_of
from wijkweb.rules.money_diff import changes

TAB = "dossier_money"


@require_safe
def money(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "dossier.read", case_id)
    desk = desk_of(case, cast(Person, request.user), TAB)
    return _page(request, desk, _kept(desk))


def _kept(desk: Desk) -> MoneyForm:
    return MoneyForm(raw_from(entries_of(desk.dossier), desk.call, language()), desk.call)


def _page(request: HttpRequest, desk: Desk, form: MoneyForm, status: int = 200, **more: Any) -> HttpResponse:
    edit = desk.may_money
    context = {"desk": desk, "sheet": sheet_of(form), "edit": edit, "live": live(desk.call) if edit else "", **more}
    return render(request, "dossier/money.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "money.write", case_id)
    if request.method != "POST":
        return redirect(TAB, case.public_id)
    person, dossier = cast(Person, request.user), writable(case)
    desk = desk_of(case, person, TAB)
    form, asked = MoneyForm.posted(request.POST, desk.call), request.POST.get("do", "save")
    if not form.raw.token:
        return _page(request, desk, _kept(desk).refused(form.errors[""]), 422)
    if asked != "save":
        return _page(request, desk, form.rearranged(asked, request.POST.get("new_year", "")), rearranged=True)
    if form.errors:
        return _page(request, desk, form, 422)
    try:
        save_money(dossier=dossier, entries=form.entries, token=form.raw.token, by=person, now=timezone.now())
    except MoneyChanged as error:
        found = changes([entry.payer for entry in error.current], [entry.payer for entry in form.entries])
        form.raw.token = token_of(error.current)
        return _page(request, desk, form, 409, crossed=change_lines(found, desk.call))
    messages.success(request, _("The money is saved."))
    return redirect(TAB, case.public_id)

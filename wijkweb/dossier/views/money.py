"""The budget of a dossier: its page, and saving it."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.models import Person
from wijkweb.dossier.actions.dossiers import writable
from wijkweb.dossier.actions.money import MoneyChanged, save_money
from wijkweb.dossier.forms.money import MoneyForm
from wijkweb.dossier.forms.money_words import change_lines
from wijkweb.dossier.money_page import kept_form, money_page
from wijkweb.dossier.reads.desk import desk_of
from wijkweb.rules.entries import token_of
from wijkweb.rules.money_diff import changes

TAB = "dossier_money"


@require_safe
def money(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "dossier.read", case_id)
    desk = desk_of(case, cast(Person, request.user), TAB)
    return money_page(request, desk, kept_form(desk))


@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "money.write", case_id)
    if request.method != "POST":
        return redirect(TAB, case.public_id)
    person, dossier = cast(Person, request.user), writable(case)
    desk = desk_of(case, person, TAB)
    form, asked = MoneyForm.posted(request.POST, desk.call), request.POST.get("do", "save")
    if not form.raw.token:
        return money_page(request, desk, kept_form(desk).refused(form.errors[""]), 422)
    if asked != "save":
        return money_page(request, desk, form.rearranged(asked, request.POST.get("new_year", "")), rearranged=True)
    if form.errors:
        return money_page(request, desk, form, 422)
    try:
        save_money(dossier=dossier, entries=form.entries, token=form.raw.token, by=person, now=timezone.now())
    except MoneyChanged as error:
        found = changes([entry.payer for entry in error.current], [entry.payer for entry in form.entries])
        form.raw.token = token_of(error.current)
        return money_page(request, desk, form, 409, crossed=change_lines(found, desk.call))
    messages.success(request, _("The money is saved."))
    return redirect(TAB, case.public_id)

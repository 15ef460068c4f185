"""The page with the budget, as the views of the money and of its spreadsheet both show it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wijkweb.dossier.forms.money import MoneyForm
from wijkweb.dossier.forms.money_field import language
from wijkweb.dossier.forms.money_raw import raw_from
from wijkweb.dossier.forms.money_sheet import sheet_of
from wijkweb.dossier.forms.money_upload import SheetForm
from wijkweb.dossier.forms.money_words import live
from wijkweb.dossier.reads.desk import Desk
from wijkweb.dossier.reads.money import entries_of


def kept_form(desk: Desk) -> MoneyForm:
    """The form with what is kept."""
    return MoneyForm(raw_from(entries_of(desk.dossier), desk.call, language()), desk.call)


def money_page(request: HttpRequest, desk: Desk, form: MoneyForm, status: int = 200, **more: Any) -> HttpResponse:
    """The page with a form, for whoever may write and for whoever only reads."""
    edit = desk.may_money
    context = {"desk": desk, "sheet": sheet_of(form), "edit": edit, "live": live(desk.call) if edit else ""}
    context |= {"upload": SheetForm(), **more}
    return render(request, "dossier/money.html", context, status=status)

"""The budget as a spreadsheet: out, in for a look, and taken over."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.files import attachment
from wijkweb.commons.models import Person
from wijkweb.dossier.actions.dossiers import writable
from wijkweb.dossier.actions.money import MoneyChanged, save_money
from wijkweb.dossier.forms.money_field import language
from wijkweb.dossier.forms.money_upload import Looked, SheetForm, seal, unseal
from wijkweb.dossier.forms.money_words import change_lines
from wijkweb.dossier.money_page import kept_form, money_page
from wijkweb.dossier.money_sheets import money_file, payers_from, with_ids
from wijkweb.dossier.reads.desk import Desk, desk_of
from wijkweb.dossier.reads.money import entries_of
from wijkweb.dossier.views.listing import XLSX
from wijkweb.dossier.views.money import TAB
from wijkweb.readers.errors import Unreadable
from wijkweb.readers.xlsx_money import read_money_apart
from wijkweb.rules.entries import Entry, token_of
from wijkweb.rules.money_diff import changes
from wijkweb.writers.messages import say_unreadable


@require_safe
def download(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "dossier.export", case_id)
    desk = desk_of(case, cast(Person, request.user), TAB)
    payers = [entry.payer for entry in entries_of(desk.dossier)]
    response = HttpResponse(money_file(payers, desk.call, case.title), content_type=XLSX)
    response.headers["Content-Disposition"] = attachment(f"geld {case.title[:80]}.xlsx")
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "money.write", case_id)
    if request.method != "POST":
        return redirect(TAB, case.public_id)
    dossier, desk = writable(case), desk_of(case, cast(Person, request.user), TAB)
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return money_page(request, desk, kept_form(desk), 422, upload=form)
    file, known = form.cleaned_data["file"], entries_of(dossier)
    try:
        payers = payers_from(read_money_apart(file.read()), desk.call, [entry.payer for entry in known])
    except Unreadable as error:
        form.add_error("file", say_unreadable(error.code, error.facts, language()))
        return money_page(request, desk, kept_form(desk), 422, upload=form)
    return _look(request, desk, Looked(payers, token_of(known), (file.name or "")[:200]), known)


def _look(
    request: HttpRequest, desk: Desk, looked: Looked, known: tuple[Entry, ...], status: int = 200
) -> HttpResponse:
    found = change_lines(changes([entry.payer for entry in known], looked.payers), desk.call)
    context = {"desk": desk, "changes": found, "signed": seal(looked, desk.dossier), "crossed": status == 409}
    return render(request, "dossier/money_upload.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "money.write", case_id)
    if request.method != "POST":
        return redirect(TAB, case.public_id)
    person, dossier = cast(Person, request.user), writable(case)
    desk, looked = desk_of(case, person, TAB), unseal(request.POST.get("sheet", ""), dossier)
    if looked is None:
        why = _("What you looked at is more than a day ago, or of another dossier. Upload the file again.")
        return money_page(request, desk, kept_form(desk).refused(why), 422)
    entries = with_ids(looked.payers, entries_of(dossier))
    try:
        save_money(
            dossier=dossier,
            entries=entries,
            token=looked.token,
            by=person,
            now=timezone.now(),
            verb="money.take_in",
            file=looked.file,
        )
    except MoneyChanged as error:
        again = Looked(looked.payers, token_of(error.current), looked.file)
        return _look(request, desk, again, error.current, 409)
    messages.success(request, _("The spreadsheet was taken over."))
    return redirect(TAB, case.public_id)

"""What waits for a person: held items, and the rows of a phone in a file."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.models import Case, Person
from wijkweb.contract.reads.contracts import contract_of
from wijkweb.contract.reads.frame import frame_of
from wijkweb.field.actions.desk import NotTaken
from wijkweb.field.actions.held import accept, fill_in, set_aside
from wijkweb.field.actions.rescue import NoRescueFile, rescue
from wijkweb.field.contact_words import HELD, NOT_TAKEN
from wijkweb.field.forms.contacts import FillForm
from wijkweb.field.forms.devices import AsideForm, RescueForm
from wijkweb.field.models import HeldItem
from wijkweb.field.reads.held import Held, held_of, held_with

TAB = "contact_list"


@require_safe
def held_list(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "contact.all", case_id)
    frame = frame_of(case, cast(Person, request.user), TAB)
    waiting, settled = held_of(frame.contract)
    why = [(str(HELD[item.why]), item) for item in waiting]
    return render(request, "field/held_list.html", {"frame": frame, "waiting": why, "settled": settled})


@require_http_methods(["GET", "HEAD", "POST"])
def held_item(request: HttpRequest, case_id: str, held_id: UUID) -> HttpResponse:
    case = allowed(request, "contact.all", case_id)
    row, held = held_with(contract_of(case), held_id)
    if request.method != "POST":
        return _item_page(request, case, row, held)
    if held.settled_on or request.POST.get("key", held.key) != held.key:
        return redirect("held_list", case.public_id)
    if request.POST.get("do") == "aside":
        return _aside(request, case, row, held)
    if request.POST.get("do") == "accept" and held.readable:
        return _accept(request, case, row, held)
    return _item_page(request, case, row, held, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def rescue_file(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "contact.all", case_id)
    by, contract = cast(Person, request.user), contract_of(case)
    posted = request.method == "POST"
    form = RescueForm(request.POST if posted else None, request.FILES if posted else None, contract=contract)
    context: dict[str, Any] = {"frame": frame_of(case, by, "device_list"), "form": form}
    if form.is_valid():
        maker, file = form.cleaned_data["person"], form.cleaned_data["file"]
        try:
            found = rescue(contract=contract, maker=maker, file=file, by=by, now=timezone.now())
            reasons = [(str(NOT_TAKEN.get(code, code)), number) for code, number in found.reasons]
            return render(request, "field/rescued.html", context | {"found": found, "reasons": reasons, "who": maker})
        except NoRescueFile as error:
            form.add_error("file", _no_file(error.code))
    return render(request, "field/rescue.html", context, status=422 if form.is_bound else 200)


def _accept(request: HttpRequest, case: Case, row: HeldItem, held: Held) -> HttpResponse:
    by, now = cast(Person, request.user), timezone.now()
    try:
        if held.reason == HeldItem.Reason.UNKNOWN_CODE:
            form = FillForm(request.POST, contract=row.contract, missing=held.missing)
            if not form.is_valid():
                return _item_page(request, case, row, held, fill=form, status=422)
            fill_in(held=row, by=by, now=now, **form.chosen())
        elif not accept(held=row, by=by, now=now):
            messages.info(request, _("It is taken over. Something in it is not known here: choose what it was."))
            return redirect("held_item", case.public_id, row.client_id)
    except NotTaken as error:
        return _item_page(request, case, row, held, problem=str(NOT_TAKEN[error.code]), status=422)
    return redirect("held_list", case.public_id)


def _aside(request: HttpRequest, case: Case, row: HeldItem, held: Held) -> HttpResponse:
    form = AsideForm(request.POST)
    if not form.is_valid():
        return _item_page(request, case, row, held, aside=form, status=422)
    set_aside(held=row, reason=form.cleaned_data["why"], by=cast(Person, request.user), now=timezone.now())
    return redirect("held_list", case.public_id)


def _item_page(
    request: HttpRequest, case: Case, row: HeldItem, held: Held, *, status: int = 200, **more: Any
) -> HttpResponse:
    frame = frame_of(case, cast(Person, request.user), TAB)
    forms = {"fill": FillForm(contract=row.contract, missing=held.missing), "aside": AsideForm()}
    context = {"frame": frame, "held": held, "why": str(HELD[held.why]), **forms, **more}
    return render(request, "field/held.html", context, status=status)


def _no_file(code: str) -> str:
    said = {
        "version": _("This file was made by a version of the app that is not understood here."),
        "other_worker": _(
            "This file was made by somebody else than you chose, or for another contract. Choose whose phone it was."
        ),
        "too_many": _("There are more than 5000 rows in this file. Make it once more on the phone."),
    }
    return said.get(code, _("This is no file of a phone. Choose the one that ends in .json, as the phone made it."))

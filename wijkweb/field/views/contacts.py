"""Contacts at a desk: the list, a new one, a correction, one taken back, nothing this week."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.models import Case, Person
from wijkweb.contract.reads.contracts import contract_of, day_of, members_of, words_of
from wijkweb.contract.reads.frame import frame_of
from wijkweb.field.actions.desk import (
    NotTaken,
    SavedBefore,
    correct_contact,
    enter_contact,
    quiet_week,
    take_back,
    take_quiet_week_back,
)
from wijkweb.field.contact_words import NOT_TAKEN, REASONS
from wijkweb.field.forms.contacts import ContactForm, CorrectForm, QuietForm, ReasonForm, shown
from wijkweb.field.models import Contact
from wijkweb.field.reads.contacts import item_of
from wijkweb.field.reads.ledger import contact_of, ledger, newest_of, parallel, quiet_weeks
from wijkweb.field.reads.totals import own_weeks

TAB = "contact_list"


@require_safe
def contact_list(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "contact.read", case_id)
    person, asked = cast(Person, request.user), request.GET
    frame = frame_of(case, person, TAB)
    everybody, page = frame.may("contact.all"), asked.get("bladzijde", "1")
    chosen: dict[str, Any] = {"maker": asked.get("wie", "")[:12], "flagged": asked.get("let-op") == "1"}
    number = int(page) if page.isdecimal() and len(page) < 7 else 1
    found = ledger(frame.contract, person, everybody=everybody, page=number, **chosen)
    members = members_of(frame.contract) if everybody else ()
    weeks = own_weeks(frame.contract, person, day_of(frame.contract, timezone.now()))
    context = {"frame": frame, "found": found, "members": members, "everybody": everybody, "weeks": weeks, **chosen}
    return render(request, "field/contacts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def contact_add(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "contact.write", case_id)
    maker, contract, now = cast(Person, request.user), contract_of(case), timezone.now()
    first = {"date": day_of(contract, now)}
    form = ContactForm(request.POST if request.method == "POST" else None, contract=contract, initial=first)
    if form.is_valid():
        id, data = form.cleaned_data["id"], form.data_of()
        try:
            enter_contact(contract=contract, maker=maker, id=id, data=data, now=now)
            messages.success(request, _("Saved."))
            return redirect("contact_add" if "another" in request.POST else TAB, case.public_id)
        except SavedBefore:
            return _once_more(request, case, form)
        except NotTaken as error:
            form.add_error(None, str(NOT_TAKEN[error.code]))
    return _form_page(request, case, form, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def contact_change(request: HttpRequest, case_id: str, contact_id: UUID) -> HttpResponse:
    case = allowed(request, "contact.write", case_id)
    contact = _found(request, case, contact_id)
    standing = newest_of(contact)
    if request.method != "POST" and standing.pk != contact.pk:
        return redirect("contact_change", case.public_id, standing.client_id)
    first = shown(contact, item_of(contact, words_of(contact.contract)))
    data = request.POST if request.method == "POST" else None
    form = CorrectForm(data, contract=contact.contract, contact=contact, initial=first)
    if form.is_valid():
        by, id, reason = cast(Person, request.user), form.cleaned_data["id"], form.cleaned_data["reason"]
        try:
            correct_contact(contact=contact, id=id, data=form.data_of(), reason=reason, by=by, now=timezone.now())
            return redirect(TAB, case.public_id)
        except SavedBefore:
            return _once_more(request, case, form, contact)
        except NotTaken as error:
            form.add_error(None, str(NOT_TAKEN[error.code]))
    return _form_page(request, case, form, contact, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def contact_take_back(request: HttpRequest, case_id: str, contact_id: UUID) -> HttpResponse:
    case = allowed(request, "contact.write", case_id)
    contact, by = _found(request, case, contact_id), cast(Person, request.user)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            take_back(contact=contact, by=by, now=timezone.now(), **form.cleaned_data)
            return redirect(TAB, case.public_id)
        except NotTaken as error:
            form.add_error(None, str(NOT_TAKEN[error.code]))
    context = {"frame": frame_of(case, by, TAB), "form": form, "contact": contact}
    return render(request, "field/contact_take_back.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def quiet(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "contact.write", case_id)
    maker, contract, now = cast(Person, request.user), contract_of(case), timezone.now()
    form = QuietForm(request.POST if request.method == "POST" else None, today=day_of(contract, now))
    if form.is_valid():
        quiet_week(contract=contract, maker=maker, now=now, **form.cleaned_data)
        return redirect(TAB, case.public_id)
    return _quiet_page(request, case, form, status=422 if form.is_bound else 200)


@require_POST
def quiet_back(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "contact.write", case_id)
    by, now, asked = cast(Person, request.user), timezone.now(), request.POST.get("week", "")
    everybody, contract = frame_of(case, by, TAB).may("contact.all"), contract_of(case)
    weeks = quiet_weeks(contract, by, everybody=everybody)
    week = next((one for one in weeks if str(one.client_id) == asked), None)
    if week is None:
        return _quiet_page(request, case, QuietForm(today=day_of(contract, now)), status=422)
    take_quiet_week_back(week=week, by=by, now=now)
    return redirect("contact_quiet", case.public_id)


def _quiet_page(request: HttpRequest, case: Case, form: QuietForm, *, status: int) -> HttpResponse:
    person = cast(Person, request.user)
    frame = frame_of(case, person, TAB)
    everybody = frame.may("contact.all")
    said = [(one, str(REASONS[one.reason])) for one in quiet_weeks(frame.contract, person, everybody=everybody)]
    context = {"frame": frame, "form": form, "said": said, "everybody": everybody}
    return render(request, "field/quiet.html", context, status=status)


def _found(request: HttpRequest, case: Case, id: UUID) -> Contact:
    person = cast(Person, request.user)
    everybody = frame_of(case, person, TAB).may("contact.all")
    return contact_of(contract_of(case), person, id, everybody=everybody)


def _once_more(
    request: HttpRequest, case: Case, form: ContactForm | CorrectForm, contact: Contact | None = None
) -> HttpResponse:
    """The form was sent before with another content: it is shown again, to save it as a contact of its own."""
    data = form.data.copy()
    data.pop("id", None)
    again = type(form)(data, contract=contract_of(case), contact=contact)
    return _form_page(request, case, again, contact, status=409, saved_before=True)


def _form_page(
    request: HttpRequest, case: Case, form: Any, contact: Contact | None = None, *, status: int, **more: Any
) -> HttpResponse:
    frame = frame_of(case, cast(Person, request.user), TAB)
    beside = {"parallel": parallel(contact)} if contact else {}
    context = {"frame": frame, "form": form, "contact": contact, **beside, **more}
    return render(request, "field/contact.html", context, status=status)

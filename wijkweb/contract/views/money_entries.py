"""Entries: the list, one of them, a new one, one that is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.ids import public_id
from wijkweb.commons.models import Case, Person
from wijkweb.contract.actions.money_entries import (
    Refused,
    book_entry,
    counter_entry,
    new_entry,
    prove_entry,
    withdraw_entry,
)
from wijkweb.contract.actions.parts import ChangedMeanwhile
from wijkweb.contract.forms.money import CounterForm, EntryForm, ProveForm, WithdrawForm
from wijkweb.contract.models import Entry
from wijkweb.contract.money_answers import tell
from wijkweb.contract.money_words import refused_said
from wijkweb.contract.reads.money_frame import entry_frame
from wijkweb.contract.reads.money_pages import (
    BARE_WORD,
    Filter,
    MoneyFrame,
    entries_page,
    entry_in,
    money_frame,
    open_commitments,
    payments_of,
    titles_of,
)
from wijkweb.rules.spending_entries import entry_warnings
from wijkweb.shapes.spending import PAYERS


@require_safe
def entry_list(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "spend.read", case_id)
    page = money_frame(case, cast(Person, request.user), timezone.now())
    contract, said = page.frame.contract, request.GET
    year = int(said["jaar"]) if said.get("jaar", "").isdecimal() and len(said["jaar"]) == 4 else None
    wanted = Filter(
        said.get("soort", "")[:10], said.get("post", "")[:40], said.get("wie", "")[:7], year, said.get("deel", "")[:12],
        said.get("partij", "")[:12], said.get("bewijs") == BARE_WORD,
    )  # fmt: skip
    years = range(contract.start.year, min(page.today.year, contract.end.year + 1) + 1)
    found = entries_page(contract, wanted, said.get("na", "")[:12])
    context = {"frame": page.frame, "page": page, "found": found, "years": years, "posts": titles_of(contract)}
    return render(request, "contract/money_entries.html", context | {"kinds": Entry.Kind.values, "payers": PAYERS})


@require_safe
def entry(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "spend.read", case_id)
    page = money_frame(case, cast(Person, request.user), timezone.now())
    one = entry_in(page.frame.contract, part_id)
    payments = payments_of(one) if one.kind == Entry.Kind.COMMITMENT else []
    in_effect = one.withdrawn_at is None and one.counters_id is None and not hasattr(one, "counter")
    context = {"entry": one, "payments": payments, "in_effect": in_effect, "titles": titles_of(page.frame.contract)}
    return render(request, "contract/money_entry.html", {"frame": page.frame, "page": page, **context})


@require_http_methods(["GET", "HEAD", "POST"])
def entry_add(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "spend.write", case_id)
    page = money_frame(case, cast(Person, request.user), timezone.now())
    contract, said = page.frame.contract, request.GET
    if request.method != "POST":
        first = {"kind": "payment", "day": page.today, "pays": said.get("van", ""), "agreement": said.get("deel", "")}
        return _entry_page(request, page, _on(EntryForm.empty(**first), contract))
    form = _on(EntryForm(request.POST, request.FILES), contract)
    if form.is_valid():
        try:
            return _booked(request, case, _book(page, form, cast(Person, request.user)))
        except Refused as error:
            tell(form, error)
        except ChangedMeanwhile:
            form.add_error(None, _("This form was sent before and is booked. Open a new one for another entry."))
    return _entry_page(request, page, form, status=422)


def _book(page: MoneyFrame, form: EntryForm, by: Person) -> list[str]:
    """Books what the form says; what is worth a word about it."""
    contract, values = page.frame.contract, form.entry_values()
    frame = entry_frame(contract, page.today, invoices=set())
    book_entry(
        contract=contract, public_id=form.own_id, values=values, upload=form.cleaned_data["upload"], today=page.today,
        by=by, now=timezone.now(),
    )  # fmt: skip
    return [refused_said(one.code, one.facts) for one in entry_warnings(new_entry(values), frame)]


def _on(form: EntryForm, contract: Any) -> EntryForm:
    return form.on(contract, titles_of(contract), open_commitments(contract))


def _entry_page(request: HttpRequest, page: Any, form: EntryForm, status: int = 200) -> HttpResponse:
    context = {"frame": page.frame, "page": page, "form": form}
    return render(request, "contract/money_entry_form.html", context, status=status)


def _booked(request: HttpRequest, case: Case, warnings: Sequence[str]) -> HttpResponse:
    messages.success(request, _("Booked."))
    for said in warnings:
        messages.warning(request, said)
    return redirect("money_entries", case.public_id)


def _at_entry(request: HttpRequest, case: Case, part_id: str) -> tuple[Person, datetime, MoneyFrame, Entry]:
    """Who asks, when, the page around an entry, and the entry itself; Http404."""
    by, now = cast(Person, request.user), timezone.now()
    page = money_frame(case, by, now)
    return by, now, page, entry_in(page.frame.contract, part_id)


@require_http_methods(["GET", "HEAD", "POST"])
def entry_prove(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "spend.write", case_id)
    by, now, page, one = _at_entry(request, case, part_id)
    form = ProveForm(request.POST, request.FILES) if request.method == "POST" else ProveForm()
    if form.is_valid():
        try:
            prove_entry(entry=one, upload=form.cleaned_data["upload"], by=by, now=now)
            messages.success(request, _("The proof lies with the entry."))
            return redirect("money_entry", case.public_id, one.public_id)
        except Refused as error:
            tell(form, error)
    context: dict[str, Any] = {"frame": page.frame, "page": page, "form": form, "title": _("Add the proof")}
    context |= {"back": reverse("money_entry", args=[case.public_id, one.public_id]), "files": True}
    return render(request, "contract/money_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def entry_counter(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "spend.write", case_id)
    by, now, page, one = _at_entry(request, case, part_id)
    first = {"public_id": public_id(), "day": page.today}
    form = CounterForm(request.POST) if request.method == "POST" else CounterForm(initial=first)
    if form.is_valid():
        try:
            counter_entry(entry=one, today=page.today, by=by, now=now, **form.cleaned_data)
            messages.success(request, _("Taken back by a counter entry."))
            return redirect("money_entry", case.public_id, one.public_id)
        except Refused as error:
            tell(form, error)
    context = {"frame": page.frame, "page": page, "form": form, "entry": one, "counter": True}
    return render(request, "contract/money_entry_back.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def entry_withdraw(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "spend.write", case_id)
    by, now, page, one = _at_entry(request, case, part_id)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            withdraw_entry(entry=one, reason=form.cleaned_data["reason"], by=by, now=now)
            messages.success(request, _("Withdrawn. It stays readable, and counts nowhere."))
            return redirect("money_entry", case.public_id, one.public_id)
        except Refused as error:
            tell(form, error)
    context = {"frame": page.frame, "page": page, "form": form, "entry": one}
    return render(request, "contract/money_entry_back.html", context, status=422 if form.is_bound else 200)

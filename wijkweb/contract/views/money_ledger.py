"""A bank or ledger file comes in: looked at first, taken in as one, undone as one."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wijkweb.commons.access import allowed
from wijkweb.commons.models import Person
from wijkweb.contract.actions.money_ledger import (
    WAITING,
    NothingToTake,
    RowsRefused,
    StandsOn,
    UndoneAlready,
    drop_ledger,
    keep_ledger,
    take_ledger,
    undo_ledger,
)
from wijkweb.contract.forms.money_ledger import LedgerForm, TakeForm
from wijkweb.contract.money_words import FILES
from wijkweb.contract.reads.contracts import contract_of
from wijkweb.contract.reads.money_ledger import DryRun, dry_run, ledger_bytes, taken_ledger, waiting_ledger
from wijkweb.contract.reads.money_pages import batch_in, batches_of, money_frame, titles_of
from wijkweb.readers.errors import Unreadable
from wijkweb.shapes.ledger import Reading
from wijkweb.writers.messages import say_unreadable

SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
def ledger(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "spend.write", case_id)
    by, now = cast(Person, request.user), timezone.now()
    page = money_frame(case, by, now)
    contract, titles = page.frame.contract, titles_of(page.frame.contract)
    form = (LedgerForm(request.POST, request.FILES) if request.method == "POST" else LedgerForm()).on(titles)
    if form.is_valid():
        upload, reading = form.cleaned_data["file"], form.reading()
        try:
            run = dry_run(contract, upload.data, reading, page.today)
            if not run.plan.problem:
                kept = keep_ledger(contract=contract, data=upload.data, name=upload.name, by=by, now=now)
                return redirect(f"{reverse('ledger_plan', args=[case.public_id, kept.public_id])}?{_query(reading)}")
            form.add_error("file", str(FILES[run.plan.problem]))
        except Unreadable as error:
            form.add_error("file", say_unreadable(error.code, error.facts, get_language() or "nl"))
    context = {"frame": page.frame, "page": page, "form": form, "batches": batches_of(contract)}
    return render(request, "contract/money_ledger.html", context, status=422 if form.is_bound else 200)


def _query(reading: Reading) -> str:
    said = {"post": reading.post, "payer": reading.payer, "minus_is_paid": "on" if reading.minus_is_paid else ""}
    return urlencode({name: value for name, value in said.items() if value})


@require_http_methods(["GET", "HEAD", "POST"])
def ledger_plan(request: HttpRequest, case_id: str, file_id: str) -> HttpResponse:
    case = allowed(request, "spend.write", case_id)
    by, now = cast(Person, request.user), timezone.now()
    page = money_frame(case, by, now)
    contract, posted = page.frame.contract, request.method == "POST"
    if posted and taken_ledger(contract, file_id):
        return redirect("money_ledger", case.public_id)
    file = waiting_ledger(contract, file_id, WAITING)
    form = TakeForm(request.POST if posted else request.GET.dict() | {"seen": "-"}).on(titles_of(contract))
    reading = form.reading() if form.is_valid() else Reading()
    run = dry_run(contract, ledger_bytes(file), reading, page.today)
    context: dict[str, Any] = {"frame": page.frame, "page": page, "file": file, "run": run, "form": form}
    if not posted or "opnieuw" in request.POST:
        return _plan_page(request, context)
    if not form.is_valid() or form.cleaned_data["seen"] != run.seen:
        return _plan_page(request, context | {"moved": True}, 409)
    try:
        batch = take_ledger(
            contract=contract, file=file, plan=run.plan, good_only=form.cleaned_data["good_only"], by=by, now=now
        )
    except (NothingToTake, RowsRefused) as error:
        return _plan_page(request, context | {"halted": isinstance(error, RowsRefused)}, 422)
    told = ngettext("One entry taken in.", "%(n)s entries taken in.", batch.added) % {"n": batch.added}
    messages.success(request, told)
    return redirect("money_ledger", case.public_id)


def _plan_page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    run, shown = cast(DryRun, context["run"]), request.GET.get("toon", "")
    states = {"refused": run.plan.of("refused"), "new": run.plan.of("new"), "known": run.plan.of("known")}
    shown = shown if shown in states else next((name for name, rows in states.items() if rows), "new")
    rows = Paginator(states[shown], SHOWN).get_page(request.GET.get("pagina"))
    reading = context["form"].reading() if context["form"].is_valid() else Reading()
    more = {"states": states, "shown": shown, "rows": rows, "query": _query(reading)}
    return render(request, "contract/money_ledger_plan.html", context | more, status=status)


@require_POST
def ledger_drop(request: HttpRequest, case_id: str, file_id: str) -> HttpResponse:
    case = allowed(request, "spend.write", case_id)
    contract = contract_of(case)
    file = waiting_ledger(contract, file_id, WAITING)
    drop_ledger(contract=contract, file=file, by=cast(Person, request.user), now=timezone.now())
    messages.success(request, _("Nothing was taken in."))
    return redirect("money_ledger", case.public_id)


@require_POST
def ledger_undo(request: HttpRequest, case_id: str, batch_id: str) -> HttpResponse:
    case = allowed(request, "spend.write", case_id)
    batch = batch_in(contract_of(case), batch_id)
    try:
        count = undo_ledger(batch=batch, by=cast(Person, request.user), now=timezone.now())
        messages.success(request, ngettext("One entry taken back.", "%(n)s entries taken back.", count) % {"n": count})
    except StandsOn:
        messages.error(request, _("Not undone: an entry of this file was countered, or its commitment was paid since."))
    except UndoneAlready:
        messages.error(request, _("This was undone before."))
    return redirect("money_ledger", case.public_id)

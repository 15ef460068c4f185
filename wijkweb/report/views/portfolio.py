"""The funder's portfolio, its questions, and interests that it lifts."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.models import Person
from wijkweb.contract.reads.contracts import contract_of
from wijkweb.contract.reads.frame import frame_of
from wijkweb.report.actions.evaluation import Given, answer, ask, lift
from wijkweb.report.forms.evaluation import QuestionForm, WordsForm
from wijkweb.report.reads.evaluation import evaluation_pages, question_of, questions_of
from wijkweb.report.reads.portfolio import Asked, forget_order, interests_of, portfolio_of
from wijkweb.report.reads.portfolio_lines import line_of
from wijkweb.report.words import PORTFOLIO

METHODS = ["GET", "HEAD", "POST"]


@require_safe
def portfolio(request: HttpRequest) -> HttpResponse:
    allowed(request, "portfolio.read")
    asked = Asked(
        number=_number(request, "bladzijde"),
        shown=request.GET.get("toon", "all"),
        search=request.GET.get("zoek", "").strip()[:60],
        beside=request.GET.get("naast", ""),
        row=_number(request, "rij"),
    )
    found = portfolio_of(cast(Person, request.user), now=timezone.now(), asked=asked)
    counts = found.order.counts()
    choices = [(key, label, counts[key]) for key, label in PORTFOLIO.items()]
    chosen = urlencode({"bladzijde": found.page.number, "toon": found.shown, "zoek": found.search})
    return render(request, "report/portfolio.html", {"found": found, "choices": choices, "chosen": chosen})


def _number(request: HttpRequest, name: str) -> int:
    said = request.GET.get(name, "1")
    return int(said) if said.isdecimal() and len(said) < 6 else 1


@require_http_methods(METHODS)
def funded(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "portfolio.read", case_id)
    contract, by = contract_of(case), cast(Person, request.user)
    form = QuestionForm(request.POST) if request.method == "POST" else QuestionForm.empty()
    if form.is_bound and form.is_valid():
        ask(contract=contract, public_id=form.own_id, text=form.cleaned_data["text"], by=by, now=timezone.now())
        forget_order(by, timezone.now())
        messages.success(request, _("The question is with the city."))
        return redirect("funded", case.public_id)
    pages, line = evaluation_pages(case, now=timezone.now()), line_of(case, timezone.now())
    found = {"years": [one.report for one in pages], "findings": pages, "form": form}
    context = {"case": case, "line": line, "questions": questions_of(contract), **found}
    return render(request, "report/funded.html", context, status=422 if form.is_bound else 200)


@require_POST
def interest_lift(request: HttpRequest, interest_id: int) -> HttpResponse:
    allowed(request, "interest.lift")
    by, now = cast(Person, request.user), timezone.now()
    one = next((each for each in interests_of(by) if each.pk == interest_id), None)
    if one is None:
        raise Http404
    lift(interest=one, by=by, now=now, today=timezone.localdate(now))
    return redirect("portfolio")


@require_safe
def questions(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "report.read", case_id)
    frame = frame_of(case, cast(Person, request.user), "report_list")
    return render(request, "report/questions.html", {"frame": frame, "questions": questions_of(frame.contract)})


@require_http_methods(METHODS)
def question_answer(request: HttpRequest, case_id: str, question_id: str) -> HttpResponse:
    case = allowed(request, "report.write", case_id)
    found = question_of(contract_of(case), question_id)
    form = WordsForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            answer(question=found, text=form.cleaned_data["text"], by=cast(Person, request.user), now=timezone.now())
            return redirect("questions", case.public_id)
        except Given:
            form.add_error(None, _("This question was answered already; reload the page to see what was said."))
    frame = frame_of(case, cast(Person, request.user), "report_list")
    context = {"frame": frame, "form": form, "heading": found.text}
    return render(request, "report/form.html", context, status=422 if form.is_bound else 200)

"""The jury reads and finds, the city replies, agreements are followed up; what the public sees."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wijkweb.commons.access import allowed, may
from wijkweb.commons.models import Case, Person
from wijkweb.contract.reads.contracts import contract_of
from wijkweb.contract.reads.frame import frame_of
from wijkweb.report.actions.evaluation import (
    Given,
    NotGiven,
    Overtaken,
    Unjudged,
    agree,
    declare,
    reply,
    save_findings,
    settle,
)
from wijkweb.report.answers import file_answer
from wijkweb.report.forms.evaluation import AgreementForm, FindingsForm, InterestForm, SettleForm, WordsForm
from wijkweb.report.reads.downloads import as_json, as_pdf
from wijkweb.report.reads.evaluation import (
    EvaluationPage,
    agreement_of,
    evaluation_page,
    interests_of,
    published_for,
    sent_report,
    sent_to,
    sent_years,
)
from wijkweb.report.reads.portfolio import forget_order
from wijkweb.rules.reporting import closed_off
from wijkweb.writers.report_json import hash_of

METHODS = ["GET", "HEAD", "POST"]


@require_safe
def jury(request: HttpRequest) -> HttpResponse:
    allowed(request, "evaluation.list")
    person = cast(Person, request.user)
    return render(request, "report/jury.html", {"lines": sent_to(person), "interests": interests_of(person)})


@require_safe
def sent(request: HttpRequest, case_id: str, year: int) -> HttpResponse:
    case = allowed(request, "sent.read", case_id)
    report, data, digest = sent_report(case, year, "inside")
    context = {"case": case, "report": report, "data": data, "sha256": digest, "json": hash_of(closed_off(data))}
    return render(request, "report/sent.html", context | {"may_judge": may(request, "evaluation.write")})


@require_safe
def sent_pdf(request: HttpRequest, case_id: str, year: int) -> HttpResponse:
    case = allowed(request, "sent.read", case_id)
    _report, data, digest = sent_report(case, year, "inside")
    return file_answer(as_pdf(data, digest))


@require_safe
def sent_json(request: HttpRequest, case_id: str, year: int) -> HttpResponse:
    case = allowed(request, "sent.read", case_id)
    _report, data, _digest = sent_report(case, year, "inside")
    own = closed_off(data)
    return file_answer(as_json(own, hash_of(own)))


@require_http_methods(METHODS)
def interest(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "interest.declare", case_id)
    form = InterestForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        now, by = timezone.now(), cast(Person, request.user)
        declare(case=case, reason=form.cleaned_data["reason"], by=by, now=now, today=timezone.localdate(now))
        forget_order(by, now)
        messages.success(request, _("Declared. You see nothing of this contract any more; the funder can lift it."))
        return redirect("jury")
    context = {"case": case, "form": form, "heading": _("Declare an interest"), "back": "jury"}
    return render(request, "report/outside_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(METHODS)
def judge(request: HttpRequest, case_id: str, year: int) -> HttpResponse:
    case = allowed(request, "evaluation.write", case_id)
    page = evaluation_page(case, year, now=timezone.now())
    form = FindingsForm(request.POST or None, promises=[one for one, _j in page.judgements], initial=_shown(page))
    if page.given or not form.is_bound or not form.is_valid():
        return _judge_page(request, case, page, form, 422 if form.is_bound and not page.given else 200)
    give = "give" in request.POST
    found: dict[str, Any] = {"text": form.cleaned_data["text"], "verdicts": form.verdicts(), "give": give}
    try:
        token, by = form.cleaned_data["token"], cast(Person, request.user)
        save_findings(report=page.report, token=token, by=by, now=timezone.now(), **found)
    except Overtaken as error:
        said = _("Somebody else of the jury saved meanwhile. Nothing was overwritten: what you typed is below, what stands now beside it. Save again to put yours in its place.")  # fmt: skip  # noqa: E501
        form = FindingsForm({**request.POST.dict(), "token": error.evaluation.token}, promises=form.promises)
        return _judge_page(request, case, evaluation_page(case, year, now=timezone.now()), form, 409, said=said)
    except Unjudged as error:
        said = _("Not given yet: a verdict with its reason is missing for %(titles)s.") % {"titles": ", ".join(error.titles)}  # fmt: skip  # noqa: E501
        if not error.titles:
            said = _("Not given yet: write what the jury concludes as a whole.")
        form.mark_missing()
        return _judge_page(request, case, page, form, 422, said=said)
    except Given:
        return redirect("judge", case.public_id, year)
    messages.success(request, _("Given to the minister.") if give else _("Saved."))
    return redirect("judge", case.public_id, year)


def _shown(page: EvaluationPage) -> dict[str, Any]:
    shown: dict[str, Any] = {"token": page.token, "text": page.evaluation.text if page.evaluation else ""}
    for one, judged in page.judgements:
        if judged:
            shown |= {f"verdict-{one.pk}": judged.verdict, f"reason-{one.pk}": judged.text}
    return shown


def _judge_page(
    request: HttpRequest, case: Case, page: EvaluationPage, form: FindingsForm, status: int, said: str = ""
) -> HttpResponse:
    context = {"case": case, "page": page, "form": form, "said": said}
    return render(request, "report/judge.html", context, status=status)


@require_safe
def evaluation(request: HttpRequest, case_id: str, year: int) -> HttpResponse:
    case = allowed(request, "evaluation.read", case_id)
    return _evaluation(request, case, year)


def _evaluation(request: HttpRequest, case: Case, year: int, status: int = 200, **more: Any) -> HttpResponse:
    frame = frame_of(case, cast(Person, request.user), "report_list")
    forms = {"reply_form": WordsForm.empty(), "agreement_form": AgreementForm.empty()}
    context = {"frame": frame, "page": evaluation_page(case, year, now=timezone.now()), **forms, **more}
    return render(request, "report/evaluation.html", context, status=status)


@require_http_methods(["POST"])
def evaluation_reply(request: HttpRequest, case_id: str, year: int) -> HttpResponse:
    case = allowed(request, "evaluation.reply", case_id)
    form, page = WordsForm(request.POST), evaluation_page(case, year, now=timezone.now())
    if not form.is_valid():
        return _evaluation(request, case, year, 422, reply_form=form)
    try:
        reply(report=page.report, text=form.cleaned_data["text"], by=cast(Person, request.user), now=timezone.now())
    except (NotGiven, Given):
        said = _("Nothing was sent: the jury gave no findings yet, or the city replied already. Your text is below.")
        return _evaluation(request, case, year, 409, reply_form=form, said=said)
    messages.success(request, _("The reply is sent."))
    return redirect("evaluation", case.public_id, year)


@require_http_methods(["POST"])
def agreement_add(request: HttpRequest, case_id: str, year: int) -> HttpResponse:
    case = allowed(request, "evaluation.reply", case_id)
    form, page = AgreementForm(request.POST), evaluation_page(case, year, now=timezone.now())
    if not form.is_valid():
        return _evaluation(request, case, year, 422, agreement_form=form)
    try:
        by, now = cast(Person, request.user), timezone.now()
        agree(report=page.report, public_id=form.own_id, values=form.values(), by=by, now=now)
    except NotGiven:
        said = _("Agreements follow on findings; the jury has given none yet.")
        return _evaluation(request, case, year, 409, agreement_form=form, said=said)
    return redirect("evaluation", case.public_id, year)


@require_http_methods(METHODS)
def agreement_settle(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "evaluation.reply", case_id)
    found = agreement_of(contract_of(case), part_id)
    form = SettleForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        settle(agreement=found, by=cast(Person, request.user), now=timezone.now(), **form.cleaned_data)
        return redirect("evaluation", case.public_id, found.evaluation.report.year)
    frame = frame_of(case, cast(Person, request.user), "report_list")
    context = {"frame": frame, "form": form, "heading": found.text, "report": found.evaluation.report}
    return render(request, "report/form.html", context, status=422 if form.is_bound else 200)


@require_safe
def public_list(request: HttpRequest) -> HttpResponse:
    allowed(request, "public.list")
    return render(request, "report/public_list.html", {"cases": published_for(cast(Person, request.user))})


@require_safe
def public_level(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "public.read", case_id)
    contract_of(case)
    return render(request, "report/public.html", {"case": case, "years": sent_years(case)})


@require_safe
def public_report(request: HttpRequest, case_id: str, year: int) -> HttpResponse:
    case = allowed(request, "public.read", case_id)
    report, data, digest = sent_report(case, year, "public")
    return render(
        request, "report/sent.html", {"case": case, "report": report, "data": data, "sha256": digest, "public": True}
    )


@require_safe
def public_file(request: HttpRequest, case_id: str, year: int, ending: str) -> HttpResponse:
    case = allowed(request, "public.read", case_id)
    _report, data, digest = sent_report(case, year, "public")
    return file_answer({"pdf": as_pdf, "json": as_json}[ending](data, digest))

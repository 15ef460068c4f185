"""What the contract stands on: the award, the baseline, the amendments; each paper as a download."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wijkweb.commons import files
from wijkweb.commons.access import allowed
from wijkweb.commons.models import Case, Person
from wijkweb.contract.actions.award import AlreadyAwarded, NotAwardable, correct_award, mark_award
from wijkweb.contract.actions.baseline import AlreadyFrozen
from wijkweb.contract.actions.takeover import late_baseline
from wijkweb.contract.answers import paper_answer
from wijkweb.contract.forms.award import AwardForm, BaselineForm, tell_faults
from wijkweb.contract.models import Award
from wijkweb.contract.reads.agreed import agreed_of, award_of, frozen_of
from wijkweb.contract.reads.contracts import contract_of
from wijkweb.contract.reads.frame import frame_of
from wijkweb.dossier.reads.content import application_of, dossier_of
from wijkweb.writers.application_json import write_application

METHODS, TAB = ["GET", "HEAD", "POST"], "contract"


@require_safe
def baseline(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "contract.read", case_id)
    frame = frame_of(case, cast(Person, request.user), TAB)
    context = {"frame": frame, "agreed": agreed_of(frame.contract), "may_mark": frame.may("award.mark")}
    return render(request, "contract/baseline.html", context)


@require_http_methods(METHODS)
def award(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "award.mark", case_id)
    contract = contract_of(case)
    known, by = award_of(contract), cast(Person, request.user)
    if request.method != "POST":
        return _award_page(request, case, AwardForm.of(cast(Any, known)) if known else AwardForm.empty(), known)
    form = AwardForm(request.POST, request.FILES).on(contract)
    if form.is_valid():
        granted, now, token = form.granted(), timezone.now(), form.cleaned_data["token"]
        try:
            if known and token is not None:
                correct_award(award=known, token=token, granted=granted, by=by, now=now)
            else:
                mark_award(contract=contract, granted=granted, by=by, now=now)
            return redirect("baseline", case.public_id)
        except NotAwardable as error:
            tell_faults(form, error)
        except AlreadyAwarded as error:
            theirs: Any = error.award
            again = form.again(token=theirs.token)
            return _award_page(request, case, again, theirs, 409, beside=form.beside(theirs))
    return _award_page(request, case, form, known, 422)


@require_http_methods(METHODS)
def baseline_add(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "award.mark", case_id)
    frame, sent = frame_of(case, cast(Person, request.user), TAB), request.method == "POST"
    has_dossier = hasattr(case, "dossier")
    data: tuple[Any, ...] = (request.POST, request.FILES) if sent else ()
    form = BaselineForm(*data, contract=frame.contract, has_dossier=has_dossier)
    if frozen_of(frame.contract):
        return redirect("baseline", case.public_id)
    if form.is_bound and form.is_valid():
        application = form.cleaned_data.get("application") or application_of(dossier_of(case))
        given: dict[str, Any] = {"application": application, "call_version": form.cleaned_data.get("call_version")}
        try:
            late_baseline(contract=frame.contract, by=cast(Person, request.user), now=timezone.now(), **given)
            messages.success(request, _("The baseline is frozen. What changes from now on is an amendment."))
        except AlreadyFrozen:
            messages.info(request, _("Somebody else froze the baseline meanwhile."))
        return redirect("baseline", case.public_id)
    context = {"frame": frame, "form": form, "has_dossier": has_dossier}
    return render(request, "contract/baseline_add.html", context, status=422 if form.is_bound else 200)


@require_safe
def baseline_json(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "contract.read", case_id)
    frozen = frozen_of(contract_of(case))
    if frozen is None:
        raise Http404
    response = HttpResponse(write_application(frozen.application), content_type="application/json")
    response.headers["Content-Disposition"] = files.attachment(f"baseline-{case.public_id}.json")
    return response


@require_safe
def award_paper(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "contract.read", case_id)
    known = award_of(contract_of(case))
    return paper_answer(known.paper if known else None)


def _award_page(
    request: HttpRequest, case: Case, form: AwardForm, known: Award | None, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "frame": frame_of(case, cast(Person, request.user), TAB), "form": form, "part": known,
        "heading": _("Put the award right") if known else _("Mark the award"), "action": "",
        "back": reverse("baseline", args=[case.public_id]),
        "kept": known.paper.name if known and known.paper else "",
    }  # fmt: skip
    return render(request, "contract/row_form.html", context | more, status=status)

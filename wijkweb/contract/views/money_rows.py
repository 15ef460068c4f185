"""Sub-agreements, instalments, rises of the index: one list each, and one form for a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.models import Case, Person
from wijkweb.contract.actions.money_agreements import add_papered, change_papered
from wijkweb.contract.actions.money_entries import Refused
from wijkweb.contract.actions.money_moves import TermsChanged, set_terms
from wijkweb.contract.actions.parts import ChangedMeanwhile, Gone, Taken, add_part, change_part, remove_part
from wijkweb.contract.forms.money_rows import AgreementForm, IndexForm, InstalmentForm, TermsForm
from wijkweb.contract.models import IndexEvent, Instalment, SubAgreement
from wijkweb.contract.money_answers import tell
from wijkweb.contract.reads.contracts import contract_of
from wijkweb.contract.reads.money_frame import terms_of
from wijkweb.contract.reads.money_pages import agreements_of, instalments_of, money_frame, money_whole, titles_of
from wijkweb.contract.reads.team import part_or_404


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of row: its table, its form, its headings, the page that lists it."""

    model: Any
    form: Any
    new: Promise
    back: str
    papered: bool = True


KINDS = {
    "deel": Kind(SubAgreement, AgreementForm, _("Add a sub-agreement"), "money_agreements"),
    "schijf": Kind(Instalment, InstalmentForm, _("Add an instalment"), "money_instalments"),
    "index": Kind(IndexEvent, IndexForm, _("Add a rise of the wage index"), "money_plan", papered=False),
}


@require_safe
def agreements(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "spend.read", case_id)
    page = money_frame(case, cast(Person, request.user), timezone.now())
    context = {"frame": page.frame, "page": page, "rows": agreements_of(page.frame.contract)}
    return render(request, "contract/money_agreements.html", context)


@require_safe
def instalments(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "spend.read", case_id)
    page, spending = money_whole(case, cast(Person, request.user), timezone.now())
    rows = instalments_of(page.frame.contract)
    context = {"frame": page.frame, "page": page, "rows": rows, "spending": spending}
    return render(request, "contract/money_instalments.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def row_add(request: HttpRequest, case_id: str, kind: str) -> HttpResponse:
    case = allowed(request, "spend.write", case_id)
    return _row(request, case, KINDS[kind], None)


@require_http_methods(["GET", "HEAD", "POST"])
def row_change(request: HttpRequest, case_id: str, kind: str, part_id: str) -> HttpResponse:
    case = allowed(request, "spend.write", case_id)
    part = part_or_404(contract_of(case), KINDS[kind].model, part_id)
    return _row(request, case, KINDS[kind], part)


@require_POST
def index_remove(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "spend.write", case_id)
    part = part_or_404(contract_of(case), IndexEvent, part_id)
    token = request.POST.get("token", "")
    try:
        remove_part(
            part=part,
            token=int(token) if token.isdecimal() else None,
            by=cast(Person, request.user),
            now=timezone.now(),
        )
        messages.success(request, _t("Taken out. Months that were confirmed keep the amount they were confirmed with."))
    except (ChangedMeanwhile, Gone):
        messages.error(request, _t("Somebody else changed this meanwhile; nothing was taken out."))
    return redirect("money_plan", case.public_id)


def _row(request: HttpRequest, case: Case, kind: Kind, part: Any) -> HttpResponse:
    """The form of a row, new or known: asked, saved, or told what is in the way."""
    page = money_frame(case, cast(Person, request.user), timezone.now())
    form = _form(request, kind, part, page.frame.contract)
    extra: dict[str, Any] = {}
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            _save(kind, part, form, page, cast(Person, request.user))
            messages.success(request, _t("Saved."))
            return redirect(kind.back, case.public_id)
        except Refused as error:
            tell(form, error)
        except Taken:
            form.add_error("day", _t("There is a rise on this day already. Change that one."))
        except Gone:
            form, status = _fitted(form.again(new=True), page.frame.contract, None), 409
        except ChangedMeanwhile as error:
            extra, status = {"beside": form.beside(error.part)}, 409
            form = _fitted(form.again(token=cast(Any, error.part).token), page.frame.contract, part)
    context = {"title": part or kind.new, "back": reverse(kind.back, args=[case.public_id]), "files": kind.papered}
    found = {"frame": page.frame, "page": page, "form": form, "part": part}
    return render(request, "contract/money_form.html", found | context | extra, status=status)


def _form(request: HttpRequest, kind: Kind, part: Any, contract: Any) -> Any:
    if request.method == "POST":
        form = kind.form(request.POST, request.FILES)
    elif part:
        form = kind.form.of(part)
    else:
        form = (
            kind.form.empty(start=contract.start, end=contract.end) if kind.form is AgreementForm else kind.form.empty()
        )
    return _fitted(form, contract, part)


def _fitted(form: Any, contract: Any, part: Any) -> Any:
    return form.on(contract, titles_of(contract), part) if isinstance(form, AgreementForm) else form


def _save(kind: Kind, part: Any, form: Any, page: Any, by: Person) -> None:
    given: dict[str, Any] = {"values": form.values(), "by": by, "now": timezone.now()}
    add, change = (add_papered, change_papered) if kind.papered else (add_part, change_part)
    if part:
        change(part=part, token=form.cleaned_data["token"], **given)
    else:
        add(contract=page.frame.contract, model=kind.model, public_id=form.own_id, **given)


@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "spend.write", case_id)
    page = money_frame(case, cast(Person, request.user), timezone.now())
    known = terms_of(page.frame.contract)
    first = {"grace_days": known.grace_days, "token": known.token}
    form = TermsForm(request.POST) if request.method == "POST" else TermsForm(initial=first)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            by, now = cast(Person, request.user), timezone.now()
            set_terms(contract=page.frame.contract, by=by, now=now, **form.cleaned_data)
            return redirect("money_instalments", case.public_id)
        except TermsChanged as error:
            form, status = TermsForm({"grace_days": form.data["grace_days"], "token": error.terms.token}), 409
            told = _t("Somebody else made it %(days)s days meanwhile. Save again to replace that.")
            form.add_error(None, told % {"days": error.terms.grace_days})
    back = reverse("money_instalments", args=[case.public_id])
    context = {"frame": page.frame, "page": page, "form": form, "title": _t("Days after the end"), "back": back}
    return render(request, "contract/money_form.html", context, status=status)

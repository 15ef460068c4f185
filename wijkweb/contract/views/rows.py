"""Rows of the team, the network and what is asked of governments: one form for each kind, added, changed, taken out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise as Said
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from wijkweb.commons.access import allowed
from wijkweb.commons.models import Case, Person
from wijkweb.contract.actions.amendments import NeedsAmendment, change_partner, remove_partner
from wijkweb.contract.actions.parts import ChangedMeanwhile, Gone, InUse, Taken, add_part, change_part, remove_part
from wijkweb.contract.forms import capacity, network
from wijkweb.contract.forms.rows import RowForm
from wijkweb.contract.models import (
    Condition,
    Contract,
    ContractPart,
    Engagement,
    Partner,
    PartnerContact,
    PartnerYear,
    PolicyRequest,
    Recommendation,
    Session,
    SupportPromise,
    TeamFunction,
    Vacancy,
)
from wijkweb.contract.reads.contracts import contract_of
from wijkweb.contract.reads.frame import frame_of
from wijkweb.contract.reads.parts import row_of, was_removed

METHODS = ["GET", "HEAD", "POST"]
WITH_PARTNER = (Engagement, PartnerContact, PartnerYear)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of row: its name in addresses, its table and form, the page it stands on, its verbs and heading."""

    name: str
    model: type[ContractPart]
    form: type[RowForm]
    page: str
    new: Said
    verb: str = "engage.write"
    change: Callable[..., ContractPart] = change_part
    remove: Callable[..., None] = remove_part

    @property
    def tab(self) -> str:
        """The tab under which its page stands."""
        return "contract_team" if self.page == "capacity" else self.page

    @property
    def add(self) -> Callable[..., ContractPart]:
        """The verb that makes one."""
        return partial(add_part, model=self.model)


KINDS = {
    kind.name: kind
    for kind in (
        Kind("vacancy", Vacancy, capacity.VacancyForm, "capacity", _("Note a vacancy"), verb="team.manage"),
        Kind("condition", Condition, capacity.ConditionForm, "capacity", _("Add a condition of recruitment")),
        Kind("session", Session, capacity.SessionForm, "capacity", _("Add a session of the team")),
        Kind(
            "support", SupportPromise, capacity.SupportPromiseForm, "capacity", _("Say how many sessions are promised")
        ),
        Kind(
            "network_partner",
            Partner,
            network.PartnerForm,
            "contract_network",
            _("Add a partner"),
            change=change_partner,
            remove=remove_partner,
        ),
        Kind("engagement", Engagement, network.EngagementForm, "contract_network", _("Add an engagement")),
        Kind("partner_contact", PartnerContact, network.PartnerContactForm, "contract_network", _("Add a contact")),
        Kind("partner_year", PartnerYear, network.PartnerYearForm, "contract_network", _("Add a year")),
        Kind("policy_request", PolicyRequest, network.PolicyRequestForm, "contract_network", _("Add a request")),
        Kind(
            "recommendation", Recommendation, network.RecommendationForm, "contract_network", _("Add a recommendation")
        ),
    )
}


@require_http_methods(METHODS)
def row_add(request: HttpRequest, case_id: str, kind: str) -> HttpResponse:
    case = allowed(request, KINDS[kind].verb, case_id)
    spec, contract, by = KINDS[kind], contract_of(case), cast(Person, request.user)
    if request.method != "POST":
        return _page(request, case, spec, _empty(request, spec, contract), None)
    form = spec.form(request.POST).on(contract)
    if form.is_valid():
        try:
            part = spec.add(contract=contract, public_id=form.own_id, values=form.values(), by=by, now=timezone.now())
            return redirect(_place(case, spec, part))
        except ChangedMeanwhile as error:
            return _again(request, case, spec, form, error.part)
        except Taken:
            form.add_error(None, _taken())
    return _page(request, case, spec, form, None, 422)


@require_http_methods(METHODS)
def row_change(request: HttpRequest, case_id: str, kind: str, part_id: str) -> HttpResponse:
    case = allowed(request, KINDS[kind].verb, case_id)
    spec, contract, by = KINDS[kind], contract_of(case), cast(Person, request.user)
    part = row_of(contract, spec.model, part_id)
    if part is None:
        return _gone(request, case, spec, contract, part_id)
    form = spec.form(request.POST) if request.method == "POST" else spec.form.of(cast(Any, part))
    if form.on(contract).is_bound and form.is_valid():
        token = form.cleaned_data["token"]
        try:
            spec.change(part=part, token=token, values=form.values(), by=by, now=timezone.now())
            return redirect(_place(case, spec, part))
        except ChangedMeanwhile as error:
            return _again(request, case, spec, form, error.part)
        except Gone:
            return _gone(request, case, spec, contract, part_id)
        except (Taken, NeedsAmendment) as error:
            form.add_error(*_refused(error))
    return _page(request, case, spec, form, part, 422 if form.is_bound else 200)


@require_http_methods(METHODS)
def row_remove(request: HttpRequest, case_id: str, kind: str, part_id: str) -> HttpResponse:
    case = allowed(request, KINDS[kind].verb, case_id)
    spec, contract = KINDS[kind], contract_of(case)
    part = row_of(contract, spec.model, part_id)
    if part is None and not was_removed(contract, spec.model, part_id):
        raise Http404
    if part is None:
        return redirect(spec.page, case.public_id)
    if request.method != "POST":
        return _remove_page(request, case, spec, part)
    given, to = request.POST.get("token", ""), _place(case, spec, part)
    token = int(given) if given.isdecimal() and len(given) < 10 else None
    try:
        spec.remove(part=part, token=token, by=cast(Person, request.user), now=timezone.now())
    except ChangedMeanwhile as error:
        return _remove_page(request, case, spec, error.part, 409, _changed())
    except InUse:
        return _remove_page(request, case, spec, part, 409, _in_use())
    except Gone:
        pass
    return redirect(to if spec.model is not Partner else reverse(spec.page, args=[case.public_id]))


def _empty(request: HttpRequest, spec: Kind, contract: Contract) -> RowForm:
    """The empty form; a row of a partner or of a function begins with the one that was picked on the page."""
    first: dict[str, Any] = {}
    if spec.model in WITH_PARTNER:
        first["partner"] = row_of(contract, Partner, request.GET.get("partner", ""))
    if spec.model is Vacancy:
        first["function"] = row_of(contract, TeamFunction, request.GET.get("functie", ""))
    return spec.form.empty(**first).on(contract)


def _gone(request: HttpRequest, case: Case, spec: Kind, contract: Contract, part_id: str) -> HttpResponse:
    """The form of a row that somebody took out meanwhile, with what was typed, to add it anew."""
    if request.method != "POST" or not was_removed(contract, spec.model, part_id):
        raise Http404
    form = spec.form(request.POST).again(new=True).on(contract)
    return _page(request, case, spec, form, None, 409, gone=True)


def _again(request: HttpRequest, case: Case, spec: Kind, form: RowForm, part: ContractPart) -> HttpResponse:
    """The form with what was typed, beside what somebody else made of the row."""
    again, theirs = form.again(token=part.token).on(part.contract), cast(Any, part)
    return _page(request, case, spec, again, part, 409, beside=form.beside(theirs))


def _page(
    request: HttpRequest,
    case: Case,
    spec: Kind,
    form: RowForm,
    part: ContractPart | None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    frame = frame_of(case, cast(Person, request.user), spec.tab)
    ids = [case.public_id, *([part.public_id] if part else [])]
    urls = {"action": reverse(f"{spec.name}_{'change' if part else 'add'}", args=ids)}
    urls["back"] = _place(case, spec, part) if part else reverse(spec.page, args=[case.public_id])
    if part:
        urls["remove"] = reverse(f"{spec.name}_remove", args=ids)
    context = {"frame": frame, "form": form, "part": part, "heading": _("Change this") if part else spec.new}
    return render(request, "contract/row_form.html", context | urls | more, status=status)


def _remove_page(
    request: HttpRequest, case: Case, spec: Kind, part: ContractPart, status: int = 200, refused: str = ""
) -> HttpResponse:
    form = spec.form.of(cast(Any, part)).on(part.contract)
    said = [(str(form[name].label), text) for name, text in form.read(cast(Any, part)) if text]
    frame = frame_of(case, cast(Person, request.user), spec.tab)
    context = {"frame": frame, "part": part, "said": said, "refused": refused, "back": _place(case, spec, part)}
    return render(request, "contract/row_remove.html", context, status=status)


def _place(case: Case, spec: Kind, part: ContractPart) -> str:
    """Where a row is shown: on the page of its partner, or on the page of its kind."""
    if isinstance(part, Partner):
        return reverse("contract_partner", args=[case.public_id, part.public_id])
    if isinstance(part, Engagement | PartnerContact | PartnerYear):
        return reverse("contract_partner", args=[case.public_id, part.partner.public_id])
    return f"{reverse(spec.page, args=[case.public_id])}#{spec.name}-head"


def _refused(error: Exception) -> tuple[str | None, str]:
    if isinstance(error, NeedsAmendment):
        return "amendment", _t(
            "This partner stands in the baseline. Choose the amendment that changes it, or add that decision first "
            "on the page of the baseline."
        )
    return None, _taken()


def _taken() -> str:
    return _t("There is one already with this name or year; change that one, or give this one another name.")


def _changed() -> str:
    return _t("Somebody else changed this meanwhile; nothing was taken out. This is what it says now.")


def _in_use() -> str:
    return _t(
        "This was agreed, or something hangs on it: engagements, contacts, years. It stays; give it a last day instead."
    )

"""The list of contracts, a contract on one page, one that begins, its settings."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wijkweb.commons.access import allowed, may
from wijkweb.commons.actions.people import NotInvitable
from wijkweb.commons.models import Case, Person
from wijkweb.contract.actions.amendments import is_fixed
from wijkweb.contract.actions.award import NotAwardable
from wijkweb.contract.actions.contracts import AlreadyRunning, Overtaken, change_contract
from wijkweb.contract.actions.team import begin as begin_one
from wijkweb.contract.answers import link_page, no_role
from wijkweb.contract.forms.award import AwardedForm, tell_faults
from wijkweb.contract.forms.contracts import BeginForm, ByHandForm, FixedSettingsForm, SettingsForm
from wijkweb.contract.models import Contract
from wijkweb.contract.reads.beginning import awardable, beginning_of
from wijkweb.contract.reads.contracts import contracts_for, day_of
from wijkweb.contract.reads.frame import frame_of
from wijkweb.contract.reads.spending import own_share_of
from wijkweb.contract.reads.team import overview_of


@require_safe
def contract_list(request: HttpRequest) -> HttpResponse:
    allowed(request, "contract.list")
    now = timezone.now()
    found = [(one, day_of(one, now)) for one in contracts_for(cast(Person, request.user))]
    return render(request, "contract/list.html", {"contracts": found, "may_begin": may(request, "contract.begin")})


@require_safe
def contract(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "contract.read", case_id)
    frame = frame_of(case, cast(Person, request.user), "contract")
    today = day_of(frame.contract, timezone.now())
    overview = overview_of(frame.contract, today)
    own = own_share_of(frame.contract, until=today) if frame.may("spend.read") else None
    may_read = {"reads_dossier": frame.may("dossier.read") and hasattr(case, "dossier")}
    return render(request, "contract/contract.html", {"frame": frame, "overview": overview, "own": own} | may_read)


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    allowed(request, "contract.begin")
    return render(request, "contract/choose.html", {"dossiers": awardable(cast(Person, request.user))})


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "contract.begin", case_id)
    if Contract.objects.filter(case=case).exists():
        return redirect("contract", case.public_id)
    if not hasattr(case, "dossier"):
        raise Http404
    known = beginning_of(case, timezone.localdate())
    first = {"start": known.start, "end": known.end, "tracks": "\n".join(known.tracks)}
    form = AwardedForm(*_sent(request), initial=first)
    return _begun(request, form, case=case) or _begin_page(request, form, case=case, known=known)


@require_http_methods(["GET", "HEAD", "POST"])
def by_hand(request: HttpRequest) -> HttpResponse:
    allowed(request, "contract.begin")
    form = ByHandForm(*_sent(request), person=cast(Person, request.user))
    return _begun(request, form) or _begin_page(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "contract.write", case_id)
    person = cast(Person, request.user)
    frame = frame_of(case, person, "contract")
    fixed = is_fixed(frame.contract)
    kind = FixedSettingsForm if fixed else SettingsForm
    form = kind(request.POST) if request.method == "POST" else kind.of(cast(Any, frame.contract))
    context: dict[str, Any] = {"frame": frame, "fixed": fixed}
    if form.is_bound and form.is_valid():
        token = form.cleaned_data["token"]
        try:
            change_contract(contract=frame.contract, token=token, values=form.values(), by=person, now=timezone.now())
            messages.success(request, _("Saved."))
            return redirect("contract", case.public_id)
        except Overtaken as error:
            theirs: Any = error.contract
            again = {"form": form.again(token=theirs.token), "beside": form.beside(theirs)}
            return render(request, "contract/settings.html", context | again, status=409)
    return render(request, "contract/settings.html", context | {"form": form}, status=422 if form.is_bound else 200)


def _sent(request: HttpRequest) -> tuple[Any, ...]:
    """What was sent, with its files; nothing for an empty form."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _begun(request: HttpRequest, form: BeginForm, case: Case | None = None) -> HttpResponse | None:
    """The answer once the contract began; None while its form is empty, or asks for something."""
    if not form.is_valid():
        return None
    by = cast(Person, request.user)
    try:
        made, secret = begin_one(case=case, by=by, now=timezone.now(), **form.given())
    except AlreadyRunning:
        return redirect("contract", case.public_id if case else form.cleaned_data["public_id"])
    except NotAwardable as error:
        tell_faults(form, error)
        return None
    except NotInvitable:
        form.add_error("lead", no_role())
        return None
    if secret:
        return link_page(request, made.case, form.cleaned_data["lead"], secret)
    messages.success(request, _("The contract has begun. Add the functions and the people of the team."))
    return redirect("contract_team", made.case.public_id)


def _begin_page(request: HttpRequest, form: BeginForm, **more: Any) -> HttpResponse:
    return render(request, "contract/begin.html", {"form": form, **more}, status=422 if form.is_bound else 200)

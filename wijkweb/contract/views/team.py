"""The team: its functions, and the people who fill them."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.actions.colleagues import take_back
from wijkweb.commons.actions.people import NotInvitable
from wijkweb.commons.models import Case, Person
from wijkweb.contract.actions.parts import ChangedMeanwhile, Gone, InUse, add_part, change_part, remove_part
from wijkweb.contract.actions.team import bring_in, change_member
from wijkweb.contract.answers import link_page, no_role
from wijkweb.contract.forms.team import FunctionForm, MemberChangeForm, MemberForm
from wijkweb.contract.models import TeamFunction
from wijkweb.contract.reads.contracts import contract_of
from wijkweb.contract.reads.frame import frame_of
from wijkweb.contract.reads.team import member_of, part_or_404, team_link, team_of

TAB = "contract_team"


@require_safe
def team(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "contract.read", case_id)
    frame = frame_of(case, cast(Person, request.user), TAB)
    found = {"frame": frame, "team": team_of(frame.contract, timezone.now()), "may_manage": frame.may("team.manage")}
    return render(request, "contract/team.html", found)


@require_http_methods(["GET", "HEAD", "POST"])
def member_add(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "team.manage", case_id)
    by, form = cast(Person, request.user), MemberForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            person, secret = bring_in(contract=contract_of(case), by=by, now=timezone.now(), **form.cleaned_data)
            if person is None:
                return link_page(request, case, form.cleaned_data["email"], secret)
            messages.success(request, _("%(name)s is in the team now.") % {"name": person.name})
            return redirect(TAB, case.public_id)
        except NotInvitable:
            form.add_error("email", no_role())
    context = {"frame": frame_of(case, by, TAB), "form": form}
    return render(request, "contract/member_add.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def member_change(request: HttpRequest, case_id: str, person_id: str) -> HttpResponse:
    case = allowed(request, "team.manage", case_id)
    by = cast(Person, request.user)
    member = member_of(contract_of(case), person_id)
    form = MemberChangeForm(request.POST) if request.method == "POST" else MemberChangeForm.of(cast(Any, member))
    form.on(member)
    beside: Any = ()
    if form.is_bound and form.is_valid():
        token, values = form.cleaned_data["token"], form.values()
        try:
            change_member(
                contract=member.contract, person=member.person, token=token, values=values, by=by, now=timezone.now()
            )
            return redirect(TAB, case.public_id)
        except ChangedMeanwhile as error:
            theirs = cast(Any, error.part)
            beside, form = form.beside(theirs), form.again(token=theirs.token).on(member)
        except NotInvitable:
            form.add_error("lead", no_role())
    context = {"frame": frame_of(case, by, TAB), "form": form, "member": member, "beside": beside}
    return render(request, "contract/member.html", context, status=409 if beside else 422 if form.is_bound else 200)


@require_POST
def withdraw(request: HttpRequest, case_id: str, key: str) -> HttpResponse:
    case = allowed(request, "team.manage", case_id)
    link = team_link(case, key)
    if link is None:
        raise Http404
    take_back(invitation=link, by=cast(Person, request.user), now=timezone.now())
    return redirect(TAB, case.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def function_add(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "team.manage", case_id)
    by, contract = cast(Person, request.user), contract_of(case)
    if request.method != "POST":
        form = FunctionForm.empty(start=contract.start, end=contract.end)
        return _function_page(request, case, form.on(contract))
    form = FunctionForm(request.POST).on(contract)
    if form.is_valid():
        id, values = form.own_id, form.values()
        try:
            add_part(contract=contract, model=TeamFunction, public_id=id, values=values, by=by, now=timezone.now())
            return redirect(TAB, case.public_id)
        except ChangedMeanwhile as error:
            return _overtaken(request, case, form, error)
    return _function_page(request, case, form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def function_change(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "team.manage", case_id)
    by, contract = cast(Person, request.user), contract_of(case)
    part = cast(TeamFunction, part_or_404(contract, TeamFunction, part_id))
    form = FunctionForm(request.POST) if request.method == "POST" else FunctionForm.of(cast(Any, part))
    form.on(contract)
    if form.is_bound and form.is_valid():
        token = form.cleaned_data["token"]
        try:
            change_part(part=part, token=token, values=form.values(), by=by, now=timezone.now())
            return redirect(TAB, case.public_id)
        except ChangedMeanwhile as error:
            return _overtaken(request, case, form, error)
        except Gone:
            return _function_page(request, case, form.again(new=True).on(contract), status=409, gone=True)
    return _function_page(request, case, form, part=part, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def function_remove(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "team.manage", case_id)
    by, token = cast(Person, request.user), request.POST.get("token", "")
    part = part_or_404(contract_of(case), TeamFunction, part_id)
    status, refused = 200, ""
    if request.method == "POST":
        try:
            remove_part(part=part, token=int(token) if token.isdecimal() else None, by=by, now=timezone.now())
            return redirect(TAB, case.public_id)
        except Gone:
            return redirect(TAB, case.public_id)
        except ChangedMeanwhile as error:
            part, status, refused = error.part, 409, _changed()
        except InUse:
            status, refused = 409, _in_use()
    context = {"frame": frame_of(case, by, TAB), "part": part, "refused": refused}
    return render(request, "contract/function_remove.html", context, status=status)


def _function_page(
    request: HttpRequest, case: Case, form: FunctionForm, *, part: Any = None, status: int = 200, **more: Any
) -> HttpResponse:
    frame = frame_of(case, cast(Person, request.user), TAB)
    ids = [case.public_id, *([part.public_id] if part else [])]
    action = reverse("function_change" if part else "function_add", args=ids)
    context = {"frame": frame, "form": form, "part": part, "action": action}
    return render(request, "contract/function.html", context | more, status=status)


def _overtaken(request: HttpRequest, case: Case, form: FunctionForm, error: ChangedMeanwhile) -> HttpResponse:
    theirs = cast(Any, error.part)
    again = form.again(token=theirs.token).on(theirs.contract)
    return _function_page(request, case, again, part=theirs, status=409, beside=form.beside(theirs))


def _changed() -> str:
    return _("Somebody else changed this meanwhile; nothing was taken out. This is what it says now.")


def _in_use() -> str:
    return _(
        "Something hangs on this function: somebody of the team, a vacancy or a condition. Take that away first, or "
        "give the function a last day."
    )

"""Who works on a dossier: asked by e-mail address, given a role, let go."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.actions.colleagues import LastCoordinator, bring_in, set_case_role, take_back, take_case_role
from wijkweb.commons.actions.people import NotInvitable
from wijkweb.commons.models import Case, Person
from wijkweb.dossier.actions.dossiers import writable
from wijkweb.dossier.forms.people import GuestForm, InviteForm
from wijkweb.dossier.reads.desk import desk_of
from wijkweb.dossier.reads.people import Member, guest_of, link_of, people_of

TAB = "dossier_people"


@require_safe
def people(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "dossier.read", case_id)
    desk = desk_of(case, cast(Person, request.user), TAB)
    context = {"desk": desk, "people": people_of(case, timezone.now()), "may_manage": desk.may("people.manage")}
    return render(request, "dossier/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "people.manage", case_id)
    by = cast(Person, request.user)
    form = InviteForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        writable(case)
    if form.is_valid():
        try:
            person, secret = bring_in(case=case, by=by, now=timezone.now(), **form.cleaned_data)
            if person is None:
                return _link_page(request, case, form, secret)
            messages.success(request, _("%(name)s can work on this dossier now.") % {"name": person.name})
            return redirect(TAB, case.public_id)
        except NotInvitable:
            form.add_error("email", _no_role())
        except LastCoordinator:
            form.add_error("role", _last())
    context = {"desk": desk_of(case, by, TAB), "form": form}
    return render(request, "dossier/people_invite.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def guest(request: HttpRequest, case_id: str, person_id: str) -> HttpResponse:
    case = allowed(request, "people.manage", case_id)
    by, found = cast(Person, request.user), guest_of(case, person_id)
    if found is None:
        raise Http404
    form = GuestForm(request.POST if request.method == "POST" else None, initial={"role": found.of_case})
    if form.is_bound:
        writable(case)
    if form.is_valid():
        try:
            _give(case, found, form, by)
            return redirect(TAB, case.public_id)
        except LastCoordinator:
            form.add_error("role", _last())
    context = {"desk": desk_of(case, by, TAB), "form": form, "member": found}
    return render(request, "dossier/people_role.html", context, status=422 if form.is_bound else 200)


@require_POST
def withdraw(request: HttpRequest, case_id: str, key: str) -> HttpResponse:
    case = allowed(request, "people.manage", case_id)
    writable(case)
    link = link_of(case, key)
    if link is None:
        raise Http404
    take_back(invitation=link, by=cast(Person, request.user), now=timezone.now())
    return redirect(TAB, case.public_id)


def _give(case: Case, found: Member, form: GuestForm, by: Person) -> None:
    now, role = timezone.now(), form.cleaned_data["role"]
    if form.cleaned_data["take_away"]:
        take_case_role(person=found.person, case=case, by=by, now=now)
    else:
        set_case_role(person=found.person, role=role, case=case, by=by, now=now)


def _link_page(request: HttpRequest, case: Case, form: InviteForm, secret: str) -> HttpResponse:
    """The link, this once: only the hash of its secret is kept."""
    link = request.build_absolute_uri(reverse("invitation", args=[secret]))
    desk = desk_of(case, cast(Person, request.user), TAB)
    context = {"desk": desk, "link": link, "email": form.cleaned_data["email"]}
    return render(request, "dossier/people_link.html", context)


def _no_role() -> str:
    return _(
        "This account can have no role in a dossier: it was closed, or it belongs to the funder or to whoever keeps "
        "this site."
    )


def _last() -> str:
    return _("This is the last coordinator of the dossier. Give somebody else that role first.")

"""Somebody leaves the team, with their phones."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wijkweb.commons.access import allowed
from wijkweb.commons.models import Person
from wijkweb.contract.reads.contracts import contract_of, day_of
from wijkweb.contract.reads.frame import frame_of
from wijkweb.contract.reads.team import member_of
from wijkweb.field.actions.team import leave as let_go
from wijkweb.field.forms.devices import LeaveForm
from wijkweb.field.models import Device


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, case_id: str, person_id: str) -> HttpResponse:
    case = allowed(request, "team.manage", case_id)
    by, contract, now = cast(Person, request.user), contract_of(case), timezone.now()
    member = member_of(contract, person_id)
    data = request.POST if request.method == "POST" else None
    form = LeaveForm(data, today=day_of(contract, now), first=member.start)
    if form.is_valid():
        let_go(contract=contract, person=member.person, by=by, now=now, **form.cleaned_data)
        messages.success(request, _("%(name)s has left the team.") % {"name": member.person.name})
        still = case.public_id if member.person_id != by.pk else ""
        return (
            redirect("contract_team", still) if still else redirect("contract_list" if by.grants.exists() else "home")
        )
    phones = Device.objects.filter(contract=contract, person=member.person, revoked_on=None).count()
    context = {"frame": frame_of(case, by, "contract_team"), "form": form, "member": member, "phones": phones}
    return render(request, "field/leave.html", context, status=422 if form.is_bound else 200)

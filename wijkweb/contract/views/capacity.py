"""What the team has and lacks: posts by month, vacancies, conditions, coaching."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.models import Person
from wijkweb.contract.reads.capacity import capacity_of
from wijkweb.contract.reads.contracts import day_of
from wijkweb.contract.reads.frame import frame_of


@require_safe
def capacity(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "contract.read", case_id)
    frame = frame_of(case, cast(Person, request.user), "contract_team")
    found = capacity_of(frame.contract, until=day_of(frame.contract, timezone.now()))
    rights = {"may_write": frame.may("engage.write"), "may_manage": frame.may("team.manage")}
    return render(request, "contract/capacity.html", {"frame": frame, "capacity": found} | rights)

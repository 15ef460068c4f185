"""The list of contracts, and a contract on one page."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.models import Person
from wijkweb.contract.reads.contracts import contracts_for, members_of
from wijkweb.contract.reads.frame import frame_of


@require_safe
def contract_list(request: HttpRequest) -> HttpResponse:
    allowed(request, "contract.list")
    return render(request, "contract/list.html", {"contracts": contracts_for(cast(Person, request.user))})


@require_safe
def contract(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "contract.read", case_id)
    frame = frame_of(case, cast(Person, request.user), "contract")
    return render(request, "contract/contract.html", {"frame": frame, "members": members_of(frame.contract)})

"""The network: as a picture and as a table, a partner on its own page; what is asked of governments."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.models import Person
from wijkweb.contract.reads.contracts import day_of
from wijkweb.contract.reads.frame import frame_of
from wijkweb.contract.reads.network import network_of
from wijkweb.contract.reads.partner import partner_of
from wijkweb.contract.reads.picture import picture_of

TAB = "contract_network"


@require_safe
def network(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "contract.read", case_id)
    frame = frame_of(case, cast(Person, request.user), TAB)
    on = day_of(frame.contract, timezone.now())
    found = network_of(frame.contract, on=on)
    picture = picture_of(found, on=on, everything=_("all tracks"))
    context = {"frame": frame, "network": found, "picture": picture, "may_write": frame.may("engage.write")}
    return render(request, "contract/network.html", context)


@require_safe
def partner(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "contract.read", case_id)
    frame = frame_of(case, cast(Person, request.user), TAB)
    found = partner_of(frame.contract, part_id, on=day_of(frame.contract, timezone.now()))
    if found is None:
        raise Http404
    may = {"may_write": frame.may("engage.write"), "may_see_money": frame.may("spend.read")}
    return render(request, "contract/partner.html", {"frame": frame, "found": found, **may})

"""Answers that more than one page of a contract gives."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkweb.commons.models import Case, Person
from wijkweb.contract.reads.frame import frame_of


def link_page(request: HttpRequest, case: Case, email: str, secret: str) -> HttpResponse:
    """The link, this once: only the hash of its secret is kept."""
    link = request.build_absolute_uri(reverse("invitation", args=[secret]))
    frame = frame_of(case, cast(Person, request.user), "contract_team")
    return render(request, "contract/link.html", {"frame": frame, "link": link, "email": email})


def no_role() -> str:
    """Why an account cannot be in a team."""
    return _(
        "This account can have no role in a team: it was closed, or it belongs to the funder or to whoever keeps "
        "this site."
    )

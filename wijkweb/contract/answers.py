"""Answers that more than one page of a contract gives."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkweb.commons import files
from wijkweb.commons.models import Case, Person, StoredFile
from wijkweb.contract.reads.frame import frame_of
from wijkweb.dossier.actions.annexes import ANY_TYPE


def link_page(request: HttpRequest, case: Case, email: str, secret: str) -> HttpResponse:
    """The link, this once: only the hash of its secret is kept."""
    link = request.build_absolute_uri(reverse("invitation", args=[secret]))
    frame = frame_of(case, cast(Person, request.user), "contract_team")
    return render(request, "contract/link.html", {"frame": frame, "link": link, "email": email})


def paper_answer(file: StoredFile | None) -> HttpResponse:
    """The paper of a decision as a download, never as a page of this site; raises Http404 when there is none."""
    if file is None:
        raise Http404
    response = HttpResponse(files.fetch(file.sha256), content_type=ANY_TYPE)
    response.headers["Content-Disposition"] = files.attachment(file.name)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def no_role() -> str:
    """Why an account cannot be in a team."""
    return _(
        "This account can have no role in a team: it was closed, or it belongs to the funder or to whoever keeps "
        "this site."
    )

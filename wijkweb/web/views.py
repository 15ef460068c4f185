"""Home, and the thread."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wijkweb.call.reads import newest_versions
from wijkweb.commons.access import allowed, may, verbs_in
from wijkweb.commons.models import Person
from wijkweb.commons.reads import last_lines
from wijkweb.dossier.reads.lists import list_dossiers
from wijkweb.web.thread import thread_of

HOME_ROWS = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    allowed(request, "home.see")
    person = request.user
    mine = list_dossiers(person) if isinstance(person, Person) and may(request, "dossier.list") else None
    context = {
        "calls": newest_versions(),
        "now": timezone.now(),
        "mine": mine,
        "rows": mine.rows[:HOME_ROWS] if mine else (),
        "may_check": may(request, "paper.check"),
        "may_run": mine is None and may(request, "contract.list"),
        "may_watch": may(request, "portfolio.read"),
        "may_judge": may(request, "evaluation.list"),
        "only_public": mine is None and not may(request, "contract.list") and may(request, "public.list"),
        "has_role": may(request, "account.own"),
    }
    return render(request, "web/home.html", context)


@require_safe
def thread(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "thread.read", case_id)
    verbs = verbs_in(cast(Person, request.user), case)
    context = {"case": case, "stations": thread_of(case, verbs), "may_read_dossier": "dossier.read" in verbs}
    return render(request, "web/thread.html", context | {"lines": last_lines(case)})

"""Calls, open to everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wijkweb.call.reads import call_of, newest_version, newest_versions
from wijkweb.commons.access import allowed
from wijkweb.rules.deadlines import deadline_at, is_open
from wijkweb.writers.callfile import dump_call


@require_safe
def call_list(request: HttpRequest) -> HttpResponse:
    allowed(request, "call.read")
    return render(request, "call/list.html", {"versions": newest_versions(), "now": timezone.now()})


@require_safe
def call_page(request: HttpRequest, call_id: str) -> HttpResponse:
    allowed(request, "call.read")
    version = newest_version(call_id)
    call = call_of(version)
    context = {
        "version": version,
        "call": call,
        "deadline": deadline_at(call.deadline),
        "open": is_open(call.deadline, timezone.now()),
    }
    return render(request, "call/page.html", context)


@require_safe
def call_file(request: HttpRequest, call_id: str) -> HttpResponse:
    allowed(request, "call.read")
    version = newest_version(call_id)
    response = HttpResponse(dump_call(call_of(version)), content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{version.call_id}-v{version.version}.toml"'
    return response

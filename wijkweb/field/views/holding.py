"""What we hold: every column of a contact, in plain words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wijkweb.commons.access import allowed
from wijkweb.field.reads.holding import KEPT_DAYS, columns, others


@require_safe
def what_we_hold(request: HttpRequest) -> HttpResponse:
    allowed(request, "about.read")
    context = {"columns": columns(), "others": others(), "days": KEPT_DAYS}
    return render(request, "field/holding.html", context)

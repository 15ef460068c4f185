"""Is the team on course, and what each figure rests on."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wijkweb.commons import files
from wijkweb.commons.access import allowed
from wijkweb.commons.models import Person
from wijkweb.contract.reads.contracts import contract_of, day_of
from wijkweb.contract.reads.frame import frame_of
from wijkweb.contract.reads.promises import said_codes, versions_of
from wijkweb.field.reads.course import course_of
from wijkweb.field.reads.indicator import export_of, indicator_page
from wijkweb.writers.indicator_json import export_json


@require_safe
def course(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "field.read", case_id)
    frame = frame_of(case, cast(Person, request.user), "course")
    asked = request.GET.get("jaar", "")
    year = int(asked) if asked.isdecimal() and len(asked) < 3 else 0
    page = course_of(frame.contract, today=day_of(frame.contract, timezone.now()), year=year)
    context = {"frame": frame, "page": page, "all": frame.may("contact.all"), "phones": frame.may("device.manage")}
    return render(request, "field/course.html", context)


@require_safe
def course_indicator(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "field.read", case_id)
    person = cast(Person, request.user)
    frame = frame_of(case, person, "course")
    all_rows, own_rows = frame.may("contact.all"), frame.may("contact.read")
    today = day_of(frame.contract, timezone.now())
    page = indicator_page(frame.contract, part_id, person, all_rows=all_rows, own_rows=own_rows, today=today)
    versions = versions_of(page.promised.definitions, said_codes(frame.contract, page.words))
    context = {"frame": frame, "page": page, "versions": versions, "all": all_rows}
    return render(request, "field/indicator.html", context)


@require_safe
def course_cells(request: HttpRequest, case_id: str, part_id: str) -> HttpResponse:
    case = allowed(request, "field.read", case_id)
    contract = contract_of(case)
    export, key = export_of(contract, part_id, today=day_of(contract, timezone.now()))
    response = HttpResponse(export_json(export), content_type="application/json")
    response.headers["Content-Disposition"] = files.attachment(f"{key}.json")
    return response

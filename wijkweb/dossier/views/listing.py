"""The list of dossiers as a spreadsheet, with the filters of the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wijkweb.commons.access import allowed
from wijkweb.commons.files import attachment
from wijkweb.commons.models import Person
from wijkweb.dossier.reads.lists import export_rows
from wijkweb.writers.spreadsheet import Column, csv_lines, xlsx_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def list_xlsx(request: HttpRequest) -> FileResponse:
    allowed(request, "dossier.list")
    made = xlsx_file(_("Dossiers"), _columns(), _rows(request))
    return FileResponse(made, as_attachment=True, filename="dossiers.xlsx", content_type=XLSX)


@require_safe
def list_csv(request: HttpRequest) -> StreamingHttpResponse:
    allowed(request, "dossier.list")
    response = StreamingHttpResponse(csv_lines(_columns(), _rows(request)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = attachment("dossiers.csv")
    return response


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Dossier"), width=40),
        Column(_("Municipality"), width=24),
        Column(_("Call"), width=34),
        Column(_("State")),
        Column(_("Practice copy")),
        Column(_("Subsidy"), "money", 16),
        Column(_("Total"), "money", 16),
        Column(_("Breaches"), "number", 11),
        Column(_("Warnings"), "number", 11),
        Column(_("Notes"), "number", 11),
        Column(_("Changed"), "date", 12),
    )


def _rows(request: HttpRequest) -> Iterator[tuple[Any, ...]]:
    """The rows with their codes in words."""
    states = {"draft": _("draft"), "ready": _("ready"), "withdrawn": _("withdrawn")}
    practice = {True: _("practice copy"), False: ""}
    call, words = request.GET.get("oproep", "")[:60], request.GET.get("zoek", "")[:100]
    found = export_rows(cast(Person, request.user), call=call, words=words)
    zone = timezone.get_current_timezone()
    return (
        (title, town, of_call, states[state], practice[trial], *figures, changed.astimezone(zone))
        for title, town, of_call, state, trial, *figures, changed in found
    )

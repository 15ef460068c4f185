"""The money of a contract: where it stands, as a page and as papers; its files."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wijkweb.commons import files
from wijkweb.commons.access import allowed
from wijkweb.commons.models import Person
from wijkweb.contract.money_papers import entries_columns, entry_cells, money_book, money_sheet
from wijkweb.contract.reads.contracts import contract_of, day_of
from wijkweb.contract.reads.money_pages import money_whole, paper_in, titles_of
from wijkweb.contract.reads.spending import booked_of, spending_of
from wijkweb.writers.pdf import write_pdf
from wijkweb.writers.spreadsheet import csv_lines

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def money(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "spend.read", case_id)
    page, spending = money_whole(case, cast(Person, request.user), timezone.now())
    context = {"frame": page.frame, "page": page, "spending": spending}
    return render(request, "contract/money.html", context)


@require_safe
def money_csv(request: HttpRequest, case_id: str) -> HttpResponseBase:
    case = allowed(request, "spend.read", case_id)
    contract = contract_of(case)
    titles = titles_of(contract)
    rows = (entry_cells(one, titles) for one in booked_of(contract, until=day_of(contract, timezone.now())))
    answer = StreamingHttpResponse(csv_lines(entries_columns(), rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = files.attachment("boekingen.csv")
    return answer


@require_safe
def money_xlsx(request: HttpRequest, case_id: str) -> HttpResponseBase:
    case = allowed(request, "spend.read", case_id)
    contract = contract_of(case)
    day = _day(request, day_of(contract, timezone.now()))
    spending = spending_of(contract, until=day)
    made = money_book(spending, booked_of(contract, until=day), titles_of(contract), case.title)
    return FileResponse(made, as_attachment=True, filename=f"geld-{day:%Y-%m-%d}.xlsx", content_type=XLSX)


@require_safe
def money_pdf(request: HttpRequest, case_id: str) -> HttpResponse:
    case = allowed(request, "spend.read", case_id)
    contract = contract_of(case)
    day = _day(request, day_of(contract, timezone.now()))
    sheet = money_sheet(spending_of(contract, until=day), contract)
    answer = HttpResponse(write_pdf(sheet), content_type="application/pdf")
    answer["Content-Disposition"] = files.attachment(f"geld-{day:%Y-%m-%d}.pdf")
    return answer


@require_safe
def money_file(request: HttpRequest, case_id: str, file_id: str) -> HttpResponse:
    case = allowed(request, "spend.read", case_id)
    file = paper_in(contract_of(case), file_id)
    try:
        data = files.fetch(file.sha256)
    except FileNotFoundError:
        raise Http404 from None
    answer = HttpResponse(data, content_type="application/octet-stream")
    answer["Content-Disposition"] = files.attachment(file.name)
    return answer


def _day(request: HttpRequest, today: date) -> date:
    """The day that the address asks for, at most today."""
    try:
        return min(date.fromisoformat(request.GET.get("op", "")), today)
    except ValueError:
        return today

"""The list of dossiers as XLSX and as CSV: what the page shows, nobody else's rows, hostile titles stay text."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.test import Client

from tests.conftest import NOW
from tests.writers.hostile import PAYLOADS, payloads
from wijkweb.commons.models import Case
from wijkweb.dossier.actions.dossiers import start_dossier
from wijkweb.dossier.models import Dossier

pytestmark = pytest.mark.django_db


@pytest.fixture
def start(calls: dict, city: Any, other_city: Any, writer: Any) -> Callable[..., Dossier]:
    def make(title: str, call: str = "wvc-2021", mine: bool = True) -> Dossier:
        place = city if mine else other_city
        return start_dossier(
            municipality=place, call_version=calls[call], title=title, by=writer, now=NOW, practice=True
        )

    return make


@pytest.fixture
def client(writer: Any) -> Client:
    client = Client()
    client.force_login(writer)
    return client


def rows_of(client: Client, query: str = "") -> list[list[str]]:
    data = b"".join(client.get(f"/dossiers/lijst.csv{query}")).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(data, newline=""), delimiter=";"))[1:]


def sheet_of(client: Client, query: str = "") -> Any:
    answer = client.get(f"/dossiers/lijst.xlsx{query}")
    assert "attachment" in answer["Content-Disposition"]
    return openpyxl.load_workbook(io.BytesIO(b"".join(answer))).active


def test_the_same_rows_and_filters_as_the_page(client: Client, start: Callable[..., Dossier]) -> None:
    start("Onder de molen")
    start("Brug en kade", "buurtfonds-2026")
    start("Onder de brug van een ander", mine=False)
    assert [row[0] for row in rows_of(client)] == ["Brug en kade", "Onder de molen"]
    assert [row[0] for row in rows_of(client, "?zoek=molen")] == ["Onder de molen"]
    assert [row[0] for row in rows_of(client, "?oproep=buurtfonds-2026")] == ["Brug en kade"]
    found = [[cell.value for cell in row] for row in sheet_of(client, "?zoek=onder").iter_rows(min_row=2)]
    assert [row[:5] for row in found] == [
        ["Onder de molen", "Zeebrink", "Oproep wijkverbeteringscontracten 2021", "ontwerp", "oefenkopie"]
    ]


def test_amounts_and_days_are_no_text(client: Client, start: Callable[..., Dossier]) -> None:
    Dossier.objects.filter(pk=start("x").pk).update(subsidy="799494.00", total="1023194.00")
    cells = next(sheet_of(client).iter_rows(min_row=2))
    assert [cell.value for cell in cells[5:7]] == [799494, 1023194]
    assert cells[10].is_date
    assert rows_of(client)[0][5:7] == ["799494,00", "1023194,00"]


def test_hostile_titles_stay_text(client: Client, start: Callable[..., Dossier]) -> None:
    texts = payloads()
    first = start("x")
    for text in texts[1:]:
        case = Case.objects.create(municipality=first.municipality, title=text, opened_at=NOW)
        Dossier.objects.create(
            case=case, call_version=first.call_version, municipality=first.municipality, call_id=first.call_id,
            practice=True, started_at=NOW, started_by=first.started_by, changed_at=NOW,
        )  # fmt: skip
    Case.objects.filter(pk=first.case_id).update(title=texts[0])
    cells = [cell for row in sheet_of(client).iter_rows(min_row=2) for cell in row]
    assert (len(cells), [cell.value for cell in cells if cell.data_type == "f"]) == (PAYLOADS * 11, [])
    found = rows_of(client)
    assert len(found) == PAYLOADS
    assert [
        row[0]
        for row in found
        if row[0].lstrip(" \u00a0\ufeff").startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    ] == []


def test_as_many_queries_for_one_dossier_as_for_three(
    client: Client, start: Callable[..., Dossier], django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    start("een")
    with CaptureQueriesContext(connection) as one:
        rows_of(client)
    start("twee")
    start("drie")
    with django_assert_num_queries(len(one)):
        rows_of(client)

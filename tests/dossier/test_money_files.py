"""A spreadsheet goes out, comes back, is looked at, and is taken over once, with a line in the journal."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from html import unescape
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.conftest import NOW
from tests.dossier.money import REAL, entries
from wijkweb.commons.models import JournalLine
from wijkweb.dossier.actions.dossiers import start_dossier
from wijkweb.dossier.actions.money import save_money
from wijkweb.dossier.models import Dossier, MoneyLine, Payer
from wijkweb.dossier.reads.money import entries_of
from wijkweb.rules.entries import token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(make_person: Callable[..., Any], city: Any) -> Any:
    return make_person("editor", city)


@pytest.fixture
def dossier(calls: dict, city: Any, editor: Any) -> Dossier:
    made = start_dossier(municipality=city, call_version=calls["wvc-2021"], title="=Wijk/1", by=editor, now=NOW)
    save_money(dossier=made, entries=entries(*REAL), token=token_of(entries_of(made)), by=editor, now=NOW)
    return made


@pytest.fixture
def client(editor: Any) -> Client:
    client = Client()
    client.force_login(editor)
    return client


def at(dossier: Dossier, page: str) -> str:
    return f"/dossiers/{dossier.case.public_id}/geld/{page}"


def changed(client: Client, dossier: Dossier, place: str = "F4", value: Any = 224000) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(client.get(at(dossier, "geld.xlsx")).content))
    book.worksheets[0][place] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(client: Client, dossier: Dossier, data: bytes) -> Any:
    return client.post(at(dossier, "inlezen/"), {"file": SimpleUploadedFile("geld.xlsx", data)})


def sealed(html: str) -> str:
    found = re.search(r'name="sheet" value="([^"]+)"', html)
    assert found
    return unescape(found[1])


def test_out_changed_looked_at_and_taken_over(client: Client, dossier: Dossier) -> None:
    ids = [entry.id for entry in entries_of(dossier)]
    answer = upload(client, dossier, changed(client, dossier))
    html = answer.content.decode()
    assert answer.status_code == 200
    for part in ("Er is één verschil", "Zeebrink, Werking, hele periode", "223.700,00", "224.000,00"):
        assert part in html
    assert MoneyLine.objects.get(payer__name="Zeebrink").amount == Decimal("223700.00")
    for _ in range(2):  # pressed twice
        assert client.post(at(dossier, "overnemen/"), {"sheet": sealed(html)}).status_code == 302
    assert MoneyLine.objects.get(payer__name="Zeebrink").amount == Decimal("224000.00")
    assert [entry.id for entry in entries_of(dossier)] == ids
    line = JournalLine.objects.get(verb="money.take_in")
    assert line.case == dossier.case


def test_the_same_file_is_no_difference(client: Client, dossier: Dossier) -> None:
    answer = upload(client, dossier, client.get(at(dossier, "geld.xlsx")).content)
    assert "tot op de cent hetzelfde" in answer.content.decode()
    assert 'name="sheet"' not in answer.content.decode()


def test_who_saved_meanwhile_is_not_overwritten(client: Client, dossier: Dossier, editor: Any) -> None:
    html = upload(client, dossier, changed(client, dossier)).content.decode()
    save_money(dossier=dossier, entries=entries(REAL[0]), token=token_of(entries_of(dossier)), by=editor, now=NOW)
    answer = client.post(at(dossier, "overnemen/"), {"sheet": sealed(html)})
    again = answer.content.decode()
    assert answer.status_code == 409
    assert "Er is niets overschreven" in again
    assert "Vlaanderen" in again
    assert Payer.objects.filter(dossier=dossier).count() == 1
    assert client.post(at(dossier, "overnemen/"), {"sheet": sealed(again)}).status_code == 302
    assert Payer.objects.filter(dossier=dossier).count() == 2


def test_a_seal_of_another_dossier_and_an_old_one_are_refused(
    client: Client, dossier: Dossier, calls: dict, city: Any, editor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = start_dossier(
        municipality=city, call_version=calls["wvc-2021"], title="x", by=editor, now=NOW, practice=True
    )
    mark = sealed(upload(client, dossier, changed(client, dossier)).content.decode())
    for sheet in (mark, "onzin", ""):
        assert client.post(at(other, "overnemen/"), {"sheet": sheet}).status_code == 422
    later = (timezone.now() + timedelta(days=2)).timestamp()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert client.post(at(dossier, "overnemen/"), {"sheet": mark}).status_code == 422


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name.replace("__", "/").replace("_D_", "."), data)
    return out.getvalue()


TYPES = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
BAD = {
    "geen Excel-bestand": b"Post;Bedrag\nWerking;12",
    "is leeg": b"",
    "oud Excel-bestand": b"\xd0\xcf\x11\xe0" + b"x" * 600,
    "beschadigd": b"PK\x03\x04" + b"x" * 600,
    "macro": archive(**{"[Content_Types]_D_xml": TYPES + b"macroEnabled"}),
    "veel te groot": archive(**{"[Content_Types]_D_xml": TYPES, "xl__a_D_xml": b"0" * 50_000_000}),
    "definities": archive(**{"[Content_Types]_D_xml": TYPES, "xl__a_D_xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]>"}),
}


@pytest.mark.parametrize("said", BAD)
def test_a_file_that_is_no_spreadsheet_of_a_budget(client: Client, dossier: Dossier, said: str) -> None:
    answer = upload(client, dossier, BAD[said])
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_another_spreadsheet_and_a_cell_with_text(client: Client, dossier: Dossier) -> None:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    assert "verborgen eerste rij" in upload(client, dossier, out.getvalue()).content.decode()
    answer = upload(client, dossier, changed(client, dossier, value="veel"))
    assert answer.status_code == 422
    assert "In cel F4 van werkblad “Financiën” staat tekst (“veel”)" in answer.content.decode()


def test_the_name_of_the_file_and_who_may_have_it(
    client: Client, dossier: Dossier, make_person: Callable[..., Any], city: Any
) -> None:
    answer = client.get(at(dossier, "geld.xlsx"))
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    reader = Client()
    reader.force_login(make_person("reader", city))
    assert reader.get(at(dossier, "geld.xlsx")).status_code == 200
    assert upload(reader, dossier, b"").status_code == 403

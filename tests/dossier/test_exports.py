"""The files that go out of a dossier: their names, their kind, what stands in them; who looks, and how often it asks."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.test import Client

from tests.conftest import NOW
from tests.dossier.applications import generated
from wijkweb.dossier.actions.content import fill
from wijkweb.dossier.actions.dossiers import start_dossier
from wijkweb.dossier.reads.content import application_of, check_of, dossier_of
from wijkweb.dossier.reads.desk import desk_of
from wijkweb.dossier.reads.exports import as_json, findings_of, name_of, paper_of
from wijkweb.readers.docx import read_docx
from wijkweb.readers.pdf import read_pdf
from wijkweb.rules.check import check

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def filled(calls: dict, city: Any, writer: Any) -> Callable[..., Any]:
    """A dossier with a generated application in it: filled(3)."""

    def make(seed: int, practice: bool = True) -> Any:
        application, call = generated(seed)
        dossier = start_dossier(
            municipality=city, call_version=calls[call.id], title="x", by=writer, now=NOW, practice=practice
        )
        fill(dossier=dossier, application=application, by=writer, now=NOW, verb="dossier.import")
        return dossier_of(dossier.case)

    return make


@pytest.fixture
def client(writer: Any) -> Client:
    client = Client()
    client.force_login(writer)
    return client


def test_the_files_go_out_under_their_own_name(filled: Callable[..., Any], client: Client) -> None:
    dossier = filled(3)
    place = f"/dossiers/{dossier.case.public_id}/papier/"
    kinds = {
        "aanvraag.pdf": (b"%PDF-", "application/pdf"),
        "aanvraag.docx": (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        "dossier.json": (b'{\n "', "application/json"),
        "bevindingen.pdf": (b"%PDF-", "application/pdf"),
    }
    for name, (start, kind) in kinds.items():
        answer = client.get(place + name)
        assert (answer.status_code, answer.content[: len(start)], answer["Content-Type"]) == (200, start, kind)
        found = re.fullmatch(r'attachment; filename="(zeebrink-rond-het-plein-[a-z0-9-]+)-2021-07-01\.\w+"', answer["Content-Disposition"])  # fmt: skip
        assert found, answer["Content-Disposition"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    page = client.get(place).content.decode()
    assert all(f'href="{place}{name}"' in page for name in kinds)


def test_a_name_of_a_file_holds_nothing_but_letters(filled: Callable[..., Any], writer: Any) -> None:
    desk = desk_of(filled(3).case, writer, "")
    desk.case.title = '../../etc "x"\r\nSet-Cookie: a=b — Ботевград ' + "lang " * 60
    assert re.fullmatch(r"zeebrink-[a-z0-9-]{1,60}-2021-07-01\.pdf", name_of(desk, "pdf"))


def test_paper_says_what_the_page_says(filled: Callable[..., Any], client: Client) -> None:
    dossier = filled(5)
    call = generated(5)[1]
    page = check_of(application_of(dossier), call)
    place = f"/dossiers/{dossier.case.public_id}/papier/"
    word = check(read_docx(client.get(f"{place}aanvraag.docx").content), call)
    pdf = check(read_pdf(client.get(f"{place}aanvraag.pdf").content), call)
    assert [(s.key, s.running, s.all) for s in word.sections] == [(s.key, s.running, s.all) for s in page.sections]
    assert (word.finance, pdf.finance) == (page.finance, page.finance)


def test_the_findings_for_the_meeting(filled: Callable[..., Any], client: Client) -> None:
    dossier = filled(1)
    place = f"/dossiers/{dossier.case.public_id}/papier/"
    page = client.get(f"{place}bevindingen/").content.decode()
    result = check_of(application_of(dossier), generated(1)[1])
    assert page.count('<li class="finding') == len(result.findings)
    data = client.get(f"{place}bevindingen.pdf").content
    said = " ".join(block.plain for block in read_pdf(data).blocks)
    assert said.count("Inbreuk:") == result.breaches > 0
    assert said.count("Waarschuwing:") == result.warnings
    assert pikepdf.open(io.BytesIO(data)).open_metadata()["pdfuaid:part"] == "1"


def test_the_findings_in_the_language_of_the_reader(filled: Callable[..., Any], writer: Any) -> None:
    sheet = findings_of(desk_of(filled(1).case, writer, ""), "en")
    assert (sheet.language, sheet.title.startswith("Findings: ")) == ("en", True)


def test_a_dossier_without_a_word_goes_out_too(calls: dict, city: Any, writer: Any, client: Client) -> None:
    dossier = start_dossier(municipality=city, call_version=calls["wvc-2021"], title="Leeg", by=writer, now=NOW)
    place = f"/dossiers/{dossier.case.public_id}/papier/"
    for name in ("aanvraag.pdf", "aanvraag.docx", "dossier.json", "bevindingen.pdf", "bevindingen/", ""):
        assert client.get(place + name).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_of_the_papers_do_not_grow(
    number: int, filled: Callable[..., Any], writer: Any, django_assert_num_queries: Any
) -> None:
    for seed in range(number):
        dossier = filled(seed + 3)
    desk = desk_of(dossier.case, writer, "")
    paper_of(desk)
    for read in (lambda: paper_of(desk), lambda: as_json(desk), lambda: findings_of(desk, "nl")):
        with django_assert_num_queries(16):
            read()


def test_a_text_of_a_megabyte_goes_out_and_more_than_that_is_said(filled: Callable[..., Any], client: Client) -> None:
    from wijkweb.dossier.models import Section

    dossier = filled(4)
    place = f"/dossiers/{dossier.case.public_id}/papier/"
    sections = Section.objects.filter(dossier=dossier)
    sections.filter(key="vision").update(text="woord " * 166_000)
    assert client.get(f"{place}aanvraag.pdf").content[:5] == b"%PDF-"
    assert client.get(f"{place}aanvraag.docx").content[:2] == b"PK"
    sections.filter(key="context").update(text="woord " * 166_000)
    assert client.get(f"{place}aanvraag.docx").content[:2] == b"PK"
    told = client.get(f"{place}aanvraag.pdf", follow=True).content.decode()
    assert "Het dossier is te lang voor een pdf." in told

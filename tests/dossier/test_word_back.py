"""A Word file goes out, somebody changes it in Word, and it comes back: seen first, taken over by choice."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.conftest import NOW
from tests.dossier.applications import CALLS, demo, generated
from wijkweb.commons.models import JournalLine
from wijkweb.dossier.actions.dossiers import start_dossier
from wijkweb.dossier.actions.exchange import import_version
from wijkweb.dossier.actions.texts import save_text
from wijkweb.dossier.document import application_sheet
from wijkweb.dossier.models import Section, SectionVersion
from wijkweb.dossier.reads.content import application_of, dossier_of
from wijkweb.dossier.returning import returned
from wijkweb.readers.docx import read_docx
from wijkweb.rules.edits import Edit
from wijkweb.writers.docx import write_docx

pytestmark = pytest.mark.django_db

DAY = NOW.date()


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def client(writer: Any) -> Client:
    client = Client()
    client.force_login(writer)
    return client


@pytest.fixture
def dossier(calls: dict, city: Any, writer: Any) -> Any:
    """Gent's dossier of the demo, kept for this city."""
    application, call = demo("gent")
    made = start_dossier(municipality=city, call_version=calls[call.id], title="x", by=writer, now=NOW)
    import_version(dossier=made, application=application, by=writer, now=NOW)
    return dossier_of(made.case)


def changed(data: bytes, change: Callable[[Any], None]) -> SimpleUploadedFile:
    """The file as somebody saved it in Word."""
    document = docx.Document(io.BytesIO(data))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return SimpleUploadedFile("Aanvraag nagelezen.docx", out.getvalue())


def paragraph(document: Any, start: str) -> Any:
    return next(p for p in document.paragraphs if p.text.startswith(start))


def section_of(document: Any, title: str) -> list[Any]:
    """The elements from a section's heading up to the next one."""
    found: list[Any] = []
    for element in document.element.body:
        head = element.tag.endswith("}p") and 'w:val="Heading1"' in docx.oxml.xmlchemy.serialize_for_reading(element)
        if head and found:
            break
        if found or (head and title in "".join(element.itertext())):
            found.append(element)
    return found


@pytest.mark.parametrize("name", [*CALLS, *range(12)])
def test_a_file_that_nobody_changed_changes_nothing(name: Any) -> None:
    application, call = demo(name) if isinstance(name, str) else generated(name)
    document = read_docx(write_docx(application_sheet(application, call, DAY)))
    back = returned(document, application, call, DAY)
    assert [(s.key, s.state, s.tables) for s in back.sections] == [(spec.key, "same", False) for spec in call.sections]
    assert (back.project, back.remarks) == ("", ())


def edit(document: Any) -> None:
    vision = paragraph(document, "Onderzoek leert dat")
    vision.runs[0].text = vision.runs[0].text.replace("plekken", "pleinen")
    vision.insert_paragraph_before("Een nieuwe alinea, geschreven in Word.")
    for element in section_of(document, "5. Vernieuwend"):
        element.getparent().remove(element)
    money = next(table for table in document.tables if "799.494,00" in table._tbl.xml)
    cell = next(cell for row in money.rows for cell in row.cells if cell.text == "799.494,00")
    cell.text = "999.999,00"


def test_what_changed_is_shown_and_taken_over_by_choice(dossier: Any, client: Client) -> None:
    place = f"/dossiers/{dossier.case.public_id}/papier/"
    before = application_of(dossier)
    file = changed(client.get(f"{place}aanvraag.docx").content, edit)
    page = client.post(f"{place}word/", {"file": file}, follow=True)
    text = page.content.decode()
    assert re.fullmatch(rf"{place}word/\w+/", page.request["PATH_INFO"])
    assert "pleinen" in re.findall(r"<ins>.*?</ins>", text, re.DOTALL)[1]
    assert "plekken" in re.findall(r"<del>.*?</del>", text, re.DOTALL)[0]
    assert re.findall(r'name="take" value="(\w+)"', text) == ["vision"]
    assert text.count("niet in het bestand: blijft zoals het is") == 1
    assert text.count("In deze rubriek is een tabel gewijzigd of weggehaald") == 1
    assert application_of(dossier_of(dossier.case)) == before
    token = re.findall(r'name="token-vision" value="(\d+)"', text)[0]
    for _ in range(2):
        done = client.post(page.request["PATH_INFO"], {"take": "vision", "token-vision": token}, follow=True)
        assert "1 rubriek is overgenomen." in done.content.decode()
    after = application_of(dossier_of(dossier.case))
    assert "Een nieuwe alinea, geschreven in Word.\n\nOnderzoek leert dat gedeelde pleinen" in after.text("vision")
    same = [(a.key, a.text) for a in before.sections if a.key != "vision"]
    assert [(b.key, b.text) for b in after.sections if b.key != "vision"] == same
    assert (after.payers, after.figures) == (before.payers, before.figures)
    last = SectionVersion.objects.filter(section__dossier=dossier, section__key="vision").last()
    assert last is not None
    assert (last.kind, last.text) == ("paper", after.text("vision"))
    line = JournalLine.objects.filter(verb="text.word_in").order_by("pk")[0]
    assert line.case == dossier.case


def test_who_saved_meanwhile_is_not_overwritten_and_nothing_is_lost(dossier: Any, client: Client, writer: Any) -> None:
    place = f"/dossiers/{dossier.case.public_id}/papier/"
    page = client.post(
        f"{place}word/", {"file": changed(client.get(f"{place}aanvraag.docx").content, edit)}, follow=True
    )
    token = re.findall(r'name="token-vision" value="(\d+)"', page.content.decode())[0]
    save_text(dossier=dossier, key="vision", text="Van iemand anders.", token=int(token), by=writer, now=NOW)
    answer = client.post(page.request["PATH_INFO"], {"take": "vision", "token-vision": token})
    text = answer.content.decode()
    assert (answer.status_code, "heeft iemand anders een rubriek bewaard" in text, "Van iemand anders." in text) == (
        409,
        True,
        True,
    )
    section = Section.objects.get(dossier=dossier, key="vision")
    aside = section.versions.get(kind="aside")
    assert (section.text, "Een nieuwe alinea" in aside.text) == ("Van iemand anders.", True)
    newer = re.findall(r'name="token-vision" value="(\d+)"', text)[0]
    client.post(page.request["PATH_INFO"], {"take": "vision", "token-vision": newer})
    assert "Een nieuwe alinea" in Section.objects.get(dossier=dossier, key="vision").text


def test_tracked_changes_are_read_as_accepted_and_said(dossier: Any, client: Client) -> None:
    def track(document: Any) -> None:
        target = paragraph(document, "Onderzoek leert dat")._p
        new = docx.oxml.parse_xml(
            f'<w:ins {docx.oxml.ns.nsdecls("w")} w:id="1" w:author="A"><w:r><w:t>Gevolgd. </w:t></w:r></w:ins>'
        )
        target.insert(1, new)

    place = f"/dossiers/{dossier.case.public_id}/papier/"
    page = client.post(
        f"{place}word/", {"file": changed(client.get(f"{place}aanvraag.docx").content, track)}, follow=True
    )
    text = page.content.decode()
    assert "Gevolgd." in re.findall(r"<ins>.*?</ins>", text, re.DOTALL)[0]
    assert "Bijgehouden invoegingen (1) zijn gelezen alsof ze aanvaard zijn." in text


def test_footnotes_keep_their_place_when_a_section_is_changed() -> None:
    application, call = demo("gent")
    file = changed(
        write_docx(application_sheet(application, call, DAY)),
        lambda d: paragraph(d, "In de stad wonen").insert_paragraph_before("Nieuw."),
    )
    back = returned(read_docx(file.read()), application, call, DAY)
    (section,) = back.changed
    assert (section.key, [e for e in section.pieces if e.kind != "same"]) == ("context", [Edit("new", "Nieuw.\n\n")])
    assert re.findall(r"\[\^\d+\]", section.text) == re.findall(r"\[\^\d+\]", application.text("context"))


def test_what_is_no_word_file_of_this_call_is_said(dossier: Any, client: Client) -> None:
    place = f"/dossiers/{dossier.case.public_id}/papier/word/"
    letter = io.BytesIO()
    docx.Document().save(letter)
    for data, said in (
        (b"tekst", "Dit is geen Word-bestand"),
        (b"PK\x03\x04 kapot", "beschadigd"),
        (letter.getvalue(), "geen tekst"),
    ):
        answer = client.post(place, {"file": SimpleUploadedFile("a.docx", data)})
        assert answer.status_code == 422
        assert said in answer.content.decode() or said == "geen tekst"
    assert client.post(place).status_code == 422


def test_somebody_elses_file_and_another_dossier_are_not_there(
    dossier: Any, client: Client, calls: dict, city: Any, writer: Any, make_person: Callable[..., Any]
) -> None:
    place = f"/dossiers/{dossier.case.public_id}/papier/"
    page = client.post(
        f"{place}word/", {"file": changed(client.get(f"{place}aanvraag.docx").content, edit)}, follow=True
    )
    path = page.request["PATH_INFO"]
    colleague = Client()
    colleague.force_login(make_person("writer", city))
    assert colleague.get(path).status_code == 404
    token = re.findall(r'name="token-vision" value="(\d+)"', page.content.decode())[0]
    client.post(path, {"take": "vision", "token-vision": token})
    other = start_dossier(
        municipality=city, call_version=calls["wvc-2021"], title="y", by=writer, now=NOW, practice=True
    )
    assert client.get(path.replace(dossier.case.public_id, other.case.public_id)).status_code == 404
    assert client.post(path, {}).status_code == 422

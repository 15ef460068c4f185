"""The JSON of a dossier: as its schema says, back as the same dossier, refused kindly where it does not fit."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import NOW
from tests.dossier.applications import generated
from wijkweb.commons import files
from wijkweb.commons.models import JournalLine, StoredFile
from wijkweb.dossier.actions.dossiers import start_dossier
from wijkweb.dossier.actions.exchange import import_new, import_version
from wijkweb.dossier.fitting import fit
from wijkweb.dossier.models import Dossier, SectionVersion
from wijkweb.dossier.reads.content import application_of, dossier_of
from wijkweb.readers import application as reader
from wijkweb.readers.application import read_application
from wijkweb.shapes import application as shape
from wijkweb.shapes.application import Application
from wijkweb.shapes.plain import Misfit
from wijkweb.writers import application_json
from wijkweb.writers.application_json import SCHEMA, schema, write_application

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def editor(make_person: Callable[..., Any], city: Any) -> Any:
    return make_person("editor", city)


@pytest.fixture
def client(editor: Any) -> Client:
    client = Client()
    client.force_login(editor)
    return client


def upload(application: Application, **changes: Any) -> SimpleUploadedFile:
    plain = {**json.loads(write_application(application)), **changes}
    return SimpleUploadedFile("dossier.json", json.dumps(plain).encode())


def test_the_schema_in_the_repository_is_that_of_the_dataclasses() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema()
    assert reader.FORMAT == application_json.FORMAT


@pytest.mark.parametrize("seed", range(20))
def test_the_file_is_as_its_schema_says_and_reads_back(seed: int) -> None:
    application, call = generated(seed)
    data = write_application(application)
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(json.loads(data))
    assert read_application(data) == application
    assert write_application(read_application(data)) == data
    fit(application, call)


@given(seed=st.integers(0, 10**9))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_goes_in_comes_out_the_same(seed: int, calls: dict, city: Any, editor: Any) -> None:
    application, call = generated(seed)
    made = {"municipality": city, "call_version": calls[call.id], "practice": True, "by": editor, "now": NOW}
    first, _ = import_new(application=application, **made)
    kept = application_of(dossier_of(first.case))
    assert kept == application
    data = write_application(kept)
    assert data == write_application(application)
    second, lost = import_new(application=read_application(data), **made)
    assert (write_application(application_of(dossier_of(second.case))), lost) == (data, ())


def test_a_version_replaces_what_was_there_and_keeps_the_texts(calls: dict, city: Any, editor: Any) -> None:
    application, call = generated(4)
    other = generated(8)[0]
    assert other.call == application.call
    made = {"municipality": city, "call_version": calls[call.id], "practice": True, "by": editor, "now": NOW}
    dossier, _ = import_new(application=application, **made)
    import_version(dossier=dossier_of(dossier.case), application=other, by=editor, now=NOW)
    assert application_of(dossier_of(dossier.case)) == other
    assert JournalLine.objects.filter(verb="dossier.import", case=dossier.case).count() == 2
    texts = {version.text for version in SectionVersion.objects.filter(section__dossier=dossier)}
    assert {text.text for text in application.sections if text.text} <= texts


def test_the_file_of_an_annex_comes_along_where_its_reader_may_see_it(
    calls: dict, city: Any, other_city: Any, editor: Any, make_person: Callable[..., Any]
) -> None:
    application, call = generated(4)
    made = {"call_version": calls[call.id], "practice": True, "now": NOW}
    dossier, _ = import_new(application=application, municipality=city, by=editor, **made)
    name = files.store(b"plan")
    StoredFile.objects.create(case=dossier.case, name="plan.pdf", media_type="application/pdf", size=4, sha256=name, added_at=NOW, added_by=editor)  # fmt: skip
    annexed = replace(application, annexes=(shape.AnnexPlan("Plan", "", "plan.pdf", name),))
    again, lost = import_new(application=annexed, municipality=city, by=editor, **made)
    assert (application_of(dossier_of(again.case)), lost) == (annexed, ())
    stranger = make_person("coordinator", other_city)
    foreign, lost = import_new(application=annexed, municipality=other_city, by=stranger, **made)
    assert (application_of(dossier_of(foreign.case)).annexes, lost) == ((), ("Plan",))


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"format": "iets anders"}, "geen dossier van Wijkweb"),
    ({"plein": 1}, "“plein”: het formulier kent die sleutel niet"),
    ({"payers": [{"name": "x", "kind": "koning"}]}, "“payers[0].kind”: daar staat iets anders"),
    ({"payers": [{"name": "x"}]}, "“payers[0].kind”: dit ontbreekt"),
    ({"payers": [{"name": "x", "kind": "own", "lines": [{"post": "", "amount": "NaN"}]}]}, "“payers[0].lines[0].amount”: het getal"),
    ({"payers": [{"name": "x", "kind": "own", "lines": [{"post": "", "amount": "1.005"}]}]}, "“payers[0].lines[0].amount”: het getal"),
    ({"payers": [{"name": "x", "kind": "own", "lines": [{"post": "", "amount": "1" * 20}]}]}, "“payers[0].lines[0].amount”: het getal"),
    ({"payers": [{"name": "x", "kind": "own"}, {"name": "x", "kind": "own"}]}, "“payers[1].name”: dit staat er twee keer"),
    ({"payers": [{"name": "x", "kind": "own", "staff": [{"function": "f", "employer": "", "vte": "1", "start": "2023-01-01", "end": "2022-01-01", "yearly": "1"}]}]}, "“payers[0].staff[0].end”: het einde"),
    ({"project": "x" * 201}, "“project”: de tekst is te lang"),
    ({"project": "a\0b"}, "“project”: daar staat een teken"),
    ({"project": "a\ud800b"}, "“project”: daar staat een teken"),
    ({"sections": [{"key": "nergens", "text": ""}]}, "“sections[0].key”: dit verwijst"),
    ({"figures": [{"indicator": "i", "area": "nergens", "value": "1", "unit": "", "year": "", "source": ""}]}, "“figures[0].area”: dit verwijst"),
    ({"annexes": [{"title": "x", "link": "javascript:alert(1)"}]}, "“annexes[0].link”: een link begint"),
    ({"annexes": [{"title": "x"}]}, "“annexes[0].link”: een bijlage is"),
    ({"ideas": [{"title": "i", "service": "s", "scores": [["a", 7]]}]}, "“ideas[0].scores[0]”: een score"),
    ({"ideas": [{"title": "i", "service": "s", "steps": [{"step": "chosen", "on": "2021-01-01", "by": "x", "reason": ""}]}] * 2}, "“ideas[1].steps”: dit staat er twee keer"),
    ({"call_version": 7}, "versie 7"),
    ({"call": "elders"}, "“elders”"),
    ({"municipality": "Hoogveld"}, "Het bestand is van Hoogveld"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "said"), WRONG)
def test_what_does_not_fit_is_named_by_its_key(
    changes: dict[str, Any], said: str, calls: dict, city: Any, editor: Any, client: Client
) -> None:
    application, call = generated(4)
    dossier = start_dossier(municipality=city, call_version=calls[call.id], title="x", by=editor, now=NOW)
    before = application_of(dossier_of(dossier.case))
    for path in (f"/dossiers/{dossier.case.public_id}/papier/inlezen/", "/dossiers/inlezen/"):
        sent = {"file": upload(application, **changes), "sure": "on", "municipality": city.pk, "practice": "on"}
        answer = client.post(path, sent)
        assert (answer.status_code, said in answer.content.decode()) == (422, True), path
    assert (Dossier.objects.count(), application_of(dossier_of(dossier.case))) == (1, before)


@pytest.mark.parametrize("data", [b"{", b"[" * 100_000, b"\xff\xfe", b"[]", b'{"format": NaN}', b'{"a": 1}' * 3])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(Misfit) as raised:
        read_application(data)
    assert raised.value.reason in ("json", "format")


def test_in_the_browser(calls: dict, city: Any, editor: Any, client: Client) -> None:
    application, _ = generated(4)
    sent = {"file": upload(application), "municipality": city.pk}
    page = client.post("/dossiers/inlezen/", sent, follow=True)
    case_id = page.request["PATH_INFO"].split("/")[2]
    place = f"/dossiers/{case_id}/papier/"
    assert client.get(f"{place}dossier.json").content == write_application(application)
    again = client.post("/dossiers/inlezen/", {"file": upload(application), "municipality": city.pk})
    assert (again.status_code, "heeft al een voorstel" in again.content.decode()) == (422, True)
    other = generated(8)[0]
    unsure = client.post(f"{place}inlezen/", {"file": upload(other)})
    assert (unsure.status_code, "Vink aan dat u zeker bent" in unsure.content.decode()) == (422, True)
    for _ in range(2):
        done = client.post(f"{place}inlezen/", {"file": upload(other), "sure": "on"}, follow=True)
        assert "Het dossier zegt nu wat het bestand zegt." in done.content.decode()
        assert client.get(f"{place}dossier.json").content == write_application(other)

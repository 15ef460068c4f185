"""Checking a paper in the browser, keeping it, finding it again."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.conftest import NOW
from wijkweb.call.reads import call_of
from wijkweb.commons.models import Case, JournalLine, StoredFile
from wijkweb.dossier.actions.papers import check_paper, drop_loose_papers, keep_paper
from wijkweb.dossier.models import Dossier, Paper
from wijkweb.dossier.reads.content import application_of, check_of, dossier_of
from wijkweb.readers.errors import Unreadable

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    settings.FILES_ROOT = tmp_path / "files"
    return settings.FILES_ROOT


@pytest.fixture
def client(writer: Any) -> Client:
    client = Client()
    client.force_login(writer)
    return client


@pytest.fixture
def upload(calls: dict, city: Any, writer: Any) -> Callable[..., Paper]:
    def make(text: bytes, now: Any = NOW, name: str = "dossier.md") -> Paper:
        return check_paper(data=text, name=name, municipality=city, call_version=calls["wvc-2021"], by=writer, now=now)

    return make


def stored(root: Path) -> int:
    return len([path for path in root.rglob("*") if path.is_file()])


def test_a_paper_is_its_uploaders_own_until_it_is_kept(
    upload: Callable[..., Paper], demo_text: Callable[[str], bytes], store: Path
) -> None:
    paper = upload(demo_text("molenrode"))
    assert (paper.breaches, paper.warnings, str(paper.subsidy)) == (3, 2, "640000.00")
    assert paper.title == "Onder de wieken"
    assert (Case.objects.count(), stored(store)) == (0, 1)
    dossier = keep_paper(paper=paper, by=paper.uploaded_by, now=NOW)
    assert dossier.case.title == "Onder de wieken"
    assert StoredFile.objects.get().case == dossier.case
    assert [line.verb for line in JournalLine.objects.filter(case=dossier.case)] == [
        "dossier.start",
        "dossier.title",
        "dossier.take_in",
    ]


def test_keeping_twice_has_one_effect(upload: Callable[..., Paper], demo_text: Callable[[str], bytes]) -> None:
    paper = upload(demo_text("wilgendam"))
    first = keep_paper(paper=paper, by=paper.uploaded_by, now=NOW)
    again = keep_paper(paper=Paper.objects.get(), by=paper.uploaded_by, now=NOW + timedelta(hours=1))
    assert (first, Case.objects.count()) == (again, 1)
    assert JournalLine.objects.filter(verb="dossier.take_in").count() == 1


def test_what_cannot_be_read_leaves_nothing(upload: Callable[..., Paper], store: Path) -> None:
    lines = JournalLine.objects.count()
    for data in (b"", b"Geachte, een brief.", b"%PDF-1.4 kapot"):
        with pytest.raises(Unreadable):
            upload(data)
    assert (Paper.objects.count(), StoredFile.objects.count(), stored(store), JournalLine.objects.count()) == (
        0,
        0,
        0,
        lines,
    )


def test_a_write_that_fails_takes_the_file_with_it(
    upload: Callable[..., Paper], demo_text: Callable[[str], bytes], store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wijkweb.dossier.actions.papers.PaperText.objects.create", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        upload(demo_text("wilgendam"))
    assert (Paper.objects.count(), StoredFile.objects.count(), stored(store)) == (0, 0, 0)


def test_a_paper_that_was_not_kept_is_gone_after_a_week(
    upload: Callable[..., Paper],
    demo_text: Callable[[str], bytes],
    store: Path,
    writer: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    kept = upload(demo_text("gent"))
    keep_paper(paper=kept, by=writer, now=NOW)
    upload(demo_text("wilgendam"))
    assert stored(store) == 2
    with django_capture_on_commit_callbacks(execute=True):
        drop_loose_papers(by=writer, now=NOW + timedelta(days=6))
    assert Paper.objects.count() == 2
    with django_capture_on_commit_callbacks(execute=True):
        drop_loose_papers(by=writer, now=NOW + timedelta(days=8))
    assert (list(Paper.objects.all()), StoredFile.objects.count(), stored(store)) == ([kept], 1, 1)


def test_a_dossier_keeps_the_version_of_the_call_that_it_was_started_under(
    upload: Callable[..., Paper], demo_text: Callable[[str], bytes], wvc: Any
) -> None:
    from dataclasses import replace

    from wijkweb.call.actions import load_call

    dossier = keep_paper(paper=upload(demo_text("gent")), by=Paper.objects.get().uploaded_by, now=NOW)
    shorter = tuple(replace(section, limit=section.limit and 10) for section in wvc.sections)
    load_call(call=replace(wvc, version=2, sections=shorter), by=None, now=NOW)
    found = dossier_of(dossier.case)
    result = check_of(application_of(found), call_of(found.call_version))
    assert (result.version, result.breaches) == (1, 0)


def test_the_whole_way_in_the_browser(client: Client, calls: dict, demo_text: Callable[[str], bytes]) -> None:
    page = client.post(
        "/nazicht/", {"file": SimpleUploadedFile("gent.md", demo_text("gent")), "call": "wvc-2021"}, follow=True
    )
    text = page.content.decode()
    for part in ("Geen inbreuk gevonden", "799.494,00", "21,86 %", "381 van 1000", "Er worden 3 niveaus aangekondigd en 4 opgesomd", "Bewaren als dossier"):  # fmt: skip
        assert part in text
    unsaid = client.post(page.request["PATH_INFO"] + "bewaren/")
    assert unsaid.status_code == 422
    kept = client.post(page.request["PATH_INFO"] + "bewaren/", {"keep_as": "proposal"}, follow=True)
    assert kept.request["PATH_INFO"].startswith("/dossiers/")
    assert "De draad van dit contract" in kept.content.decode()
    again = client.post(page.request["PATH_INFO"] + "bewaren/", follow=True)
    assert again.request["PATH_INFO"] == kept.request["PATH_INFO"]
    assert Dossier.objects.count() == 1
    original = client.get(kept.request["PATH_INFO"] + "bestand/")
    assert original.content == demo_text("gent")
    assert original["Content-Disposition"] == 'attachment; filename="gent.md"'
    assert original["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert client.get(page.request["PATH_INFO"]).status_code == 302


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("leeg.md", b"", "leeg"),
        ("brief.md", b"Een brief.", "geen enkele rubriek"),
        ("kapot.docx", b"PK\x03\x04 kapot", "beschadigd"),
        ("oud.doc", b"\xd0\xcf\x11\xe0", "oud Word-bestand"),
        ("latin.txt", "één".encode("latin-1"), "UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(
    client: Client, calls: dict, name: str, data: bytes, said: str
) -> None:
    response = client.post("/nazicht/", {"file": SimpleUploadedFile(name, data), "call": "wvc-2021"})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert Paper.objects.count() == 0


def test_no_file_and_no_such_call(client: Client, calls: dict) -> None:
    assert "Kies eerst een bestand" in client.post("/nazicht/", {"call": "wvc-2021"}).content.decode()
    response = client.post("/nazicht/", {"file": SimpleUploadedFile("a.md", b"x"), "call": "nergens"})
    assert response.status_code == 422


def test_whatever_is_in_a_paper_is_shown_as_text(client: Client, calls: dict) -> None:
    hostile = '<script>alert(1)</script> <img src=x onerror=alert(2)> [klik](javascript:alert(3)) {{ 7|add:"7" }} "><svg onload=alert(4)>'
    text = f"Projectnaam: {hostile}\n\n## 2. Visie\n\n{hostile}\n\n| {hostile} | b |\n|---|---|\n| c | d |\n".encode()
    page = client.post(
        "/nazicht/", {"file": SimpleUploadedFile(f"{hostile}.md", text), "call": "wvc-2021"}, follow=True
    ).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    for live in ("<script>alert", "<img src=x", "<svg onload", 'href="javascript'):
        assert live not in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_of_a_dossier_do_not_grow(
    number: int, upload: Callable[..., Paper], demo_text: Callable[[str], bytes], django_assert_num_queries: Any
) -> None:
    for n in range(number):
        paper = upload(demo_text("gent"))
        dossier = keep_paper(paper=paper, by=paper.uploaded_by, now=NOW, practice=n > 0)
    found = dossier_of(dossier.case)
    call = call_of(found.call_version)
    with django_assert_num_queries(13):
        assert check_of(application_of(found), call).breaches == 0


def test_a_person_with_several_municipalities_chooses_one(
    calls: dict, city: Any, other_city: Any, writer: Any, client: Client, demo_text: Callable[[str], bytes]
) -> None:
    from wijkweb.commons.access import Role
    from wijkweb.commons.actions.people import give_role

    give_role(person=writer, role=Role.COORDINATOR, organisation=other_city, by=None, now=NOW)
    assert "Hoogveld" in client.get("/nazicht/").content.decode()
    file = SimpleUploadedFile("a.md", demo_text("wilgendam"))
    client.post("/nazicht/", {"file": file, "call": "wvc-2021", "municipality": other_city.pk})
    assert Paper.objects.get().municipality == other_city

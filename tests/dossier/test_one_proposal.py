"""One proposal for a municipality and a call: said kindly, asked at an upload, held when two begin at once."""

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import postgres, prepared
from tests.conftest import NOW
from tests.site import ROOT
from wijkweb.commons.models import Case
from wijkweb.dossier.actions.dossiers import start_dossier
from wijkweb.dossier.models import Dossier


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def client(writer: Any) -> Client:
    client = Client()
    client.force_login(writer)
    return client


@pytest.mark.django_db
def test_a_second_proposal_is_refused_kindly(client: Client, calls: dict, city: Any) -> None:
    typed = {"title": "Plein", "municipality": city.pk}
    assert client.post("/dossiers/nieuw/wvc-2021/", typed).status_code == 302
    again = client.post("/dossiers/nieuw/wvc-2021/", {**typed, "title": "Straat"})
    assert (again.status_code, Dossier.objects.count(), Case.objects.count()) == (422, 1, 1)
    assert "Zeebrink heeft al een voorstel onder deze oproep" in again.content.decode()
    assert "Straat" in again.content.decode()
    assert client.post("/dossiers/nieuw/wvc-2021/", {**typed, "practice": "on"}).status_code == 302


def upload(client: Client, text: bytes) -> str:
    page = client.post("/nazicht/", {"file": SimpleUploadedFile("a.md", text), "call": "wvc-2021"}, follow=True)
    return str(page.request["PATH_INFO"])


@pytest.mark.django_db
def test_an_upload_asks_whether_it_is_a_new_version_or_a_practice_copy(
    client: Client, calls: dict, city: Any, writer: Any, demo_text: Any
) -> None:
    first = start_dossier(municipality=city, call_version=calls["wvc-2021"], title="Plein", by=writer, now=NOW)
    path = upload(client, demo_text("wilgendam"))
    page = client.get(path).content.decode()
    assert "een nieuwe versie van “Plein”" in page
    assert 'value="practice"' in page
    assert 'value="proposal"' not in page
    assert client.post(f"{path}bewaren/", {}).status_code == 422
    kept = client.post(f"{path}bewaren/", {"keep_as": "version"})
    assert kept.url == f"/dossiers/{first.case.public_id}/"
    other = upload(client, demo_text("molenrode"))
    client.post(f"{other}bewaren/", {"keep_as": "practice"})
    assert list(Dossier.objects.order_by("pk").values_list("practice", "slot")) == [(False, 1), (True, None)]


@pytest.mark.django_db
def test_who_keeps_a_paper_while_another_makes_the_proposal_is_asked_again(
    client: Client, calls: dict, city: Any, writer: Any, demo_text: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = upload(client, demo_text("wilgendam"))
    start_dossier(municipality=city, call_version=calls["wvc-2021"], title="Plein", by=writer, now=NOW)
    asked = iter([None])
    from wijkweb.dossier.views import papers

    real = papers.proposal_of
    # the other one's dossier comes after this request has looked, and before it writes
    monkeypatch.setattr(papers, "proposal_of", lambda paper: next(asked, real(paper)))
    late = client.post(f"{path}bewaren/", {"keep_as": "proposal"})
    assert (late.status_code, Dossier.objects.count()) == (409, 1)
    assert "een nieuwe versie van “Plein”" in late.content.decode()


RACE = """
import threading
import django
django.setup()
from django.db import connection
from tests.conftest import NOW
from wijkweb.call.actions import load_call
from wijkweb.commons.models import Case, Organisation, Person
from wijkweb.dossier.actions.dossiers import AlreadyProposed, start_dossier
from wijkweb.dossier.models import Dossier
from wijkweb.readers.callfile import published

version = load_call(call=published("wvc-2021"), by=None, now=NOW)
city = Organisation.objects.create(kind="municipality", name="Zeebrink", fictional=True)
by = Person.objects.create(email="a@example.org", name="A", joined_at=NOW)
ready, told = threading.Barrier(4), []

def begin():
    try:
        connection.ensure_connection()
        ready.wait(20)
        start_dossier(municipality=city, call_version=version, title="Plein", by=by, now=NOW)
        told.append("started")
    except AlreadyProposed:
        told.append("refused")
    finally:
        connection.close()

threads = [threading.Thread(target=begin) for _ in range(4)]
[thread.start() for thread in threads]
[thread.join(60) for thread in threads]
print(connection.vendor, *sorted(told), Dossier.objects.count(), Case.objects.count())
"""


@pytest.mark.plain
@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_four_who_start_at_once_make_one_proposal(vendor: str, tmp_path: Path) -> None:
    """In a process of its own: the journal refuses to be emptied, so a test cannot clean up after real commits."""
    if vendor == "postgresql" and not postgres.available():
        pytest.skip("no PostgreSQL")
    with contextlib.ExitStack() as stack:
        if vendor == "postgresql":
            url = stack.enter_context(postgres.cluster()).url
        else:
            url = f"sqlite:///{shutil.copy(prepared.file_with_tables(), tmp_path / 'db')}"
        done = subprocess.run(
            [sys.executable, "-c", RACE], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
            env={**os.environ, "WIJKWEB_DATA": str(tmp_path), "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        )  # fmt: skip
    assert done.stdout.split() == [vendor, "refused", "refused", "refused", "started", "1", "1"], done.stderr[-2000:]

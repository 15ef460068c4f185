"""The store of originals, and the bound on what is sent."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from wijkweb.commons import files

pytestmark = pytest.mark.django_db


def test_the_same_bytes_are_kept_once(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path
    first, second = files.store(b"een"), files.store(b"een")
    assert first == second
    assert files.fetch(first) == b"een"
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1
    files.discard(first)
    files.discard(first)
    with pytest.raises(FileNotFoundError):
        files.fetch(first)


def test_a_write_that_fails_leaves_nothing(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.FILES_ROOT = tmp_path
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "disk full")))
    with pytest.raises(OSError, match="disk full"):
        files.store(b"een")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("name", ['a"b.md', "a\r\nX-Evil: 1.md", "é’ü.docx", "../../etc/passwd"])
def test_a_file_is_saved_never_shown(name: str) -> None:
    header = files.attachment(name)
    assert header.startswith("attachment")
    assert "\n" not in header and "\r" not in header


def test_too_much_is_refused_before_it_is_read(writer: Any, calls: dict, settings: Any) -> None:
    client = Client()
    client.force_login(writer)
    settings.UPLOAD_MOST_BYTES = 1_000
    big = SimpleUploadedFile("groot.md", b"a" * 200_000)
    response = client.post("/nazicht/", {"file": big, "call": "wvc-2021"})
    assert response.status_code == 413
    assert "0 MB" in response.content.decode()


def test_a_length_that_is_no_number_is_refused(client: Client) -> None:
    assert client.generic("POST", "/taal/", b"", CONTENT_LENGTH="veel").status_code == 413


def test_what_no_row_names_is_swept_after_a_day(settings: Any, tmp_path: Path, make_person: Any) -> None:
    import os
    from datetime import timedelta

    from tests.conftest import NOW
    from wijkweb.commons.models import StoredFile
    from wijkweb.commons.upkeep.sweep import sweep

    settings.FILES_ROOT = tmp_path
    named, orphan, young = (files.store(text) for text in (b"een", b"twee", b"drie"))
    StoredFile.objects.create(
        name="een", media_type="x", size=3, sha256=named, added_at=NOW, added_by=make_person("admin")
    )
    for name, age in ((named, 5), (orphan, 5), (young, 0)):
        when = (NOW - timedelta(days=age)).timestamp()
        os.utime(files.path_of(name), (when, when))
    assert sweep(now=NOW) == 1
    assert [files.path_of(name).exists() for name in (named, orphan, young)] == [True, False, True]

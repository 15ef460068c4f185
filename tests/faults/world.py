"""The site with one city and one writer, for the faults that go through the browser's door."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from wijkweb.commons.models import JournalLine, StoredFile
from wijkweb.dossier.models import Dossier, Paper, PaperText
from wijkweb.readers.errors import Unreadable

REFUSALS = (413, 422)


class World:
    """Sends files to the page that checks them and looks at what is left behind."""

    def __init__(self, writer: Any, files: Path, temporary: Path) -> None:
        self._client = Client(raise_request_exception=False)
        logging.getLogger("django.request").disabled = True
        self._client.force_login(writer)
        self.writer = writer
        self._files = files
        self._temporary = temporary

    def upload(self, data: bytes) -> tuple[int, str, list[str]]:
        """The status, the outcome in short, and the harm that was done."""
        before = self._state()
        file = SimpleUploadedFile("dossier.docx", data)
        answer = self._client.post("/nazicht/", {"file": file, "call": "wvc-2021"})
        if answer.status_code == 302:
            return 302, self._outcome(), [*self._kept(before, answer["Location"])]
        harm = [] if answer.status_code in REFUSALS else [f"status {answer.status_code}: {_error(answer)}"]
        if self._state() != before:
            harm.append(f"left {self._state()} where {before} stood")
        return answer.status_code, str(answer.status_code), harm

    def _kept(self, before: tuple[int, ...], address: str) -> Iterator[str]:
        for step in (
            lambda: self._client.get(address),
            lambda: self._client.post(f"{address}bewaren/", {"keep_as": "practice"}, follow=True),
        ):
            page = step()
            if page.status_code != 200:
                yield f"status {page.status_code} at {address}: {_error(page)}"
        rows, files, lines, dossiers, temporary = before
        if self._state() not in (
            (rows + 1, files + 1, lines + KEEPING, dossiers + 1, temporary),
            (rows + 1, files, lines + KEEPING, dossiers + 1, temporary),  # the same bytes are kept once
        ):
            yield f"left {self._state()} where {before} stood"

    def _state(self) -> tuple[int, ...]:
        kept = sum(path.is_file() for path in self._files.rglob("*"))
        temporary = sum(1 for _ in self._temporary.rglob("*"))
        return StoredFile.objects.count(), kept, JournalLine.objects.count(), Dossier.objects.count(), temporary

    def _outcome(self) -> str:
        text = PaperText.objects.get(paper=Paper.objects.latest("pk")).document
        return hashlib.sha256(json.dumps(text).encode()).hexdigest()

    @contextmanager
    def trusting(self) -> Iterator[None]:
        """The twin: a page that takes whatever comes out of the reader for a paper."""
        with mock.patch("wijkweb.dossier.views.papers.Unreadable", _Never):
            yield


KEEPING = 4  # lines of the journal: checked, started, named, taken in


class _Never(Unreadable):
    """What no reader says."""


def _error(answer: Any) -> str:
    error = getattr(answer, "exc_info", None)
    return repr(error[1])[:200] if error else ""


Make = Callable[..., World]

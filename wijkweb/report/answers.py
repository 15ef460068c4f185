"""Answers that pages of reports share."""

from __future__ import annotations

from django.http import HttpResponse

from wijkweb.commons import files
from wijkweb.dossier.reads.exports import Download


def file_answer(file: Download) -> HttpResponse:
    """A file that goes out; nothing in it runs."""
    response = HttpResponse(file.data, content_type=file.media_type)
    response.headers["Content-Disposition"] = files.attachment(file.name)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response

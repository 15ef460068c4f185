"""What stands in the log: nothing that a person typed, no address of a page (a secret can be part of it), no network
address. Of a request the name of its page; of an error its kind and its place in the code, never its words, which can
quote a row."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from typing import Any

NO_PAGE = "-"


class Line(logging.Formatter):
    """A line of the site: "WARNING django.request 404 GET feed"."""

    def format(self, record: logging.LogRecord) -> str:
        request = getattr(record, "request", None)
        said = self.said(record) if request is None else _asked(request, getattr(record, "status_code", ""))
        line = f"{record.levelname} {record.name} {said}"
        error = record.exc_info[1] if record.exc_info else None
        return line if error is None else "\n".join((line, *_told(error)))

    def said(self, record: logging.LogRecord) -> str:
        """The message of a record that is of no request."""
        return record.getMessage()


class ServerLine(Line):
    """A line of the server under the site: what it says of a request without what was asked and by whom."""

    def said(self, record: logging.LogRecord) -> str:
        text = str(record.msg) if "request" in str(record.msg) else record.getMessage()
        return text.partition(" from ip=")[0]


def _asked(request: Any, status: object) -> str:
    match = getattr(request, "resolver_match", None)
    name = match.view_name if match else NO_PAGE
    return f"{status} {getattr(request, 'method', '')} {name}".strip()


def _told(error: BaseException) -> Iterator[str]:
    """Where an error came from and of what kind it is; first the one that it followed upon."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _told(before)
    yield from (frame.rstrip() for frame in traceback.format_tb(error.__traceback__))
    yield f"{type(error).__module__}.{type(error).__qualname__}"

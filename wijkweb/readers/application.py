"""The JSON of a dossier into an Application; what does not fit is named by its place in the file."""

from __future__ import annotations

import json
from typing import Any

from wijkweb.shapes.application import Application
from wijkweb.shapes.plain import Misfit, from_plain

FORMAT = "wijkweb-application-1"  # as writers.application_json writes it; a test holds the two together


def read_application(data: bytes) -> Application:
    """The application in a JSON file; raises Misfit, without a key when the file as a whole is none."""
    try:
        plain: Any = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Misfit("", "json") from None
    if not isinstance(plain, dict) or plain.pop("format", None) != FORMAT:
        raise Misfit("", "format")
    try:
        return from_plain(Application, plain)
    except RecursionError:
        raise Misfit("", "json") from None
    except Misfit as misfit:
        code = {"unknown key": "unknown_key", "is missing": "missing"}.get(misfit.reason, "kind")
        raise Misfit(misfit.key, code) from None


def _no_number(name: str) -> None:
    raise ValueError(name)

"""A yearly report as JSON: sorted keys, so that the same report gives the same bytes and the same hash."""

from __future__ import annotations

import hashlib
import json

from wijkweb.shapes.plain import to_plain
from wijkweb.shapes.report import Report

FORMAT = "wijkweb-report-1"


def write_report(report: Report) -> bytes:
    """The bytes of the JSON file, UTF-8, with a final newline."""
    data = {"format": FORMAT, **to_plain(report)}
    # dates are the only values that JSON has no form for; text is theirs
    return (json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1, default=str) + "\n").encode()


def hash_of(report: Report) -> str:
    """The SHA-256 of the JSON file."""
    return hashlib.sha256(write_report(report)).hexdigest()

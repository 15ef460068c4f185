"""Reads the export of an indicator back, so that its figure can be worked out again."""

from __future__ import annotations

import json

from wijkweb.readers.errors import Unreadable
from wijkweb.shapes.indicators import Export
from wijkweb.shapes.plain import Misfit, from_plain


def read_export(text: str) -> Export:
    """An export as it was written; raises Unreadable."""
    try:
        return from_plain(Export, json.loads(text))
    except (ValueError, RecursionError) as error:
        said = str(error) if isinstance(error, Misfit) else "is not JSON"
        raise Unreadable("export_broken", reason=said) from None

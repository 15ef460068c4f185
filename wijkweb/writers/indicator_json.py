"""An indicator's cells, definitions and closed weeks as JSON: all that its figure rests on, and nobody."""

from __future__ import annotations

import json

from wijkweb.shapes.indicators import Export
from wijkweb.shapes.plain import to_plain


def export_json(export: Export) -> str:
    """The export as JSON; the same facts give the same text."""
    return json.dumps(to_plain(export), ensure_ascii=False, indent=1, default=str) + "\n"

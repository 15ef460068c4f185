"""Keys for words: short, plain, stable."""

from __future__ import annotations

import re
import unicodedata


def key_of(words: str, number: int | None = None) -> str:
    """A key of at most 30 small letters, digits and low lines; with a number in front when one is given."""
    plain = unicodedata.normalize("NFKD", words.lower()).encode("ascii", "ignore").decode()
    key = re.sub(r"[^a-z0-9]+", "_", plain).strip("_") or "x"
    return f"{number}_{key}"[:30].rstrip("_") if number is not None else key[:30].rstrip("_")

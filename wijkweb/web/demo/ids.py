"""Ids of examples: always the same, so that a page of the demo keeps its address."""

from __future__ import annotations

import uuid


def id_of(words: str) -> str:
    """An id of an example: always the same, from the letters of all ids."""
    letters = "23456789abcdefghjkmnpqrstuvwxyz"
    digest = uuid.uuid5(uuid.NAMESPACE_OID, words).bytes
    return "".join(letters[byte % len(letters)] for byte in digest[:12])

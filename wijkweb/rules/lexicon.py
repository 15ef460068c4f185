"""Words by which any dossier names a thing, Dutch and English. What only one call says stands in that call."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from wijkweb.rules.fingerprints import normalised

TOTAL = ("totaal", "totale", "total", "som", "algemeen totaal", "eindtotaal", "grand total")
SUBTOTAL = ("subtotaal", "sub totaal", "subtotal", "sub total", "tussentotaal")
PUBLIC = ("publiek", "publieke", "openbaar", "openbare", "public")
PRIVATE = ("privaat", "private", "prive", "privé")
VTE = r"(?:VTE|FTE|voltijds(?:e)?\s+equivalent(?:en)?|full-?time\s+equivalents?)"
NUMBER_WORDS = {
    "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10,
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_YEARS = re.compile(
    r"(?<![0-9.,])(?P<years>[0-9]{1,2}(?:[.,]5)?)\s*(?:jaar|jaren|years?)\b"
    r"|(?<![0-9.,])(?P<months>[0-9]{1,3})\s*(?:maanden|months)\b",
    re.IGNORECASE,
)


def plain(label: str) -> str:
    """A label as small words with single spaces, for comparison."""
    return " ".join(word.text for word in normalised(label))


def starts(label: str, words: Iterable[str]) -> bool:
    """Whether a label begins with one of these words or phrases, as whole words or as their beginning."""
    text = plain(label)
    return any(text.startswith(word) for word in words)


def holds(label: str, words: Iterable[str]) -> bool:
    """Whether one of these whole words or phrases stands in a label."""
    text = f" {plain(label)} "
    return any(f" {word} " in text for word in words)


def years(text: str) -> Fraction | None:
    """The first duration in a text, in years ("4 jaar", "54 maanden"), or None."""
    match = _YEARS.search(text)
    if not match:
        return None
    return Fraction(match["years"].replace(",", ".")) if match["years"] else Fraction(int(match["months"]), 12)

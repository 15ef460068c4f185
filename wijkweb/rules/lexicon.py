"""Words by which any dossier names a thing, Dutch and English. What only one call says stands in that call."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from wijkweb.rules.fingerprints import small_words

TOTAL = (
    "totaal",
    "totale",
    "total",
    "som",
    "totaalbedrag",
    "totaalsom",
    "algemeen totaal",
    "eindtotaal",
    "grand total",
)
SUBTOTAL = ("subtotaal", "sub totaal", "subtotal", "sub total", "tussentotaal")
PUBLIC = ("publiek", "publieke", "openbaar", "openbare", "public")
PRIVATE = ("privaat", "private", "prive", "privé")
COMPANY = ("nv", "bv", "bvba", "cv", "cvba", "vzw", "ltd", "gmbh")
OWN = ("municipality", "city", "own")
FUNDER = ("subsidie", "subsidy", "grant")
ASKED = ("gevraagd bedrag", "gevraagde subsidie", "aangevraagd bedrag", "subsidy requested", "requested subsidy",
    "amount requested", "requested amount", "grant requested")  # fmt: skip
VTE = r"(?:VTE|FTE|voltijds(?:e)?\s+equivalent(?:en)?|full-?time\s+equivalents?)"
NUMBER_WORDS = {
    "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10,
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_NUMBERS = "|".join(NUMBER_WORDS)
# not an age ("12 tot 18 jaar", "18-25 jaar"), and not the years that a person brings ("10 jaar ervaring")
_YEARS = re.compile(
    r"(?<![0-9])(?<![0-9][.,/–-])(?<!\btot )(?<!\bt/m )(?<!\bto )(?<!\bvanaf )"
    rf"(?:\b(?P<years>[0-9]{{1,2}}(?:[.,]5)?|{_NUMBERS})\s*(?:jaar|jaren|years?)"
    rf"|\b(?P<months>[0-9]{{1,3}}|{_NUMBERS})\s*(?:maanden|months))\b"
    r"(?!\s+(?:relevante\s+|nuttige\s+|of\s+)?(?:ervaring|anciënniteit|dienst|oud|experience|old|seniority))",
    re.IGNORECASE,
)


def plain(label: str) -> str:
    """A label as small words with single spaces, for comparison."""
    return " ".join(small_words(label))


_SHORT = 3  # letters: an abbreviation stands for itself and begins no other word


def starts(label: str, words: Iterable[str]) -> bool:
    """Whether a label begins with one of these words or phrases, as whole words or as their beginning."""
    text = plain(label)
    return any(text.startswith(word) and (len(word) > _SHORT or _ends(text, word)) for word in words)


def opens(label: str, words: Iterable[str]) -> bool:
    """Whether a label opens with one of these words or phrases, as whole words: "som" is not in "sommige"."""
    text = plain(label)
    return any(text.startswith(word) and _ends(text, word) for word in words)


def names(label: str, words: Iterable[str]) -> bool:
    """Whether one of these words or phrases stands anywhere in a label, as whole words or as their beginning."""
    found = plain(label).split()
    return any(starts(" ".join(found[at:]), words) for at in range(len(found)))


def _ends(text: str, word: str) -> bool:
    return text[len(word) : len(word) + 1] in ("", " ")


def holds(label: str, words: Iterable[str]) -> bool:
    """Whether one of these whole words or phrases stands in a label."""
    text = f" {plain(label)} "
    return any(f" {word} " in text for word in words)


def years(text: str) -> Fraction | None:
    """The first duration in a text, in years ("4 jaar", "54 maanden"), or None."""
    match = _YEARS.search(text)
    if not match:
        return None
    return _counted(match["years"]) if match["years"] else _counted(match["months"]) / 12


def _counted(text: str) -> Fraction:
    word = text.lower()
    return Fraction(NUMBER_WORDS[word]) if word in NUMBER_WORDS else Fraction(word.replace(",", "."))

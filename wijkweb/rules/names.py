"""Looks for personal data in a short note: the same rules as the phone's (static/phone/names.js), for the door.

Hard kinds are certain enough to stop a note: national register number, telephone, mail, account, handle, street with
a house number, date of birth. The soft kind, a name, is a question to the writer. Vectors: tests/rules/names.json.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from wijkweb.rules.names_words import (
    ARTICLES,
    BESIDE,
    COUNTS,
    CUES,
    ENDINGS,
    FIRST_NAMES,
    MONTHS,
    PLAIN,
    SOCIAL,
    STARTERS,
    STEMS,
    STREETS,
    VERBS,
)  # fmt: skip

_LETTER = r"[^\W\d_]"
_WORD = re.compile(rf"{_LETTER}(?:{_LETTER}|['’-](?={_LETTER}))*")
_MAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])")
_RRN = re.compile(r"(?<![0-9])[0-9]{2}[. ]?[0-9]{2}[. ]?[0-9]{2}[-. ]?[0-9]{3}[-. ]?[0-9]{2}(?![0-9])")
_DATE = re.compile(
    r"(?<![0-9])(?:0?[1-9]|[12][0-9]|3[01])(?:[-/. ](?:0?[1-9]|1[0-2])[-/. ]|\.? (?:"
    + "|".join(sorted(MONTHS)) + r")\.? )([0-9]{4}|[0-9]{2})(?![0-9])",
    re.IGNORECASE,
)  # fmt: skip
_PHONE = re.compile(r"(?<![0-9+])(?:(?:\+|00)[1-9][0-9]{0,2}|0)(?:[ ./()-]{0,3}[0-9]){7,13}(?![0-9])")
_AT = re.compile(r"(?<![A-Za-z0-9._])@[A-Za-z0-9_][A-Za-z0-9._]*[A-Za-z0-9_]")
_SOCIAL = re.compile(
    r"(?<![A-Za-z])(?:" + "|".join(sorted(SOCIAL)) + r")(?: is)?[:=]? *"
    r"((?=[A-Za-z0-9._]*[A-Za-z])(?=[A-Za-z0-9._]*[0-9_])[A-Za-z0-9._]*[A-Za-z0-9_])(?![A-Za-z0-9])",
    re.IGNORECASE,
)  # fmt: skip
_ADDRESS = re.compile(
    rf"{_LETTER}(?:{_LETTER}|-)*(?:" + "|".join(sorted(STREETS)) + r") ([0-9]{1,4}[A-Za-z]?)(?![A-Za-z0-9])",
    re.IGNORECASE,
)  # fmt: skip
_BORN = re.compile(r"(?:geboren|geb\.?|geboortedatum|°|born)[^.!?]{0,25}$", re.IGNORECASE)
_LAST_BIRTH = 2015


@dataclass(frozen=True, slots=True)
class Found:
    """Something personal at text[start:end]; `hard` stops the note, else it is a question."""

    kind: str
    start: int
    end: int
    hard: bool


def scan(text: str, vocabulary: Collection[str] = ()) -> tuple[Found, ...]:
    """What is personal in a note, in the order of the text; words of the vocabulary are nobody's name."""
    found: list[Found] = []
    for kind, look in _HARD.items():
        for start, end in look(text):
            if not any(start < one.end and one.start < end for one in found):
                found.append(Found(kind, start, end, True))
    taken = [(one.start, one.end) for one in found] + list(_known(text, vocabulary))
    found += [Found("name", start, end, False) for start, end in _names(text, taken)]
    return tuple(sorted(found, key=lambda one: one.start))


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter in "0123456789")


def _mails(text: str) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _MAIL.finditer(text))


def _accounts(text: str) -> Iterator[tuple[int, int]]:
    for match in _IBAN.finditer(text):
        plain = match[0].replace(" ", "")
        if int("".join(str(int(letter, 36)) for letter in plain[4:] + plain[:4])) % 97 == 1:
            yield match.span()


def _register_numbers(text: str) -> Iterator[tuple[int, int]]:
    for match in _RRN.finditer(text):
        digits = _digits(match[0])
        first, check = digits[:9], int(digits[9:])
        good = check in (97 - int(first) % 97, 97 - int("2" + first) % 97)
        if good and int(digits[2:4]) % 20 <= 12 and int(digits[4:6]) <= 31:
            yield match.span()


def _births(text: str) -> Iterator[tuple[int, int]]:
    for match in _DATE.finditer(text):
        year = int(match[1])
        if (len(match[1]) == 4 and 1900 < year <= _LAST_BIRTH) or _BORN.search(text[: match.start()]):
            yield match.span()


def _phones(text: str) -> Iterator[tuple[int, int]]:
    days = [match.span() for match in _DATE.finditer(text)]
    for match in _PHONE.finditer(text):
        abroad = match[0].startswith(("+", "00"))
        number = len(_digits(match[0]))
        on_a_day = any(start < match.end() and match.start() < end for start, end in days)
        if not on_a_day and (9 <= number <= 15 if abroad else 9 <= number <= 10):
            yield match.span()


def _handles(text: str) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _AT.finditer(text))
    yield from (match.span(1) for match in _SOCIAL.finditer(text))


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    for match in _ADDRESS.finditer(text):
        after = _WORD.match(text, match.end() + 1) if text[match.end() : match.end() + 1] == " " else None
        word = after[0].lower() if after else ""
        counted = word in COUNTS or (len(word) > 3 and word not in BESIDE and word.endswith(("en", "s")))
        if not counted:
            yield match.span()


_HARD: dict[str, Callable[[str], Iterator[tuple[int, int]]]] = {
    "mail": _mails,
    "iban": _accounts,
    "rrn": _register_numbers,
    "birth": _births,
    "phone": _phones,
    "handle": _handles,
    "address": _addresses,
}


def _known(text: str, vocabulary: Collection[str]) -> Iterator[tuple[int, int]]:
    """Where words of the vocabulary stand, whole words only."""
    low = text.lower()
    for phrase in {phrase.strip().lower() for phrase in vocabulary}:
        at = low.find(phrase) if phrase else -1
        while at >= 0:
            end = at + len(phrase)
            if not low[at - 1 : at].isalpha() and not low[end : end + 1].isalpha():
                yield at, end
            at = low.find(phrase, at + 1)


def _names(text: str, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Words that may be a name; those that follow each other are one."""
    words = list(_WORD.finditer(text))
    open_name: tuple[int, int] | None = None
    for number, match in enumerate(words):
        free = not any(start < match.end() and match.start() < end for start, end in taken)
        follows = open_name is not None and text[open_name[1] : match.start()] == " "
        if free and _is_name(text, words, number, follows):
            if open_name and not follows:
                yield open_name
            open_name = (open_name[0] if open_name and follows else match.start(), match.end())
    if open_name:
        yield open_name


def _is_name(text: str, words: list[re.Match[str]], number: int, follows: bool) -> bool:
    word, low = words[number][0], words[number][0].lower()
    if not word[0].isupper() or len(word) < 2 or word.isupper() or low in PLAIN:
        return False
    if any(low.startswith(stem) for stem in STEMS):
        return False
    before = words[number - 1] if number else None
    said = before[0].lower() if before else ""
    if follows or said in CUES:
        return True
    gap = text[before.end() : words[number].start()] if before else ""
    if before and not re.search(r"[.!?\n]", gap):
        return said not in ARTICLES
    return low in FIRST_NAMES or _begins_as_a_person(low, words, number)


def _begins_as_a_person(low: str, words: list[re.Match[str]], number: int) -> bool:
    """At the start of a sentence everything has a capital: what comes after tells."""
    if low in STARTERS or any(low.endswith(ending) for ending in ENDINGS):
        return False
    after = [match[0].lower() for match in words[number + 1 : number + 3]]
    return bool(after) and (after[0] in VERBS or (after[0] == "en" and after[1:] in (["haar"], ["zijn"])))

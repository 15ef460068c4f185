"""Which section a line is the heading of: by its number and by how much it is like the title on the form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from wijkweb.rules.fingerprints import normalised, small_words
from wijkweb.shapes.call import Call
from wijkweb.shapes.document import Block

LIMIT = re.compile(
    r"[(\[]?\s*(?:max(?:imaal|imum)?|ten hoogste|hoogstens|at most|up to)\b\s*\.?\s*[0-9][0-9 .]*\s*"
    r"(?:woorden|words|tekens|karakters|characters)[^()\[\]]{0,40}[)\]]?\s*[.:]?",
    re.IGNORECASE,
)
LEADER = re.compile(r"(?:\.{3,}|…|\t)\s*[0-9]{1,3}\s*$")
_NUMBER = re.compile(
    r"\s*(?:(?:vraag|deel|onderdeel|rubriek|hoofdstuk|punt|section|question|part|chapter)\s+)?"
    r"([0-9]{1,2}(?:\.[0-9]{1,2})*)(?:\s*[.):/–-](?=\s|[^\W\d])|(?=\s))",
    re.IGNORECASE,
)
_MOST_WORDS = 30
_MOST_LETTERS = 400
SAME_NUMBER = 0.6  # likeness of titles, word by word, that is enough beside the right number
NO_NUMBER = 0.85  # and without it
_TYPED_SAME_NUMBER = 0.8  # likeness letter by letter, for a typing error, beside the right number
_TYPED_NO_NUMBER = 0.92  # and without it
_TYPED_LEAST = 12  # letters: a shorter title is too near to other words


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a section as the form prints it, ready to be compared."""

    key: str
    number: str
    words: tuple[str, ...]
    counts: Counter[str]
    letters: str


def titles(call: Call) -> tuple[Title, ...]:
    """The titles of the sections of a call, in form order."""
    found = ((spec, tuple(small_words(spec.title))) for spec in call.sections)
    return tuple(Title(spec.key, spec.number, words, Counter(words), " ".join(words)) for spec, words in found)


def best(block: Block, among: Sequence[Title]) -> tuple[float, str]:
    """The section whose heading this block is most like; a score of 0 when it is like none, over 1 with its number."""
    if len(block.text) > _MOST_LETTERS:
        return 0.0, ""
    number, text = split_number(block)
    sentence = text.rstrip().endswith((".", ";", ","))
    if sentence and all(number != title.number for title in among):
        return 0.0, ""
    own = tuple(small_words(LEADER.sub("", LIMIT.sub("", text))))
    if not own or len(own) > _MOST_WORDS:
        return 0.0, ""
    counts, letters, found = Counter(own), " ".join(own), (0.0, "")
    for title in among:
        numbered = number == title.number
        if numbered or not sentence:
            likeness = _likeness(counts, letters, title, numbered=numbered)
            found = max(found, (likeness + numbered if likeness else 0.0, title.key))
    return found if found[0] else (0.0, "")


def _likeness(own: Counter[str], letters: str, title: Title, *, numbered: bool) -> float:
    """How like a title the words are, 0 when not enough: word by word, else letter by letter for a typing error."""
    same = sum(min(times, title.counts[word]) for word, times in own.items() if word in title.counts)
    words = 2 * same / (own.total() + len(title.words))
    if words >= (SAME_NUMBER if numbered else NO_NUMBER):
        return words
    if not numbered and (len(letters) < _TYPED_LEAST or abs(len(letters) - len(title.letters)) > 4):
        return 0.0
    matcher = SequenceMatcher(None, letters, title.letters, autojunk=False)
    least = _TYPED_SAME_NUMBER if numbered else _TYPED_NO_NUMBER
    enough = matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least
    typed = matcher.ratio() if enough else 0.0
    return typed if typed >= least else 0.0


def split_number(block: Block) -> tuple[str, str]:
    """The number before a heading, typed or made by the word processor, and the text behind it."""
    if block.number and block.number[0].isdigit():
        return block.number.rstrip(".) "), block.text
    match = _NUMBER.match(block.text)
    return (match[1], block.text[match.end() :]) if match else ("", block.text)


def opening(text: str, among: Iterable[Title]) -> int | None:
    """Where the heading ends with which a text opens, number and title word for word; None when it opens with none."""
    match = _NUMBER.match(text)
    if not match:
        return None
    words = normalised(text[match.end() :])
    for title in among:
        size = len(title.words)
        if match[1] == title.number and tuple(word.text for word in words[:size]) == title.words:
            end = match.end() + words[size - 1].end
            limit = LIMIT.match(text, end) or re.compile(rf"\s*{LIMIT.pattern}", re.I).match(text, end)
            return limit.end() if limit else end
    return None

"""Putting lines back together: hyphens at the end of a line, words that a narrow cell broke in two."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from wijkweb.readers.pdf.letters import HYPHEN, Word

_AND = {"en", "of", "tot", "and", "or", "to", "noch"}
_SOFT = "\u00ad"


class Joiner:
    """Joins lines; knows the whole words of the document, to tell "wijk-" + "werking" from "Rabot-" + "Noord"."""

    def __init__(self, known: Mapping[str, int]) -> None:
        self._known = known

    def text(self, lines: Sequence[Sequence[Word]], limit: float | None = None) -> str:
        """The text of lines. In a cell, `limit` is how far to the right its lines can reach."""
        whole = ""
        last: Sequence[Word] = ()
        for words in lines:
            start = " ".join(word.text for word in words)
            if whole:
                whole += self._between(whole, last, words, limit)
                if whole.endswith((HYPHEN, _SOFT)):
                    whole = self._hyphen(whole[:-1], start, soft=whole.endswith(_SOFT))
            whole += start
            last = words
        return whole.replace(HYPHEN, "-")

    def _between(self, whole: str, last: Sequence[Word], words: Sequence[Word], limit: float | None) -> str:
        if whole.endswith((HYPHEN, _SOFT)):
            return ""
        if limit is not None and (broken(last, words, limit) or self._halves(last, words)):
            return ""
        return " "

    def _halves(self, last: Sequence[Word], words: Sequence[Word]) -> bool:
        """Whether two lines of a cell hold the halves of a word that the document knows only as a whole."""
        left, right = last[-1].text.lower(), re.match(r"[^\W_]*", words[0].text.lower())
        if not right or not right[0] or not words[0].text[0].islower() or not left.isalpha():
            return False
        # the half itself may have been met once: here
        return left + right[0] in self._known and self._known.get(right[0], 0) < 2

    def _hyphen(self, before: str, after: str, *, soft: bool) -> str:
        first, follows = re.search(r"[^\W_]*$", before), re.match(r"[^\W_]*", after)
        left, right = first[0] if first else "", follows[0] if follows else ""
        if right.lower() in _AND:
            return before + "- "
        if soft or (right.islower() and (left + right).lower() in self._known):
            return before
        return before + "-"


def broken(last: Sequence[Word], words: Sequence[Word], limit: float) -> bool:
    """Whether a cell broke a word: one word filled the line, and not one letter more would have fitted."""
    if len(last) != 1 or last[0].space or not words[0].text[0].isalnum() or words[0].text[0].isupper():
        return False
    letter = (words[0].x1 - words[0].x0) / len(words[0].text)
    return last[0].text[-1].isalpha() and last[0].x1 + letter > limit + 0.5


def known_words(lines: Sequence[Sequence[Word]]) -> Mapping[str, int]:
    """The words of the document that stand whole on a line, in small letters, with how often they do."""
    return Counter(
        match.lower()
        for words in lines
        for word in words
        if not word.text.endswith(HYPHEN)
        for match in re.findall(r"[^\W_]+", word.text)
    )

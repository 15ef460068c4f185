"""Recognising the lines that a funder's form prints, without keeping a copy of them.

A line is kept as hashes of its groups of four words, one group after the other and one at its end:
"11:5f3a…,8c01…,…" is a line of eleven words. A line of fewer than four words is too short to tell from an
answer and is not kept. A line is recognised when three quarters of its groups stand in their places, so a
page break, a hyphen or a mended typing error in the middle does not hide it.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

GROUP = 4
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A normalised word and the characters [start, end) that it stands on."""

    text: str
    start: int
    end: int


def normalised(text: str) -> list[Word]:
    """The words of a text in small letters, without signs."""
    return [Word(match[0].casefold(), match.start(), match.end()) for match in _WORD.finditer(text)]


def fingerprint(line: str) -> str | None:
    """The fingerprint of one printed line; None when it has fewer than four words."""
    words = [word.text for word in normalised(line)]
    if len(words) < GROUP:
        return None
    return f"{len(words)}:" + ",".join(_hash(words[start : start + GROUP]) for start in _starts(len(words)))


def spans(words: Sequence[str], fingerprints: Iterable[str]) -> list[tuple[int, int]]:
    """The stretches [start, end) of words that are printed lines, in order, not overlapping."""
    lengths, places = _index(tuple(fingerprints))
    votes: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for at in range(len(words) - GROUP + 1):
        for line, offset in places.get(_hash(words[at : at + GROUP]), ()):
            votes[line][at - offset] += 1
    found = [
        (max(start, 0), min(start + lengths[line], len(words)))
        for line, starts in votes.items()
        for start in _agreed(starts, len(_starts(lengths[line])))
    ]
    return _apart(found)


def _agreed(starts: dict[int, int], groups: int) -> list[int]:
    """The starts with enough groups behind them; a word more or less in the middle moves a group by one."""
    agreed = []
    for start, own in starts.items():
        near = sum(starts.get(start + shift, 0) for shift in (-2, -1, 1, 2))
        if 4 * (own + near) >= 3 * groups and own >= max(near, 1):
            agreed.append(start)
    return agreed


def _apart(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest of overlapping stretches wins."""
    kept: list[tuple[int, int]] = []
    taken = bytearray(max((end for _, end in found), default=0))
    for start, end in sorted(found, key=lambda span: (span[0] - span[1], span[0])):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            kept.append((start, end))
    return sorted(kept)


@functools.lru_cache(maxsize=8)
def _index(fingerprints: tuple[str, ...]) -> tuple[list[int], dict[str, list[tuple[int, int]]]]:
    """The length of each line, and for each group the lines and offsets where it stands."""
    lengths: list[int] = []
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for line, text in enumerate(fingerprints):
        length, _, hashes = text.partition(":")
        lengths.append(int(length))
        for offset, group in zip(_starts(int(length)), hashes.split(","), strict=True):
            places[group].append((line, offset))
    return lengths, dict(places)


def _starts(length: int) -> list[int]:
    starts = list(range(0, length - GROUP + 1, GROUP))
    if starts[-1] != length - GROUP:
        starts.append(length - GROUP)
    return starts


def _hash(words: Sequence[str]) -> str:
    return hashlib.blake2b(" ".join(words).encode(), digest_size=5).hexdigest()

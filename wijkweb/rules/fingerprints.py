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
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

GROUP = 4
_DRIFT = 2
_FAR = 10**9
_WORD = re.compile(r"[^\W_]+")


class Word(NamedTuple):
    """A normalised word and the characters [start, end) that it stands on."""

    text: str
    start: int
    end: int


def normalised(text: str) -> list[Word]:
    """The words of a text in small letters, without signs."""
    return [Word(match[0].casefold(), match.start(), match.end()) for match in _WORD.finditer(text)]


def small_words(text: str) -> list[str]:
    """The same words without their places."""
    return [word.casefold() for word in _WORD.findall(text)]


def fingerprint(line: str) -> str | None:
    """The fingerprint of one printed line; None when it has fewer than four words."""
    words = small_words(line)
    if len(words) < GROUP:
        return None
    return f"{len(words)}:" + ",".join(_hash(words[start : start + GROUP]) for start in _starts(len(words)))


def spans(words: Sequence[str], fingerprints: Iterable[str], edges: Sequence[int] = ()) -> list[tuple[int, int]]:
    """The stretches [start, end) of words that are printed lines, in order, not overlapping.

    `edges` are the words, in order, at which a block begins: a stretch that ends within two words of one was
    meant to end there.
    """
    lengths, places = _index(tuple(fingerprints))
    matches: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for at in range(len(words) - GROUP + 1):
        for line, offset in places.get(_hash(words[at : at + GROUP]), ()):
            matches[line].append((at, offset))
    ends = [*edges, len(words)]
    found = [span for line, hits in matches.items() for span in _stretches(hits, lengths[line], ends)]
    return _apart([(start, end) for start, end in found if start < end])


def _stretches(hits: list[tuple[int, int]], length: int, edges: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where enough groups of one line stand in their places; a word more or less in the middle is allowed.

    Where the first or last group itself did not match, the end is worked out and may be a word or two off.
    """
    hits.sort(key=lambda hit: hit[0] - hit[1])
    cluster: list[tuple[int, int]] = []
    for hit in [*hits, (_FAR, 0)]:
        if cluster and hit[0] - hit[1] - (cluster[-1][0] - cluster[-1][1]) > _DRIFT:
            if 4 * len({offset for _, offset in cluster}) >= 3 * len(_starts(length)):
                first = min(cluster, key=lambda one: (one[1], one[0]))
                last = max(cluster, key=lambda one: (one[1], one[0]))
                start, end = max(first[0] - first[1], 0), last[0] - last[1] + length
                sure_start, sure_end = first[1] == 0, last[1] == length - GROUP
                yield start if sure_start else _snapped(start, edges), end if sure_end else _snapped(end, edges)
            cluster = []
        cluster.append(hit)


def _snapped(place: int, edges: Sequence[int]) -> int:
    """The nearest edge when it is near, else the place itself."""
    at = bisect_left(edges, place)
    near = [edge for edge in edges[max(at - 1, 0) : at + 1] if abs(edge - place) <= _DRIFT]
    return min(near, key=lambda edge: abs(edge - place)) if near else min(place, edges[-1])


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

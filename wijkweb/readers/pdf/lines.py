"""From words to lines, and from lines to the pieces between wide gaps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from wijkweb.readers.pdf.letters import Word

BULLETS = "•▪◦‣●○■□➢➤✓✔·-–—*oü§"
_MARKER = re.compile(rf"(?:[{re.escape(BULLETS)}]|[0-9]{{1,2}}[.)]|[a-zA-Z][.)])")
_PIECE_GAP = 0.7  # of the height of a line: more white than between the words of a text


@dataclass(slots=True)
class Piece:
    """Words that stand together on a line."""

    words: list[Word]

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(slots=True)
class Line:
    """A line of a page, its words from left to right. `y` is the baseline."""

    y: float
    height: float
    words: list[Word]
    pieces: list[Piece] = field(default_factory=list)

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)


def lines_of(words: Sequence[Word]) -> list[Line]:
    """The lines of a page from top to bottom."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (-word.y, word.x0)):
        if rows and abs(rows[-1][0].y - word.y) <= 0.35 * min(max(w.height for w in rows[-1]), 2 * word.height):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_line(sorted(row, key=lambda word: word.x0)) for row in rows]


def _line(words: list[Word]) -> Line:
    height = max(word.height for word in words)
    y = next(word.y for word in words if word.height == height)
    line = Line(y, height, words)
    for word in words:
        wide = line.pieces and word.x0 - line.pieces[-1].x1 > _PIECE_GAP * height
        if not line.pieces or (wide and not _opens(line.pieces)):
            line.pieces.append(Piece([word]))
        else:
            line.pieces[-1].words.append(word)
    return line


def _opens(pieces: Sequence[Piece]) -> bool:
    """A bullet or a number alone at the left belongs to what follows it, however wide the gap."""
    return len(pieces) == 1 and len(pieces[0].words) == 1 and marker(pieces[0].words) is not None


def marker(words: Sequence[Word]) -> str | None:
    """The bullet or number that opens a list item, or None."""
    first = words[0].text
    return first if _MARKER.fullmatch(first) else None

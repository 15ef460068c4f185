"""How wide the columns of a printed table are, how small its letters, and which of its columns hold figures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wijkweb.shapes.document import Table

_FIGURE = re.compile(r"[-+]?[0-9][0-9.,\u00a0\u202f ]*(?: ?(?:[%‰]|EUR))?")
_NO_VALUE = ("", "–", "x")  # none, or not shown
_LONGEST = 60  # letters: what is longer goes on to a next line
_WORD = 22  # letters: a longer word is cut
_SHORT = 10  # letters: what is not longer stays on one line, and so does an amount
_ROOM = 96  # letters of the usual size beside each other on a page
_EDGE = 2  # the white of a cell, in letters


def figures(table: Table) -> list[bool]:
    """For each column whether it holds numbers, which stand at its right, as its head does."""
    return [_of_figures(column[1:]) for column in zip(*table.rows, strict=True)]


def _of_figures(cells: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip() not in _NO_VALUE]
    return bool(filled) and all(map(_FIGURE.fullmatch, filled))


def widths(table: Table) -> list[float]:
    """The parts of the width that the columns take, together 1.

    Each is as wide as its longest word, and takes of what is left what its longest cell asks; the rest is shared out
    by that too.
    """
    least = _least(table)
    asked = [min(max(4, *map(len, column)), _LONGEST) for column in zip(*table.rows, strict=True)]
    left = max(_ROOM - sum(least), 0)
    more = [max(want - word, 0) for want, word in zip(asked, least, strict=True)]
    given = min(1, left / max(sum(more), 1))
    wide = [word + given * extra for word, extra in zip(least, more, strict=True)]
    parts = [own + max(left - sum(more), 0) * own / sum(wide) for own in wide]
    return [round(part / sum(parts), 4) for part in parts]


def scale(table: Table) -> float:
    """How much smaller than usual the letters are, so that the longest words stand beside each other: 0.6 to 1."""
    return round(max(0.6, min(1, _ROOM / sum(_least(table)))), 3)


def _least(table: Table) -> list[int]:
    longest = (
        max((len(word) for cell in column for word in _words(cell)), default=0)
        for column in zip(*table.rows, strict=True)
    )
    return [min(max(words, 3), _WORD) + _EDGE for words in longest]


def _words(cell: str) -> list[str]:
    whole = cell.strip()
    return [whole] if len(whole) <= _SHORT or _FIGURE.fullmatch(whole) else cell.split()


def breakable(cell: str) -> str:
    """A cell in which long words, such as addresses, can be cut at the end of a line."""
    return " ".join(_cut(word) if len(word) > _WORD else word for word in cell.split(" "))


def _cut(word: str) -> str:
    return "\u200b".join(
        part for piece in re.split(r"(?<=[/._-])", word) for part in re.findall(rf".{{1,{_WORD}}}", piece, re.DOTALL)
    )

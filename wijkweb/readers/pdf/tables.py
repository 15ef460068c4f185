"""Tables on a page: by drawn lines where there are any, else by the white between the columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from wijkweb.readers.pdf.joining import Joiner
from wijkweb.readers.pdf.letters import Ruling, Word
from wijkweb.readers.pdf.lines import Line, lines_of

_TOUCH = 3.0
_CUT = 6.0  # below the last line of a table: less is the end of that line itself
_GUTTER = 0.6  # of the height of a line: the least white that holds two columns apart
_ROW_GAP = 1.12  # of the distance of lines: from here on a new row begins
_PITCH = 1.36  # of the height of a letter: lines that are closer may be one cell
_OVER_PITCH = 1.04  # of the distance of lines in running text: from here on a new row begins
_APART = 2.2  # of the height of a line: from here on it is another table

Row = list[list[list[Word]]]  # columns, in them lines, in them words


@dataclass(slots=True)
class Grid:
    """A table on a page: its rows as lines of words, the left edge of each column, top and bottom."""

    rows: list[Row]
    lefts: list[float]
    top: float
    bottom: float

    def texts(self, joiner: Joiner) -> list[tuple[str, ...]]:
        """The rows as text."""
        limits = [
            max((words[-1].x1 for row in self.rows for words in row[column]), default=0.0)
            for column in range(len(self.lefts))
        ]
        return [tuple(joiner.text(cell, limit) for cell, limit in zip(row, limits, strict=True)) for row in self.rows]


# Drawn tables


def drawn_tables(words: Sequence[Word], rulings: Sequence[Ruling]) -> tuple[list[Grid], list[Word]]:
    """The tables with lines around their cells, and the words that stand in none of them."""
    grids, rest = [], list(words)
    for group in _connected(rulings):
        grid = _drawn(group, rest)
        if grid:
            grids.append(grid)
            rest = [word for word in rest if not _inside(word, group)]
    return grids, rest


def _connected(rulings: Sequence[Ruling]) -> list[list[Ruling]]:
    """Lines that touch each other, as groups."""
    groups: list[list[Ruling]] = []
    for ruling in rulings:
        touching = [group for group in groups if any(_touch(ruling, other) for other in group)]
        merged = [ruling, *(other for group in touching for other in group)]
        groups = [group for group in groups if group not in touching] + [merged]
    return groups


def _touch(a: Ruling, b: Ruling) -> bool:
    return a.x0 - _TOUCH <= b.x1 and b.x0 - _TOUCH <= a.x1 and a.y0 - _TOUCH <= b.y1 and b.y0 - _TOUCH <= a.y1


def _inside(word: Word, group: Sequence[Ruling]) -> bool:
    left, right = min(r.x0 for r in group), max(r.x1 for r in group)
    bottom, top = min(r.y0 for r in group), max(r.y1 for r in group)
    middle = word.y + word.height / 3
    return left - 1 <= (word.x0 + word.x1) / 2 <= right + 1 and bottom - 1 <= middle <= top + 1


def _drawn(group: list[Ruling], words: Sequence[Word]) -> Grid | None:
    xs = _merged([(r.x0 + r.x1) / 2 for r in group if not r.horizontal])
    # a row that the page cuts has no line at that side, only the lines beside it end there
    ends = [end for r in group if not r.horizontal for end in (r.y0, r.y1)]
    across = [(r.y0 + r.y1) / 2 for r in group if r.horizontal]
    ends = [end for end in ends if across and not min(across) - _CUT < end < max(across) + _CUT]
    ys = _merged(across + ends)[::-1]
    if len(xs) < 3 or len(ys) < 2:
        return None
    cells: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        if _inside(word, group):
            cells.setdefault(_cell(word, xs, ys, group), []).append(word)
    rows = [
        [[line.words for line in lines_of(cells.get((row, column), ()))] for column in range(len(xs) - 1)]
        for row in range(len(ys) - 1)
    ]
    kept = [row for row in rows if any(row)]
    if len(kept) < 2 or not any(sum(map(bool, row)) > 1 for row in kept):
        return None
    return Grid(kept, xs[:-1], ys[0], ys[-1])


def _merged(values: list[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _TOUCH:
            found.append(value)
    return found


def _cell(word: Word, xs: list[float], ys: list[float], group: list[Ruling]) -> tuple[int, int]:
    """The row and column of a word; in a merged cell, those of its first part."""
    x, y = (word.x0 + word.x1) / 2, word.y + word.height / 3
    column = max(sum(x > left for left in xs[:-1]) - 1, 0)
    row = max(sum(y < top for top in ys[:-1]) - 1, 0)
    while column and not any(not r.horizontal and abs(r.x0 - xs[column]) < _TOUCH and r.y0 <= y <= r.y1 for r in group):
        column -= 1
    while row and not any(r.horizontal and abs(r.y0 - ys[row]) < _TOUCH and r.x0 <= x <= r.x1 for r in group):
        row -= 1
    return row, column


# Tables by white space


def spaced_tables(lines: Sequence[Line], pitch: float) -> Iterator[tuple[int, int, Grid]]:
    """The tables among the lines of a page, as (first line, line after the last, table).

    `pitch` is how far apart the lines of running text are.
    """
    at = 0
    while at < len(lines):
        found = _run(lines, at) if len(lines[at].pieces) > 1 else None
        if found:
            start, end, gutters = found
            yield start, end, _spaced(lines[start:end], gutters, pitch)
            at = end
        else:
            at += 1


Gutter = tuple[float, float]
_LEFT, _RIGHT = 0.0, 10_000.0  # the white outside the first and the last column


def _run(lines: Sequence[Line], anchor: int) -> tuple[int, int, list[Gutter]] | None:
    """The lines [start, end) of the table with this anchor and the white between its columns, or None."""
    pieces = lines[anchor].pieces
    gutters = [(a.x1, b.x0) for a, b in pairwise(pieces)]
    gutters = [(_LEFT, pieces[0].x0), *gutters, (pieces[-1].x1, _RIGHT)]
    start = _head_start(lines, anchor, gutters)
    end, anchors, widest = anchor + 1, 1, 0.0
    while end < len(lines):
        line = lines[end]
        gap = lines[end - 1].y - line.y
        left = _cut(gutters, line)
        if not _between(left) or gap > (1.25 * widest if end - start > 2 else _APART * line.height):
            break
        gutters, widest = left, max(widest, gap)
        anchors += len(line.pieces) > 1
        end += 1
    if end < len(lines):
        while end > anchor + 1 and len(lines[end - 1].pieces) == 1 and _label_alone(lines, end - 1, gutters):
            end -= 1
    whole = anchors > 1 or (end == len(lines) and end - anchor > 1)
    return (start, end, _between(gutters)) if whole and end - anchor > 1 else None


def _between(gutters: Sequence[Gutter]) -> list[Gutter]:
    return [(start, end) for start, end in gutters if start > _LEFT and end < _RIGHT]


def _head_start(lines: Sequence[Line], anchor: int, gutters: list[Gutter]) -> int:
    """Where the first row begins: a head of two lines may open with a line that fills one cell only."""
    start = anchor
    while start and len(lines[start - 1].pieces) == 1 and _between(_cut(gutters, lines[start - 1])):
        gap = lines[start - 1].y - lines[start].y
        above = lines[start - 2].y - lines[start - 1].y if start > 1 else 2 * gap
        if gap > _PITCH * lines[start].height or above <= _ROW_GAP * gap:
            break
        start -= 1
    return start


def _label_alone(lines: Sequence[Line], at: int, gutters: Sequence[Gutter]) -> bool:
    """A line below a table that stands in the first column only, too far down to continue a cell."""
    in_first = lines[at].x1 <= _between(gutters)[0][0] + 1
    return in_first and lines[at - 1].y - lines[at].y > _PITCH * lines[at].height


def _cut(gutters: Sequence[Gutter], line: Line) -> list[Gutter]:
    """What is left of the white between columns when a line is laid over it."""
    left = list(gutters)
    for piece in line.pieces:
        after: list[Gutter] = []
        for start, end in left:
            if piece.x1 <= start or piece.x0 >= end:
                after.append((start, end))
            else:
                after += [(start, piece.x0)] if piece.x0 > start else []
                after += [(piece.x1, end)] if piece.x1 < end else []
        left = after
    return [(start, end) for start, end in left if end - start >= _GUTTER * line.height]


def _spaced(lines: Sequence[Line], gutters: list[Gutter], pitch: float) -> Grid:
    edges = [(start + end) / 2 for start, end in sorted(gutters)]
    rows: list[Row] = []
    for line, new in zip(lines, _row_starts(lines, edges, pitch), strict=True):
        if new:
            rows.append([[] for _ in range(len(edges) + 1)])
        for column, words in enumerate(_columns(line, edges)):
            if words:
                rows[-1][column].append(words)
    lefts = [min((w[0].x0 for row in rows for w in row[c]), default=0.0) for c in range(len(edges) + 1)]
    return Grid(rows, lefts, lines[0].y + lines[0].height, lines[-1].y)


def _columns(line: Line, edges: Sequence[float]) -> list[list[Word]]:
    found: list[list[Word]] = [[] for _ in range(len(edges) + 1)]
    for word in line.words:
        found[sum((word.x0 + word.x1) / 2 > edge for edge in edges)].append(word)
    return found


def _row_starts(lines: Sequence[Line], edges: Sequence[float], pitch: float) -> Iterator[bool]:
    """For each line whether a row begins there.

    Where rows stand further apart than lines, or than the lines of the running text, that tells. Where all
    lines are equally far apart, a line continues a cell only when its first word would not have fitted on the
    line above.
    """
    yield True
    gaps = [above.y - below.y for above, below in pairwise(lines)]
    real = [gap for gap in gaps if gap > 0.7 * lines[0].height]
    least = min(real, default=0.0)
    uneven = bool(real) and max(real) > _ROW_GAP * least
    reach = [
        max((w[-1].x1 for line in lines if (w := _columns(line, edges)[c])), default=0.0) for c in range(len(edges) + 1)
    ]
    for above, below, gap in zip(lines, lines[1:], gaps, strict=False):
        if gap <= 0.7 * below.height:
            yield False
        elif 0.9 * pitch < least and gap > _OVER_PITCH * pitch and pitch > 0.9 * below.height:
            yield True
        elif uneven or gap > _PITCH * below.height:
            yield gap > _ROW_GAP * least or not uneven
        else:
            yield not _continues(_columns(above, edges), _columns(below, edges), reach)


def _figure(words: Sequence[Word]) -> bool:
    """Nothing but an amount, a number or a percentage: these do not go on in the next line."""
    return all(not any(sign.isalpha() for sign in word.text) for word in words)


def _continues(above: list[list[Word]], below: list[list[Word]], reach: list[float]) -> bool:
    for upper, lower, limit in zip(above, below, reach, strict=True):
        if lower and (not upper or (_figure(upper) and _figure(lower))):
            return False
        if lower and upper[-1].x1 + (lower[0].x1 - lower[0].x0) <= limit:
            return False
    return True

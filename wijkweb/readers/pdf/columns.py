"""Text that is set in two columns: each column becomes a page of its own, so that it is read to its foot first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from wijkweb.readers.pdf.letters import Page, Ruling, Word
from wijkweb.readers.pdf.lines import Line, lines_of

_MIDDLE = (0.4, 0.6)  # of the page: where the white between two columns stands
_STEP = 2.0
_WHITE = 3.0  # on both sides of the middle of that white
_LEAST_LINES = 12
_LEAST_WORDS = 4  # on a line: a column of a table has fewer
_FULL = 0.75  # of the width of a column: a line of running text reaches so far
_MOST_ACROSS = 0.25  # of the lines of a page


def gutter(pages: Sequence[Page]) -> float | None:
    """Where the white between two columns of running text stands, or None when the text has one column."""
    for page in pages:
        x = _whitest(page)
        if x is not None and _running(page, x):
            return x
    return None


def in_columns(page: Page, x: float) -> list[Page]:
    """The page as what stands across, then its left and its right column, band by band; else the page itself."""
    lines = lines_of(page.words)
    across = [_across(line, x) for line in lines]
    if not lines or sum(across) > _MOST_ACROSS * len(lines):
        return [page]
    return list(_bands(page, lines, across, x))


def _bands(page: Page, lines: Sequence[Line], across: Sequence[bool], x: float) -> Iterator[Page]:
    top = page.height
    left_edge = min(word.x0 for word in page.words)
    right_edge = min((word.x0 for word in page.words if word.x0 >= x), default=x)
    images = page.images
    for whole, group in groupby(zip(across, lines, strict=True), key=lambda pair: pair[0]):
        band = [line for _, line in group]
        words = [word for line in band for word in line.words]
        foot = band[-1].y - 0.5 * band[-1].height
        rulings = [r for r in page.rulings if foot <= (r.y0 + r.y1) / 2 <= top]
        top = foot
        if whole:
            yield replace(page, words=tuple(words), rulings=tuple(rulings), images=images)
        else:
            yield _side(page, [w for w in words if w.x1 <= x], [r for r in rulings if r.x1 <= x + _WHITE], 0.0, images)
            shift = right_edge - left_edge
            right = [w for w in words if w.x1 > x]
            yield _side(page, right, [r for r in rulings if r.x0 >= x - _WHITE], shift, 0)
        images = 0


def _side(page: Page, words: Sequence[Word], rulings: Sequence[Ruling], shift: float, images: int) -> Page:
    """One column; the right one is moved to where the left one stands, so that both have the same edges."""
    return replace(
        page,
        words=tuple(replace(word, x0=word.x0 - shift, x1=word.x1 - shift) for word in words),
        rulings=tuple(replace(ruling, x0=ruling.x0 - shift, x1=ruling.x1 - shift) for ruling in rulings),
        images=images,
    )


def _across(line: Line, x: float) -> bool:
    return any(word.x0 < x + _WHITE and word.x1 > x - _WHITE for word in line.words)


def _whitest(page: Page) -> float | None:
    """The middle of the widest strip in the middle of the page that hardly a word crosses: a heading, a page number."""
    low, high = (part * page.width for part in _MIDDLE)
    places = [low + _STEP * at for at in range(int((high - low) / _STEP) + 1)]
    crossed = [sum(word.x0 < x < word.x1 for word in page.words) for x in places]
    few = 0.1 * len(lines_of(page.words))
    strips = [
        [x for x, _ in group]
        for white, group in groupby(zip(places, crossed, strict=True), key=lambda pair: pair[1] <= few)
        if white
    ]
    widest = max(strips, key=len, default=[])
    return (widest[0] + widest[-1]) / 2 if len(widest) > 2 else None


def _running(page: Page, x: float) -> bool:
    """Whether running text stands on both sides: many lines, of many words, that fill their column."""
    if sum(_across(line, x) for line in lines_of(page.words)) > _MOST_ACROSS * len(lines_of(page.words)):
        return False
    sides = ([w for w in page.words if w.x1 <= x], [w for w in page.words if w.x0 >= x])
    return all(_fills(words) for words in sides)


def _fills(words: Sequence[Word]) -> bool:
    lines = lines_of(words)
    if len(lines) < _LEAST_LINES or len(words) < _LEAST_WORDS * len(lines):
        return False
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    return 2 * sum(line.x1 - left >= _FULL * (right - left) for line in lines) > len(lines)

"""From a PDF page to words with their places. Measures are points, y grows upwards, as in PDF."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_SPACES = " \t\r\n\xa0\u2009\u202f"
_HYPHEN = "\u2010"  # stands for a hyphen at the end of a line until the next line is known
_WORD_GAP = 0.18  # of the height of a letter
_RAISED = {"0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹"}
_THIN = 2.5
HYPHEN = _HYPHEN


@dataclass(slots=True)
class Word:
    """A word: its text, left and right, baseline and height; `space` when a space follows it in the file."""

    text: str
    x0: float
    x1: float
    y: float
    height: float
    bold: bool = False
    space: bool = False


@dataclass(frozen=True, slots=True)
class Ruling:
    """A drawn line; horizontal when y0 and y1 are nearly one."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def horizontal(self) -> bool:
        return self.y1 - self.y0 < _THIN


@dataclass(frozen=True, slots=True)
class Page:
    """The words and drawn lines of a page, words in the order of the file."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rulings: tuple[Ruling, ...]
    images: int


@dataclass(slots=True)
class _Letter:
    text: str
    x0: float
    x1: float
    y: float
    height: float
    bold: bool


def read_page(page: Any, number: int) -> Page:
    """The words and lines of one pypdfium2 page."""
    import pypdfium2.raw as raw

    text = page.get_textpage()
    try:
        words = tuple(_words(list(_letters(raw, text, text.count_chars()))))
    finally:
        text.close()
    rulings, images = _drawn(raw, page)
    return Page(number, page.get_width(), page.get_height(), words, rulings, images)


def _letters(raw: Any, text: Any, count: int) -> Iterator[_Letter]:
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for at in range(count):
        code = raw.FPDFText_GetUnicode(text, at)
        if raw.FPDFText_IsGenerated(text, at) or code in (0, 0xFFFE, 0xFFFF):
            continue
        raw.FPDFText_GetLooseCharBox(text, at, box)
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        shown = _HYPHEN if code == 2 or raw.FPDFText_IsHyphen(text, at) == 1 else chr(code)
        bold = raw.FPDFText_GetFontWeight(text, at) >= 600
        yield _Letter(shown, box.left, box.right, y.value, abs(box.top - box.bottom), bold)


def _words(letters: list[_Letter]) -> Iterator[Word]:
    word: list[_Letter] = []
    for letter in letters:
        blank = letter.text in _SPACES
        if word and (blank or _apart(word[-1], letter)):
            yield _word(word, space=blank)
            word = []
        if not blank and letter.text.isprintable():
            word.append(letter)
    if word:
        yield _word(word, space=False)


def _apart(last: _Letter, letter: _Letter) -> bool:
    height = max(last.height, letter.height)
    gap = letter.x0 - last.x1
    # a ligature is one place with two letters, so a little backwards is still the same word
    return abs(letter.y - last.y) > 0.45 * height or gap > _WORD_GAP * height or gap < -2 * height


def _word(letters: list[_Letter], *, space: bool) -> Word:
    tall = max(letter.height for letter in letters)
    main = next(letter for letter in letters if letter.height == tall)
    shown = [
        _RAISED.get(letter.text, letter.text)
        if letter.height < 0.8 * tall and letter.y > main.y + 0.1 * tall
        else letter.text
        for letter in letters
    ]
    bold = 2 * sum(letter.bold for letter in letters) > len(letters)
    left, right = min(letter.x0 for letter in letters), max(letter.x1 for letter in letters)
    return Word("".join(shown), left, right, main.y, tall, bold, space)


def _drawn(raw: Any, page: Any) -> tuple[tuple[Ruling, ...], int]:
    """Thin paths are drawn lines; pictures are counted."""
    rulings, images = [], 0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            images += 1
            continue
        x0, y0, x1, y1 = item.get_bounds()
        if (x1 - x0 < _THIN) != (y1 - y0 < _THIN):
            rulings.append(Ruling(x0, y0, x1, y1))
    return tuple(rulings), images

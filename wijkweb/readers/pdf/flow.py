"""From the lines of all pages to paragraphs, list items, headings and footnotes, in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from wijkweb.readers.pdf.joining import Joiner
from wijkweb.readers.pdf.letters import HYPHEN, Page, Word
from wijkweb.readers.pdf.lines import BULLETS, Line, marker
from wijkweb.shapes.document import Block

_NOTE = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_PAGE_NUMBER = re.compile(
    r"(?:bladzijde|blz\.?|pagina|page|p\.)\s*[0-9]{1,3}(?:\s*(?:van|of|/)\s*[0-9]{1,3})?", re.IGNORECASE
)
_TALL = 1.12  # of the usual height: a heading
_SMALL = 0.93  # of the usual height: a note at the foot of the page
_PARAGRAPH_GAP = 1.3  # of the usual distance of lines
_EDGE = 0.12  # of the page: where running heads and page numbers stand
_EDGE_LINES = 4
_APART = 1.7  # of the height of a line: the white between a running head and the text


@dataclass(slots=True)
class Measure:
    """What is usual in a document: the height of a line, the distance of lines, the right edge of the text."""

    height: float
    pitch: float
    right: float


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together; `mark` is the bullet or number before them, `note` a footnote's."""

    lines: list[list[Word]]
    page: int
    mark: str = ""
    note: str = ""
    left: float = 0.0
    heading: int = 0
    last: Line | None = field(default=None)

    def block(self, joiner: Joiner, level: int) -> Block:
        text = joiner.text(self.lines)
        if self.note:
            return Block("footnote", text, self.note, page=self.page)
        if self.heading:
            return Block("heading", text, self.mark, self.heading, page=self.page)
        if self.mark:
            bullet = self.mark in BULLETS
            return Block("item", text, "•" if bullet else self.mark, level, page=self.page)
        return Block("paragraph", text, page=self.page)


def measure(pages: Sequence[Sequence[Line]]) -> Measure:
    """What is usual in these pages."""
    heights = Counter(round(line.height, 1) for lines in pages for line in lines for _ in line.words)
    height = heights.most_common(1)[0][0] if heights else 12.0
    gaps = Counter(
        round(above.y - below.y, 1)
        for lines in pages
        for above, below in pairwise(lines)
        if 0.7 * height < above.y - below.y < 2 * height
    )
    rights = sorted(line.x1 for lines in pages for line in lines if abs(line.height - height) < 1)
    right = rights[int(0.97 * (len(rights) - 1))] if rights else 0.0
    return Measure(height, gaps.most_common(1)[0][0] if gaps else height, right)


def without_edges(pages: Sequence[Page], lines: list[list[Line]]) -> list[str]:
    """Takes running heads, feet and page numbers out of the lines; returns them, each once."""
    edges = [_edge_lines(rows, page) for page, rows in zip(pages, lines, strict=True)]
    if len(pages) < 3:
        # too few to see what repeats; a page number says by itself what it is
        edges = [[line for line in found if _PAGE_NUMBER.fullmatch(line.text)] for found in edges]
    seen = Counter(text for found in edges for text in {_repeated(line) for line in found})
    least = max(3, 0.5 * len(pages)) if len(pages) > 2 else 1
    often = {text for text, times in seen.items() if times >= least}
    texts: dict[str, str] = {}
    for found, rows in zip(edges, lines, strict=True):
        for line in [line for line in found if _repeated(line) in often]:
            texts.setdefault(_repeated(line), line.text)
            rows.remove(line)
    return list(texts.values())


def _edge_lines(rows: Sequence[Line], page: Page) -> list[Line]:
    """The few lines at the top and at the foot of a page that white space holds apart from the text."""
    found: list[Line] = []
    for ordered in (rows, rows[::-1]):
        for at, (line, after) in enumerate(pairwise(ordered[: _EDGE_LINES + 1])):
            if not (line.y > (1 - _EDGE) * page.height or line.y < _EDGE * page.height):
                break
            if abs(line.y - after.y) > _APART * max(line.height, after.height):
                found += ordered[: at + 1]
                break
    return found


def _repeated(line: Line) -> str:
    """A line with its numbers as one sign: page numbers differ, the rest does not."""
    return re.sub(r"[0-9]+", "#", line.text)


def footnotes_apart(lines: list[Line], usual: Measure, page: int) -> list[Paragraph]:
    """Takes the notes at the foot of a page out of its lines; a note opens with a small raised figure."""
    for at, line in enumerate(lines):
        below = lines[at:]
        if _NOTE.fullmatch(line.words[0].text[:1]) and all(low.height < _SMALL * usual.height for low in below):
            del lines[at:]
            return _notes(below, page)
    return []


def _notes(lines: Sequence[Line], page: int) -> list[Paragraph]:
    notes: list[Paragraph] = []
    for line in lines:
        match = _NOTE.match(line.words[0].text)
        words = line.words
        if match:
            rest = line.words[0].text[match.end() :]
            first = Word(rest, words[0].x0, words[0].x1, words[0].y, words[0].height)
            words = [first, *words[1:]] if rest else words[1:]
            notes.append(Paragraph([], page, note=match[0].translate(_PLAIN)))
        if words:
            notes[-1].lines.append(words)
    return notes


def add_line(line: Line, page: int, open_paragraph: Paragraph | None, usual: Measure) -> Paragraph:
    """The paragraph that the line belongs to: the open one, or a new one that it opens."""
    mark = marker(line.words) if len(line.words) > 1 else None
    if mark in ("o", "ü", "§") and not line.words[1].x0 - line.words[0].x1 > 0.5 * line.height:
        mark = None
    if open_paragraph and mark is None and _continues(line, page, open_paragraph, usual):
        open_paragraph.lines.append(line.words)
        open_paragraph.last = line
        return open_paragraph
    words = line.words[1:] if mark else line.words
    level = 0 if mark and mark in BULLETS else _heading(line, usual)
    return Paragraph([words], page, mark or "", left=words[0].x0 if mark else line.x0, heading=level, last=line)


def _heading(line: Line, usual: Measure) -> int:
    if line.height > 1.35 * usual.height:
        return 1
    return 2 if line.height > _TALL * usual.height else 0


def _continues(line: Line, page: int, paragraph: Paragraph, usual: Measure) -> bool:
    last = paragraph.last
    if last is None or abs(line.height - last.height) > 0.1 * usual.height:
        return False
    if line.bold != last.bold and (line.bold or len(paragraph.lines) == 1) and not _full(last, line, usual):
        return False
    if page == paragraph.page or line.y < last.y:
        gap = last.y - line.y
        if gap > _PARAGRAPH_GAP * usual.pitch * max(last.height / usual.height, 1) or gap <= 0:
            return False
    if paragraph.mark and line.x0 < paragraph.left - 0.5 * line.height:
        return False
    if not paragraph.mark and line.x0 > paragraph.left + 1.2 * line.height and len(paragraph.lines) > 1:
        return False
    return _full(last, line, usual)


def _full(last: Line, line: Line, usual: Measure) -> bool:
    """Whether the first word of the line would not have fitted on the one before."""
    first = line.words[0]
    text = first.text.split(HYPHEN)[0]
    width = (first.x1 - first.x0) * (len(text) / len(first.text))
    return last.x1 + 0.2 * line.height + width > usual.right - 1 or last.words[-1].text.endswith((HYPHEN, "\u00ad"))

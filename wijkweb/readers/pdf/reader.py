"""A PDF, page by page: tables where they stand, paragraphs between them, joined over the ends of pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from wijkweb.readers.errors import Unreadable
from wijkweb.readers.pdf.columns import gutter, in_columns
from wijkweb.readers.pdf.flow import Measure, Paragraph, add_line, footnotes_apart, measure, without_edges
from wijkweb.readers.pdf.joining import Joiner, known_words
from wijkweb.readers.pdf.letters import Page, read_page
from wijkweb.readers.pdf.lines import Line, lines_of
from wijkweb.readers.pdf.notes import beside_references
from wijkweb.readers.pdf.tables import Grid, drawn_tables, spaced_tables
from wijkweb.shapes.document import Block, Document, Table

MOST_PAGES = 200
_LEAST_WORDS = 10
_SAME_COLUMN = 8.0
_TOTALS = ("totaal", "subtotaal", "total", "subtotal")
Item = Line | Grid


def read_pdf(data: bytes) -> Document:
    """The blocks of a PDF; raises Unreadable when it is locked, broken, too long, or only pictures."""
    pages = _pages(data)
    if sum(len(page.words) for page in pages) < _LEAST_WORDS:
        raise Unreadable("pdf_scanned" if any(page.images for page in pages) else "file_empty")
    heads: list[str] = []
    if (x := gutter(pages)) is not None:
        pages, heads = _columns(pages, x)
    grids, lines = [], []
    for page in pages:
        drawn, rest = drawn_tables(page.words, page.rulings)
        grids.append(drawn)
        lines.append(lines_of(rest))
    edges = heads or without_edges(pages, lines)
    joiner = Joiner(known_words([line.words for rows in lines for line in rows]))
    flow = _Flow(joiner, measure(lines))
    for page, drawn, rows in zip(pages, grids, lines, strict=True):
        flow.page(page.number, drawn, rows)
    remarks = [("images", sum(page.images for page in pages)), ("page_headers", len(edges))]
    front = tuple(Block("paragraph", text) for text in edges)
    return Document("pdf", front + tuple(flow.result()), tuple((code, n) for code, n in remarks if n))


def _columns(pages: list[Page], x: float) -> tuple[list[Page], list[str]]:
    """The columns of all pages as pages, without the running heads that stand over them."""
    whole = [lines_of(page.words) for page in pages]
    heads = without_edges(pages, whole)
    kept = [
        replace(page, words=tuple(word for line in rows for word in line.words))
        for page, rows in zip(pages, whole, strict=True)
    ]
    return [column for page in kept for column in in_columns(page, x)], heads


def _pages(data: bytes) -> list[Page]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == 4 or "password" in str(error).lower()
        raise Unreadable("pdf_locked" if locked else "pdf_broken") from None
    try:
        if len(document) > MOST_PAGES:
            raise Unreadable("pdf_long", pages=len(document), most=MOST_PAGES)
        if document.get_formtype():
            document.init_forms()
        return [_page(document, at) for at in range(len(document))]
    except pypdfium2.PdfiumError:
        raise Unreadable("pdf_broken") from None
    finally:
        document.close()


def _page(document: Any, at: int) -> Page:
    page = document[at]
    try:
        if document.get_formtype():
            page.flatten()  # what was typed into the fields of a form becomes text of the page
            page.close()
            page = document[at]
        return read_page(page, at + 1)
    finally:
        page.close()


class _Flow:
    """Collects blocks over the pages; a paragraph or a table stays open until something else begins."""

    def __init__(self, joiner: Joiner, usual: Measure) -> None:
        self._joiner = joiner
        self._usual = usual
        self._done: list[Paragraph | Table] = []
        self._open: Paragraph | None = None
        self._notes: list[Paragraph] = []
        self._table: tuple[list[tuple[str, ...]], list[float]] | None = None

    def page(self, number: int, drawn: list[Grid], lines: list[Line]) -> None:
        notes = footnotes_apart(lines, self._usual, number)
        for item in _in_order(drawn, lines, self._usual.pitch):
            if isinstance(item, Grid):
                self._end_paragraph()
                self._add_table(item)
            else:
                self._end_table()
                self._add_line(item, number)
        self._notes += notes

    def _add_line(self, line: Line, page: int) -> None:
        paragraph = add_line(line, page, self._open, self._usual)
        if paragraph is not self._open:
            self._end_paragraph()
            self._open = paragraph

    def _end_paragraph(self) -> None:
        if self._open:
            self._done.append(self._open)
            self._open = None
        self._done += self._notes
        self._notes = []

    def _add_table(self, grid: Grid) -> None:
        rows = grid.texts(self._joiner)
        if self._table and _same_columns(self._table[1], grid.lefts):
            _append(self._table[0], rows)
        else:
            self._end_table()
            self._table = (rows, grid.lefts)

    def _end_table(self) -> None:
        if self._table:
            self._done.append(Table(tuple(self._table[0]), 1))
            self._table = None

    def result(self) -> Iterator[Block]:
        self._end_paragraph()
        self._end_table()
        levels: list[float] = []
        for item in beside_references(self._done):
            if isinstance(item, Table):
                yield Block("table", table=item)
                continue
            levels = _levels(levels, item)
            yield item.block(self._joiner, max(len(levels) - 1, 0))


def _levels(levels: list[float], paragraph: Paragraph) -> list[float]:
    """The left edges of the open list and its parents; empty outside a list."""
    if not paragraph.mark:
        return []
    kept = [left for left in levels if left < paragraph.left - 4]
    return [*kept, paragraph.left]


def _in_order(drawn: list[Grid], lines: list[Line], pitch: float) -> list[Item]:
    """Tables and lines of a page from top to bottom."""
    items: list[tuple[float, Item]] = [(grid.top, grid) for grid in drawn]
    at = 0
    for start, end, grid in spaced_tables(lines, pitch):
        items += [(line.y, line) for line in lines[at:start]]
        items.append((grid.top, grid))
        at = end
    items += [(line.y, line) for line in lines[at:]]
    return [item for _, item in sorted(items, key=lambda pair: -pair[0])]


def _same_columns(before: list[float], now: list[float]) -> bool:
    return len(before) == len(now) and all(abs(a - b) < _SAME_COLUMN for a, b in zip(before, now, strict=True))


def _append(table: list[tuple[str, ...]], rows: list[tuple[str, ...]]) -> None:
    """Continues a table on the next page: its repeated head goes, a row that was cut in two is joined."""
    if rows and rows[0] == table[0]:
        rows = rows[1:]
    if rows and len(table) > 1 and _second_half(table[-1], rows[0]):
        table[-1] = tuple(" ".join(filter(None, pair)) for pair in zip(table[-1], rows[0], strict=True))
        rows = rows[1:]
    table += rows


def _second_half(before: tuple[str, ...], row: tuple[str, ...]) -> bool:
    """A row that only goes on with the label of the one before: it has nothing else, and opens small."""
    label = row[0]
    if not label or any(row[1:]) or label.lower().startswith(_TOTALS):
        return False
    return any(before[1:]) and (label[0].islower() or label[0] == "(")

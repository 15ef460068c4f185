"""The text form of a paper: the small Markdown in which a section is written and kept.

Headings, lists, tables (pipes, or tabs as they come out of a spreadsheet), footnotes, emphasis, links; a
few HTML tags that word processors leave behind are read as what they mean. Anything else is plain text.
A block has no white space at its ends, and one without text is none: a paper keeps neither.
`static/commons/words.js` reads the same language; tests/rules/word_vectors.json and generated texts hold
the two together, so that a count on the page is the count on the server.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate

from wijkweb.shapes.document import Block, Mark, MarkKind, Table

# Unicode White_Space, spelled out: Python's \s and JavaScript's \s are two other sets.
SPACE = "\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"

MOST_CELLS = 20_000

_LINE_ENDS = re.compile(r"\r\n?|\x0b|\x0c|\x85|\u2028|\u2029")
_BLANK = re.compile(f"[{SPACE}]*")
_SPACES = "".join(filter(re.compile(f"[{SPACE}]").match, map(chr, range(0x3001))))
_HEADING = re.compile(f"(#{{1,6}})[{SPACE}]+(.*)")
_ITEM = re.compile(f"([\t ]*)(?:([-*+•▪◦‣–])|([0-9]{{1,3}})[.)])[{SPACE}]+(.*)", re.DOTALL)
_NOTE = re.compile(f"\\[\\^([^\\[\\]{SPACE}]{{1,20}})\\]:(.*)")
_RULE = re.compile(r"[\t ]*(?:-[\t ]*){3,}|[\t ]*(?:\*[\t ]*){3,}|[\t ]*(?:_[\t ]*){3,}")
_PIPES = re.compile(r"[\t ]*\|.*\|[\t ]*")
_DELIMITER = re.compile(r"[\t ]*\|?[\t ]*:?-+:?[\t ]*(?:\|[\t ]*:?-+:?[\t ]*)*\|?[\t ]*")
_PIPE = re.compile(r"(?<!\\)\|")

_INLINE = re.compile(
    r"\\(?P<escaped>[\\*_~\[\]()#|^<>.+`-])"
    rf"|!?\[(?P<text>[^\[\]]*)\]\((?P<href>[^(){SPACE}]*)(?:[ ]\"[^\"\n]*\")?\)"
    rf"|\[\^(?P<note>[^\[\]{SPACE}]{{1,20}})\]"
    rf"|<(?P<auto>(?:https?://|mailto:)[^<>{SPACE}]+)>"
    r"|<(?P<close>/?)(?P<tag>b|strong|i|em|u|s|sub|sup|br|p|span|div)(?:[ ][^<>]*)?/?>"
    r"|(?P<run>\*{1,3}|_{1,3}|~~)",
    re.IGNORECASE | re.ASCII,
)
_MARKS: dict[str, tuple[MarkKind, ...]] = {
    "*": ("emphasis",),
    "**": ("strong",),
    "***": ("strong", "emphasis"),
    "<i>": ("emphasis",),
    "<em>": ("emphasis",),
    "<b>": ("strong",),
    "<strong>": ("strong",),
}


def parse(text: str) -> tuple[Block, ...]:
    """The blocks of a Markdown text, in order."""
    found = _blocks(_items_whole(_LINE_ENDS.sub("\n", text).split("\n")))
    return tuple(block for block in found if block.table or block.text)


def _items_whole(lines: list[str]) -> Iterator[str]:
    """The lines, an item with the indented lines under it as one."""
    item: list[str] = []
    for line in lines:
        if item and line.startswith(("  ", "\t")) and not _BLANK.fullmatch(line) and not _alone(line):
            item.append(line.strip(_SPACES))
            continue
        if item:
            yield "\n".join(item)
        item = [line] if _ITEM.fullmatch(line) else []
        if not item:
            yield line
    if item:
        yield "\n".join(item)


def _blocks(lines: Iterator[str]) -> Iterator[Block]:
    pending: list[str] = []
    for line in (*lines, ""):
        alone = _alone(line)
        if alone is None and not _BLANK.fullmatch(line):
            pending.append(line)
            continue
        if pending:
            yield from _together(pending)
            pending = []
        if alone is not None:
            yield alone


def _alone(line: str) -> Block | None:
    """The block that one line makes by itself, or None."""
    if "\t" in line.strip("\t ") or _RULE.fullmatch(line):
        return None
    if match := _HEADING.fullmatch(line):
        return _block("heading", match[2], level=len(match[1]))
    if match := _NOTE.fullmatch(line):
        return _block("footnote", match[2], number=match[1])
    if match := _ITEM.fullmatch(line):
        number = f"{match[3]}." if match[3] else "•"
        return _block("item", match[4], number=number, level=len(match[1].replace("\t", "  ")) // 2)
    return None


def _together(lines: list[str]) -> Iterator[Block]:
    """The blocks of lines that follow each other without a blank line: text, and the tables between it."""
    place = at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _PIPES.fullmatch(lines[end]):
            end += 1
        if end - at > 1:
            yield from _open_lines(lines[place:at])
            yield _pipe_table(lines[at:end])
            place = end
        at = max(end, at + 1)
    yield from _open_lines(lines[place:])


def _open_lines(lines: list[str]) -> Iterator[Block]:
    """Text, and under it a table with tabs, or with pipes between its cells only."""
    start = _table_start(lines)
    kept = [line for line in lines[:start] if not _RULE.fullmatch(line)]
    if kept:
        yield _block("paragraph", "\n".join(kept))
    rows = lines[start:]
    if rows and "\t" in rows[0]:
        yield _table([line.split("\t") for line in rows], 1, rows)
    elif rows:
        yield _pipe_table(rows)


def _table_start(lines: list[str]) -> int:
    """The line from which on all lines are the rows of such a table; their number when there is none."""
    start, tabbed, barred = len(lines), 0, True
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        tabbed += "\t" in line
        barred = barred and "|" in line
        if at == len(lines) - 1:
            continue
        tabs = "\t" in line and 2 * tabbed >= len(lines) - at
        if tabs or (barred and _DELIMITER.fullmatch(lines[at + 1])):
            start = at
    return start


def _pipe_table(rows: list[str]) -> Block:
    header = 1 if _DELIMITER.fullmatch(rows[1]) else 0
    cells = [_pipe_cells(line) for n, line in enumerate(rows) if not (n and _DELIMITER.fullmatch(line))]
    return _table(cells, header, rows)


def _pipe_cells(line: str) -> list[str]:
    inner = line.strip("\t ")
    return _PIPE.split(inner[1:-1] if _PIPES.fullmatch(line) else inner)


def _table(rows: list[list[str]], header_rows: int, lines: list[str]) -> Block:
    width = max(map(len, rows))
    if width * len(rows) > MOST_CELLS:  # one long row makes every other row as long
        return _block("paragraph", "\n".join(lines))
    cells = tuple(tuple(inline(cell)[0] for cell in row) + ("",) * (width - len(row)) for row in rows)
    return Block("table", table=Table(cells, header_rows))


def _block(kind: str, source: str, number: str = "", level: int = 0) -> Block:
    text, marks = inline(source)
    return Block(kind, text, number, level, marks)  # type: ignore[arg-type]


def inline(source: str) -> tuple[str, tuple[Mark, ...]]:
    """The plain text of a piece of Markdown and the marks on it; white space at both ends goes.

    A reference to a footnote is a mark of no length, with the footnote's number as its href.
    """
    source = source.strip(_SPACES)
    pieces = _Pieces()
    place = 0
    for match in _INLINE.finditer(source):
        pieces.texts.append(source[place : match.start()])
        place = match.end()
        if match["escaped"]:
            pieces.texts.append(match["escaped"])
        elif match["text"] is not None:
            pieces.link(inline(match["text"])[0], match["href"])
        elif match["auto"]:
            pieces.link(match["auto"], match["auto"])
        elif match["note"]:
            pieces.note(match["note"])
        elif match["tag"]:
            pieces.tag(match["tag"].lower(), bool(match["close"]))
        elif match["run"]:
            pieces.run(match["run"], source[max(match.start() - 1, 0) : match.start()], source[place : place + 1])
    pieces.texts.append(source[place:])
    return pieces.result()


class _Pieces:
    """Inline Markdown as pieces of text; a marker is a piece that goes when it finds its partner."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.openers: dict[str, list[int]] = {}
        self.marks: list[tuple[int, int, MarkKind, str]] = []

    def link(self, text: str, href: str) -> None:
        self.texts.append(text)
        self.marks.append((len(self.texts) - 1, len(self.texts), "link", href))

    def note(self, number: str) -> None:
        self.marks.append((len(self.texts), len(self.texts), "note", number))

    def tag(self, name: str, closing: bool) -> None:
        self.texts.append("\n" if name == "br" else "")
        if closing:
            self._close(f"<{name}>")
        elif name != "br":
            self.openers.setdefault(f"<{name}>", []).append(len(self.texts) - 1)

    def run(self, run: str, before: str, after: str) -> None:
        marker = run.replace("_", "*")
        # **RUST**plek is emphasis, 2*3*4 and file_name_2 are not
        inside = run[0] == "_" or run == "*"
        opens = bool(after) and not _BLANK.fullmatch(after) and not (inside and _lettered(before))
        closes = bool(before) and not _BLANK.fullmatch(before) and not (inside and _lettered(after))
        self.texts.append(run)
        if closes and self._close(marker, run):
            return
        if opens:
            self.openers.setdefault(marker, []).append(len(self.texts) - 1)

    def _close(self, marker: str, run: str = "") -> bool:
        """Pairs the last piece with the last open one of its kind; what opened between stays as text."""
        opened = self.openers.get(marker, [])
        if not opened or self.texts[opened[-1]] != run:
            return False
        start = opened.pop()
        for places in self.openers.values():
            while places and places[-1] > start:
                places.pop()
        self.texts[start] = self.texts[-1] = ""
        self.marks += [(start, len(self.texts), kind, "") for kind in _MARKS.get(marker, ())]
        return True

    def result(self) -> tuple[str, tuple[Mark, ...]]:
        starts = [0, *accumulate(map(len, self.texts))]
        whole = "".join(self.texts)
        text = whole.strip(_SPACES)
        cut = len(whole) - len(whole.lstrip(_SPACES))
        places = [min(max(start - cut, 0), len(text)) for start in starts]
        marks = [Mark(places[first], places[last], kind, href) for first, last, kind, href in self.marks]
        kept = (mark for mark in marks if mark.start < mark.end or mark.kind == "note")
        return text, tuple(sorted(kept, key=lambda mark: mark.start))


def _lettered(char: str) -> bool:
    return bool(char) and unicodedata.category(char)[0] in "LN"

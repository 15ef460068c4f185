"""A paper as a PDF that is both PDF/A-2a, for an archive, and PDF/UA-1, for everybody who reads by ear.

Typst sets it. All words travel as data, never as markup; the fonts are those inside Typst, so that a paper is the
same bytes on every machine. A sign that these fonts do not have is printed as "\ufffd".
"""

from __future__ import annotations

import functools
import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

from wijkweb.shapes.document import Block, Table
from wijkweb.writers.cells import breakable, figures, scale, widths
from wijkweb.writers.pieces import Laid, Run, laid
from wijkweb.writers.sheet import Sheet

_FOLDER = Path(__file__).resolve().parent / "typst"
_DEEPEST = 4
_LONGEST_BAR = Decimal(125)  # what goes far beyond its target is drawn as going beyond it
_ROWS_OF_A_PAGE, _LETTERS_OF_A_PAGE, _SHORT = 20, 1500, 9
MOST_CHARACTERS = 1_500_000  # setting so much takes two seconds and a gigabyte


class TooLong(ValueError):
    """The paper is longer than can be set; no call asks for a hundredth of it."""


def write_pdf(sheet: Sheet) -> bytes:
    """The bytes of the PDF; the same sheet gives the same bytes. Raises TooLong."""
    if sum(len(piece.block.plain) for piece in sheet.pieces) > MOST_CHARACTERS:
        raise TooLong
    data = _data(sheet, _printable)
    try:
        return _set(data)
    except Exception:
        # a row of signs that each are in a font, but not together; letters and digits always are
        return _set(_data(sheet, _plain))
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        return _set(_data(sheet, _plain))


def _set(data: dict[str, Any]) -> bytes:
    import typst

    made: bytes = typst.compile(
        _FOLDER / "paper.typ",
        root=_FOLDER,
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        ignore_system_fonts=True,
    )
    return made


def _data(sheet: Sheet, sign: Any) -> dict[str, Any]:
    found, notes = laid(sheet.pieces)
    writer = _Writer(notes, sign)
    return {
        "title": writer.text(sheet.title).strip() or "-",
        "author": writer.text(sheet.author),
        "language": sheet.language,
        "day": [sheet.day.year, sheet.day.month, sheet.day.day],
        "page": sheet.page,
        "blocks": list(writer.blocks(found)),
    }


class _Writer:
    """Makes the data of one block after the other; `sign` turns a text into one that can be printed."""

    def __init__(self, notes: Sequence[Block], sign: Any) -> None:
        self._notes = notes
        self._sign = sign
        self._before = 0

    def text(self, words: str) -> str:
        return str(self._sign(words))

    def blocks(self, found: Iterable[Laid]) -> Iterator[dict[str, Any]]:
        for listed, group in groupby(found, key=lambda each: each.block.kind == "item"):
            if listed:
                yield from self._lists(list(group), 0)
            else:
                yield from map(self._block, group)

    def _block(self, each: Laid) -> dict[str, Any]:
        if each.block.table is not None:
            return self._table(each.block.table, each)
        if each.svg:
            return {"kind": "drawing", "svg": each.svg, "says": self.text(each.block.text)}
        runs = self._runs(each.runs)
        if each.style in ("title", "limit"):
            return {"kind": each.style, "runs": runs}
        if each.block.kind == "heading":
            return {"kind": "heading", "level": self._level(each.block.level), "runs": runs}
        if each.style == "over":
            return {"kind": "over", "runs": runs}
        return {"kind": "caption" if each.block.kind == "caption" else "paragraph", "runs": runs}

    def _level(self, level: int) -> int:
        """A heading lies at most one deeper than the one before: who reads by ear misses none."""
        self._before = max(1, min(level, self._before + 1, 6))
        return self._before

    def _runs(self, runs: Iterable[Run]) -> list[dict[str, Any]]:
        return [
            {
                "text": self.text(run.text),
                "strong": run.strong,
                "emphasis": run.emphasis,
                "href": run.href,
                "note": self.text(self._notes[run.note].text) if run.note >= 0 else None,
            }
            for run in runs
        ]

    def _lists(self, items: Sequence[Laid], depth: int) -> Iterator[dict[str, Any]]:
        """Items as lists within lists; bullets and numbers that follow each other are two lists."""
        base = min(item.block.level for item in items) if depth < _DEEPEST else 10**6
        entries: list[tuple[Laid, list[Laid]]] = []
        for item in items:
            if entries and item.block.level > base:
                entries[-1][1].append(item)
            else:
                entries.append((item, []))
        for numbered, group in groupby(entries, key=lambda entry: entry[0].block.number[:1].isdigit()):
            yield {"kind": "list", "numbered": numbered, "items": [self._item(*entry, depth) for entry in group]}

    def _item(self, item: Laid, under: list[Laid], depth: int) -> dict[str, Any]:
        digits = "".join(sign for sign in item.block.number if sign.isdecimal())
        return {
            "number": int(digits) if digits else 1,
            "runs": self._runs(item.runs),
            "inner": list(self._lists(under, depth + 1)) if under else [],
        }

    def _table(self, table: Table, each: Laid) -> dict[str, Any]:
        rows = [[self.text(breakable(cell)) for cell in row] for row in table.rows]
        made = {"kind": "table", "rows": rows, "widths": widths(table), "right": figures(table), "scale": scale(table)}
        drawn = [float(min(part, _LONGEST_BAR)) / 100 if part is not None else None for part in each.parts]
        return {**made, "parts": drawn, "bar": each.bar, "whole": _is_whole(rows, bool(drawn))}


def _is_whole(rows: Sequence[Sequence[str]], drawn: bool) -> bool:
    """Whether a table stays on one page: one that is short, or one with bars that are compared."""
    if len(rows) > (_ROWS_OF_A_PAGE if drawn else _SHORT):
        return False
    return sum(len(cell) for row in rows for cell in row) <= _LETTERS_OF_A_PAGE


@functools.cache
def _letters() -> frozenset[str]:
    """The signs that the fonts have in all their styles."""
    spans = (span.split("-") for span in (_FOLDER / "letters.txt").read_text(encoding="ascii").split())
    return frozenset(chr(code) for span in spans for code in range(int(span[0], 16), int(span[-1], 16) + 1))


def _printable(words: str) -> str:
    """The text in signs that the fonts have; tabs as spaces, soft hyphens without effect left out."""
    known = _letters()
    text = unicodedata.normalize("NFC", words).replace("\t", "    ").replace("\u00ad", "").replace("\u200d", "")
    return "".join(sign if sign in known or sign == "\n" else "\ufffd" for sign in text)


def _plain(words: str) -> str:
    """Letters, digits and the usual signs, when nothing else can be set."""
    return "".join(sign if (sign.isascii() and sign.isprintable()) or "À" <= sign <= "ӿ" else " " for sign in words)

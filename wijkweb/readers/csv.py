"""CSV into lines of cells: with ; or , or tabs, with or without BOM, in UTF-8, UTF-16 or what Excel calls ANSI."""

from __future__ import annotations

import codecs
import csv
import io
import re

from wijkweb.readers.errors import Unreadable
from wijkweb.readers.grid import MOST_BYTES, MOST_CELLS, MOST_ROWS, Line, bounded

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_MARKUP = re.compile(r"\s*(?:<!doctype|<html|<\?xml|<table|<head|<body)", re.IGNORECASE)
_DELIMITERS = (";", "\t", ",")


def read_csv(data: bytes, rows: int = MOST_ROWS, cells: int = MOST_CELLS, signs: int = 0) -> list[Line]:
    """The lines of a CSV file that hold something; raises Unreadable.

    `signs` is how often the sign between cells stands at least in a heading: a bank puts lines of its own above it.
    """
    if len(data) > MOST_BYTES:
        raise Unreadable("file_large", most=MOST_BYTES // 1024 // 1024)
    text = _decoded(data)
    if _MARKUP.match(text):
        raise Unreadable("table_html")
    if _CONTROL.search(text):
        raise Unreadable("table_binary")
    try:
        return bounded(_lines(text, _delimiter(text, signs), rows, cells), rows, cells)
    except csv.Error:
        raise Unreadable("table_broken") from None


def _decoded(data: bytes) -> str:
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ["utf-16"] if wide else ["utf-8-sig", "cp1252"]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("table_binary")


def _delimiter(text: str, signs: int) -> str:
    """The sign between the cells: the one that stands most often in the first line that holds enough of one."""
    for line in text.splitlines():
        unquoted = re.sub(r'"[^"]*"', "", line)
        if line.strip() and max(map(unquoted.count, _DELIMITERS)) >= signs:
            return max(_DELIMITERS, key=unquoted.count)
    return _DELIMITERS[0]


def _lines(text: str, delimiter: str, most_rows: int, most_cells: int) -> list[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[Line] = []
    cells = 0
    for row in reader:
        kept = tuple(cell.strip() for cell in row)
        if any(kept):
            lines.append(Line(reader.line_num, kept))
            cells += len(kept)
        if len(lines) > most_rows or cells > most_cells:
            break
    return lines

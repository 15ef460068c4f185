"""The table of indicators of a neighbourhood: areas across, indicators down, figures as they were printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from wijkweb.shapes.document import Block, Table
from wijkweb.shapes.dossier import Diagnosis, Figure

YEAR_WORDS = ("jaar", "jaren", "year", "years")
SOURCE_WORDS = ("bron", "bronnen", "source", "sources")
_FIGURE = re.compile(
    r"(?P<whole>-?[0-9]{1,3}(?:[. \u00a0\u202f][0-9]{3})+|-?[0-9]+)(?:(?P<separator>[.,])(?P<decimals>[0-9]+))?"
    r"\s*(?P<unit>%|‰|€|euro|eur|km²|/km²)?",
    re.IGNORECASE,
)
_MOST_SIGNS = 20  # a longer row of digits is no figure
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_SOURCE = re.compile(
    r"\b(?:bron|bronnen|source|sources)\b|\b(?:cijfers|gegevens|data|figures)\s*(?::|van\b|uit\b|volgens\b|from\b)",
    re.IGNORECASE,
)


def figure(cell: str) -> Figure | None:
    """The figure in a cell, or None: "32,40%" is 32.40 with two decimals, "14.700" is 14700 with none."""
    match = _FIGURE.fullmatch(cell.strip().removeprefix("€").strip())
    if not match or len(match[0]) > _MOST_SIGNS:
        return None
    whole = re.sub(r"[. \u00a0\u202f]", "", match["whole"])
    decimals = match["decimals"] or ""
    value = Decimal(f"{whole}.{decimals}") if decimals else Decimal(whole)
    return Figure(cell.strip(), value, len(decimals), match["unit"] == "%", match["separator"] or "")


def names_source(text: str) -> bool:
    """Whether a text says where its figures come from."""
    return bool(_SOURCE.search(text))


def read_diagnosis(table: Table, section: str, block: int, beside: Sequence[Block]) -> Diagnosis | None:
    """The table as indicators, or None when it has fewer than two rows and two columns of figures.

    `beside` are the captions right before and after the table. Columns for the year and the source hold no figures.
    """
    head, body = table.rows[0], table.rows[1:]
    year, source = _column(head, YEAR_WORDS), _column(head, SOURCE_WORDS)
    columns = [at for at in range(1, len(head)) if at not in (year, source)]
    labelled = [row for row in body if row[0].strip()]
    rows = tuple((row[0], tuple(figure(row[at]) for at in columns)) for row in labelled)
    # a table that names year and source in columns of their own may be about one area
    least = 1 if year and source else 2
    filled = [row for row in rows if sum(value is not None for value in row[1]) >= least]
    if len(filled) < 2 or 2 * len(filled) < len(body):
        return None
    texts = [
        *head,
        *(row[0] for row in body),
        *(cell for row in body for at, cell in enumerate(row) if at and (at in (year, source) or figure(cell) is None)),
    ]
    texts += [block.text for block in beside]
    return Diagnosis(
        section,
        block,
        tuple(head[at] for at in columns),
        rows,
        sourced=any(map(names_source, texts)),
        dated=any(_YEAR.search(text) for text in texts),
        beside=tuple((_at(row, year), _at(row, source)) for row in labelled) if year or source else (),
    )


def _column(head: Sequence[str], words: Sequence[str]) -> int | None:
    return next((at for at, cell in enumerate(head) if at and cell.strip().casefold() in words), None)


def _at(row: Sequence[str], column: int | None) -> str:
    return row[column].strip() if column else ""

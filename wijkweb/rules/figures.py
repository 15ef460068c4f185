"""Figures as paper prints them: the label of a row, a figure in its cell, the years and sources of a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from wijkweb.rules.tables.diagnosis import figure as read_figure
from wijkweb.shapes.application import AreaFigure

SIGNS = ("%", "‰")
_BASE = re.compile(r"(.+) \(([^()]+ = [0-9]+)\)")
_PIECE = re.compile(r"(.+) \((.+)\)")


def label(indicator: str, base: str) -> str:
    """The name of a row, with the base of an index: "welvaartsindex (Gent = 100)"."""
    return f"{indicator} ({base})" if base and base.casefold() not in indicator.casefold() else indicator


def unlabelled(text: str) -> tuple[str, str]:
    """Indicator and base of a row as `label` prints them; without a base "" for it."""
    found = _BASE.fullmatch(text)
    return (found[1], found[2]) if found else (text, "")


def printed(figure: AreaFigure, language: str) -> str:
    """A figure as it was typed, or with the decimal sign of the language; with its sign, % or ‰.

    What was typed is only printed where a reader of the paper reads the same value in it.
    """
    text = figure.printed
    read = read_figure(text) if text else None
    if read is None or read.value != figure.value:
        text = plain(figure.value, language)
    shows_sign = figure.unit not in SIGNS or text.rstrip().endswith(SIGNS)
    return text if shows_sign else f"{text} {figure.unit}"


def plain(value: Decimal, language: str) -> str:
    """A number without needless zeros, with the decimal sign of the language."""
    shown = f"{value:f}"
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    if language != "nl":
        return shown
    whole, point, decimals = shown.partition(".")
    return f"{whole},{decimals}" if point else whole


def told(values: Sequence[tuple[str, str]]) -> str:
    """What a row says once for all its areas: a year, a source. Where they differ, with the areas of each.

    `values` are (area, value): "2020 (Haven, Molen); 2021 (Stad)".
    """
    areas: dict[str, list[str]] = {}
    for area, value in values:
        areas.setdefault(value, []).append(area)
    if len(areas) == 1:
        return next(iter(areas))
    return "; ".join(f"{value} ({', '.join(names)})" for value, names in areas.items() if value)


def untold(text: str, area: str) -> str:
    """The value for an area out of what `told` made."""
    pieces = [_PIECE.fullmatch(piece) for piece in text.split("; ")]
    if not all(pieces):
        return text
    return next((piece[1] for piece in pieces if piece and area in piece[2].split(", ")), "")


def row_keys(figures: Iterable[AreaFigure]) -> list[tuple[str, str]]:
    """The rows of the table: each indicator with each base, in the order in which they came."""
    return list(dict.fromkeys((figure.indicator, figure.base) for figure in figures))

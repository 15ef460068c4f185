"""The table of indicators: an index that hides its base, figures in two styles, no source, no year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from wijkweb.shapes.dossier import Diagnosis, Dossier, Figure
from wijkweb.shapes.finding import Fact, Finding, Severity

_POINTED = re.compile(r"[0-9]+[.][0-9]{1,2}\s*%")
_COMMAED = re.compile(r"[0-9]+,[0-9]{1,2}\s*%")


def check_diagnosis(dossier: Dossier) -> Iterator[Finding]:
    """What the table of indicators leaves unsaid."""
    table = dossier.diagnosis
    if table is None:
        return
    yield from _indices(table)
    yield from _styles(table, dossier)
    if not (table.sourced and table.dated):
        missing = tuple(name for name, there in (("source", table.sourced), ("year", table.dated)) if not there)
        yield Finding("diagnosis.no_source", Severity.WARNING, None, table.section, table.block, {"missing": missing})


def _indices(table: Diagnosis) -> Iterator[Finding]:
    """An index whose base area is 100 and that equals another row over that area's figure."""
    for label, figures in table.rows:
        base = next((at for at, item in enumerate(figures) if item and item.value == 100 and not item.percent), None)
        if base is None or sum(item is not None for item in figures) < 2:
            continue
        for other, values in table.rows:
            ratios = _ratios(figures, values, base) if other != label else None
            if ratios:
                facts: dict[str, Fact] = {
                    "index": label,
                    "other": other,
                    "base": table.areas[base] if base < len(table.areas) else "",
                    "ratios": tuple(ratios),
                }
                yield Finding("diagnosis.index_is_ratio", Severity.NOTE, None, table.section, table.block, facts)


def _ratios(index: tuple[Figure | None, ...], values: tuple[Figure | None, ...], base: int) -> list[Decimal] | None:
    """100 x value / value of the base area for each other area, when all round to the index; else None."""
    foot = values[base]
    if foot is None or not foot.value or foot.value == 100:
        return None
    found = []
    for at, (printed, value) in enumerate(zip(index, values, strict=True)):
        if at == base or printed is None or value is None:
            continue
        ratio = 100 * value.value / foot.value
        if abs(ratio - printed.value) > Decimal(5).scaleb(-1 - printed.decimals):
            return None
        found.append(ratio.quantize(Decimal("0.1")))
    return found or None


def _styles(table: Diagnosis, dossier: Dossier) -> Iterator[Finding]:
    """Percentages with one and with two decimals, or with a point and with a comma."""
    percents = [item for _, figures in table.rows for item in figures if item and item.percent and item.decimals]
    shown: dict[tuple[str, int], str] = {}
    for item in percents:
        shown.setdefault((item.separator, item.decimals), item.printed)
    section = dossier.placed.section(table.section)
    prose = " ".join(block.text for _, block in section.answers() if not block.table) if section else ""
    for separator, pattern in ((".", _POINTED), (",", _COMMAED)):
        match = pattern.search(prose)
        if match and percents and all(item.separator != separator for item in percents):
            shown.setdefault((separator, 0), match[0])
    if len(shown) > 1:
        facts: dict[str, Fact] = {"examples": tuple(shown.values())}
        yield Finding("diagnosis.mixed_decimals", Severity.NOTE, None, table.section, table.block, facts)

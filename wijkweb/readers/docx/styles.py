"""What a paragraph is by its style: a heading, a caption, a list item; and the number Word prints before it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from lxml import etree

from wijkweb.readers.docx.names import W

_HEADING = re.compile(r"(?:heading|kop|titre|überschrift)\s*([1-6])", re.IGNORECASE)
_CAPTION = re.compile(r"caption|bijschrift", re.IGNORECASE)
_LIST = re.compile(r"list|lijst|opsomming", re.IGNORECASE)
_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style with what it inherits: the level of a heading (0: none), caption, list numbering."""

    level: int = 0
    caption: bool = False
    listed: bool = False
    numbering: tuple[str, int] | None = None


class Styles:
    """The styles of a document by their id."""

    def __init__(self, root: etree._Element | None) -> None:
        elements = root.findall(f"{W}style") if root is not None else []
        self._elements = {element.get(f"{W}styleId", ""): element for element in elements}
        self._known: dict[str, Style] = {}

    def get(self, style_id: str) -> Style:
        """The style with this id; a plain one when the document does not define it."""
        if style_id not in self._known:
            self._known[style_id] = self._read(style_id)
        return self._known[style_id]

    def _read(self, style_id: str) -> Style:
        level, caption, listed, numbering = 0, False, False, None
        current = style_id
        for _ in range(_DEPTH):
            element = self._elements.get(current)
            if element is None:
                break
            name = value(element, "name") or current
            match = _HEADING.fullmatch(name.strip())
            level = level or (int(match[1]) if match else 1 if name.lower() in ("title", "titel") else 0)
            outline = element.find(f"{W}pPr/{W}outlineLvl")
            if not level and outline is not None and outline.get(f"{W}val", "9").isdigit():
                outlined = int(outline.get(f"{W}val", "9")) + 1
                level = outlined if outlined <= 6 else 0
            caption = caption or bool(_CAPTION.fullmatch(name.strip()))
            listed = listed or bool(_LIST.match(name.strip()))
            numbering = numbering or number_of(element.find(f"{W}pPr"))
            current = value(element, "basedOn")
        return Style(level, caption, listed, numbering)


def value(element: etree._Element | None, name: str) -> str:
    """The w:val of a child element, or ""."""
    child = element.find(f"{W}{name}") if element is not None else None
    return child.get(f"{W}val", "") if child is not None else ""


def number_of(properties: etree._Element | None) -> tuple[str, int] | None:
    """The list and the depth that paragraph properties name, or None; list "0" means: no list."""
    if properties is None or (element := properties.find(f"{W}numPr")) is None:
        return None
    depth = value(element, "ilvl")
    return value(element, "numId"), int(depth) if depth.isdigit() else 0


class Numbering:
    """Counts the lists of a document as Word does, so that "9.1" is seen although nobody typed it."""

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract: dict[str, str] = {}
        self._starts: dict[str, dict[int, int]] = defaultdict(dict)
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._restarted: set[str] = set()
        for element in root.findall(f"{W}abstractNum") if root is not None else []:
            self._levels[element.get(f"{W}abstractNumId", "")] = dict(map(_level, element.findall(f"{W}lvl")))
        for element in root.findall(f"{W}num") if root is not None else []:
            num = element.get(f"{W}numId", "")
            self._abstract[num] = value(element, "abstractNumId")
            for override in element.findall(f"{W}lvlOverride"):
                start = value(override, "startOverride")
                if start.isdigit():
                    self._starts[num][int(override.get(f"{W}ilvl", "0"))] = int(start)

    def next(self, num: str, depth: int) -> str:
        """The number before the next paragraph of this list at this depth: "2.", "9.1", "•", or ""."""
        abstract = self._abstract.get(num)
        levels = self._levels.get(abstract or "")
        if abstract is None or not levels or depth not in levels:
            return "•"
        kind, text, start = levels[depth]
        if kind in ("bullet", "none"):
            return "•" if kind == "bullet" else ""
        counts = self._counts[abstract]
        if num in self._starts and num not in self._restarted:
            self._restarted.add(num)
            counts.update({at: first - 1 for at, first in self._starts[num].items()})
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [at for at in counts if at > depth]:
            del counts[deeper]
        return re.sub(r"%([1-9])", lambda match: self._shown(counts, levels, int(match[1]) - 1), text)

    def _shown(self, counts: dict[int, int], levels: dict[int, tuple[str, str, int]], depth: int) -> str:
        kind, _, start = levels.get(depth, ("decimal", "", 1))
        return _format(kind, counts.get(depth, start))


def _level(element: etree._Element) -> tuple[int, tuple[str, str, int]]:
    start, depth = value(element, "start"), element.get(f"{W}ilvl", "0")
    shape = (
        value(element, "numFmt") or "decimal",
        value(element, "lvlText"),
        int(start) if start.isdigit() else 1,
    )
    return int(depth) if depth.isdigit() else 0, shape


def _format(kind: str, count: int) -> str:
    if kind in ("lowerLetter", "upperLetter") and count > 0:
        letters = chr(ord("a") + (count - 1) % 26) * (1 + (count - 1) // 26)
        return letters if kind == "lowerLetter" else letters.upper()
    if kind in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        roman = _roman(count)
        return roman.lower() if kind == "lowerRoman" else roman
    return str(count)


def _roman(count: int) -> str:
    signs = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")]
    signs += [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    shown = ""
    for size, sign in signs:
        times, count = divmod(count, size)
        shown += sign * times
    return shown

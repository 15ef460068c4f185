"""The text of one paragraph with its marks, notes, changes and the text boxes that hang on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from wijkweb.readers.docx.names import MC, M, R, W
from wijkweb.shapes.document import Mark, MarkKind

_OFF = {"0", "false", "off", "none"}
_LEFT_OUT = {f"{W}del": "deleted_text", f"{W}moveFrom": "deleted_text", f"{W}delText": "deleted_text"}
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "\u00ad",
}
_INSERTED = {f"{W}ins", f"{W}moveTo"}
_INSTRUCTIONS = {f"{W}instrText", f"{W}pPr", f"{W}rPr", f"{W}sdtPr", f"{W}sdtEndPr", f"{W}commentReference"}


@dataclass(slots=True)
class Runs:
    """What was read of a paragraph. `notes` are (kind, id, place) in order; `boxes` the contents of text boxes."""

    links: Mapping[str, str]
    remarks: Counter[str]
    pieces: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    notes: list[tuple[str, str, int]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    length: int = 0

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def read(self, element: etree._Element) -> None:
        """Reads the children of a paragraph, a hyperlink or a container inside a paragraph."""
        for child in element:
            self._child(child)

    def _child(self, child: etree._Element) -> None:
        tag = child.tag
        if not isinstance(tag, str) or tag in _INSTRUCTIONS:
            return
        if tag in _LEFT_OUT:
            self.remarks[_LEFT_OUT[tag]] += 1
        elif tag == f"{W}r":
            self._run(child)
        elif tag == f"{W}hyperlink":
            self._link(child)
        elif tag in (f"{W}t", f"{M}t"):
            self.add(child.text or "")
        elif tag in _SIGNS:
            self.add(_SIGNS[tag])
        elif tag == f"{W}br":
            self.add("\n" if child.get(f"{W}type", "") in ("", "textWrapping") else " ")
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            self.notes.append((tag.removeprefix(W).removesuffix("Reference"), child.get(f"{W}id", ""), self.length))
        elif tag == f"{W}sdt" and shows_prompt(child):
            self.remarks["prompts"] += 1
        elif tag == f"{MC}AlternateContent":
            self._alternative(child)
        elif tag == f"{W}txbxContent":
            self.boxes.append(child)
        else:
            if tag in (f"{W}drawing", f"{W}pict") and not child.findall(f".//{W}txbxContent"):
                self.remarks["images"] += 1
            if tag in _INSERTED:
                self.remarks["inserted_text"] += 1
            self.read(child)

    def _alternative(self, element: etree._Element) -> None:
        """Word writes a text box twice, new and old: the first that holds something is read."""
        for child in element:
            if child.tag in (f"{MC}Choice", f"{MC}Fallback"):
                self.read(child)
                return

    def _run(self, run: etree._Element) -> None:
        properties = run.find(f"{W}rPr")
        if _on(properties, "vanish"):
            self.remarks["hidden_text"] += 1
            return
        start = self.length
        self.read(run)
        kinds: tuple[tuple[str, MarkKind], ...] = (("b", "strong"), ("i", "emphasis"))
        for name, kind in kinds:
            if _on(properties, name) and self.length > start:
                self._mark(start, self.length, kind)

    def _link(self, element: etree._Element) -> None:
        start = self.length
        self.read(element)
        target = self.links.get(element.get(f"{R}id", ""), "")
        if target and self.length > start:
            self.marks.append(Mark(start, self.length, "link", target))

    def _mark(self, start: int, end: int, kind: MarkKind) -> None:
        """Adds a mark, or lengthens the one that it continues: Word cuts a text into many runs."""
        for at in range(len(self.marks) - 1, max(len(self.marks) - 4, -1), -1):
            last = self.marks[at]
            if last.kind == kind and last.end == start:
                self.marks[at] = Mark(last.start, end, kind)
                return
        self.marks.append(Mark(start, end, kind))

    def result(self, references: Sequence[Mark] = ()) -> tuple[str, tuple[Mark, ...]]:
        """The text without white space at both ends, and the marks on it with those that refer to footnotes."""
        whole = "".join(self.pieces)
        text = whole.strip()
        cut = len(whole) - len(whole.lstrip())
        moved = (Mark(*_within(m, cut, len(text)), m.kind, m.href) for m in (*self.marks, *references))
        kept = (m for m in moved if m.start < m.end or m.kind == "note")
        return text, tuple(sorted(kept, key=lambda m: m.start))


def _within(mark: Mark, cut: int, length: int) -> tuple[int, int]:
    return min(max(mark.start - cut, 0), length), min(max(mark.end - cut, 0), length)


def shows_prompt(element: etree._Element) -> bool:
    """Whether a content control was never filled in: Word then shows its prompt as if it were text."""
    return _on(element.find(f"{W}sdtPr"), "showingPlcHdr")


def _on(properties: etree._Element | None, name: str) -> bool:
    element = properties.find(f"{W}{name}") if properties is not None else None
    return element is not None and element.get(f"{W}val", "true") not in _OFF

"""Walks a Word document in reading order and makes blocks of it."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from wijkweb.readers.docx.guard import check_package
from wijkweb.readers.docx.names import W
from wijkweb.readers.docx.runs import Runs, shows_prompt
from wijkweb.readers.docx.styles import Numbering, Styles, number_of, value
from wijkweb.readers.errors import Unreadable
from wijkweb.shapes.document import Block, Document, Mark, Table

_CONTAINERS = {f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo", f"{W}smartTag"}
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
_NOT_NOTES = {"separator", "continuationSeparator", "continuationNotice"}


def read_docx(data: bytes) -> Document:
    """The blocks of a Word file; raises Unreadable when it is none, is locked, or is a trap."""
    check_package(data)
    reader = _Reader(_open(data))
    blocks = tuple(reader.blocks())
    if not any(block.text or block.table for block in blocks):
        raise Unreadable("file_empty")
    return Document("docx", blocks, tuple(sorted(reader.remarks.items())))


def _open(data: bytes):  # type: ignore[no-untyped-def]
    import docx

    try:
        return docx.Document(io.BytesIO(data))
    except (ValueError, KeyError, IndexError, AttributeError, TypeError, etree.XMLSyntaxError):
        raise Unreadable("docx_broken") from None


class _Reader:
    """One pass over one document; keeps the counts of lists and notes."""

    def __init__(self, document) -> None:  # type: ignore[no-untyped-def]
        self.remarks: Counter[str] = Counter()
        self._part = document.part
        self._body = document.element.body
        self._styles = Styles(self._root("/styles"))
        self._numbering = Numbering(self._root("/numbering"))
        self._notes = {kind: self._read_notes(kind) for kind in ("footnote", "endnote")}
        self._links = {key: rel.target_ref for key, rel in self._part.rels.items() if rel.is_external}
        self._marks = 0
        comments = self._root("/comments")
        if comments is not None and len(comments):
            self.remarks["comments"] = len(comments)

    def _root(self, kind: str) -> etree._Element | None:
        """The XML of the part with a relationship of this kind, or None."""
        for rel in self._part.rels.values():
            if rel.reltype.endswith(kind) and not rel.is_external:
                return etree.fromstring(rel.target_part.blob, _PARSER)
        return None

    def _read_notes(self, kind: str) -> dict[str, etree._Element]:
        root = self._root(f"/{kind}s")
        notes = root.findall(f"{W}{kind}") if root is not None else []
        return {note.get(f"{W}id", ""): note for note in notes if note.get(f"{W}type", "") not in _NOT_NOTES}

    def blocks(self) -> Iterator[Block]:
        """Headers and footers once, at the front, where they belong to no section; then the body."""
        yield from self._headers()
        yield from self._children(self._body)

    def _headers(self) -> Iterator[Block]:
        seen: set[str] = set()
        for rel in self._part.rels.values():
            if not rel.is_external and rel.reltype.endswith(("/header", "/footer")):
                root = etree.fromstring(rel.target_part.blob, _PARSER)
                for block in self._children(root):
                    if block.plain.strip() and block.plain not in seen:
                        seen.add(block.plain)
                        self.remarks["page_headers"] += 1
                        yield block if block.table else Block("paragraph", block.text)

    def _children(self, element: etree._Element) -> Iterator[Block]:
        for child in element:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag in _CONTAINERS and not self._prompt(child):
                yield from self._children(child)

    def _prompt(self, element: etree._Element) -> bool:
        """Whether a field is still empty and shows only the prompt that the form printed in it."""
        if not shows_prompt(element):
            return False
        self.remarks["prompts"] += 1
        return True

    def _paragraph(self, element: etree._Element) -> Iterator[Block]:
        runs = Runs(self._links, self.remarks)
        runs.read(element)
        hanging, references = self._notes_of(runs)
        text, marks = runs.result(references)
        kind, number, level = self._kind(element, text)
        if text:
            yield Block(kind, text, number, level, marks)  # type: ignore[arg-type]
        yield from hanging
        for box in runs.boxes:
            self.remarks["text_boxes"] += 1
            yield from self._children(box)

    def _notes_of(self, runs: Runs) -> tuple[list[Block], list[Mark]]:
        """The notes that a paragraph refers to, and the places where it does."""
        hanging, references = [], []
        for kind, note_id, at in runs.notes:
            note = self._notes[kind].get(note_id)
            if note is not None:
                self._marks += 1
                text = "\n".join(block.text for block in self._children(note) if block.text)
                hanging.append(Block("footnote", text, str(self._marks)))
                references.append(Mark(at, at, "note", str(self._marks)))
        return hanging, references

    def _kind(self, element: etree._Element, text: str) -> tuple[str, str, int]:
        properties = element.find(f"{W}pPr")
        style = self._styles.get(value(properties, "pStyle"))
        numbering = number_of(properties) or style.numbering
        number = ""
        if numbering and numbering[0] != "0" and text:
            number = self._numbering.next(*numbering)
        if style.level:
            return "heading", number, style.level
        if style.caption:
            return "caption", "", 0
        if number or (style.listed and not numbering):
            return "item", number or "•", numbering[1] if numbering else 0
        return "paragraph", "", 0

    def _table(self, element: etree._Element) -> Iterator[Block]:
        rows = list(_rows(element))
        if max((len(_cells(row)) for row in rows), default=0) <= 1 and not _marked_heads(rows):
            # a frame around a text, as many forms have it: the text is what counts
            for row in rows:
                for cell in _cells(row):
                    yield from self._children(cell)
            return
        notes: list[Block] = []
        cells = [list(self._row(row, notes)) for row in rows]
        width = max(map(len, cells))
        table = tuple(tuple(row) + ("",) * (width - len(row)) for row in cells)
        yield Block("table", table=Table(table, _header_rows(rows)))
        yield from notes

    def _row(self, row: etree._Element, notes: list[Block]) -> Iterator[str]:
        for cell in _cells(row):
            properties = cell.find(f"{W}tcPr")
            merged = properties.find(f"{W}vMerge") if properties is not None else None
            continued = merged is not None and merged.get(f"{W}val", "continue") == "continue"
            inside = list(self._children(cell))
            notes += [block for block in inside if block.kind == "footnote"]
            texts = [_cell_text(block) for block in inside if block.kind != "footnote"]
            yield "" if continued else "\n".join(filter(None, texts))
            span = value(properties, "gridSpan")
            yield from [""] * (min(int(span), 64) - 1 if span.isdigit() else 0)


def _cell_text(block: Block) -> str:
    if block.table:
        return "\n".join("\t".join(row) for row in block.table.rows)
    return block.text


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == f"{W}tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in _CONTAINERS:
            yield from _rows(child)


def _cells(row: etree._Element) -> list[etree._Element]:
    found: list[etree._Element] = []
    for child in row:
        if child.tag == f"{W}tc":
            found.append(child)
        elif child.tag in _CONTAINERS:
            found += _cells(child)
    return found


def _header_rows(rows: list[etree._Element]) -> int:
    """The rows that Word repeats on each page; a table without them has its first row as its head."""
    return _marked_heads(rows) or 1


def _marked_heads(rows: list[etree._Element]) -> int:
    marked = 0
    for row in rows:
        header = row.find(f"{W}trPr/{W}tblHeader")
        if header is None or header.get(f"{W}val", "true") in ("0", "false", "off"):
            break
        marked += 1
    return marked

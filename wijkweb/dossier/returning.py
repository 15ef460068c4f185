"""A Word file that comes back, section by section beside the one that would go out now.

Both are read in the same way, so that only what somebody changed is a change. The tables that are made of the
amounts, the figures and the network are not text: they are told apart, and never taken over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from wijkweb.dossier.document import application_sheet
from wijkweb.dossier.tables import section_tables
from wijkweb.rules.edits import Edit, edits
from wijkweb.rules.particulars import project
from wijkweb.rules.placing import place
from wijkweb.shapes.application import Application
from wijkweb.shapes.call import Call, SectionSpec
from wijkweb.shapes.document import Block, Document, Table
from wijkweb.shapes.dossier import Placed
from wijkweb.writers.docx import write_docx
from wijkweb.writers.markdown import to_markdown

Rows = tuple[tuple[str, ...], ...]
_ALIKE = 0.5  # of the rows of a table: from here on it is the same table, changed
_SHOWN = 600  # signs of a piece that stayed; of a longer one its two ends are shown


@dataclass(frozen=True, slots=True)
class SectionBack:
    """A section in the file. `text` is what it would become, `pieces` what changed; `tables` says that a table
    which Wijkweb makes was changed or taken out."""

    key: str
    number: str
    title: str
    state: Literal["same", "changed", "missing"]
    text: str = ""
    pieces: tuple[Edit, ...] = ()
    tables: bool = False


@dataclass(frozen=True, slots=True)
class Returned:
    """All that a file brings back; `project` is the name of the project in it when that is another one."""

    sections: tuple[SectionBack, ...]
    project: str
    remarks: tuple[tuple[str, int], ...]

    @property
    def changed(self) -> tuple[SectionBack, ...]:
        return tuple(section for section in self.sections if section.state == "changed")

    @property
    def others(self) -> tuple[SectionBack, ...]:
        return tuple(section for section in self.sections if section.state != "changed")


def returned(document: Document, application: Application, call: Call, day: date) -> Returned:
    """The file beside the dossier as it is now."""
    from wijkweb.readers.docx import read_docx

    out = place(read_docx(write_docx(application_sheet(application, call, day))), call)
    back = place(document, call)
    made = section_tables(application, call)
    told = project(back.unplaced)
    return Returned(
        tuple(_section(spec, out, back, made.get(spec.key, ())) for spec in call.sections),
        told if told and told != " ".join(application.project.split()) else "",
        tuple(remark for remark in document.remarks if remark[0] in ("inserted_text", "deleted_text", "comments")),
    )


def _section(spec: SectionSpec, out: Placed, back: Placed, made: Sequence[Block]) -> SectionBack:
    found, before = back.section(spec.key), out.section(spec.key)
    if found is None:
        return SectionBack(spec.key, spec.number, spec.title, "missing")
    sent = [block for _, block in before.answers()] if before else []
    own_before, _ = _without_made(sent, made, ())
    kept = tuple(_plain(block.table) for block in own_before if block.table)
    own, touched = _without_made([block for _, block in found.answers()], made, kept)
    old, new = _text(own_before), _text(own)
    if old == new:
        return SectionBack(spec.key, spec.number, spec.title, "same", tables=touched)
    pieces = tuple(_shortened(piece) for piece in edits(old, new))
    return SectionBack(spec.key, spec.number, spec.title, "changed", new, pieces, touched)


def _without_made(blocks: Sequence[Block], made: Sequence[Block], own: Sequence[Rows]) -> tuple[list[Block], bool]:
    """The blocks without the tables that Wijkweb makes and their headings, and whether one of those was touched."""
    waiting = [_plain(block.table) for block in made if block.table]
    heads = {block.text for block in made if block.kind == "heading"}
    taken: set[int] = set()
    touched = False
    tables = [(at, _plain(block.table)) for at, block in enumerate(blocks) if block.table]
    for at, rows in tables:
        if rows in waiting:
            waiting.remove(rows)
            taken.add(at)
    for at, rows in tables:
        alike = next((one for one in waiting if _likeness(one, rows) >= _ALIKE), None)
        if at not in taken and rows not in own and alike is not None:
            waiting.remove(alike)
            taken.add(at)
            touched = True
    taken |= {
        at for at, block in enumerate(blocks) if block.text in heads and block.kind == "heading" and at + 1 in taken
    }
    return [block for at, block in enumerate(blocks) if at not in taken], touched or bool(waiting)


def _plain(table: Table) -> Rows:
    return tuple(tuple(" ".join(cell.split()) for cell in row) for row in table.rows)


def _likeness(made: Rows, rows: Rows) -> float:
    if made[:1] == rows[:1]:
        return 1.0
    return sum(row in rows for row in made) / len(made)


def _text(blocks: Iterable[Block]) -> str:
    """Blocks as the text of a section: headings as high as they were typed, footnotes counted anew, at its end."""
    numbers: dict[str, str] = {}
    texts, notes = [], []
    for block in blocks:
        marks = tuple(
            replace(mark, href=numbers.setdefault(mark.href, str(len(numbers) + 1))) if mark.kind == "note" else mark
            for mark in block.marks
        )
        if block.kind == "footnote":
            notes.append(replace(block, number=numbers.setdefault(block.number, str(len(numbers) + 1))))
        else:
            level = max(1, block.level - 1) if block.kind == "heading" else block.level
            texts.append(replace(block, marks=marks, level=level))
    return to_markdown([*texts, *notes])


def _shortened(piece: Edit) -> Edit:
    if piece.kind != "same" or len(piece.text) <= _SHOWN:
        return piece
    half = _SHOWN // 2
    return Edit("same", f"{piece.text[:half]} […] {piece.text[-half:]}")

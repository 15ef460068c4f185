"""Everything that one paper says under one call: its sections, its tables as data, its particulars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import takewhile

from wijkweb.rules import particulars
from wijkweb.rules.placing import place
from wijkweb.rules.tables.diagnosis import names_source, read_diagnosis
from wijkweb.rules.tables.finance import Told, read_finance
from wijkweb.rules.tables.matrix import read_matrix
from wijkweb.rules.tables.rows import Row, lines, rows
from wijkweb.rules.tables.spending import read_spending, staff_table
from wijkweb.rules.words import place as where
from wijkweb.shapes.call import Call, TableKind
from wijkweb.shapes.document import Block, Document, Table
from wijkweb.shapes.dossier import Diagnosis, Dossier, Finance, Placed, Spending, StaffLine


@dataclass(frozen=True, slots=True)
class _Found:
    """A table with the section and place where it stands."""

    section: str
    at: int
    table: Table
    beside: tuple[Block, ...]
    own: bool  # in the section whose form prints this kind of table


def read_dossier(document: Document, call: Call) -> Dossier:
    """The dossier that a paper holds under a call."""
    return read_placed(place(document, call), call)


def read_placed(placed: Placed, call: Call, municipality: str = "") -> Dossier:
    """The dossier that a laid out paper holds; `municipality` is its name when the paper need not say it."""
    head = placed.unplaced
    name = municipality or particulars.municipality(head)
    asked = _asked(placed, call)
    annexes = next((spec.key for spec in call.sections if spec.role == "annexes"), "")
    section = placed.section(annexes)
    return Dossier(
        placed=placed,
        project=particulars.project(head),
        municipality=name,
        asked=asked,
        finance=_finance(placed, call, Told(name, asked)),
        spending=_spending(placed, call, asked),
        diagnosis=_diagnosis(placed, call),
        contacts=particulars.contacts(head),
        annexes=particulars.annexes([block for _, block in section.answers()]) if section else (),
    )


def _asked(placed: Placed, call: Call) -> Decimal | None:
    money = [spec.key for spec in call.sections if spec.table or spec.role == "finance"]
    blocks = [block for key in money if (found := placed.section(key)) for _, block in found.answers()]
    return particulars.asked(blocks, call.finance.asked)


def _tables(placed: Placed, call: Call, kind: TableKind) -> Iterator[_Found]:
    """The tables in the section whose form prints this kind of table, then those of the other sections."""
    keys = sorted((spec.table != kind, at, spec.key) for at, spec in enumerate(call.sections))
    own, roles = {s.key: s.table for s in call.sections}, {s.key: s.role for s in call.sections}
    for _, _, key in keys:
        section = placed.section(key)
        if section is None or own[key] not in (kind, None) or (kind == "diagnosis" and roles[key]):
            continue
        blocks = [piece.block for piece in section.blocks]
        for at, block in enumerate(blocks):
            if block.table and block.table.rows:
                yield _Found(key, at, block.table, _beside(blocks, at), own[key] == kind)


def _beside(blocks: Sequence[Block], at: int) -> tuple[Block, ...]:
    """The captions and notes that hang on a table, above and below it, and its neighbours when they name a source."""
    found: list[Block] = []
    for side in (blocks[:at][::-1], blocks[at + 1 :]):
        hanging = list(takewhile(lambda block: where(block) in ("caption", "footnote"), side))
        found += [*hanging, *(near for near in side[len(hanging) : len(hanging) + 1] if names_source(near.text))]
    return tuple(found)


def _finance(placed: Placed, call: Call, told: Told) -> Finance | None:
    """In the section for it, as a table or as lines; else a table elsewhere that names both who asks and who gives."""
    tables = list(_tables(placed, call, "finance"))
    for found in tables:
        finance = _as_finance(found, call, told)
        if found.own and finance and any(c.kind in ("own", "funder") for c in finance.contributions):
            return finance
    for key, typed in _typed_rows(placed, call, "finance"):
        return read_finance(typed, call, key, 0, told)
    for found in tables:
        finance = None if found.own else _as_finance(found, call, told)
        if finance and {"own", "funder"} <= {c.kind for c in finance.contributions}:
            return finance
    return None


def _as_finance(found: _Found, call: Call, told: Told) -> Finance | None:
    across = read_matrix(found.table, call, found.section, found.at, told)
    return across or read_finance(rows(found.table), call, found.section, found.at, told)


def _spending(placed: Placed, call: Call, asked: Decimal | None) -> Spending | None:
    """In the section for it, as a table or as lines; else a table elsewhere that names two posts of the call."""
    tables = list(_tables(placed, call, "spending"))
    for found in tables:
        spending = read_spending(rows(found.table), call, found.section, found.at, asked)
        if found.own and spending and any(post.post for post in spending.posts):
            return _with_staff(spending, tables)
    for key, typed in _typed_rows(placed, call, "spending"):
        return read_spending([row for row in typed if row.amount != asked], call, key, 0, asked)
    for found in tables:
        spending = None if found.own else read_spending(rows(found.table), call, found.section, found.at, asked)
        if spending and len({post.post for post in spending.posts if post.post and post.amount}) > 1:
            return _with_staff(spending, tables)
    return None


def _with_staff(spending: Spending, tables: Sequence[_Found]) -> Spending:
    """The staff lines may have a table of their own."""
    return spending if spending.staff else replace(spending, staff=_staff(tables))


def _staff(tables: Sequence[_Found]) -> tuple[StaffLine, ...]:
    for found in tables:
        lines_found = staff_table(found.table)
        if lines_found:
            return tuple(lines_found)
    return ()


def _typed_rows(placed: Placed, call: Call, kind: TableKind) -> Iterator[tuple[str, Sequence[Row]]]:
    """The rows that were typed as lines of text in the section for this table."""
    for spec in call.sections:
        section = placed.section(spec.key)
        if spec.table == kind and section and (typed := lines([block for _, block in section.answers()])):
            yield spec.key, typed


def _diagnosis(placed: Placed, call: Call) -> Diagnosis | None:
    for found in _tables(placed, call, "diagnosis"):
        diagnosis = read_diagnosis(found.table, found.section, found.at, found.beside)
        if diagnosis:
            return diagnosis
    return None

"""A paper or a written dossier laid out section by section beside what the check says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from wijkweb.call.reads import call_of
from wijkweb.commons.models import Organisation
from wijkweb.commons.reads import Map, map_of
from wijkweb.dossier.models import Paper
from wijkweb.rules.check import check
from wijkweb.rules.words import place as where
from wijkweb.shapes.call import Call
from wijkweb.shapes.check import Check, SectionCount
from wijkweb.shapes.document import Block, Document
from wijkweb.shapes.dossier import PlacedBlock
from wijkweb.shapes.finding import Finding, Severity
from wijkweb.shapes.plain import from_plain


@dataclass(frozen=True, slots=True)
class Piece:
    """Blocks of one kind that stand together in a section, with the findings that are about them.

    `kind` is form (lines that the funder's form prints, and its limit), list, or the kind of the one block.
    """

    kind: str
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section laid out: its count, its pieces, and the findings about it as a whole."""

    count: SectionCount
    pieces: tuple[Piece, ...]
    findings: tuple[Finding, ...]
    breaches: int
    warnings: int

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """Those about the section as a whole, then those about its pieces."""
        return (*self.findings, *(finding for piece in self.pieces for finding in piece.findings))


@dataclass(frozen=True, slots=True)
class Checked:
    """A paper laid out section by section beside what the check says."""

    call: Call
    check: Check
    sections: tuple[SectionView, ...]
    general: tuple[Finding, ...]
    unplaced: tuple[Block, ...]
    map: Map | None


def checked(paper: Paper) -> Checked:
    """The paper held against its call, laid out for a page."""
    call = call_of(paper.call_version)
    return laid(check(from_plain(Document, paper.text.document), call), call, paper.municipality)


def laid(result: Check, call: Call, municipality: Organisation, areas: Iterable[str] = ()) -> Checked:
    """A check, laid out for a page; the map marks `areas`, or those that the table of indicators names."""
    by_section: dict[str | None, list[Finding]] = defaultdict(list)
    for finding in result.findings:
        by_section[finding.section].append(finding)
    diagnosis = result.dossier.diagnosis
    marked = tuple(areas) or (diagnosis.areas if diagnosis else ())
    return Checked(
        call=call,
        check=result,
        sections=tuple(_section(count, result, by_section) for count in result.sections),
        general=tuple(by_section[None]),
        unplaced=result.dossier.placed.unplaced,
        map=map_of(municipality.nis, marked) if marked else None,
    )


def _section(count: SectionCount, result: Check, findings: Mapping[str | None, list[Finding]]) -> SectionView:
    placed = result.dossier.placed.section(count.key)
    own = findings.get(count.key, [])
    pieces = tuple(_pieces(placed.blocks, own)) if placed else ()
    whole = tuple(finding for finding in own if finding.block is None)
    grave = Counter(finding.severity for finding in own)
    return SectionView(count, pieces, whole, grave[Severity.BREACH], grave[Severity.WARNING])


def _pieces(blocks: Sequence[PlacedBlock], findings: Sequence[Finding]) -> Iterator[Piece]:
    """Runs of list items and of printed lines become one piece, everything else a piece of its own."""

    def run(numbered: tuple[int, PlacedBlock]) -> tuple[str, int]:
        at, placed = numbered
        if placed.role != "answer":
            return "form", 0
        return ("list", 0) if placed.block.kind == "item" else (where(placed.block), at)

    for (kind, _), group in groupby(enumerate(blocks), key=run):
        members = list(group)
        places = {at for at, _ in members}
        about = tuple(finding for finding in findings if finding.block in places)
        first = members[0][1].block
        shown = kind if kind in ("form", "list", "caption", "footnote") else first.kind
        yield Piece(shown, tuple(placed.block for _, placed in members), about)

"""What pages ask about papers and dossiers; each answer is a frozen dataclass."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from django.db.models import Count, QuerySet

from wijkweb.call.models import CallVersion
from wijkweb.call.reads import call_of
from wijkweb.commons.access import visible_cases
from wijkweb.commons.models import Case, Person
from wijkweb.commons.reads import Map, map_of
from wijkweb.dossier.models import Dossier, Paper
from wijkweb.rules.check import check
from wijkweb.rules.words import place as where
from wijkweb.shapes.call import Call
from wijkweb.shapes.check import Check, SectionCount
from wijkweb.shapes.document import Block, Document
from wijkweb.shapes.dossier import PlacedBlock
from wijkweb.shapes.finding import Finding, Severity
from wijkweb.shapes.plain import from_plain

PAGE = 50


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One line of the list of dossiers."""

    case_id: str
    title: str
    municipality: str
    call: str
    changed_at: datetime
    breaches: int
    warnings: int
    subsidy: Decimal | None


@dataclass(frozen=True, slots=True)
class DossierList:
    """A page of dossiers, how many there are in all, and the calls that they fall under with their numbers."""

    rows: tuple[DossierRow, ...]
    total: int
    page: int
    pages: int
    calls: tuple[tuple[str, str, int], ...]


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


@dataclass(frozen=True, slots=True)
class Checked:
    """A paper laid out section by section beside what the check says."""

    call: Call
    check: Check
    sections: tuple[SectionView, ...]
    general: tuple[Finding, ...]
    unplaced: tuple[Block, ...]
    map: Map | None


def list_dossiers(person: Person, *, call: str = "", words: str = "", page: int = 1) -> DossierList:
    """The dossiers that a person may read, newest first; `call` and `words` (of the title) narrow them."""
    mine = Dossier.objects.filter(case__in=visible_cases(person, "dossier.list"))
    per_call = _per_call(mine)
    found = _narrowed(mine, call, words)
    total = found.count() if words else sum(number for call_id, _, number in per_call if call in ("", call_id))
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    # the page's fifty are picked by their keys alone: only those are joined, on the last page too
    picked = found.order_by("-changed_at", "-id").values("pk")[(page - 1) * PAGE : page * PAGE]
    rows = (
        Dossier.objects.filter(pk__in=picked)
        .select_related("case__municipality", "call_version", "paper")
        .only(
            "changed_at",
            "case__public_id",
            "case__title",
            "case__municipality__name",
            "call_version__title",
            "paper__breaches",
            "paper__warnings",
            "paper__subsidy",
        )
        .order_by("-changed_at", "-id")
    )
    return DossierList(tuple(map(_row, rows)), total, page, pages, per_call)


def _per_call(dossiers: QuerySet[Dossier]) -> tuple[tuple[str, str, int], ...]:
    """The calls with their number of dossiers, the newest first; counted by key, so that nothing is sorted."""
    numbers = dict(dossiers.order_by().values_list("call_version").annotate(number=Count("pk")))
    versions = CallVersion.objects.filter(pk__in=numbers).order_by("-launch", "call_id", "version")
    found: Counter[tuple[str, str]] = Counter()
    for key, call_id, title in versions.values_list("pk", "call_id", "title"):
        found[call_id, title] += numbers[key]
    return tuple((call_id, title, number) for (call_id, title), number in found.items())


def _narrowed(dossiers: QuerySet[Dossier], call: str, words: str) -> QuerySet[Dossier]:
    if call:
        dossiers = dossiers.filter(call_version__call_id=call)
    for word in words.split()[:5]:
        dossiers = dossiers.filter(case__title__icontains=word)
    return dossiers


def _row(dossier: Dossier) -> DossierRow:
    return DossierRow(
        case_id=dossier.case.public_id,
        title=dossier.case.title,
        municipality=dossier.case.municipality.name,
        call=dossier.call_version.title,
        changed_at=dossier.changed_at,
        breaches=dossier.paper.breaches,
        warnings=dossier.paper.warnings,
        subsidy=dossier.paper.subsidy,
    )


def own_paper(person: Person, paper_id: str) -> Paper | None:
    """A paper that this person uploaded, or None; its dossier, when it was kept, comes with it."""
    return (
        Paper.objects.select_related("call_version", "municipality", "file", "text", "dossier__case")
        .filter(uploaded_by=person, public_id=paper_id)
        .first()
    )


def kept_as(paper: Paper) -> Case | None:
    """The case as which a paper was kept, or None."""
    dossier: Dossier | None = getattr(paper, "dossier", None)
    return dossier.case if dossier else None


def dossier_of(case: Case) -> Dossier:
    """The dossier of a case, with its newest paper."""
    return Dossier.objects.select_related(
        "call_version__funder",
        "case__municipality",
        "paper__municipality",
        "paper__file",
        "paper__text",
        "paper__uploaded_by",
    ).get(case=case)


def checked(paper: Paper) -> Checked:
    """The paper held against its call, laid out for a page."""
    call = call_of(paper.call_version)
    result = check(from_plain(Document, paper.text.document), call)
    by_section: dict[str | None, list[Finding]] = defaultdict(list)
    for finding in result.findings:
        by_section[finding.section].append(finding)
    return Checked(
        call=call,
        check=result,
        sections=tuple(_section(count, result, by_section) for count in result.sections),
        general=tuple(by_section[None]),
        unplaced=result.dossier.placed.unplaced,
        map=_map(paper, result),
    )


def _map(paper: Paper, result: Check) -> Map | None:
    """The municipality with the areas marked that the table of indicators names."""
    diagnosis = result.dossier.diagnosis
    return map_of(paper.municipality.nis, diagnosis.areas) if diagnosis else None


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

"""The versions of a text, two of them compared, and the three of a conflict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.http import Http404

from wijkweb.dossier.models import SectionVersion
from wijkweb.dossier.models.written import Version, Written
from wijkweb.rules.compare import Line, Merge, Piece, Span, compare, merge, word_spans

PAGE = 50
_ALIKE = 4  # so many lines that are alike are shown; more of them fold


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A line of the list of versions."""

    number: int
    kind: str
    who: str
    at: datetime
    words: int


@dataclass(frozen=True, slots=True)
class Versions:
    """A page of the versions of a text, the newest first."""

    rows: tuple[VersionRow, ...]
    total: int
    page: int
    pages: int
    newest: int


def versions_of(section: Written, page: int = 1) -> Versions:
    """The versions of a text without their texts."""
    found = section.versions.order_by("-number")
    total = found.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    fields = ("number", "kind", "by__name", "changed_at", "words")
    rows = tuple(VersionRow(*row) for row in found.values_list(*fields)[(page - 1) * PAGE : page * PAGE])
    newest = next((row.number for row in rows if row.kind != SectionVersion.Kind.ASIDE), 0)
    return Versions(rows, total, page, pages, newest)


@dataclass(frozen=True, slots=True)
class Run:
    """Rows that follow each other; `fold` when they are many and all alike."""

    rows: tuple[Line, ...]
    fold: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions of a text, laid over each other."""

    before: Version
    after: Version
    runs: tuple[Run, ...]
    changes: int


def compared(section: Written, before: int, after: int) -> Compared:
    """Two versions by their numbers; Http404 when the section has no such version."""
    found = {v.number: v for v in section.versions.select_related("by").filter(number__in=(before, after))}
    if before not in found or after not in found:
        raise Http404
    rows = compare(found[before].text, found[after].text)
    changes = sum(row.kind != "same" for row in rows)
    return Compared(found[before], found[after], tuple(_runs(rows)), changes)


def _runs(rows: Sequence[Line]) -> Iterator[Run]:
    for same, group in groupby(rows, key=lambda row: row.kind == "same"):
        members = tuple(group)
        yield Run(members, same and len(members) > _ALIKE)


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where texts differ; what each made of it, with the words that went and came."""

    kind: str
    base: str
    mine: tuple[Span, ...]
    theirs: tuple[Span, ...]
    after: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people saved: what I wrote, what stands there now, and one text with both where that can be made.

    `differences` is None when a text is too long to lay over another: then both are shown whole.
    """

    section: Written
    mine: str
    theirs: str
    proposal: str
    differences: tuple[Difference, ...] | None
    open_places: int


def conflict_of(section: Written, *, mine: str, base: str) -> Conflict:
    """My text against the one that stands there now, both written on from `base`."""
    merged = merge(base, mine, section.text)
    if merged is None:
        return Conflict(section, mine, section.text, "", None, 0)
    return Conflict(section, mine, section.text, merged.proposal, tuple(_differences(merged)), merged.conflicts)


def _differences(merged: Merge) -> Iterator[Difference]:
    before = ""
    for piece in merged.pieces:
        if piece.kind == "same":
            before = piece.base
            continue
        yield _difference(piece, _tail(before))
        before = piece.proposed


def _tail(text: str) -> str:
    """The last words before a place, to find it by."""
    line = text.rstrip("\n").rpartition("\n")[2]
    return line if len(line) <= 80 else f"… {line[-80:]}"


def _difference(piece: Piece, after: str) -> Difference:
    return Difference(
        piece.kind, piece.base, word_spans(piece.base, piece.mine), word_spans(piece.base, piece.theirs), after
    )

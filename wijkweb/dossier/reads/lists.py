"""The list of dossiers.

It counts nothing and numbers no pages, so it takes as long at 10,000 dossiers as at 1,000: a page says after which
dossier the next one begins.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from wijkweb.call.reads import newest_versions
from wijkweb.commons.access import visible_cases
from wijkweb.commons.models import Person
from wijkweb.dossier.models import Dossier

PAGE = 50
FEW = 500  # so many cases are looked up one by one; with more, it is faster to walk the list and ask of each
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


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
    state: str
    practice: bool


@dataclass(frozen=True, slots=True)
class DossierList:
    """A page of dossiers, the places where the newer and the older page begin ("" is none), and the calls by title."""

    rows: tuple[DossierRow, ...]
    newer: str
    older: str
    calls: tuple[tuple[str, str], ...]


def list_dossiers(person: Person, *, call: str = "", words: str = "", after: str = "", before: str = "") -> DossierList:
    """The dossiers that a person may read, newest first; `call` and `words` (of the title) narrow them.

    `after` and `before` are places that an earlier page gave; one that is not understood is the first page.
    """
    found = _narrowed(_in_sight(person), call, words)
    down, up = _place(after), _place(before)
    picked = _newer(found, *up) if up and not down else []
    if len(picked) > PAGE:  # with less than a page above it, the first page is what is meant
        shown, newer, older = picked[:PAGE][::-1], True, True
    else:
        picked = _older(found, *down) if down else _first(found)
        shown, newer, older = picked[:PAGE], bool(down), len(picked) > PAGE
    rows = tuple(map(_row, _read(shown)))
    first, last = (place(row.changed_at, row.case_id) for row in (rows[0], rows[-1])) if rows else ("", "")
    calls = tuple((version.call_id, version.title) for version in newest_versions())
    return DossierList(rows, first if newer else "", last if older else "", calls)


def _in_sight(person: Person) -> QuerySet[Dossier]:
    cases = visible_cases(person, "dossier.list")
    few = list(cases.values_list("pk", flat=True)[: FEW + 1])
    if len(few) <= FEW:
        return Dossier.objects.filter(case__in=few)
    return Dossier.objects.filter(Exists(cases.filter(pk=OuterRef("case"))))


def _first(found: QuerySet[Dossier]) -> list[int]:
    return list(found.order_by("-changed_at", "-id").values_list("pk", flat=True)[: PAGE + 1])


def _older(found: QuerySet[Dossier], moment: datetime, pk: int) -> list[int]:
    # said twice, so that the index is entered at that moment
    return _first(found.filter(Q(changed_at__lt=moment) | Q(pk__lt=pk), changed_at__lte=moment))


def _newer(found: QuerySet[Dossier], moment: datetime, pk: int) -> list[int]:
    above = found.filter(Q(changed_at__gt=moment) | Q(pk__gt=pk), changed_at__gte=moment)
    return list(above.order_by("changed_at", "id").values_list("pk", flat=True)[: PAGE + 1])


def place(changed_at: datetime, case_id: str) -> str:
    """A place in the list: a moment, in microseconds, and a dossier. A later change of that dossier moves it not."""
    return f"{(changed_at - EPOCH) // timedelta(microseconds=1)}-{case_id}"


def _place(said: str) -> tuple[datetime, int] | None:
    moment, _, case_id = said.partition("-")
    if not moment.isascii() or not moment.isdecimal() or len(moment) > 16:
        return None
    # a dossier that is gone or never was: the place is then after all of that moment
    pk = Dossier.objects.filter(case__public_id=case_id).values_list("pk", flat=True).first() or 0
    return EPOCH + timedelta(microseconds=int(moment)), pk


def _read(picked: list[int]) -> QuerySet[Dossier]:
    """The picked ones alone are joined and read, with what a row shows."""
    return (
        Dossier.objects.filter(pk__in=picked)
        .select_related("municipality", "call_version", "case")
        .only(
            "changed_at",
            "case__public_id",
            "case__title",
            "municipality__name",
            "call_version__title",
            "state",
            "practice",
            "breaches",
            "warnings",
            "subsidy",
        )
        .order_by("-changed_at", "-id")
    )


def export_rows(person: Person, *, call: str = "", words: str = "") -> Iterator[tuple[Any, ...]]:
    """Every dossier that a person may read, in the order of the list, row by row: one query, no page.

    title, municipality, call, state, practice, subsidy, total, breaches, warnings, notes, changed at.
    """
    mine = Dossier.objects.filter(case__in=visible_cases(person, "dossier.list"))
    return (
        _narrowed(mine, call, words)
        .order_by("-changed_at", "-id")
        .values_list(
            "case__title",
            "municipality__name",
            "call_version__title",
            "state",
            "practice",
            "subsidy",
            "total",
            "breaches",
            "warnings",
            "notes",
            "changed_at",
        )
        .iterator(chunk_size=2_000)
    )


def _narrowed(dossiers: QuerySet[Dossier], call: str, words: str) -> QuerySet[Dossier]:
    if call:
        dossiers = dossiers.filter(call_id=call)
    for word in words.split()[:5]:
        dossiers = dossiers.filter(case__title__icontains=word)
    return dossiers


def _row(dossier: Dossier) -> DossierRow:
    return DossierRow(
        case_id=dossier.case.public_id,
        title=dossier.case.title,
        municipality=dossier.municipality.name,
        call=dossier.call_version.title,
        changed_at=dossier.changed_at,
        breaches=dossier.breaches,
        warnings=dossier.warnings,
        subsidy=dossier.subsidy,
        state=dossier.state,
        practice=dossier.practice,
    )

"""The list of dossiers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet

from wijkweb.call.models import CallVersion
from wijkweb.commons.access import visible_cases
from wijkweb.commons.models import Person
from wijkweb.dossier.models import Dossier

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
    state: str
    practice: bool


@dataclass(frozen=True, slots=True)
class DossierList:
    """A page of dossiers, how many there are in all, and the calls that they fall under with their numbers."""

    rows: tuple[DossierRow, ...]
    total: int
    page: int
    pages: int
    calls: tuple[tuple[str, str, int], ...]


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
    return DossierList(tuple(map(_row, rows)), total, page, pages, per_call)


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

"""The money of a contract as the rules read it: in as many queries, however long it runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, cast

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)

from wijkweb.call.reads import call_of
from wijkweb.commons.once import once
from wijkweb.commons.together import Ask, asked
from wijkweb.contract.models import (
    Contract,
    Entry,
    IndexEvent,
    MonthPaper,
    PersonMonth,
    PlanVersion,
)
from wijkweb.contract.reads import money_small
from wijkweb.contract.reads.money_small import small_of
from wijkweb.contract.reads.vacant import vacant_months
from wijkweb.rules.money import CENT, ZERO
from wijkweb.shapes.call import Call
from wijkweb.shapes.spending import PayerKind
from wijkweb.shapes.spending_book import (
    Book,
    Booked,
    PlanRow,
    Rise,
    StaffTerms,
    Worked,
)


def signed(only: Q | None = None) -> Sum:
    """What entries add up to; a counter entry takes off."""
    return Sum(Case(When(counters=None, then=F("amount")), default=-F("amount")), filter=only)


SIGNED = signed()
# what was paid, not a counter entry itself, with no file as proof
BARE = ~Q(kind=Entry.Kind.COMMITMENT) & Q(proof=None, counters=None)
_Sum = tuple[date, date | None, tuple[Any, ...], Decimal, int, Decimal]
# the words by which entries are alike
_TOLD = ("kind", "post", "payer", "agreement__public_id", "pays__public_id", "of", "line__public_id")


def call_for(contract: Contract) -> Call | None:
    """The call of a contract; None for one whose call is not here."""
    return call_of(contract.call_version) if contract.call_version else None


def standing(contract: Contract) -> QuerySet[Entry]:
    """The entries of a contract in effect: counter entries too, not what was withdrawn."""
    return Entry.objects.filter(contract=contract, withdrawn_at=None)


def book_of(contract: Contract, until: date, *, known: date | None = None) -> Book:
    """Everything of a contract's money that is dated up to a day; six queries.

    Without `known` sub-agreements are as they are now, those that are still to start too, and months in which a
    function was vacant are marked. With it no month is, and sub-agreements are as they stood: none that starts after
    `until`; none that was put in after `known`, the day on which what is registered stands, unless money was booked
    on it by `until` or it was over by then; one whose state changed after `known`, in the state before. The journal
    tells no earlier amount, post, payer or days: those are as they are now. Nor does it tell of an ending that was
    taken back, or of a change between `until` and `known`.
    """
    small, booked = small_of(contract, until), _booked(contract, until, by_day=known is not None)
    used = {one.agreement for one in booked}
    agreed = small.agreed if known is None else small.agreed_by(contract, until, known, used)
    return Book(
        start=contract.start,
        end=contract.end,
        until=until,
        plan=plan_rows(contract, until),
        moves=small.moves,
        rises=small.rises,
        booked=booked,
        agreed=agreed,
        worked=_worked(contract, until),
        due=small.due,
        vacant=vacant_months(contract, until=until) if known is None else frozenset(),
    )


@once
def versions_of(contract: Contract) -> dict[int, list[PlanVersion]]:
    """The versions of every line of the plan, the oldest first; one query."""
    found: dict[int, list[PlanVersion]] = defaultdict(list)
    for version in _versions(contract):
        found[version.line_id].append(version)
    return dict(found)


@asked
def _versions(contract: Contract) -> QuerySet[PlanVersion]:
    versions = PlanVersion.objects.filter(line__contract=contract).select_related("line", "amendment")
    return versions.order_by("line_id", "number")


def version_on(versions: Sequence[PlanVersion], day: date) -> PlanVersion | None:
    """The version that holds on a day; what was signed holds from before the first day."""
    held = [one for one in versions if one.valid_from <= day or (one.number == 1 and one.amendment_id is None)]
    return max(held, key=lambda one: (one.valid_from, one.number)) if held else None


def plan_rows(contract: Contract, until: date) -> tuple[PlanRow, ...]:
    """The plan as its lines say it on a day; one query."""
    rows = []
    for versions in versions_of(contract).values():
        first, held = versions[0], version_on(versions, until)
        if held is None:
            continue
        signed = first.amount if first.amendment_id is None else ZERO
        line = held.line
        payer = cast(PayerKind, line.payer)
        rows.append(PlanRow(line.public_id, payer, line.post, str(line), signed, held.amount, staff_terms(held)))
    return tuple(rows)


def staff_terms(version: PlanVersion) -> StaffTerms | None:
    """What a version says of a function; None for a line that is not staff, or that ended."""
    if version.vte is None or version.start is None or version.end is None or version.yearly is None:
        return None
    return StaffTerms(version.vte, version.start, version.end, version.yearly, version.indexation)


def rises_of(contract: Contract) -> tuple[Rise, ...]:
    """The rises of the wage index; one query."""
    found = IndexEvent.objects.filter(contract=contract).values_list("day", "percent")
    return tuple(Rise(day, percent) for day, percent in found)


def _booked(contract: Contract, until: date, *, by_day: bool) -> tuple[Booked, ...]:
    """The entries up to a day, added up; `by_day` for who asks of several days: each is read, but only once."""
    sums: dict[tuple[Any, ...], list[Any]] = {}
    for day, countered, key, signed, bare, bare_amount in _each(contract) if by_day else _grouped(contract, until):
        if day > until:
            continue
        found = sums.setdefault(key, [ZERO, 0, ZERO])
        found[0] += signed
        if bare and (countered is None or countered > until):
            found[1] += bare
            found[2] += bare_amount
    return tuple(
        Booked(kind, post, payer, signed, agreement, pays, of, line, staff_day, bare, bare_amount)
        for ((kind, post, payer, agreement, pays, of, line), staff_day), (signed, bare, bare_amount) in sums.items()
    )


@asked
def entry_rows(contract: Contract) -> QuerySet[Entry, tuple[Any, ...]]:
    """The entries in effect: id, kind, day, post, payer, payee, text, invoice, amount, proof; the ids of sub-agreement,
    commitment, line and of what is countered; the day on which it was countered itself."""
    return standing(contract).values_list(
        "public_id", "kind", "day", "post", "payer", "payee", "text", "invoice", "amount", "proof_id",
        "agreement__public_id", "pays__public_id", "line__public_id", "counters__public_id", "counter__day",
    )  # fmt: skip


@once
def _each(contract: Contract) -> tuple[_Sum, ...]:
    """Every entry as `_grouped` has many of them."""
    found = []
    for row in entry_rows(contract):
        id, kind, day, post, payer, _payee, _text, _invoice, amount, proof, agreement, pays, line, counters, after = row
        paid = kind != Entry.Kind.COMMITMENT
        of, bare = "" if paid else counters or id, paid and proof is None and counters is None
        key = (kind, post, payer, agreement or "", pays or "", of, line or ""), day if line else None
        found.append((day, after, key, -amount if counters else amount, int(bare), amount))
    return tuple(found)


def _grouped(contract: Contract, until: date) -> Iterator[_Sum]:
    """The entries up to a day that are alike, added up by the database: day, when they were countered, what they
    tell, sum, how many have no proof, and their sum. The day is the last that was asked."""
    for row in _sums(standing(contract).filter(day__lte=until)):
        key = tuple(row[name] or "" for name in _TOLD), row["staff_day"]
        bare_amount = (row["bare_amount"] or ZERO).quantize(CENT)
        yield until, row["counter__day"], key, row["signed"].quantize(CENT), row["bare"], bare_amount


def _sums(entries: QuerySet[Entry]) -> QuerySet[Entry, dict[str, Any]]:
    commitment = Case(When(kind=Entry.Kind.COMMITMENT, then=F("public_id")), default=Value(""))
    own = Case(When(counters=None, then=commitment), default=F("counters__public_id"))
    of = Case(When(kind=Entry.Kind.COMMITMENT, then=own), default=Value(""), output_field=CharField())
    staff_day = Case(When(line=None, then=None), default=F("day"), output_field=DateField())
    names = (name for name in _TOLD if name != "of")
    found = entries.values(*names, "counter__day").annotate(of=of, staff_day=staff_day)
    rows: QuerySet[Entry, dict[str, Any]] = found.annotate(
        signed=SIGNED, bare=Count("pk", filter=BARE), bare_amount=Sum("amount", filter=BARE)
    ).order_by()
    return rows


def _worked(contract: Contract, until: date) -> tuple[Worked, ...]:
    over = (until + timedelta(days=1)).replace(day=1)
    return tuple(one for one in (Worked(*row) for row in _months(contract)) if one.month < over)


@asked
def _months(contract: Contract) -> QuerySet[PersonMonth, Any]:
    months = PersonMonth.objects.filter(contract=contract, replaced=False).order_by("month", "line_id")
    papers = MonthPaper.objects.filter(contract=contract, month=OuterRef("month"))
    return months.annotate(papered=Exists(papers)).values_list(
        "line__public_id", "month", "worked", "amount", "papered"
    )


def tables(contract: Contract) -> tuple[Ask, ...]:
    """What a book of several days rests on, for who reads it with other things."""
    return *money_small.tables(contract), *(read.of(contract) for read in (_versions, entry_rows, _months))


def posts_in_plan(rows: Iterable[PlanRow]) -> tuple[str, ...]:
    """The posts of a plan, each once."""
    return tuple(dict.fromkeys(row.post for row in rows))


def paid_by_payer(contract: Contract, until: date) -> dict[PayerKind, Decimal]:
    """What each payer paid up to a day, person-months too; one query."""
    over = (until + timedelta(days=1)).replace(day=1)
    entries = standing(contract).filter(~Q(kind=Entry.Kind.COMMITMENT), day__lte=until).order_by()
    months = PersonMonth.objects.filter(contract=contract, replaced=False, month__lt=over).order_by()
    first = entries.values("payer").annotate(of=F("payer"), paid=SIGNED).values_list("of", "paid")
    second = months.values("line__payer").annotate(of=F("line__payer"), paid=Sum("amount")).values_list("of", "paid")
    sums: dict[PayerKind, Decimal] = defaultdict(lambda: ZERO)
    for payer, paid in first.union(second, all=True):
        sums[payer] += paid.quantize(CENT)
    return dict(sums)

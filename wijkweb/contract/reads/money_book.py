"""The money of a contract as the rules read it: five queries, however long it runs."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, cast

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    DecimalField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, TruncDate

from wijkweb.call.reads import call_of
from wijkweb.contract.models import (
    Contract,
    Entry,
    IndexEvent,
    Instalment,
    MonthPaper,
    PersonMonth,
    PlanVersion,
    Reallocation,
    SubAgreement,
)
from wijkweb.contract.reads.later import lines_after
from wijkweb.rules.money import CENT, ZERO
from wijkweb.shapes.call import Call
from wijkweb.shapes.spending import PayerKind
from wijkweb.shapes.spending_book import (
    Agreed,
    AgreementState,
    Book,
    Booked,
    Due,
    Move,
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
ADDED, CHANGED = "subagreement.add", "subagreement.change"  # as the journal tells it


def call_for(contract: Contract) -> Call | None:
    """The call of a contract; None for one whose call is not here."""
    return call_of(contract.call_version) if contract.call_version else None


def standing(contract: Contract) -> QuerySet[Entry]:
    """The entries of a contract in effect: counter entries too, not what was withdrawn."""
    return Entry.objects.filter(contract=contract, withdrawn_at=None)


def book_of(contract: Contract, until: date, *, known: date | None = None) -> Book:
    """Everything of a contract's money that is dated up to a day; five queries.

    Without `known` sub-agreements are as they are now, those that are still to start too. With it they are as they
    stood: none that starts after `until`; none that was put in after `known`, the day on which what is registered
    stands, unless money was booked on it by `until`; one whose state changed after `known`, in the state before.
    The journal tells no earlier amount, post, payer or days: those are as they are now. Nor does it tell of an ending
    that was taken back, or of a change between `until` and `known`.
    """
    small, booked = _small(contract, until, known), _booked(contract, until)
    agreed = small.agreed if known is None else small.agreed_by(until, {one.agreement for one in booked})
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
    )


def versions_of(contract: Contract) -> dict[int, list[PlanVersion]]:
    """The versions of every line of the plan, the oldest first; one query."""
    found: dict[int, list[PlanVersion]] = defaultdict(list)
    versions = PlanVersion.objects.filter(line__contract=contract).select_related("line", "amendment")
    for version in versions.order_by("line_id", "number"):
        found[version.line_id].append(version)
    return dict(found)


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


def _booked(contract: Contract, until: date) -> tuple[Booked, ...]:
    commitment = Case(When(kind=Entry.Kind.COMMITMENT, then=F("public_id")), default=Value(""))
    own = Case(When(counters=None, then=commitment), default=F("counters__public_id"))
    of = Case(When(kind=Entry.Kind.COMMITMENT, then=own), default=Value(""), output_field=CharField())
    bare = BARE & (Q(counter=None) | Q(counter__day__gt=until))
    staff_day = Case(When(line=None, then=None), default=F("day"), output_field=DateField())
    grouped: Any = (
        standing(contract)
        .filter(day__lte=until)
        .values("kind", "post", "payer", "agreement__public_id", "pays__public_id", "line__public_id")
        .annotate(of=of, staff_day=staff_day)
        .annotate(signed=SIGNED, bare=Count("pk", filter=bare), bare_amount=Sum("amount", filter=bare))
        .order_by()
    )
    return tuple(
        Booked(
            row["kind"],
            row["post"],
            row["payer"],
            row["signed"].quantize(CENT),
            row["agreement__public_id"] or "",
            row["pays__public_id"] or "",
            row["of"] or "",
            row["line__public_id"] or "",
            row["staff_day"],
            row["bare"],
            (row["bare_amount"] or ZERO).quantize(CENT),
        )
        for row in grouped
    )


def _worked(contract: Contract, until: date) -> tuple[Worked, ...]:
    over = (until + timedelta(days=1)).replace(day=1)
    months = PersonMonth.objects.filter(contract=contract, replaced=False, month__lt=over).order_by("month", "line_id")
    papers = MonthPaper.objects.filter(contract=contract, month=OuterRef("month"))
    found = months.annotate(papered=Exists(papers)).values_list(
        "line__public_id", "month", "worked", "amount", "papered"
    )
    return tuple(Worked(*row) for row in found)


class _Small:
    """Small tables in one answer."""

    def __init__(self, rows: Iterable[tuple[Any, ...]], until: date) -> None:
        found = sorted((_in_cents(row) for row in rows), key=lambda row: (row[0], row[1], row[2]))
        self.moves = tuple(
            Move(m1, a, cast(PayerKind, b), c, cast(PayerKind, d))
            for kind, day, _, a, b, c, d, m1, *_rest in found
            if kind == "move" and day <= until
        )
        self.rises = tuple(Rise(row[1], row[7]) for row in found if row[0] == "rise" and row[1] <= until)
        self.agreed = tuple(
            Agreed(id, post, cast(PayerKind, payer), amount, state, under or "")
            for kind, _, id, post, payer, state, under, amount, *_rest in found
            if kind == "agreed"
        )
        self.starts = {row[2]: row[1] for row in found if row[0] == "agreed"}
        self.told = [(row[3], json.loads(row[4])) for row in found if row[0] == "told"]
        self.due = tuple(
            Due(id, title, due_on, due, claimed_on, claimed, received_on, received)
            for kind, due_on, id, title, _, _, _, due, claimed, received, claimed_on, received_on in found
            if kind == "due"
        )

    def agreed_by(self, until: date, used: set[str]) -> tuple[Agreed, ...]:
        """The sub-agreements as they stood; `used` are those on which money was booked by then."""
        later = {facts["id"] for verb, facts in self.told if verb == ADDED} - used
        steps = Counter(facts["id"] for verb, facts in self.told if verb == CHANGED and "state" in facts["fields"])
        return tuple(
            replace(one, state=stood(one.state, steps[one.id]))
            for one in self.agreed
            if self.starts[one.id] <= until and one.id not in later
        )


def _in_cents(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A database that knows no decimals gives an amount with more places than it has."""
    return tuple(cell.quantize(CENT) if isinstance(cell, Decimal) else cell for cell in row)


def stood(now: AgreementState, steps: int) -> AgreementState:
    """The state of a sub-agreement before so many changes of it: draft, then agreed, then done or ended."""
    if not steps:
        return now
    return "agreed" if steps == 1 and now in ("done", "ended") else "draft"


def _small(contract: Contract, until: date, known: date | None) -> _Small:
    moves = _columns(
        Reallocation.objects, contract, "move", "day", "from_post", "from_payer", "to_post", "to_payer", "amount"
    )
    rises = _columns(IndexEvent.objects, contract, "rise", "day", "", "", "", "", "percent")
    agreed = _columns(
        SubAgreement.objects, contract, "agreed", "start", "post", "payer", "state", "under__public_id", "amount"
    )
    due = _columns(
        Instalment.objects, contract, "due", "due_on", "title", "", "", "", "due",
        "claimed", "received", "claimed_on", "received_on",
    )  # fmt: skip
    told = [_told(contract, known)] if known else []
    return _Small(moves.union(rises, agreed, due, *told, all=True), until)


def _told(contract: Contract, known: date) -> Any:
    """What the journal tells of sub-agreements after a day, as rows of a small table."""
    return _named(lines_after(contract, known, ADDED, CHANGED), "told", TruncDate("at"), "number", "verb", "facts")


def _columns(manager: Any, contract: Contract, kind: str, day: str, *rest: str) -> Any:
    return _named(manager.filter(contract=contract), kind, F(day), "public_id", *rest)


def _named(found: Any, kind: str, day: Any, own: str, *more: str) -> Any:
    """The rows of a small table under the names that all have: four words, three amounts, two more days."""
    rest = (*more, *[""] * (4 - len(more)))
    words, amounts, days = rest[:4], rest[4:7], rest[7:9]
    named: dict[str, Any] = {"u_kind": Value(kind, CharField()), "u_day": day, "u_id": Cast(F(own), CharField())}
    for at in range(4):
        named[f"u_word{at}"] = Cast(F(words[at]), CharField()) if words[at] else Value("", CharField())
    money = DecimalField(max_digits=14, decimal_places=2)
    for at in range(3):
        named[f"u_money{at}"] = Cast(F(amounts[at]) if len(amounts) > at else Value(None), money)
    for at in range(2):
        named[f"u_more{at}"] = Cast(F(days[at]) if len(days) > at else Value(None), DateField())
    return found.order_by().annotate(**named).values_list(*named)


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

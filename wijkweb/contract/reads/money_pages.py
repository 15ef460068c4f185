"""The pages of a contract's money: its frame with the own share, entries page by page, sub-agreements, the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Q
from django.http import Http404

from wijkweb.commons.models import Case, Person, StoredFile
from wijkweb.contract.models import (
    Baseline,
    Contract,
    Entry,
    IndexEvent,
    Instalment,
    LedgerBatch,
    PlanLine,
    PlanVersion,
    Reallocation,
    SubAgreement,
)
from wijkweb.contract.reads.contracts import day_of
from wijkweb.contract.reads.frame import Frame, frame_of
from wijkweb.contract.reads.money_book import BARE, SIGNED, call_for, signed, standing, version_on, versions_of
from wijkweb.contract.reads.spending import own_share_of, spending_of
from wijkweb.rules.money import CENT, ZERO
from wijkweb.rules.spending import post_titles
from wijkweb.rules.spending_staff import months_of
from wijkweb.shapes.spending import OwnShare, Spending

MANY = 50
BARE_WORD = "zonder"  # in an address: without proof


@dataclass(frozen=True, slots=True)
class MoneyFrame:
    """What every money page has: the contract's frame, the own share, the day, the titles of the call's posts."""

    frame: Frame
    own: OwnShare
    today: date
    titles: dict[str, str]
    may_write: bool


def money_frame(case: Case, person: Person, now: datetime) -> MoneyFrame:
    """The frame of a money page; raises NoContract (404). Three queries."""
    frame = frame_of(case, person, "money")
    today = day_of(frame.contract, now)
    return _framed(frame, today, own_share_of(frame.contract, until=today))


def money_whole(case: Case, person: Person, now: datetime) -> tuple[MoneyFrame, Spending]:
    """The frame with the whole of the money; raises NoContract (404). Seven queries."""
    frame = frame_of(case, person, "money")
    today = day_of(frame.contract, now)
    spending = spending_of(frame.contract, until=today)
    return _framed(frame, today, spending.own), spending


def _framed(frame: Frame, today: date, own: OwnShare) -> MoneyFrame:
    return MoneyFrame(frame, own, today, post_titles(call_for(frame.contract)), frame.may("spend.write"))


def titles_of(contract: Contract) -> dict[str, str]:
    """The posts that can be booked on: the call's, and the plan's own; one query."""
    planned = PlanLine.objects.filter(contract=contract).order_by("pk").values_list("post", flat=True)
    known = post_titles(call_for(contract))
    return known | {post: post for post in planned if post not in known}


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries are looked at; "" is all. `bare` is only what was paid and stands without a file as proof."""

    kind: str = ""
    post: str = ""
    payer: str = ""
    year: int | None = None
    agreement: str = ""
    batch: str = ""
    bare: bool = False

    @property
    def query(self) -> str:
        """The filter as the query of an address."""
        said = (("soort", self.kind), ("post", self.post), ("wie", self.payer), ("jaar", self.year))
        parts = [*said, ("deel", self.agreement), ("partij", self.batch)]
        parts.append(("bewijs", BARE_WORD if self.bare else ""))
        return "&".join(f"{name}={value}" for name, value in parts if value)


@dataclass(frozen=True, slots=True)
class EntryPage:
    """A page of entries, the newest first, with what all that the filter lets through adds up to: what was paid,
    and what was committed."""

    rows: Sequence[Entry]
    filter: Filter
    count: int
    paid: Decimal
    committed: Decimal
    next: str


def entries_page(contract: Contract, wanted: Filter, after: str = "") -> EntryPage:
    """Entries by key set: a page costs the same however far it lies; three queries."""
    found = Entry.objects.filter(contract=contract, **_where(wanted))
    if wanted.bare:
        found = found.filter(BARE, counter=None, withdrawn_at=None)
    order = Q(kind=Entry.Kind.COMMITMENT)
    standing_ones = found.filter(withdrawn_at=None)
    sums = standing_ones.aggregate(paid=signed(~order), committed=signed(order), count=Count("pk"))
    if after:
        mark = Entry.objects.filter(contract=contract, public_id=after).values_list("day", "pk").first()
        if mark is None:
            raise Http404
        found = found.filter(Q(day__lt=mark[0]) | Q(day=mark[0], pk__lt=mark[1]))
    rows = list(found.select_related("proof", "counter", "counters", "agreement").order_by("-day", "-pk")[: MANY + 1])
    more = rows[MANY - 1].public_id if len(rows) > MANY else ""
    paid, committed = ((sums[name] or ZERO).quantize(CENT) for name in ("paid", "committed"))
    return EntryPage(rows[:MANY], wanted, sums["count"], paid, committed, more)


def _where(wanted: Filter) -> dict[str, object]:
    said = {
        "kind": wanted.kind, "post": wanted.post, "payer": wanted.payer, "day__year": wanted.year,
        "agreement__public_id": wanted.agreement, "batch__public_id": wanted.batch,
    }  # fmt: skip
    return {name: value for name, value in said.items() if value}


def entry_in(contract: Contract, public_id: str) -> Entry:
    """An entry of this contract with what hangs on it; raises Http404."""
    whole = Entry.objects.select_related(
        "contract__case",
        "proof",
        "counter",
        "counters",
        "agreement",
        "pays",
        "line",
        "batch__file",
        "made_by",
        "withdrawn_by",
    )
    found = whole.filter(contract=contract, public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def payments_of(entry: Entry) -> list[Entry]:
    """What was paid of a commitment, counter entries too."""
    return list(Entry.objects.filter(pays=entry).order_by("day", "pk"))


def open_commitments(contract: Contract) -> list[Entry]:
    """The commitments that a payment can be of: in effect, the newest first."""
    found = standing(contract).filter(kind=Entry.Kind.COMMITMENT, counters=None, counter=None)
    return list(found.order_by("-day", "-pk")[:500])


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """A sub-agreement with what was paid under it, what remains, and how deep it lies in its chain."""

    agreement: SubAgreement
    paid: Decimal
    left: Decimal
    passed: Decimal
    depth: int


def agreements_of(contract: Contract) -> tuple[AgreementRow, ...]:
    """Every sub-agreement, each under the one that its money comes from; two queries."""
    found = list(SubAgreement.objects.filter(contract=contract).select_related("proof"))
    entries = standing(contract).order_by().filter(agreement__isnull=False).values("agreement_id")
    paid = dict(entries.annotate(sum=SIGNED).values_list("agreement_id", "sum"))
    rows: list[AgreementRow] = []

    def put(parent: int | None, depth: int) -> None:
        for one in found:
            if one.under_id == parent:
                passed = sum((each.amount for each in found if each.under_id == one.pk), ZERO)
                spent = paid.get(one.pk, ZERO).quantize(CENT)
                rows.append(AgreementRow(one, spent, one.amount - spent, passed, min(depth, 3)))
                put(one.pk, depth + 1)

    put(None, 0)
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A line of the plan: what it says today, and every version, the newest first."""

    line: PlanLine
    held: PlanVersion | None
    versions: tuple[PlanVersion, ...]
    months: int


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The plan with what moves it. `signed` when it changes only by amendments."""

    rows: tuple[PlanRow, ...]
    moves: tuple[Reallocation, ...]
    rises: tuple[IndexEvent, ...]
    signed: bool
    total: Decimal


def plan_page(contract: Contract, today: date) -> PlanPage:
    """The plan; four queries."""
    rows = []
    for versions in versions_of(contract).values():
        held = version_on(versions, today)
        staff = held and held.start and held.end
        months = len(list(months_of(held))) if staff else 0  # type: ignore[arg-type]
        rows.append(PlanRow(versions[0].line, held, tuple(reversed(versions)), months))
    return PlanPage(
        tuple(rows),
        tuple(Reallocation.objects.filter(contract=contract).select_related("made_by").order_by("-day", "-pk")),
        tuple(IndexEvent.objects.filter(contract=contract)),
        Baseline.objects.filter(contract=contract).exists(),
        sum((row.held.amount for row in rows if row.held), ZERO),
    )


def instalments_of(contract: Contract) -> list[Instalment]:
    """The instalments by the day that they are due; one query."""
    return list(Instalment.objects.filter(contract=contract).select_related("paper"))


def batches_of(contract: Contract) -> list[LedgerBatch]:
    """The ledger files that came in, the newest first; one query."""
    return list(LedgerBatch.objects.filter(contract=contract).select_related("file", "by", "undone_by"))


def batch_in(contract: Contract, public_id: str) -> LedgerBatch:
    """A ledger file that came in; raises Http404."""
    found = LedgerBatch.objects.select_related("contract__case", "file").filter(contract=contract, public_id=public_id)
    batch = found.first()
    if batch is None:
        raise Http404
    return batch


def paper_in(contract: Contract, public_id: str) -> StoredFile:
    """A file of this contract that proves something of its money; raises Http404."""
    named = Q(pk__in=Entry.objects.filter(contract=contract).values("proof"))
    named |= Q(pk__in=SubAgreement.objects.filter(contract=contract).values("proof"))
    named |= Q(pk__in=Instalment.objects.filter(contract=contract).values("paper"))
    named |= Q(pk__in=LedgerBatch.objects.filter(contract=contract).values("file"))
    named |= Q(pk__in=contract.monthpaper_set.values("file"))
    file = StoredFile.objects.filter(named, case=contract.case_id, public_id=public_id).first()
    if file is None:
        raise Http404
    return file

"""Random histories of a contract's money: whatever happens, what is shown is the sum of what was booked, to the cent."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import openpyxl
import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contract.money import NOW, START, TODAY, book, funded, line_of, move
from wijkweb.commons.ids import public_id
from wijkweb.commons.once import reading_once
from wijkweb.contract.actions.money_entries import Refused, counter_entry, withdraw_entry
from wijkweb.contract.actions.money_ledger import StandsOn, UndoneAlready, keep_ledger, take_ledger, undo_ledger
from wijkweb.contract.actions.money_months import MonthDone, confirm_months, correct_month
from wijkweb.contract.actions.money_moves import BreaksClause
from wijkweb.contract.actions.money_plan import Unseen
from wijkweb.contract.models import Contract, Entry, LedgerBatch, PersonMonth, PlanLine, Reallocation
from wijkweb.contract.money_papers import money_book, money_sheet
from wijkweb.contract.reads.money_book import book_of
from wijkweb.contract.reads.money_ledger import dry_run
from wijkweb.contract.reads.money_pages import Filter, entries_page, titles_of
from wijkweb.contract.reads.spending import booked_of, own_share_of, spending_of
from wijkweb.shapes.ledger import Reading
from wijkweb.writers.messages import amount as written

pytestmark = pytest.mark.django_db
ZERO = Decimal("0.00")
PAYERS = ("subsidy", "own", "private")
POSTS = ("operating", "studies", "investments")
SEEN = frozenset({"realised.own_share", "plan.below_committed"})
FUNCTIONS = ("Sociale cohesie", "Outreach", "Dienst Outreach")


@dataclass
class Model:
    """What the books must say, kept beside them in the plainest way."""

    paid: dict[str, tuple[tuple[str, str], date, Decimal]] = field(default_factory=dict)  # id -> place, day, amount
    committed: dict[str, tuple[tuple[str, str], Decimal]] = field(default_factory=dict)
    months: dict[tuple[str, date], tuple[tuple[str, str], Decimal]] = field(default_factory=dict)
    moved: dict[tuple[str, str], Decimal] = field(default_factory=lambda: defaultdict(lambda: ZERO))

    def paid_by(self) -> dict[tuple[str, str], Decimal]:
        found: dict[tuple[str, str], Decimal] = defaultdict(lambda: ZERO)
        for place, _, value in [*self.paid.values(), *((p, None, v) for p, v in self.months.values())]:
            found[place] += value
        return found


STEP = st.tuples(
    st.sampled_from(
        ["pay", "pay", "pay", "commit", "counter", "withdraw", "month", "correct", "move", "batch", "undo"]
    ),
    st.integers(0, 10**6),
    st.integers(1, 3_000_000),
)


def play(contract: Any, by: Any, model: Model, step: tuple[str, int, int]) -> None:
    """One step of a history; what is refused changes nothing."""
    what, pick, cents = step
    place = (POSTS[pick % 3], PAYERS[pick // 3 % 3])
    day = START + timedelta(days=pick % (TODAY - START).days)
    value = (Decimal(cents) / 100).quantize(Decimal("0.01"))
    if what in ("pay", "commit"):
        kind = "payment" if what == "pay" else "commitment"
        made = book(contract, by, kind=kind, day=day, post=place[0], payer=place[1], amount=value)
        if what == "pay":
            model.paid[made.public_id] = (place, day, value)
        else:
            model.committed[made.public_id] = (place, value)
    elif what in ("counter", "withdraw"):
        _back(contract, by, model, what, pick)
    elif what in ("month", "correct"):
        _month(contract, by, model, pick, value)
    elif what == "move":
        _move(contract, by, model, pick, value)
    else:
        _batch(contract, by, model, what, pick, cents)


def _back(contract: Any, by: Any, model: Model, what: str, pick: int) -> None:
    known = list(Entry.objects.filter(contract=contract).order_by("pk"))
    if not known:
        return
    entry = known[pick % len(known)]
    try:
        if what == "withdraw":
            withdraw_entry(entry=entry, reason="x", by=by, now=NOW)
        else:
            counter_entry(entry=entry, public_id=public_id(), day=TODAY, reason="x", today=TODAY, by=by, now=NOW)
    except Refused:
        return
    model.paid.pop(entry.public_id, None)
    model.committed.pop(entry.public_id, None)


def _month(contract: Any, by: Any, model: Model, pick: int, value: Decimal) -> None:
    line = line_of(contract, FUNCTIONS[pick % 3])
    month = date(2022 + pick % 2, 1 + pick // 7 % 12, 1)
    worked = (min(value % 1, Decimal("0.75"))).quantize(Decimal("0.01"))
    known = PersonMonth.objects.filter(line=line, month=month, replaced=False).select_related("contract__case").first()
    given: dict[str, Any] = {"today": TODAY, "by": by, "now": NOW}
    if known:
        made = correct_month(known=known, version=known.version, worked=worked, reason="x", **given)
    else:
        [made] = confirm_months(contract=contract, done=[MonthDone(line, month, worked)], **given)
    model.months[line.public_id, month] = ((line.post, line.payer), made.amount)


def _move(contract: Any, by: Any, model: Model, pick: int, value: Decimal) -> None:
    places = [(post, payer) for post in (*POSTS, "staff") for payer in PAYERS]
    from_, to = places[pick % 12], places[pick // 12 % 12]
    if from_ == to:
        return
    try:
        move(contract, by, str(value), from_, to, seen=SEEN)
    except (BreaksClause, Unseen):
        return
    model.moved[from_] -= value
    model.moved[to] += value


def _batch(contract: Any, by: Any, model: Model, what: str, pick: int, cents: int) -> None:
    if what == "undo":
        batch = LedgerBatch.objects.filter(contract=contract).select_related("contract__case").order_by("pk").first()
        try:
            count = undo_ledger(batch=batch, by=by, now=NOW) if batch else 0
        except (StandsOn, UndoneAlready):
            return
        for entry in Entry.objects.filter(batch=batch) if count else ():
            model.paid.pop(entry.public_id, None)
        return
    rows = ["Datum;Begunstigde;Factuurnummer;Bedrag", f"03/05/2023;A;{pick};{cents // 100},{cents % 100:02d}"]
    rows += [f"04/05/2023;B;;{cents % 997},10", "04/05/2021;te vroeg;;1,00"]
    file = keep_ledger(contract=contract, data="\n".join(rows).encode(), name="x.csv", by=by, now=NOW)
    plan = dry_run(contract, "\n".join(rows).encode(), Reading("studies", "own"), TODAY).plan
    if plan.of("new"):
        batch = take_ledger(contract=contract, file=file, plan=plan, good_only=True, by=by, now=NOW)
        for entry in Entry.objects.filter(batch=batch):
            model.paid[entry.public_id] = ((entry.post, entry.payer), entry.day, entry.amount)


@pytest.fixture
def stage(city: Any, calls: dict, make_person: Any, settings: Any, tmp_path: Any) -> tuple[Any, Any]:
    settings.FILES_ROOT = tmp_path
    by = make_person("editor", city)
    return funded(city, calls, by), by


class _Back(Exception):
    """The history is over: the database goes back to what it was."""


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=1, max_size=14))
def test_the_sum_of_the_entries_is_every_total_that_is_shown(stage: tuple[Any, Any], steps: list) -> None:
    contract, by = stage
    with pytest.raises(_Back), transaction.atomic():
        model = Model()
        for step in steps:
            play(contract, by, model, step)
        _holds(contract, model)
        _on_a_day(contract, model)
        _as_served(contract, by)
        raise _Back


def _holds(contract: Any, model: Model) -> None:
    found = spending_of(contract, until=TODAY)
    paid = model.paid_by()
    rows = {(row.post, row.payer): row.money for row in found.rows}
    assert {at: money.paid for at, money in rows.items() if money.paid} == {at: v for at, v in paid.items() if v}
    whole = sum(paid.values(), ZERO)
    assert found.total.paid == whole == sum((found.totals[p].paid for p in found.totals), ZERO)
    bound = sum((value for _, value in model.committed.values()), ZERO)
    assert found.total.committed == bound
    assert sum((one.amount for one in booked_of(contract, until=TODAY) if one.kind != "commitment"), ZERO) == whole
    months = sum((value for _, value in model.months.values()), ZERO)
    page = entries_page(contract, Filter())
    assert (page.paid, page.committed) == (whole - months, bound)
    assert found.own.own == own_share_of(contract, until=TODAY).own == found.totals["own"].paid
    assert found.total.plan == Decimal("1023194.00")
    for at, moved in model.moved.items():
        assert rows[at].plan - rows[at].baseline == moved
    _on_paper(contract, found, whole)


def _on_a_day(contract: Any, model: Model) -> None:
    """What a report reads, of several days from the same rows, is what was booked by each of them."""
    days = sorted({day for _at, day, _amount in model.paid.values()} | {TODAY})
    with reading_once():
        for day in days:
            then, now = book_of(contract, day, known=TODAY), book_of(contract, day)
            assert (sorted(then.booked, key=repr), then.worked) == (sorted(now.booked, key=repr), now.worked)
            booked = [one for one in booked_of(contract, until=day) if one.kind != "commitment"]
            assert sum((one.amount for one in booked), ZERO) == spending_of(contract, until=day).total.paid


def _on_paper(contract: Any, found: Any, whole: Decimal) -> None:
    titles = titles_of(contract)
    with money_book(found, booked_of(contract, until=TODAY), titles, "WEB") as made:
        sheets = openpyxl.load_workbook(io.BytesIO(made.read()), read_only=True).worksheets
        state = [[cell.value for cell in row] for row in sheets[0].iter_rows()]
        booked = [[cell.value for cell in row] for row in sheets[1].iter_rows()][1:]
    assert _cents(state[-1][5]) == whole
    assert sum((_cents(row[5]) for row in state[1:] if row[1] != state[-2][1] and row[1]), ZERO) == whole
    assert sum((_cents(row[7]) for row in booked if row[1] not in ("commitment", "vastlegging")), ZERO) == whole
    tables = [piece.block.table for piece in money_sheet(found, contract).pieces if piece.block.table]
    assert tables[0].rows[-1][5] == written(whole, "nl")


def _as_served(contract: Any, by: Any) -> None:
    """The totals as they come out of the page and out of the PDF that a person opens."""
    import pypdfium2

    Contract.objects.filter(pk=contract.pk).update(stands_on=TODAY)
    client = Client()
    client.force_login(by)
    money, path = spending_of(contract, until=TODAY).total, f"/contracten/{contract.case.public_id}/geld/"
    said = [written(amount, "nl") for amount in (money.plan, money.committed, money.paid, money.forecast, money.left)]
    rows = re.findall(r'<tr class="sum">(.*?)</tr>', client.get(path).content.decode(), re.DOTALL)
    assert [re.sub(r"<[^>]*>", "", cell) for cell in re.findall(r'<td class="number[^>]*>(.*?)</td>', rows[-1])] == said
    pdf = pypdfium2.PdfDocument(client.get(f"{path}stand.pdf").content)
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert all(one in text for one in said)


def _cents(value: Any) -> Decimal:
    return Decimal(str(value)).quantize(Decimal("0.01"))


AMOUNTS = st.integers(1, 60_000_000).map(lambda cents: Decimal(cents) / 100)
PLACES = st.tuples(st.sampled_from([*POSTS, "staff", "feest"]), st.sampled_from(PAYERS))
MOVES = st.lists(st.tuples(AMOUNTS, PLACES, PLACES), min_size=1, max_size=6)


def breaks(contract: Any) -> Iterator[str]:
    """The clauses that the plan breaks as it stands, worked out here in the plainest way."""
    plan: dict[tuple[str, str], Decimal] = defaultdict(lambda: ZERO)
    for line in PlanLine.objects.filter(contract=contract):
        plan[line.post, line.payer] += line.versions.get().amount
    for one in Reallocation.objects.filter(contract=contract):
        plan[one.from_post, one.from_payer] -= one.amount
        plan[one.to_post, one.to_payer] += one.amount
    by = {payer: sum((v for (_, p), v in plan.items() if p == payer), ZERO) for payer in PAYERS}
    if by["subsidy"] > 800_000:
        yield "subsidy"
    if Fraction(by["own"]) < Fraction(1, 5) * Fraction(sum(by.values())):
        yield "own"
    if Fraction(plan["investments", "subsidy"]) > Fraction(1, 5) * Fraction(by["subsidy"]):
        yield "infrastructure"
    if plan["feest", "subsidy"] > 0:
        yield "posts"
    if any(value < 0 for value in plan.values()):
        yield "below zero"


def moved(contract: Any, by: Any, moves: list) -> list[str]:
    """What is broken after each move that was let through."""
    found: list[str] = []
    for value, from_, to in moves:
        if from_ != to:
            try:
                move(contract, by, str(value.quantize(Decimal("0.01"))), from_, to)
            except (BreaksClause, Unseen):
                continue
            found += breaks(contract)
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_no_reallocation_passes_a_clause(stage: tuple[Any, Any], moves: list) -> None:
    contract, by = stage
    with pytest.raises(_Back), transaction.atomic():
        assert moved(contract, by, moves) == []
        raise _Back


def test_with_the_check_off_the_same_test_finds_it(stage: tuple[Any, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    contract, by = stage
    monkeypatch.setattr("wijkweb.contract.actions.money_moves.reallocation_findings", lambda *a, **k: [])
    broken = moved(contract, by, [(Decimal("170000.00"), ("staff", "subsidy"), ("investments", "subsidy"))])
    assert broken == ["infrastructure"]

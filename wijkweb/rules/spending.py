"""The money of a contract on a day: per post and payer what was planned, bound and paid, and what it comes to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from wijkweb.rules.budget import STAFF, posts_of
from wijkweb.rules.money import ZERO, total
from wijkweb.rules.spending_alarms import alarms_of
from wijkweb.rules.spending_commitments import commitments_of, paid_under
from wijkweb.rules.spending_share import own_share
from wijkweb.rules.spending_staff import last_day, missing_of, to_run
from wijkweb.shapes.call import Call
from wijkweb.shapes.spending import PAYERS, MissingMonth, Money, OpenInstalment, PayerKind, Spending, SpendingRow
from wijkweb.shapes.spending_book import Agreed, Book, Due

Place = tuple[str, PayerKind]
Sums = Mapping[Place, Decimal]


def spending(book: Book, call: Call | None) -> Spending:
    """The money of a contract on the day of its book."""
    found = _rows(book, call)
    totals = {payer: _added(row.money for row in found if row.payer == payer) for payer in PAYERS}
    whole = _added(totals.values())
    missing = tuple(_missing(book))
    own = own_share(
        call,
        paid={payer: money.paid for payer, money in totals.items()},
        plan={payer: money.plan for payer, money in totals.items()},
        foreseen={payer: money.forecast for payer, money in totals.items()},
    )
    instalments = tuple(_open(due, book.until) for due in book.due)
    received = total(due.received for due in book.due if due.received and _by(due.received_on, book.until))
    claimed = total(due.claimed for due in book.due if due.claimed and _by(due.claimed_on, book.until))
    return Spending(
        until=book.until,
        rows=found,
        totals=totals,
        total=whole,
        own=own,
        alarms=tuple(alarms_of(book, call, found, totals, own, missing)),
        instalments=tuple(one for one in instalments if one.open > 0),
        claimed=claimed,
        received=received,
        balance=received - totals["subsidy"].paid,
        missing=missing,
    )


def _added(values: Iterable[Money]) -> Money:
    found = Money()
    for one in values:
        found = found + one
    return found


def _rows(book: Book, call: Call | None) -> tuple[SpendingRow, ...]:
    baseline = _by_place(((row.post, row.payer), row.baseline) for row in book.plan)
    plan, paid, committed = plan_of(book), paid_of(book), _committed(book)
    coming = _coming(book)
    months = _months(book)
    titles = post_titles(call)
    places = {*baseline, *plan, *paid, *committed, *coming}
    order = {post: at for at, post in enumerate(titles)}
    return tuple(
        SpendingRow(
            post,
            titles.get(post, post),
            payer,
            Money(
                baseline.get((post, payer), ZERO),
                plan.get((post, payer), ZERO),
                committed.get((post, payer), ZERO),
                paid.get((post, payer), ZERO),
                paid.get((post, payer), ZERO) + coming.get((post, payer), ZERO),
            ),
            months.get((post, payer), ZERO),
        )
        for post, payer in sorted(places, key=lambda at: (PAYERS.index(at[1]), order.get(at[0], len(order)), at[0]))
    )


def post_titles(call: Call | None) -> dict[str, str]:
    """The titles of the call's posts, in its order."""
    return {post.key: post.title for post in posts_of(call)} if call else {}


def _by_place(found: Iterable[tuple[Place, Decimal]]) -> dict[Place, Decimal]:
    sums: dict[Place, Decimal] = defaultdict(lambda: ZERO)
    for place, amount in found:
        sums[place] += amount
    return dict(sums)


def plan_of(book: Book) -> dict[Place, Decimal]:
    """The plan as it stands: its lines, and what was moved since."""
    lines = [((row.post, row.payer), row.amount) for row in book.plan]
    gone: list[tuple[Place, Decimal]] = [((move.from_post, move.from_payer), -move.amount) for move in book.moves]
    come: list[tuple[Place, Decimal]] = [((move.to_post, move.to_payer), move.amount) for move in book.moves]
    return _by_place([*lines, *gone, *come])


def paid_of(book: Book) -> dict[Place, Decimal]:
    """What was paid or confirmed: payments, staff cost, person-months."""
    lines = {row.id: row for row in book.plan}
    months = [((lines[one.line].post, lines[one.line].payer), one.amount) for one in book.worked if one.line in lines]
    entries = [((one.post, one.payer), one.amount) for one in book.booked if one.kind != "commitment"]
    return _by_place([*entries, *months])


def bound(agreed: Agreed, paid: Decimal) -> Decimal:
    """What a sub-agreement binds: its amount while it runs, what was paid once it is over, nothing before."""
    if agreed.under or agreed.state == "draft":
        return ZERO
    return max(agreed.amount, paid) if agreed.state == "agreed" else paid


def _committed(book: Book) -> dict[Place, Decimal]:
    under, _ = paid_under(book)
    entries = [((one.post, one.payer), one.amount) for one in book.booked if one.kind == "commitment"]
    agreements = [((one.post, one.payer), bound(one, under.get(one.id, ZERO))) for one in book.agreed]
    return _by_place([*entries, *(pair for pair in agreements if pair[1])])


def open_of(book: Book) -> dict[Place, Decimal]:
    """What is bound and not paid yet: the rest of commitments, and of sub-agreements that run."""
    under, of = paid_under(book)
    open_ones = [
        ((one.post, one.payer), max(one.amount - of.get(id, ZERO), ZERO)) for id, one in commitments_of(book).items()
    ]
    agreements = [
        ((one.post, one.payer), bound(one, under.get(one.id, ZERO)) - under.get(one.id, ZERO))
        for one in book.agreed
        if not one.under and one.state == "agreed"
    ]
    return _by_place(pair for pair in [*open_ones, *agreements] if pair[1])


def _coming(book: Book) -> dict[Place, Decimal]:
    """What is still to be paid: open commitments and agreements, staff lines to their end."""
    staff = [((row.post, row.payer), to_run(row, known_months(book, row.id), book.rises)) for row in book.plan]
    return _by_place(pair for pair in [*open_of(book).items(), *staff] if pair[1])


def known_months(book: Book, line: str) -> set[date]:
    """The months of a staff line that were confirmed, or whose cost was booked."""
    booked: dict[date, Decimal] = defaultdict(lambda: ZERO)
    for one in book.booked:
        if one.kind == STAFF and one.line == line and one.day:
            booked[one.day.replace(day=1)] += one.amount
    confirmed = {one.month for one in book.worked if one.line == line}
    return confirmed | {month for month, amount in booked.items() if amount > 0}


def _months(book: Book) -> dict[Place, Decimal]:
    lines = {row.id: (row.post, row.payer) for row in book.plan}
    return _by_place((lines[one.line], one.worked) for one in book.worked if one.line in lines)


def _missing(book: Book) -> Iterable[MissingMonth]:
    last = min(book.until, last_day(book.end))
    found = [month for row in book.plan for month in missing_of(row, known_months(book, row.id), book.rises, last)]
    marked = (replace(one, vacant=(one.function, one.month) in book.vacant) for one in found)
    return sorted(marked, key=lambda one: (one.month, one.function, one.line))


def _by(day: date | None, until: date) -> bool:
    return day is not None and day <= until


def _open(due: Due, until: date) -> OpenInstalment:
    claimed = due.claimed if due.claimed and _by(due.claimed_on, until) else ZERO
    received = due.received if due.received and _by(due.received_on, until) else ZERO
    return OpenInstalment(due.id, due.title, due.due_on, due.due, claimed, received, max(due.due - received, ZERO))

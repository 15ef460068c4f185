"""What about a contract's money asks for a look: too much, too little, too late, not proven."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from wijkweb.rules.money import ZERO, share, total
from wijkweb.rules.spending_commitments import commitments_of, paid_under
from wijkweb.shapes.call import Call, InfrastructureMax
from wijkweb.shapes.finding import Fact, Severity, Share
from wijkweb.shapes.spending import Alarm, MissingMonth, Money, OwnShare, PayerKind, SpendingRow
from wijkweb.shapes.spending_book import Book

Facts = dict[str, Fact]
ROUNDING = Decimal("1.00")  # months are rounded to the cent one by one: a euro is no overspend
LATE_PART = Fraction(3, 4)  # from here on of its period money that nothing binds is worth a look
FREE_PART = Fraction(1, 10)  # of the plan of a post


def alarms_of(
    book: Book,
    call: Call | None,
    rows: Sequence[SpendingRow],
    totals: Mapping[PayerKind, Money],
    own: OwnShare,
    missing: Sequence[MissingMonth],
) -> Iterator[Alarm]:
    """Every alarm, the heaviest kinds first."""
    yield from _own(own)
    yield from _infrastructure(call, rows, totals)
    for row in rows:
        yield from _row(book, row)
    yield from _commitments(book)
    yield from _months([one for one in missing if not one.vacant], [one for one in missing if one.vacant])
    for due in book.due:
        received = due.received if due.received and due.received_on and due.received_on <= book.until else ZERO
        if due.due_on < book.until and received < due.due:
            facts: Facts = {"title": due.title, "day": due.due_on.isoformat(), "open": due.due - received}
            yield Alarm("instalment_late", Severity.WARNING, payer="subsidy", facts=facts)
    yield from _proof(book)


def _months(worked: Sequence[MissingMonth], vacant: Sequence[MissingMonth]) -> Iterator[Alarm]:
    """Months nobody confirmed, at what the plan says; those of a vacancy apart, because nobody worked as planned."""
    if worked:
        amount = total(one.amount for one in worked)
        facts: Facts = {"number": len(worked), "first": _first(worked), "amount": amount}
        yield Alarm("months_missing", Severity.WARNING, facts=facts)
    if vacant:
        yield Alarm("months_vacant", Severity.NOTE, facts={"number": len(vacant), "first": _first(vacant)})


def _first(months: Sequence[MissingMonth]) -> str:
    return min(one.month for one in months).isoformat()


def _proof(book: Book) -> Iterator[Alarm]:
    """What has no paper yet: a note for who keeps the books, nothing for a steering group to decide on."""
    number = sum(one.bare for one in book.booked)
    if number:
        facts: Facts = {"number": number, "amount": total(one.bare_amount for one in book.booked)}
        yield Alarm("proof_missing", Severity.NOTE, facts=facts)
    months = {one.month for one in book.worked if one.worked > 0 and not one.papered}
    if months:
        facts = {"number": len(months), "first": min(months).isoformat()}
        yield Alarm("month_paper_missing", Severity.NOTE, facts=facts)


def _own(own: OwnShare) -> Iterator[Alarm]:
    if own.asked is None:
        return
    if own.foreseen_margin < 0 and own.foreseen is not None:
        facts: Facts = {"share": own.foreseen, "asked": own.asked, "short": -own.foreseen_margin}
        yield Alarm("own_share_foreseen", Severity.BREACH, payer="own", facts=facts)
    if not own.holds and own.share is not None:
        facts = {"share": own.share, "asked": own.asked, "short": -own.margin}
        yield Alarm("own_share", Severity.WARNING, payer="own", facts=facts)


def _infrastructure(
    call: Call | None, rows: Sequence[SpendingRow], totals: Mapping[PayerKind, Money]
) -> Iterator[Alarm]:
    clause = call.clause(InfrastructureMax) if call else None
    subsidy = totals["subsidy"].plan
    if clause is None or subsidy <= 0:
        return
    mine = [row.money for row in rows if row.payer == "subsidy" and row.post in clause.posts]
    for code, amount in (
        ("infrastructure", total(m.paid for m in mine)),
        ("infrastructure_foreseen", total(m.forecast for m in mine)),
    ):
        found = share(amount, subsidy)
        if found and found.value > Fraction(clause.share):
            facts: Facts = {"share": found, "most_share": Share(Fraction(clause.share)), "amount": amount}
            yield Alarm(code, Severity.BREACH, payer="subsidy", facts=facts)
            return


def _row(book: Book, row: SpendingRow) -> Iterator[Alarm]:
    money = row.money
    if money.paid > money.plan + ROUNDING:
        facts: Facts = {"over": money.paid - money.plan, "plan": money.plan, "paid": money.paid}
        yield Alarm("paid_over_plan", Severity.BREACH, row.post, row.payer, facts)
    elif money.forecast > money.plan + ROUNDING:
        facts = {"over": money.forecast - money.plan, "plan": money.plan, "forecast": money.forecast}
        if row.person_months and book.rises:
            facts["rises"] = len(book.rises)
        yield Alarm("forecast_over_plan", Severity.WARNING, row.post, row.payer, facts)
    length, gone = (book.end - book.start).days + 1, (book.until - book.start).days + 1
    if (
        Fraction(gone, length) >= LATE_PART
        and Fraction(money.left) > FREE_PART * Fraction(money.plan)
        and money.plan > 0
    ):
        left = (book.end - book.until).days if book.until < book.end else 0
        free: Facts = {"free": money.left, "plan": money.plan, "days": left}
        yield Alarm("under_plan", Severity.WARNING, row.post, row.payer, free)


def _commitments(book: Book) -> Iterator[Alarm]:
    under, of = paid_under(book)
    over = [of[id] - one.amount for id, one in commitments_of(book).items() if of.get(id, ZERO) > one.amount]
    if over:
        facts: Facts = {"number": len(over), "over": total(over)}
        yield Alarm("paid_more_than_committed", Severity.WARNING, facts=facts)
    high = [under[one.id] - one.amount for one in book.agreed if under.get(one.id, ZERO) > one.amount]
    if high:
        yield Alarm("paid_more_than_agreed", Severity.WARNING, facts={"number": len(high), "over": total(high)})

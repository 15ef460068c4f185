"""What an entry is held against before it is booked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from wijkweb.contract.models import Contract, Entry, MoneyTerms, PersonMonth, PlanLine, SubAgreement
from wijkweb.contract.reads.money_book import SIGNED, standing
from wijkweb.rules.money import ZERO
from wijkweb.rules.spending_entries import Frame


def terms_of(contract: Contract) -> MoneyTerms:
    """The terms of a contract; those that every contract has, where nobody said others. One query."""
    return MoneyTerms.objects.filter(contract=contract).first() or MoneyTerms(contract=contract)


def ledger_frame(contract: Contract, today: date) -> tuple[Frame, frozenset[str]]:
    """The frame for the rows of a file, which are linked to nothing, and the keys of rows that came in before;
    three queries."""
    keys = list(
        Entry.objects.filter(contract=contract)
        .exclude(invoice_key=None, source_key=None)
        .values_list("invoice_key", "source_key")
    )
    posts, functions = _places(contract)
    frame = Frame(
        start=contract.start,
        end=contract.end,
        grace_days=terms_of(contract).grace_days,
        today=today,
        posts=posts,
        functions=functions,
        invoices=frozenset(invoice for invoice, _ in keys if invoice),
    )
    return frame, frozenset(source for _, source in keys if source)


def entry_frame(contract: Contract, today: date, *, invoices: set[str] | None = None) -> Frame:
    """The frame for entries of a contract; six queries. `invoices` narrows the known invoices to these keys."""
    known = Entry.objects.filter(contract=contract, invoice_key__isnull=False)
    if invoices is not None:
        known = known.filter(invoice_key__in=invoices)
    months = PersonMonth.objects.filter(contract=contract, replaced=False).values_list("line__public_id", "month")
    posts, functions = _places(contract)
    return Frame(
        start=contract.start,
        end=contract.end,
        grace_days=terms_of(contract).grace_days,
        today=today,
        posts=posts,
        functions=functions,
        invoices=frozenset(key for key in known.values_list("invoice_key", flat=True) if key),
        months=frozenset(months),
        agreements=_left_of_agreements(contract),
        commitments=_left_of_commitments(contract),
    )


def _places(contract: Contract) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """The posts of the plan, and the (post, payer) under which it has functions; one query."""
    lines = list(PlanLine.objects.filter(contract=contract).values_list("post", "payer", "function"))
    posts = frozenset(post for post, _, _ in lines)
    return posts, frozenset((post, payer) for post, payer, function in lines if function)


def _left_of_agreements(contract: Contract) -> dict[str, Decimal]:
    """What is still open of every sub-agreement: its amount, less its payments."""
    of = _paid(contract, "agreement__public_id")
    made = SubAgreement.objects.filter(contract=contract).values_list("public_id", "amount")
    return {id: amount - of.get(id, ZERO) for id, amount in made}


def _left_of_commitments(contract: Contract) -> dict[str, Decimal]:
    """What is still open of every commitment: itself, less its payments."""
    of = _paid(contract, "pays__public_id")
    made = standing(contract).filter(kind=Entry.Kind.COMMITMENT, counters=None, counter=None)
    return {id: amount - of.get(id, ZERO) for id, amount in made.order_by().values_list("public_id", "amount")}


def _paid(contract: Contract, under: str) -> dict[str, Decimal]:
    entries = standing(contract).order_by().filter(**{f"{under}__isnull": False}).values(under)
    return dict(entries.annotate(paid=SIGNED).values_list(under, "paid"))

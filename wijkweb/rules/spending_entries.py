"""What stands in the way of an entry: refused with a code, or taken with a warning."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from wijkweb.rules.budget import posts_of
from wijkweb.rules.money import CENT, ZERO
from wijkweb.shapes.call import Call, EligiblePosts
from wijkweb.shapes.finding import Fact
from wijkweb.shapes.spending import PAYERS
from wijkweb.shapes.spending_book import NewEntry

MOST = Decimal("99999999999.99")
KINDS = ("commitment", "payment", "staff")
_EURO = ("", "EUR", "EURO", "€")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an entry is refused, and the figures for the sentence."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Frame:
    """What an entry is held against: the contract's days, its posts, what is known already.

    `posts` are the posts of the plan, `functions` the (post, payer) that its functions stand under. `invoices` are keys
    of invoices in effect, `months` the (line, month) that were confirmed, `agreements` and `commitments` what stands
    and what is still open of it, by id.
    """

    start: date
    end: date
    grace_days: int
    today: date
    posts: Collection[str] = ()
    functions: Collection[tuple[str, str]] = ()
    invoices: Collection[str] = ()
    months: Collection[tuple[str, date]] = ()
    agreements: Mapping[str, Decimal] = field(default_factory=dict)
    commitments: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def last(self) -> date:
        """The last day of a payment."""
        return self.end + timedelta(days=self.grace_days)


def invoice_key(payee: str, invoice: str) -> str | None:
    """What makes an invoice the same one: who sent it, and its number, without signs; None without a number."""
    number = _bare(invoice)
    return hashlib.sha256(f"{_bare(payee)}|{number}".encode()).hexdigest() if number else None


def _bare(text: str) -> str:
    """Letters and digits only, without case: "INV 2022-01" is "inv202201"."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


def entry_problems(entry: NewEntry, frame: Frame, call: Call | None) -> list[Problem]:
    """Every reason to refuse an entry."""
    return [
        *_amount(entry),
        *_days(entry, frame),
        *_post(entry, frame, call),
        *_proven(entry, frame),
        *_links(entry, frame),
        *_once(entry, frame),
    ]


def _amount(entry: NewEntry) -> Iterator[Problem]:
    if entry.kind not in KINDS:
        yield Problem("kind_unknown")
    if entry.currency.strip().upper() not in _EURO:
        yield Problem("currency", {"currency": entry.currency.strip()[:10]})
    if not entry.amount.is_finite():
        yield Problem("not_an_amount")
    elif entry.amount < 0:
        yield Problem("negative")
    elif entry.amount == 0:
        yield Problem("zero")
    elif entry.amount > MOST:
        yield Problem("too_large")
    elif entry.amount % CENT:
        yield Problem("decimals")
    if not entry.payee.strip():
        yield Problem("payee_missing")


def _days(entry: NewEntry, frame: Frame) -> Iterator[Problem]:
    if entry.kind != "commitment" and entry.day < frame.start:
        yield Problem("before_start", {"start": frame.start.isoformat()})
    last = frame.end if entry.kind == "commitment" else frame.last
    if entry.day > last:
        yield Problem("after_end", {"last": last.isoformat(), "end": frame.end.isoformat(), "grace": frame.grace_days})
    elif entry.kind != "commitment" and entry.day > frame.today:
        yield Problem("in_future", {"today": frame.today.isoformat()})


def _post(entry: NewEntry, frame: Frame, call: Call | None) -> Iterator[Problem]:
    eligible = [post.key for post in posts_of(call)] if call else []
    if entry.payer not in PAYERS:
        yield Problem("payer_unknown")
    elif entry.payer == "subsidy" and call and call.clause(EligiblePosts) and entry.post not in eligible:
        yield Problem("post_not_eligible", {"known": ", ".join(post.title for post in posts_of(call))})
    elif entry.post not in {*eligible, *frame.posts}:
        yield Problem("post_unknown")


def _proven(entry: NewEntry, frame: Frame) -> Iterator[Problem]:
    """Person-months prove what a function costs: the same wages as an entry would count twice.

    Staff cost that no months prove names its function, so that its month is not asked for as well.
    """
    named = entry.kind == "staff" and entry.line
    if entry.kind != "commitment" and not named and (entry.post, entry.payer) in frame.functions:
        yield Problem("staff_by_months")


def _links(entry: NewEntry, frame: Frame) -> Iterator[Problem]:
    if entry.agreement and entry.kind == "commitment":
        yield Problem("agreement_binds_already")
    if entry.agreement and entry.pays:
        yield Problem("two_links")
    if entry.pays and entry.kind == "commitment":
        yield Problem("commitment_pays_nothing")
    if entry.line and entry.kind == "staff" and (entry.line, entry.day.replace(day=1)) in frame.months:
        yield Problem("month_confirmed", {"month": f"{entry.day:%Y-%m}"})


def _once(entry: NewEntry, frame: Frame) -> Iterator[Problem]:
    key = invoice_key(entry.payee, entry.invoice)
    if entry.kind == "payment" and key is not None and key in frame.invoices:
        yield Problem("invoice_twice", {"invoice": entry.invoice.strip(), "payee": entry.payee.strip()})


def entry_warnings(entry: NewEntry, frame: Frame) -> list[Problem]:
    """What is taken all the same, and told: more paid than was committed or agreed."""
    found = []
    for id, known, code in (
        (entry.pays, frame.commitments, "more_than_committed"),
        (entry.agreement, frame.agreements, "more_than_agreed"),
    ):
        left = known.get(id) if id else None
        if entry.kind != "commitment" and left is not None and entry.amount > left:
            found.append(Problem(code, {"left": max(left, ZERO), "over": entry.amount - max(left, ZERO)}))
    return found


def month_problems(
    *, vte: Decimal, worked: Decimal, planned: Decimal, month: date, last: date, today: date
) -> list[Problem]:
    """Why a month of a function cannot be confirmed so: more than the VTE, not over yet, no whole hundredths."""
    found = []
    if worked < 0 or worked > vte:
        found.append(Problem("above_vte", {"vte": vte}))
    elif worked > planned:
        found.append(Problem("above_part_of_month", {"most": planned}))
    if Fraction(worked) * 100 % 1:
        found.append(Problem("hundredths"))
    if last > today:
        found.append(Problem("month_not_over", {"month": f"{month:%Y-%m}"}))
    return found

"""The sentences about a contract's money: why an entry is refused, what an alarm means, what a clause says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wijkweb.shapes.finding import Fact, Finding, Share
from wijkweb.writers import messages

PAYERS = {
    "subsidy": _("subsidy"),
    "own": _("own money"),
    "public": _("other public partner"),
    "private": _("private partner"),
}
KINDS = {
    "commitment": _("commitment"),
    "payment": _("payment"),
    "staff": _("staff cost"),
    "months": _("person-months"),
}
STATES = {"draft": _("being agreed"), "agreed": _("agreed"), "done": _("done"), "ended": _("stopped early")}
REFUSED = {
    "kind_unknown": _("Choose a commitment, a payment or staff cost."),
    "currency": _("The amount is in %(currency)s. Only euro is booked here: work it out in euro first."),
    "not_an_amount": _("This is no amount. Write it in digits, such as 1.234,50."),
    "negative": _("The amount is below zero. Write it without the minus; what comes back is a counter entry."),
    "zero": _("The amount is zero: there is nothing to book."),
    "too_large": _("The amount is too large. Look at the number of digits."),
    "decimals": _("The amount has more than two decimals. A cent is the smallest amount."),
    "payee_missing": _("Say which organisation is paid."),
    "before_start": _("This day lies before the contract, which begins on %(start)s."),
    "after_end": _("This day lies after the contract ends (%(end)s). The last day to book this is %(last)s."),
    "in_future": _("This day has still to come. Book what is to be paid later as a commitment."),
    "payer_unknown": _("Choose who pays."),
    "post_not_eligible": _("The subsidy does not pay for this post. It pays for: %(known)s."),
    "post_unknown": _("Neither the call nor the plan has this post. Choose one of the list."),
    "agreement_binds_already": _("A sub-agreement binds its money already. Book payments under it, no commitment."),
    "two_links": _("A payment is of a commitment or of a sub-agreement, not of both."),
    "commitment_pays_nothing": _("A commitment pays no other commitment."),
    "staff_by_months": _(
        "Person-months prove what this function costs: as an entry it would count twice. Confirm its months instead. "
        "Only what no months prove is booked, as staff cost with its function."
    ),
    "month_confirmed": _("The person-months of %(month)s were confirmed for this function: this cost is in there."),
    "cost_booked": _("For %(month)s staff cost was booked for this function. Take that back first, or leave it."),
    "invoice_twice": _("Invoice %(invoice)s of %(payee)s was booked already."),
    "link_unknown": _("What this entry is linked to is not of this contract, or is not agreed yet, or was taken back."),
    "out_of_effect": _("This entry was taken back before."),
    "proof_there": _("This entry has a file as proof already. Take the entry back to book it anew with another."),
    "is_paid": _("Payments stand on this commitment. Take those back first."),
    "counter_day": _("Choose a day from %(first)s, the day of the entry, to %(last)s."),
    "above_vte": _("A month has at most the VTE of the function: %(vte)s."),
    "above_part_of_month": _("The function runs only a part of this month: at most %(most)s."),
    "hundredths": _("Write person-months with at most two decimals."),
    "month_not_over": _("%(month)s is not over yet. Confirm it once it is."),
    "month_known": _("%(month)s was confirmed already, with %(worked)s. Open the month to correct it."),
    "month_vacant": _("%(function)s was vacant all of %(month)s. Open the month and say what was worked, or 0."),
    "no_such_month": _("The function does not run in %(month)s."),
    "reason_missing": _("Say why: the correction stays beside what was confirmed first."),
    "outside_contract": _("Choose days within the contract, from %(start)s to %(end)s."),
    "passes_on_too_much": _("More than the partner got: it can still pass on %(left)s euro."),
    "passed_on_already": _("The partner passes on %(passed)s euro of it already."),
    "paid_already": _("Something was paid under it: it cannot go back to being agreed."),
    "more_than_committed": _("This is %(over)s euro more than was committed."),
    "more_than_agreed": _("This is %(over)s euro more than was agreed."),
    "no_day": _("“%(text)s” is no day. Write it as 31/12/2024 or 2024-12-31."),
    "ambiguous": _("“%(text)s” can mean two amounts. Write it with two decimals."),
    "formula": _("The cell holds a formula. Save the file with values instead."),
    "comes_in": _("Money that comes in is no payment."),
    "too_long": _("A text in this row is longer than %(most)s characters."),
    "no_post": _("The row names no post that is known (“%(text)s”). Choose one for the whole file, or write it there."),
    "no_payer": _("The row does not say who pays (“%(text)s”). Choose it for the whole file, or write it there."),
    "no_kind": _("“%(text)s” is neither a payment nor a commitment nor staff cost."),
}
FILES = {
    "no_heading": _("No row of this file names its columns. It needs at least a day, an amount and who is paid."),
    "no_rows": _("The file has a row of headings, and nothing under it."),
}
ALARMS = {
    "own_share": _("The own share so far is %(share)s; %(asked)s is asked. %(short)s euro of own money is missing."),
    "own_share_foreseen": _(
        "At the end the own share would be %(share)s; %(asked)s is asked. %(short)s euro of own money would be missing."
    ),
    "infrastructure": _(
        "%(share)s of the subsidy went to infrastructure (%(amount)s euro); at most %(most_share)s may."
    ),
    "infrastructure_foreseen": _(
        "%(share)s of the subsidy will go to infrastructure (%(amount)s euro); at most %(most_share)s may."
    ),
    "paid_over_plan": _("%(paid)s euro was paid and %(plan)s euro is planned: %(over)s euro too much."),
    "forecast_over_plan": _("It will come to %(forecast)s euro and %(plan)s euro is planned: %(over)s euro too much."),
    "under_plan": _("%(free)s euro of %(plan)s euro is not bound by anything, with %(days)s days to go."),
    "months_missing": _(
        "%(number)s months of functions are over and not confirmed, from %(first)s on: %(amount)s euro."
    ),
    "months_vacant": _(
        "%(number)s months of functions that nobody filled are not confirmed, from %(first)s on. Say what was worked."
    ),
    "instalment_late": _("“%(title)s” was due on %(day)s; %(open)s euro is still to come."),
    "paid_more_than_committed": _("More was paid than committed, in %(number)s commitments: %(over)s euro."),
    "paid_more_than_agreed": _("More was paid than agreed, in %(number)s sub-agreements: %(over)s euro."),
    "proof_missing": _("%(number)s entries of what was paid have no file as proof: %(amount)s euro."),
    "month_paper_missing": _("%(number)s confirmed months have no paper that proves them, from %(first)s on."),
}
INDEXED = _("The wage index rose since the plan was made.")
FINDINGS = {
    "plan.below_zero": _("The plan has less than that: it would be left with %(plan)s euro."),
    "plan.below_paid": _("%(paid)s euro was paid from there already; the plan would be left with %(plan)s euro."),
    "plan.below_committed": _(
        "%(paid)s euro was paid from there and %(open)s euro more is committed; the plan would be left with %(plan)s "
        "euro, %(short)s euro too little."
    ),
    "realised.infrastructure": _(
        "As paid: %(share)s of the subsidy went to infrastructure (%(amount)s euro); at most %(most_share)s may."
    ),
    "realised.own_share": _(
        "As paid: the own share is %(share)s where %(least_share)s is asked; %(short)s euro of own money is missing."
    ),
}
CLAUSES = {
    "own_share_min": _("least own share"),
    "infrastructure_max": _("most infrastructure"),
    "max_subsidy": _("highest subsidy"),
    "eligible_posts": _("eligible posts"),
}
_DAYS = frozenset({"start", "end", "last", "first", "today", "day"})


def language() -> str:
    """The language of the page, as writers name it."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def refused_said(code: str, facts: Mapping[str, Fact]) -> str:
    """Why an entry, a month or a row is refused."""
    return str(REFUSED[code]) % _filled(facts)


def alarm_said(alarm: Any) -> str:
    """What an alarm means."""
    said = str(ALARMS[alarm.code]) % _filled(alarm.facts)
    return f"{said} {INDEXED}" if "rises" in alarm.facts else said


def finding_said(finding: Finding) -> str:
    """What a clause says of a plan, or of what was paid."""
    if finding.code in FINDINGS:
        return str(FINDINGS[finding.code]) % _filled(finding.facts)
    return messages.say(finding, language())


def _filled(facts: Mapping[str, Fact]) -> dict[str, str]:
    return {name: _shown(name, value) for name, value in facts.items()}


def _shown(name: str, value: Fact) -> str:
    if isinstance(value, Share):
        return messages.percentage(value, language())
    if isinstance(value, Decimal):
        return messages.amount(value.quantize(Decimal("0.01")), language())
    if name in _DAYS and isinstance(value, str):
        return date_format(date.fromisoformat(value), "j F Y")
    if name == "month" and isinstance(value, str):
        return date_format(date.fromisoformat(f"{value}-01"), "F Y")
    return str(value)

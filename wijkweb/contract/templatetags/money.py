"""Filters of the money pages: words for codes, a month in words, a part of a bar."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import date_format

from wijkweb.contract import money_words
from wijkweb.shapes.finding import Finding

register = template.Library()


@register.filter
def payer(kind: str) -> str:
    """Who pays."""
    return str(money_words.PAYERS[kind])


@register.filter
def entry_kind(kind: str) -> str:
    """What an entry is."""
    return str(money_words.KINDS[kind])


@register.filter
def agreement_state(state: str) -> str:
    """How a sub-agreement stands."""
    return str(money_words.STATES[state])


@register.filter
def alarm(found: Any) -> str:
    """The sentence of an alarm."""
    return money_words.alarm_said(found)


@register.filter
def clause_says(finding: Finding) -> str:
    """The sentence of a finding about a clause."""
    return money_words.finding_said(finding)


@register.filter
def clause_name(kind: str | None) -> str:
    """The name of a clause; "" when a finding is about none."""
    return str(money_words.CLAUSES.get(kind or "", ""))


@register.filter
def reason(found: Any) -> str:
    """Why something is refused."""
    return money_words.refused_said(found.code, found.facts)


@register.filter
def month(day: date) -> str:
    """A month in words, its name cut short: "jan. 2022"."""
    return date_format(day, "M Y")


@register.filter
def of_plan(amount: Decimal, plan: Decimal) -> int:
    """How much of the plan an amount is, in whole percents from 0 to 100, for a bar."""
    return max(0, min(100, int(amount * 100 / plan))) if plan > 0 else 0


@register.filter
def title_of(post: str, titles: dict[str, str]) -> str:
    """The title of a post."""
    return titles.get(post, post)

"""The fixed words that paper prints (headings of tables, labels), in the language of the call."""

from __future__ import annotations

import functools
import gettext
from decimal import Decimal
from fractions import Fraction

from wijkweb.writers.messages import LOCALE, amount

DOMAIN = "paper"
WORDS = {
    "application": "Application",
    "municipality": "Municipality",
    "project": "Project name",
    "objective": "Objective of the multi-year plan",
    "contacts": "Contact persons",
    "payer": "Payer",
    "post": "Post",
    "amount": "Amount",
    "share": "Share",
    "whole_period": "Whole period",
    "total": "Total",
    "indicator": "Indicator",
    "year": "Year",
    "source": "Source",
    "base": "Base",
    "years": "years",
    "vte": "VTE",
    "indexed": "indexed by {percent} % a year",
    "partners": "Partners",
    "partner": "Partner",
    "level": "Level",
    "role": "Role",
    "expertise": "Expertise",
    "money": "Money",
    "engagement": "Engagement",
    "existing": "existing",
    "intended": "intended",
    "agreed": "agreed",
    "risks": "Risks",
    "risk": "Risk",
    "chance": "Chance",
    "effect": "Effect",
    "owner": "Owner",
    "measure": "Measure",
    "measure_of": "What is counted",
    "low": "low",
    "medium": "medium",
    "high": "high",
    "promises": "Promised indicators",
    "promise": "Indicator",
    "period": "Period",
    "denominator": "Denominator",
    "target": "Target",
    "promise_source": "Promised in",
    "at_least": "at least {target}",
    "at_most": "at most {target}",
    "between": "{target} to {upper}",
    "milestone": "milestone",
    "rule_requests": "Requests for low rules",
    "rule": "Rule",
    "government": "Government",
    "status": "Status",
    "reason": "Reason",
    "to_ask": "to ask",
    "asked": "asked",
    "granted": "granted",
    "refused": "refused",
    "annexes": "Annexes",
    "annex": "Annex",
    "where": "Where",
    "hash": "SHA-256",
    "page": "page {number} of {total}",
    "findings": "Findings",
    "sections": "Sections",
    "section": "Section",
    "limit_words": "At most {limit} words",
    "limit_characters": "At most {limit} characters",
    "words_counted": "Counted",
    "words_of": "{count} of {limit}",
    "finance": "Finance",
    "staff": "Staff",
    "function": "Function",
    "employer": "Employer",
    "start": "Start",
    "end": "End",
    "yearly": "Yearly cost",
    "indexation": "Indexation, %",
    "subsidy": "Subsidy",
    "own": "Own money",
    "payer_kind": "Kind of payer",
    "label": "Description",
    "control": "Control",
    "kind_own": "the municipality itself",
    "kind_funder": "funder (subsidy)",
    "kind_public": "other public partner",
    "kind_private": "private partner",
    "others": "Other partners",
    "own_share_of_total": "Own share of the total",
    "own_share_of_subsidy": "Own money over the subsidy",
    "least_own": "Least own money beside this subsidy",
    "margin": "Margin above it",
    "left": "Left under the highest subsidy",
    "infrastructure": "Infrastructure, of the subsidy",
    "no_findings": "Nothing was found.",
    "breach": "Breach",
    "warning": "Warning",
    "note": "Note",
    "definition": "Definition",
    "version": "version {number}, counts from {day}",
    "decided": "Decided",
    "window": "Window",
    "window_days": "{key}, {first} to {last}",
    "numerator": "Numerator",
    "figure": "Figure",
    "no_value": "no value",
    "shown_as": "{exact} = {shown}",
    "coverage": "Coverage",
    "coverage_of": "{known} of {expected} = {share} %",
    "gaps": "Weeks of which nothing is known",
    "excluded": "Left out or counted otherwise",
    "met": "met",
    "on_course": "on course",
    "under": "not on course",
    "not_enough_data": "not enough data",
    "no_target": "no target",
    "undefined": "not defined yet",
    "to_do": "not done yet",
    "late_closure": "closed by a decision that came too late",
    "closed_but_worked": "worked in a closed week",
    "cancelled": "cancelled",
    "not_settled": "not said whether it was held",
    "unknown_words": "group or track not known",
    "outside": "outside the contract",
    "no_rhythm": "no rhythm of visits",
    "amount_of_worker_minutes": "{amount} worker-hours",
    "amount_of_contact_minutes": "{amount} contact-hours",
    "amount_of_count": "{amount} contacts",
    "none": "none",
}


@functools.cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, LOCALE, languages=[language], fallback=True)


def word(code: str, language: str, **facts: str | int) -> str:
    """A fixed word or label of a paper."""
    said = _catalogue(language).gettext(WORDS[code])
    return said.format_map(facts) if facts else said


def plain_number(value: Decimal, language: str) -> str:
    """A number without needless zeros, with the decimal sign of the language: 1,6."""
    shown = f"{value:f}"
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return shown.replace(".", ",") if language == "nl" else shown


def years(length: Fraction, language: str) -> str:
    """A length of time: "4 jaar", "2,5 jaar"."""
    value = Decimal(length.numerator) / Decimal(length.denominator)
    return f"{plain_number(value.quantize(Decimal('0.01')), language)} {word('years', language)}"


def money(value: Decimal, language: str) -> str:
    """An amount in EUR with two decimals: 799.494,00."""
    return amount(value.quantize(Decimal("0.01")), language)

"""Filters that every template has: amounts, shares, findings in words, blocks as HTML, icons."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from wijkweb.commons.verbs import VERBS
from wijkweb.shapes.document import Block
from wijkweb.shapes.finding import Finding, Share
from wijkweb.writers import messages
from wijkweb.writers.html import inline_html

register = template.Library()


def _language() -> str:
    return "en" if (get_language() or "nl").startswith("en") else "nl"


@register.filter
def euro(value: Decimal | None) -> str:
    """799494.00 as 799.494,00; a dash when it is unknown."""
    return "–" if value is None else messages.amount(value, _language())


@register.filter
def percent(value: Share | None) -> str:
    """A share as a percentage; a dash when it is unknown."""
    return "–" if value is None else messages.percentage(value, _language())


@register.filter
def part(value: Decimal) -> str:
    """A part of 1 as a percentage: 0.20 as 20 %."""
    return messages.percentage(Share(Fraction(value)), _language())


@register.filter
def when(text: str) -> str:
    """A day, a month or a year of a calendar in words: "2021-09" as september 2021."""
    if len(text) == 4:
        return text
    day = date.fromisoformat(text if len(text) == 10 else f"{text}-01")
    return date_format(day, "j F Y" if len(text) == 10 else "F Y")


@register.filter
def say(finding: Finding) -> str:
    """The sentence of a finding, in the language of the page."""
    return messages.say(finding, _language())


@register.filter
def certainty(finding: Finding) -> str:
    """How sure the rule is; "" when it read figures."""
    return messages.certainty(finding, _language())


@register.filter
def term(code: str) -> str:
    """A fixed word of the program in the language of the page."""
    return messages.term(code, _language())


@register.filter
def verb(code: str) -> str:
    """What a journal line says was done, in words."""
    return str(VERBS.get(code, code))


@register.filter
def as_html(block: Block) -> SafeString:
    """The text of a block; writers.html escapes it."""
    return mark_safe(inline_html(block))  # noqa: S308


@register.filter
def filled(count: int, limit: int | None) -> int:
    """How full a section is, in whole percents, at most 100; for a meter."""
    return min(100, round(100 * count / limit)) if limit else 0


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small drawing from icons.svg; it says nothing that the text beside it does not say."""
    from django.templatetags.static import static

    source = static("commons/icons.svg")
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>', source, name)

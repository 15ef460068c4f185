"""Words and figures for the pages of the team, the network and the risks."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django import template
from django.utils.formats import number_format
from django.utils.translation import get_language

from wijkweb.contract.said import ALL
from wijkweb.shapes.finding import Share
from wijkweb.writers.messages import amount

register = template.Library()


@register.filter
def said(code: str, list: str) -> str:
    """A code in words: {{ line.state|said:"request" }}."""
    return str(ALL[list][code])


@register.filter
def vte(value: Decimal | Fraction) -> str:
    """A number of VTE with two decimals, rounded half to even only here."""
    exact = Fraction(value)
    return number_format(round(Decimal(exact.numerator) / Decimal(exact.denominator), 2), 2)


@register.filter
def euro(value: Decimal) -> str:
    """An amount with two decimals."""
    return amount(value, "en" if (get_language() or "nl").startswith("en") else "nl")


@register.filter
def part(value: Share | None) -> str:
    """A share in whole percents; a dash when there is none."""
    return "–" if value is None else f"{round(value.value * 100)} %"

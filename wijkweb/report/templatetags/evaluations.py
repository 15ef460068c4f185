"""Findings as a page writes them."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.formats import number_format

from wijkweb.report.words import VERDICTS

register = template.Library()


@register.filter
def verdict(code: str) -> str:
    """A verdict in words."""
    return str(VERDICTS.get(code, "–"))


@register.filter
def in_euro(amount: Decimal | None) -> str:
    """An amount in euro; a dash when there is none."""
    return "–" if amount is None else f"{number_format(amount, 2, force_grouping=True)} euro"

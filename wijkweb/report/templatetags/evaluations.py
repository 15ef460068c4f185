"""Findings as a page writes them."""

from __future__ import annotations

from django import template

from wijkweb.report.forms.evaluation import VERDICTS

register = template.Library()


@register.filter
def verdict(code: str) -> str:
    """A verdict in words."""
    return str(VERDICTS.get(code, "–"))


@register.filter
def named(contract: int, names: dict[int, str]) -> str:
    """The name of a contract by its key."""
    return names.get(contract, "")

"""A filter for the pages of the diagnosis."""

from __future__ import annotations

from decimal import Decimal

from django import template

from wijkweb.dossier.reads.figures import shown

register = template.Library()


@register.filter
def figure(value: Decimal | None) -> str:
    """A number as the language of the page writes it, without needless zeros."""
    return "" if value is None else shown(value)

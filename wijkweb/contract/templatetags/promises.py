"""Figures of promises as a page writes them."""

from __future__ import annotations

from fractions import Fraction

from django import template
from django.utils.formats import number_format

from wijkweb.contract import defined
from wijkweb.rules.indicators import shown
from wijkweb.shapes.indicators import Definition

register = template.Library()


@register.filter
def figure(value: Fraction | None, places: int = 1) -> str:
    """A figure, rounded half to even only here; a dash when there is none."""
    return "–" if value is None else number_format(shown(value, places), places, force_grouping=True)


@register.filter
def plain(value: Fraction | None) -> str:
    """A figure without decimals that say nothing: 30, 7.5."""
    if value is None:
        return "–"
    places = next((places for places in (0, 1) if shown(value, places) == shown(value, 2)), 2)
    return number_format(shown(value, places), places, force_grouping=True)


@register.filter
def in_percent(value: Fraction | None) -> str:
    """A part of 1 in whole percents; a dash when there is none."""
    return "–" if value is None else f"{shown(value * 100, 0)} %"


@register.filter
def width(value: Fraction | None) -> int:
    """A part of 1 as the width of a meter."""
    return 0 if value is None else int(min(max(value, Fraction(0)), Fraction(1)) * 100)


@register.filter
def unit(definition: Definition) -> str:
    """The unit of the figure of a definition."""
    return defined.unit_of(definition)


@register.filter
def part_unit(definition: Definition) -> str:
    """The unit of what the figure of a definition is added up from."""
    return defined.part_unit_of(definition)


@register.filter
def counted_how(definition: Definition) -> str:
    """What sets two definitions of one unit apart."""
    return defined.counted_how(definition)


@register.filter
def target(definition: Definition) -> str:
    """What is promised, in a few words."""
    return defined.target_of(definition)


@register.filter
def status(code: str) -> str:
    """How a promise stands, in words."""
    return str(defined.STATUSES[code])


@register.filter
def over(code: str) -> str:
    """A window in words."""
    return str(defined.WINDOWS[code])

"""Words for the codes of a contact, and minutes as hours."""

from __future__ import annotations

from django import template
from django.utils.dateparse import parse_date
from django.utils.formats import date_format

from wijkweb.field.contact_words import HEADS, KINDS, PARTS

register = template.Library()


@register.filter
def kind_word(code: str) -> str:
    """The kind of a contact."""
    return str(KINDS[code])


@register.filter
def part_word(code: str) -> str:
    """The part of a day."""
    return str(PARTS[code])


@register.filter
def heads_word(code: str) -> str:
    """About how many people; "" when it was not filled in."""
    return str(HEADS[code]) if code else ""


@register.filter
def as_hours(minutes: int) -> str:
    """Minutes as hours and minutes: 95 as 1:35."""
    return f"{minutes // 60}:{minutes % 60:02}"


@register.filter
def week_of(monday: str) -> str:
    """A Monday as 14 March."""
    day = parse_date(monday)
    return date_format(day, "j F") if day else monday

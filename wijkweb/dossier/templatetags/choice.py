"""Words for what a row of a dossier is: its kind, its step, a role."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wijkweb.writers.wording import plain_number, word

register = template.Library()

STEPS = {
    "long_list": _("long list"),
    "short_list": _("short list"),
    "chosen": _("chosen"),
    "set_aside": _("set aside"),
}
MOVES = {
    "long_list": _("Back to the long list"),
    "short_list": _("To the short list"),
    "chosen": _("Choose this one"),
    "set_aside": _("Set aside"),
}
ROLES = {
    "coordinator": _("coordinator"),
    "editor": _("editor"),
    "writer": _("writer"),
    "reader": _("reader"),
}


def _language() -> str:
    return "en" if (get_language() or "nl").startswith("en") else "nl"


@register.filter
def step(code: str) -> str:
    """The list that an idea is on."""
    return str(STEPS[code])


@register.filter
def move(code: str) -> str:
    """What is done to bring an idea there."""
    return str(MOVES[code])


@register.filter
def role(code: str) -> str:
    """A role in a dossier."""
    return str(ROLES[code])


@register.filter
def wording(code: str) -> str:
    """A fixed word that paper prints too: existing, high, granted."""
    return word(code, _language())


@register.filter
def target(promise: object) -> str:
    """The target of a promised indicator: "minstens 30 uren"."""
    values = {name: getattr(promise, name) for name in ("target", "upper")}
    shown = {name: "" if value is None else plain_number(value, _language()) for name, value in values.items()}
    said = word(getattr(promise, "kind", ""), _language(), **shown)
    return " ".join(filter(None, (said, getattr(promise, "unit", ""))))

"""Words for the pages of a contract: a role in the team, the name of a list."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext_lazy as _

from wijkweb.contract.models import Code

register = template.Library()

LISTS = {Code.List.TRACK: _("Tracks"), Code.List.GROUP: _("Groups"), Code.List.THEME: _("Themes")}
ROLES = {"teamlead": _("team coordinator"), "worker": _("field worker")}


@register.filter
def team_role(role: str) -> str:
    """A role in the team of a contract."""
    return str(ROLES[role])


@register.filter
def list_name(list: str) -> str:
    """The name of a list of words."""
    return str(LISTS[Code.List(list)])

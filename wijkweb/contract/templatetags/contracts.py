"""Words for the pages of a contract: a role in the team, the name of a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from wijkweb.contract.models import Code
from wijkweb.contract.reads.frame import Frame

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


@dataclass(frozen=True, slots=True)
class Group:
    """Pages of a contract that belong together; `first` is the one that the group opens with."""

    label: object
    tabs: tuple[Any, ...]
    here: bool

    @property
    def first(self) -> str:
        return str(self.tabs[0].name)


@register.filter
def grouped(tabs: Iterable[Any], frame: Frame) -> tuple[Group, ...]:
    """The pages that this person may open, by group; those of the page's own group are shown."""
    mine = [tab for tab in tabs if frame.may(tab.verb)]
    groups = dict.fromkeys(tab.group for tab in mine)
    found = []
    for label in groups:
        own = tuple(tab for tab in mine if tab.group is label)
        found.append(Group(label, own, any(tab.name == frame.here for tab in own)))
    return tuple(found)

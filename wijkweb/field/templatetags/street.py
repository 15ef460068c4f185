"""Words for what stands in the field: kinds, phases, steps."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

register = template.Library()

PLACE_KINDS = {"hangout": _("hang-out place"), "point": _("rest and activation point")}
PHASES = {"rest": _("at rest"), "shared": _("shared"), "co_owned": _("co-owned"), "lasting": _("lasting")}
ACTIVITY_KINDS = {
    "training": _("training"),
    "daytime": _("daytime activity"),
    "volunteering": _("volunteering with return"),
    "other": _("other activity"),
}
ACTIVITY_STATUS = {"planned": _("planned"), "held": _("held"), "cancelled": _("cancelled")}
RETURNS = {
    "chores": _("chores in the neighbourhood"),
    "sports": _("sports"),
    "ict": _("help with computers"),
    "care": _("care for others"),
    "other": _("something else"),
}
LEVELS = {"team": _("team"), "city": _("city"), "flanders": _("Flanders")}
SIGNAL_STATUS = {"open": _("open"), "answered": _("answered"), "told": _("told back"), "closed": _("closed")}
SIGNAL_STEPS = {
    "seen": _("seen"),
    "reworded": _("put into other words"),
    "combined": _("combined"),
    "raised": _("raised"),
    "owned": _("given to an owner"),
    "answered": _("answered"),
    "told": _("told back to the team"),
    "closed": _("closed"),
    "reopened": _("opened again"),
}
PERSONAL = {
    "number": _("a national register number"),
    "phone": _("a telephone number"),
    "mail": _("an e-mail address"),
    "iban": _("an account number"),
    "handle": _("a name on a social network"),
    "address": _("an address"),
    "birth": _("a date of birth"),
    "name": _("a name of a person"),
}
_ALL: Mapping[str, Mapping[str, Promise | str]] = {
    "place": PLACE_KINDS,
    "phase": PHASES,
    "activity": ACTIVITY_KINDS,
    "activity_status": ACTIVITY_STATUS,
    "return": RETURNS,
    "level": LEVELS,
    "signal": SIGNAL_STATUS,
    "step": SIGNAL_STEPS,
    "personal": PERSONAL,
}


@register.filter
def street(code: str, of: str) -> str:
    """What a code is called: {{ place.kind|street:"place" }}."""
    return str(_ALL[of].get(code, code))

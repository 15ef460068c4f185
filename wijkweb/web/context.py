"""What every page has: the menu of this person, the language, whether this is a demo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from wijkweb.commons.access import may


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the menu; `here` when the page is below it."""

    url: str
    label: str
    here: bool


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of a contract: the name of its address, its label, the verb that it asks, the group it stands in."""

    name: str
    label: Promise
    verb: str
    group: Promise


NOW, STREET = _lazy("How it stands"), _lazy("On the street")
AGREED, STEERING = _lazy("What was agreed"), _lazy("Steering")
# Of all rooms, in the order in which a coordinator asks.
CONTRACT_TABS = (
    Tab("contract", _lazy("Overview"), "contract.read", NOW),
    Tab("course", _lazy("On course"), "field.read", NOW),
    Tab("results", _lazy("Results"), "report.read", NOW),
    Tab("contact_list", _lazy("Contacts"), "contact.read", STREET),
    Tab("place_list", _lazy("Places"), "field.read", STREET),
    Tab("activity_list", _lazy("Activities"), "field.read", STREET),
    Tab("signal_list", _lazy("Signals"), "field.read", STREET),
    Tab("device_list", _lazy("Phones"), "device.manage", STREET),
    Tab("indicators", _lazy("Promises"), "contract.read", AGREED),
    Tab("money", _lazy("Money"), "spend.read", AGREED),
    Tab("contract_team", _lazy("Team"), "contract.read", AGREED),
    Tab("contract_network", _lazy("Network"), "contract.read", AGREED),
    Tab("risks", _lazy("Risks"), "contract.read", AGREED),
    Tab("meeting_list", _lazy("Meetings"), "meeting.read", STEERING),
    Tab("report_list", _lazy("Reports"), "report.read", STEERING),
    Tab("anchoring", _lazy("Anchoring"), "meeting.read", STEERING),
)


def page(request: HttpRequest) -> dict[str, Any]:
    """The context of every template."""
    user = getattr(request, "user", None)
    if user is None:
        return {"menu": (), "is_demo": False}
    entries = [
        ("check_file", _("Check a file"), "paper.check"),
        ("dossier_list", _("Dossiers"), "dossier.list"),
        ("contract_list", _("Contracts"), "contract.list"),
        ("portfolio", _("Portfolio"), "portfolio.read"),
        ("jury", _("Reports to judge"), "evaluation.list"),
        ("public_list", _("Public reports"), "public.list"),
        ("call_list", _("Calls"), "call.read"),
        ("journal", _("Journal"), "journal.read"),
    ]
    menu = tuple(
        Entry(reverse(name), label, request.path.startswith(reverse(name)))
        for name, label, verb in entries
        if may(request, verb)
    )
    start = "dossier_start" if may(request, "dossier.start") else ""
    return {
        "menu": menu,
        "contract_tabs": CONTRACT_TABS,
        "start_name": start,
        "is_demo": user.is_authenticated and user.is_demo,
    }

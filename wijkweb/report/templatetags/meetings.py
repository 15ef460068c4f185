"""Words for meetings and anchoring: kinds, states."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wijkweb.report.models import Meeting
from wijkweb.rules.meetings import meeting_code

register = template.Library()

BODY_KINDS = {
    "steering": _("steering group"),
    "project": _("project team"),
    "team": _("field team"),
    "action": _("neighbourhood action team"),
    "other": _("other body"),
}
MEETING_STATES = {"planned": _("planned"), "held": _("held"), "cancelled": _("cancelled")}
ATTENDANCE = {"present": _("present"), "excused": _("excused"), "absent": _("absent")}
ACTION_STATES = {"open": _("open"), "done": _("done"), "dropped": _("dropped")}
DUE_KINDS = {
    "own": _("own item"),
    "indicator": _("promise"),
    "weeks": _("unknown weeks"),
    "held": _("items that wait"),
    "signal": _("signal"),
    "action": _("action"),
    "step": _("anchoring"),
    "agreement": _("agreement"),
    "hand_over": _("hand-over"),
    "risk": _("risk"),
    "request": _("request"),
    "vacancy": _("vacancy"),
    "money": _("money"),
}
NAMING = {"definition": _("definition"), "closure": _("closed week"), "amendment": _("amendment")}
STEP_STATES = {"to_do": _("to do"), "started": _("started"), "done": _("done"), "dropped": _("dropped")}
HAND_OVER_STATES = {
    "planned": _("planned"),
    "agreed": _("agreed"),
    "done": _("handed over"),
    "dropped": _("dropped"),
}
_ALL: Mapping[str, Mapping[str, Promise]] = {
    "body": BODY_KINDS,
    "meeting": MEETING_STATES,
    "attendance": ATTENDANCE,
    "action": ACTION_STATES,
    "due": DUE_KINDS,
    "naming": NAMING,
    "step": STEP_STATES,
    "hand_over": HAND_OVER_STATES,
}


@register.filter
def of(code: str, kind: str) -> str:
    """What a code is called: {{ meeting.state|of:"meeting" }}."""
    return str(_ALL[kind].get(code, code))


@register.filter
def code(meeting: Meeting) -> str:
    """The number of a meeting, "" before it began: SG 2024/3."""
    if meeting.year is None or meeting.number is None:
        return ""
    return meeting_code(meeting.body.abbreviation, meeting.year, meeting.number)

"""The words of a yearly report: what its chapters are called, and what to write in each."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wijkweb.shapes.report import CHAPTERS

TITLES: Mapping[str, Promise] = {
    "summary": _("The year in short"),
    "promises": _("What was promised"),
    "street": _("On the street"),
    "places": _("Places"),
    "activities": _("Activities"),
    "signals": _("Signals"),
    "team": _("Team"),
    "network": _("Network"),
    "money": _("Money"),
    "risks": _("Risks"),
    "meetings": _("Steering and decisions"),
    "neighbourhood": _("The neighbourhood in figures"),
    "anchoring": _("Anchoring: what stays"),
}
ASKED: Mapping[str, Promise] = {
    "summary": _("What changed in the neighbourhood this year, in lines that somebody from outside understands?"),
    "promises": _("Why does each promise stand where it stands? What is done about those that are not on course?"),
    "street": _("Where and with whom was the team this year? What worked, what did not? Never about one resident."),
    "places": _("What became of the places: who uses them, who carries them too, what is next?"),
    "activities": _("What did activities bring, and to whom? Which did not go on, and why?"),
    "signals": _("What stands in people's way, who did something about it, and what was told back?"),
    "team": _("How is the team: who came, who left, what was learned, what is missing?"),
    "network": _("Which partners did what they promised? What is asked of the city and of Flanders?"),
    "money": _("What was the money spent on, what was moved and why, what is expected until the end?"),
    "risks": _("Which risks came true, which are new, what is done about them?"),
    "meetings": _("What did the steering group decide this year, and what followed from it?"),
    "neighbourhood": _("What do the neighbourhood's figures say beside our own, and what do they not say?"),
    "anchoring": _("What stays when the contract ends, who takes it over, which step comes next?"),
}  # fmt: skip
STATES: Mapping[str, Promise] = {
    "open": _("being written"),
    "closed": _("closed"),
    "approved": _("approved"),
    "sent": _("sent to the funder"),
}
VERDICTS: Mapping[str, Promise] = {
    "kept": _("kept"),
    "partly": _("partly kept"),
    "not_kept": _("not kept"),
    "too_early": _("too early to say"),
}
PORTFOLIO: Mapping[str, Promise] = {
    "all": _("All"),
    "off": _("Not on course"),
    "late": _("Report late"),
    "question": _("Question open"),
}
assert tuple(TITLES) == tuple(ASKED) == CHAPTERS


def title_of(key: str) -> str:
    """The title of a chapter, in the language that is active."""
    return str(TITLES[key])

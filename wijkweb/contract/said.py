"""The words for what a row of a contract is: a level, a state, a kind."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, Promise]

LEVELS: Words = {
    "field": _("field"),
    "framing": _("framing and network"),
    "society": _("web with society"),
    "flanders": _("bridges to Flanders"),
    "": _("not placed on a level yet"),
}
ENGAGEMENTS: Words = {"intended": _("intended"), "agreed": _("agreed"), "ended": _("ended")}
CONTACTS: Words = {"meeting": _("meeting"), "call": _("phone call"), "visit": _("visit"), "mail": _("e-mail")}
KEPT: Words = {"kept": _("kept"), "partly": _("partly kept"), "not_kept": _("not kept")}
REQUEST_KINDS: Words = {"rule": _("low-rule request"), "flanders": _("request to Flanders")}
REQUESTS: Words = {
    "to_ask": _("still to ask"), "asked": _("asked"), "granted": _("granted"), "refused": _("refused"),
}  # fmt: skip
DEGREES: Words = {"low": _("low"), "medium": _("medium"), "high": _("high")}
RISKS: Words = {
    "open": _("open"), "watched": _("watched"), "happened": _("happened"), "closed": _("closed"),
}  # fmt: skip
SUPPORT: Words = {"coaching": _("coaching"), "training": _("training of the team"), "intervision": _("intervision")}
SESSIONS: Words = {"planned": _("planned"), "held": _("held"), "cancelled": _("cancelled")}
MET: Words = {
    "unknown": _("not known yet"),
    "met": _("fulfilled"),
    "partly": _("partly fulfilled"),
    "not_met": _("not fulfilled"),
}
SUBJECTS: Words = {
    "money": _("money"), "promises": _("promises"), "team": _("team"), "partners": _("partners"),
    "period": _("period"), "other": _("something else"),
}  # fmt: skip

ALL: Mapping[str, Words] = {
    "level": LEVELS,
    "engagement": ENGAGEMENTS,
    "contact": CONTACTS,
    "kept": KEPT,
    "request_kind": REQUEST_KINDS,
    "request": REQUESTS,
    "degree": DEGREES,
    "risk": RISKS,
    "support": SUPPORT,
    "session": SESSIONS,
    "met": MET,
    "subject": SUBJECTS,
}


def choices(words: Words) -> list[tuple[str, Promise]]:
    """The words as a form offers them."""
    return list(words.items())

"""What is due, in words: the title of an item of the agenda and what it rests on, as they are frozen with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkweb.commons.models import Case
from wijkweb.contract.defined import STATUSES, target_of, unit_of
from wijkweb.contract.templatetags.promises import figure
from wijkweb.report.due import Due

Facts = Mapping[str, Any]


def offers_of(case: Case, dues: Iterable[Due]) -> list[dict[str, str]]:
    """What the agenda is offered: title, what it rests on, the page behind it."""
    return [
        {
            "kind": due.kind,
            "title": _title(due),
            "rests_on": RESTS_ON[due.kind](due.facts),
            "link": reverse(due.name, args=[case.public_id, *due.args]),
            "source": due.key,
        }
        for due in dues
    ]


def _title(due: Due) -> str:
    if due.kind == "weeks":
        return _("Weeks of which nothing is known")
    if due.kind == "held":
        return _("Items from phones that wait for a look")
    if due.kind == "money":
        return _("Money")
    return str(due.facts["text"])


def _indicator(facts: Facts) -> str:
    head, status = facts["head"], str(STATUSES[facts["status"]])
    if head is None:
        return status
    said = f"{figure(head.value.figure)} {unit_of(head.definition)}"
    if head.definition.target is not None:
        said += f" / {target_of(head.definition)}"
    return f"{status}: {said}"


def _weeks(facts: Facts) -> str:
    said = {"number": facts["number"], "last": _day(facts["last"]), "first": _day(facts["first"])}
    return ngettext(
        "%(number)s week: the one of %(last)s.", "%(number)s weeks, from %(first)s to %(last)s.", facts["number"]
    ) % said  # fmt: skip


def _held(facts: Facts) -> str:
    said = {"number": facts["number"], "first": _day(facts["first"])}
    return ngettext(
        "%(number)s item, since %(first)s.", "%(number)s items, the oldest since %(first)s.", facts["number"]
    ) % said  # fmt: skip


def _signal(facts: Facts) -> str:
    said = {"due": _day(facts["due"]), "owner": facts["owner"] or _("nobody yet"), "days": facts["age"]}
    return _("Signal, seen %(days)s days ago. An answer of %(owner)s was due on %(due)s.") % said


def _action(facts: Facts) -> str:
    said = {"code": facts["code"], "owner": facts["owner"], "due": _day(facts["due"]), "days": facts["days"]}
    if facts["days"]:
        return _("Action of %(code)s for %(owner)s, due on %(due)s: %(days)s days late.") % said
    return _("Action of %(code)s for %(owner)s, due on %(due)s.") % said


def _agreement(facts: Facts) -> str:
    said = {"year": facts["year"], "owner": facts["owner"], "due": _day(facts["due"])}
    return _("Agreement after the evaluation of year %(year)s for %(owner)s, due on %(due)s.") % said


def _step(facts: Facts) -> str:
    said = {"year": facts["year"], "owner": facts["owner"], "due": _day(facts["due"])}
    return _("Anchoring step of year %(year)s for %(owner)s, due on %(due)s.") % said


def _hand_over(facts: Facts) -> str:
    said = {"to": facts["to"], "due": _day(facts["due"])}
    return _("Hand-over to %(to)s, meant from %(due)s.") % said


def _risk(facts: Facts) -> str:
    said = {"owner": facts["owner"] or _("nobody yet"), "due": _day(facts["due"])}
    return _("Risk of %(owner)s, to be looked at again since %(due)s.") % said


def _request(facts: Facts) -> str:
    said = {"owner": facts["owner"], "due": _day(facts["due"]), "days": facts["age"]}
    return _("Asked %(days)s days ago. An answer of %(owner)s was due on %(due)s.") % said


def _vacancy(facts: Facts) -> str:
    return _("%(vte)s VTE not filled since %(first)s.") % {"vte": facts["vte"], "first": _day(facts["first"])}


def _money(facts: Facts) -> str:
    return str(facts["text"])


def _day(day: Any) -> str:
    return date_format(day, "j F Y")


RESTS_ON: Mapping[str, Callable[[Facts], str]] = {
    "indicator": _indicator,
    "weeks": _weeks,
    "held": _held,
    "signal": _signal,
    "action": _action,
    "agreement": _agreement,
    "step": _step,
    "hand_over": _hand_over,
    "risk": _risk,
    "request": _request,
    "vacancy": _vacancy,
    "money": _money,
}

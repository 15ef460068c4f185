"""The words around a budget: what a difference is called, and what the page needs to say the same while typing."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijkweb.dossier.forms.money_field import language, problem_blanks, problem_patterns
from wijkweb.rules.budget import posts_of
from wijkweb.rules.money_diff import Change, Value
from wijkweb.shapes.call import Call, InfrastructureMax, MaxSubsidy, MaxYears, OwnShareMin
from wijkweb.writers.messages import FINDINGS, catalogue, term
from wijkweb.writers.wording import money, plain_number

LIVE = (
    "subsidy.unknown",
    "own_share.unknown",
    "subsidy.over",
    "subsidy.left",
    "own_share.short",
    "own_share.enough",
    "infrastructure.over",
    "posts.not_eligible",
    "duration.over",
)


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A difference in words."""

    what: str
    before: str
    after: str


def change_lines(changes: Iterable[Change], call: Call) -> tuple[ChangeLine, ...]:
    """Differences as the page shows them; "–" where there is nothing."""
    titles = {post.key: post.title for post in posts_of(call)}
    return tuple(
        ChangeLine(_what(change, titles), _value(change, change.before), _value(change, change.after))
        for change in changes
    )


def _what(change: Change, titles: dict[str, str]) -> str:
    if change.subject == "order":
        return _("Order of the payers")
    parts = [change.payer]
    if change.subject == "kind":
        parts.append(_("kind of payer"))
    elif change.subject == "amount":
        parts += [titles.get(change.post, change.post), change.label, str(change.year or _("whole period"))]
    elif change.subject == "staff":
        parts += [_("staff line %(name)s") % {"name": change.name}, _fields().get(change.field, "")]
    return ", ".join(filter(None, parts))


def _fields() -> dict[str, str]:
    return {
        "": _("yearly cost"),
        "yearly": _("yearly cost"),
        "vte": _("VTE"),
        "start": _("first day"),
        "end": _("last day"),
        "indexation": _("indexation, %"),
    }


def kinds() -> dict[str, str]:
    """The kinds of payer, in words."""
    return {
        "own": _("the municipality itself"),
        "funder": _("the funder (subsidy)"),
        "public": _("other public partner"),
        "private": _("private partner"),
    }


def _value(change: Change, value: Value) -> str:
    if value is None:
        return "–"
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, Decimal):
        small = change.field in ("vte", "indexation")
        return plain_number(value, language()) if small else money(value, language())
    return kinds().get(value, value) if change.subject in ("payer", "kind") else value


def live(call: Call) -> str:
    """What `money.js` needs to add up and to hold against the clauses as the server does, as JSON."""
    most, least = call.clause(MaxSubsidy), call.clause(OwnShareMin)
    infra, years = call.clause(InfrastructureMax), call.clause(MaxYears)
    say = catalogue(language()).gettext
    data: dict[str, Any] = {
        "language": language(),
        "posts": [{"key": post.key, "title": post.title} for post in posts_of(call)],
        "most": str(int(most.amount * 100)) if most else None,
        "own": {"share": _parts(least.share), "base": least.base} if least else None,
        "infrastructure": {"share": _parts(infra.share), "posts": list(infra.posts)} if infra else None,
        "years": years.years if years else None,
        "findings": {code: say(FINDINGS[code]) for code in LIVE},
        "bases": {base: term(base, language()) for base in ("total_cost", "action_cost", "subsidy")},
        "kinds": {"breach": _("Breach"), "warning": _("Warning"), "note": _("Note")},
        "problems": {code: _filled(text) for code, text in problem_patterns().items()},
    }
    return json.dumps(data, ensure_ascii=False)


def _parts(share: Decimal) -> list[str]:
    exact = Fraction(share)
    return [str(exact.numerator), str(exact.denominator)]


def _filled(text: str) -> str:
    for name, value in problem_blanks().items():
        text = text.replace(f"{{{name}}}", value)
    return text

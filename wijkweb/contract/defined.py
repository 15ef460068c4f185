"""What a definition says, in the words of the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise as Said
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from wijkweb.shapes.indicators import Definition

# What can be counted, as fact and measure together.
COUNTED: dict[str, Said] = {
    "contacts.worker_minutes": _("worker-hours: the minutes of each contact times the workers who were there"),
    "contacts.contact_minutes": _("contact-hours: the minutes of each contact, once"),
    "contacts.count": _("number of contacts"),
    "activities.count": _("number of activities that were held"),
    "activities.months_with": _("share of the months with an activity, in percent"),
    "visits.months_with": _("share of the months of places in which the rhythm of visits was met, in percent"),
    "visits.place_days": _("days on which the team was at a place"),
}
KINDS: dict[str, Said] = {
    "direct": _("direct contact"),
    "presence": _("presence"),
    "attempt": _("attempt"),
    "training": _("training"),
    "daytime": _("daytime activity"),
    "volunteering": _("volunteering with return"),
    "other": _("other activity"),
}
PER: dict[str, Said] = {
    "week": _("a week"),
    "month": _("a month"),
    "quarter": _("a quarter"),
    "year": _("a year"),
    "place_month": _("a month of a place"),
    "contract": _("in all"),
}
DENOMINATORS: dict[str, Said] = {
    "calendar": _("all calendar weeks or months"),
    "active": _("active weeks: weeks that a decision closed are left out"),
}
WINDOWS: dict[str, Said] = {
    "rolling_13": _("the last 13 whole weeks, or three whole months"),
    "contract_year": _("the year of the contract"),
    "whole": _("the whole contract so far"),
}
OPERATORS: dict[str, Said] = {
    "at_least": _("at least the target"),
    "at_most": _("at most the target"),
    "between": _("between the target and a highest figure"),
    "milestone": _("a milestone: done or not yet done"),
    "none": _("no target yet: a first year of measuring"),
}
STATUSES: dict[str, Said] = {
    "met": _("met"),
    "on_course": _("on course"),
    "under": _("not on course"),
    "not_enough_data": _("not enough data"),
    "no_target": _("no target"),
    "undefined": _("not defined yet"),
    "to_do": _("not done yet"),
}
_UNITS: dict[str, Said] = {
    "contacts.worker_minutes": _("worker-hours"),
    "contacts.contact_minutes": _("contact-hours"),
    "contacts.count": _("contacts"),
    "activities.count": _("activities"),
    "visits.place_days": _("visits"),
}


def counted(definition: Definition) -> str:
    """What a definition counts, as a key of COUNTED."""
    return f"{definition.fact}.{definition.measure}"


def unit_of(definition: Definition) -> str:
    """The unit of its figure: "worker-hours a week", "%"."""
    if definition.measure == "months_with":
        return _t("% of the months")
    return f"{part_unit_of(definition)} {PER[definition.per]}"


def part_unit_of(definition: Definition) -> str:
    """The unit of what its figure is added up from: "worker-hours"."""
    return str(_UNITS[counted(definition)])


def number(value: Decimal) -> str:
    """A number with as few decimals as it has, in the language of the page."""
    places = 0 if value == value.to_integral_value() else 2
    return number_format(value, places)


def target_of(definition: Definition) -> str:
    """What is promised, in a few words: "at least 30"."""
    if definition.op == "milestone":
        return str(OPERATORS["milestone"])
    if definition.op == "none" or definition.target is None:
        return str(STATUSES["no_target"])
    target, upper = number(definition.target), number(definition.upper or Decimal(0))
    said = {
        "at_least": _t("at least %(target)s"),
        "at_most": _t("at most %(target)s"),
        "between": _t("%(target)s to %(upper)s"),
    }
    return said[definition.op] % {"target": target, "upper": upper}


def counted_how(definition: Definition) -> str:
    """What sets two definitions of one unit apart: what counts, averaged over what, in which window."""
    kind = str(KINDS[definition.kind]) if definition.kind else ""
    averaged, window = DENOMINATORS[definition.denominator], WINDOWS[definition.window]
    return "; ".join(filter(None, (kind, definition.group, str(averaged), str(window))))


def described(definition: Definition, codes: Mapping[tuple[str, str], str]) -> tuple[tuple[str, str], ...]:
    """A definition as labels with texts; `codes` are the words of the contract by list and key."""
    return tuple(_described(definition, codes))


def _described(definition: Definition, codes: Mapping[tuple[str, str], str]) -> Iterator[tuple[str, str]]:
    yield _t("What is counted"), str(COUNTED[counted(definition)])
    only = [
        str(KINDS[definition.kind]) if definition.kind else "",
        codes.get(("group", definition.group), definition.group),
        codes.get(("track", definition.track), definition.track),
    ]
    yield _t("Only"), ", ".join(filter(None, only)) or _t("everything")
    yield _t("Per"), str(PER[definition.per])
    yield _t("Averaged over"), str(DENOMINATORS[definition.denominator])
    yield _t("Window"), str(WINDOWS[definition.window])
    yield (
        _t("Target"),
        f"{target_of(definition)} {unit_of(definition) if definition.target is not None else ''}".strip(),
    )
    yield (
        _t("Least coverage"),
        _t("%(percent)s %%; below that there is no verdict") % {"percent": number(definition.min_coverage * 100)},
    )
    yield _t("Decided"), definition.decided or _t("no decision is named")
    yield _t("Counts from"), date_format(definition.valid_from, "j F Y")

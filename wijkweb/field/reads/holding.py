"""What is held of a contact: every column of its table with a word for it; a test fails when one has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wijkweb.contract.models import Contract
from wijkweb.field.models import Contact

KEPT_DAYS: int = Contract._meta.get_field("retention_days").default


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the database, what stands in it."""

    name: str
    what: Promise


@dataclass(frozen=True, slots=True)
class Other:
    """Something else that is held: what, for how long, who reads it."""

    what: Promise
    how_long: Promise
    who: Promise


_WORDS: Mapping[str, Promise] = {
    "id": _("a number of the database, in the order in which rows came in"),
    "client_id": _("a random number that the phone made, so that nothing is counted twice; it tells nothing"),
    "contract": _("of which contract"),
    "maker": _("the worker who registered it: never a resident"),
    "place": _("the place, from the list of the team: no address, no coordinates of the contact"),
    "track": _("the track of the contract"),
    "kind": _("direct contact, presence or attempt"),
    "group": _("the kind of group, such as young people or parents"),
    "date": _("the day"),
    "part_of_day": _("early morning, morning, midday, afternoon, evening or night: never the hour"),
    "monday": _("the week that the day is in"),
    "minutes": _("how many minutes, in steps of five"),
    "workers": _("with how many colleagues: a number, no names"),
    "head_band": _("about how many people: 1, 2, 3 to 5, 6 to 10, over 10"),
    "age_band": _("about which age: under 16, 16 to 25, over 25"),
    "again": _("whether the group was met before: yes, no or not filled in; not who"),
    "themes": _("what it was about, ticked from a short list"),
    "revises": _("the random number of the contact that this one corrects"),
    "flags": _("what the coordinator should look at, such as a day to come"),
}


def columns() -> tuple[Column, ...]:
    """Every column of a contact, as the table has them; KeyError when one has no word."""
    return tuple(Column(str(field.column), _WORDS[field.name]) for field in Contact._meta.concrete_fields)


def others() -> tuple[Other, ...]:
    """What else is held of the work on the street."""
    always = _("as long as the contract is kept")
    everybody = _("everybody with a role in the contract")
    return (
        Other(_("Totals: minutes and number of contacts by track, kind, group and week"), always, everybody),
        Other(_("Totals: on how many days in a month the team was at a place"), always, everybody),
        Other(_("The random number of a contact that was taken away, and nothing else"), always, _("nobody")),
        Other(
            _("An item that needs a look: from a revoked phone, or with a word that is not known"),
            _("30 days"),
            _("the team coordinator"),
        ),
        Other(
            _("A phone: its name in the list, whose it is, the last day that it was heard of"),
            always,
            _("the team coordinator"),
        ),
        Other(
            _("That a worker had nothing in a week, and why: leave, ill, the weather"),
            always,
            _("the team coordinator"),
        ),
        Other(_("A signal: a theme and a short text about an obstacle, never about a person"), always, everybody),
    )

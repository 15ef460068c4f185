"""What the codes of a contact are called on a page."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wijkweb.shapes.contact import Flag

Words = Mapping[str, Promise | str]

KINDS: Words = {"direct": _("direct contact"), "presence": _("presence"), "attempt": _("attempt")}
PARTS: Words = {
    "early_morning": _("early morning"),
    "morning": _("morning"),
    "midday": _("midday"),
    "afternoon": _("afternoon"),
    "evening": _("evening"),
    "night": _("night"),
}
HEADS: Words = {"1": "1", "2": "2", "3-5": _("3 to 5"), "6-10": _("6 to 10"), "10+": _("over 10")}
AGES: Words = {"under_16": _("under 16"), "16_25": _("16 to 25"), "over_25": _("over 25")}
REASONS: Words = {
    "leave": _("leave"),
    "ill": _("ill"),
    "training": _("training"),
    "other_work": _("other work"),
    "weather": _("the weather"),
    "other": _("something else"),
}
LEVELS: Words = {"team": _("the team"), "city": _("the city"), "flanders": _("Flanders")}
CORRECTED: Words = {
    "typed_wrong": _("typed wrong"),
    "wrong_place": _("wrong place or track"),
    "twice": _("registered twice"),
    "not_held": _("it did not take place"),
    "other": _("something else"),
}
ASIDE: Words = {
    "double": _("it is registered already"),
    "mistake": _("a mistake"),
    "not_ours": _("not of this team"),
    "other": _("something else"),
}
FLAGS: Mapping[Flag, Promise | str] = {
    Flag.FUTURE: _("day to come"),
    Flag.OLD: _("over 30 days back"),
    Flag.CLOSED_PLACE: _("closed place"),
    Flag.OUTSIDE: _("outside the contract"),
    Flag.UNKNOWN: _("unknown word"),
    Flag.PARALLEL: _("corrected twice at once"),
    Flag.CLOSED_CODE: _("closed word"),
}
HELD: Words = {
    "other_content": _("The same contact came in twice, and the second time it said something else."),
    "unknown_code": _("It names a place or a word that is not known here."),
    "revoked": _("It comes from a phone that was revoked."),
    "cancelled": _("This activity was cancelled here, and a phone says that it was held."),
    "set_back": _(
        "When a phone said that this activity was held, it stood here as cancelled. Since then that was undone by hand."
    ),
}
KIND_OF_ITEM: Words = {
    "contact": _("Contact"),
    "place": _("Place that was proposed"),
    "attendance": _("Activity that was held"),
    "signal": _("Signal"),
    "nothing": _("Nothing this week"),
}
NOT_TAKEN: Words = {
    "purged": _("This contact is older than what is kept here; only its totals are left."),
    "other_contract": _("It names a place of another contract."),
    "not_yours": _("It corrects a contact of somebody else."),
    "malformed": _("It cannot be read as a registration."),
    "minutes": _("The minutes cannot be right: they go in steps of five, up to 24 hours."),
    "date": _("The day cannot be read."),
    "version": _("It was made by a version of the app that is not understood here."),
    "not_json": _("It cannot be read as a registration."),
    "damaged": _("The row is damaged and cannot be opened."),
    "unknown_key": _(
        "It was sealed to a key that is not here; ask whoever keeps this site for the backup of the keys."
    ),
    "other_content": _("It was registered before with another content."),
    "revoked": _("It comes from a phone that was revoked."),
    "place": _("It names a place that is not known here."),
    "track": _("It names a track that is not known here."),
    "group": _("It names a group that is not known here."),
    "theme": _("It names a theme that is not known here."),
    "activity": _("It names an activity that is not known here."),
}


def flag_words(flags: int) -> tuple[Promise | str, ...]:
    """What the coordinator should look at, in words."""
    return tuple(word for flag, word in FLAGS.items() if flags & flag)

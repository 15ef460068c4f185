"""Why a verb of the reports was refused, in words that say what to do."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wijkweb.report.actions.refused import Refused

SAID: Mapping[str, Promise] = {
    "abbreviation_in_use": _("Decisions carry this abbreviation already, so it stays. Change the name instead."),
    "before_the_contract": _("The contract begins on %(day)s. Choose a day from then on."),
    "before_the_last": _("The step before it is of %(day)s; this one cannot be older."),
    "before_the_meeting": _("The meeting was on %(day)s. Choose that day or a later one."),
    "body_ended": _("This body ended on %(day)s. Choose an earlier day, or another body."),
    "cancelled": _("The meeting was cancelled. Plan a new one."),
    "ends_before": _("The last day comes after the first, %(day)s. Check both days."),
    "ends_before_it_starts": _("The meeting ends before it begins. Check both hours."),
    "frozen": _("The minutes are approved. Open them for a correction first."),
    "has_more": _("Something was said, decided or promised under this item, so it stays."),
    "no_agreement": _("Name the agreement, or add its paper."),
    "no_day": _("Fill in the day on which it was done or dropped."),
    "no_proof": _("Say in a line what shows that it is done, or add a paper."),
    "no_reason": _("Say why; whoever reads this later will ask."),
    "no_such_year": _("The contract has no such year."),
    "nobody_present": _("Fill in first who was there."),
    "not_frozen": _("The minutes are open already."),
    "not_held": _("The meeting did not begin yet. Begin it first."),
    "not_planned": _("The meeting has begun or was cancelled; go back and look at it again."),
    "not_that_state": _("It cannot go there from where it stands now. Go back and look at it again."),
    "nothing_corrected": _("Nothing was changed since these minutes were approved. Correct something first."),
    "other_contract": _("This belongs to another contract. Choose something of this contract."),
    "other_meeting": _("This item is of another meeting. Choose an item of this agenda."),
    "outside_contract": _("This day lies far outside the contract. Check the year."),
    "place_or_network": _("Choose a place, or name a network; not both."),
    "signal_or_promise": _("Choose a signal or a promise; not both."),
    "to_come": _("This day is still to come. Fill in today or a day before."),
    "too_early": _("The meeting is on %(day)s. It can begin half an hour before, not earlier."),
}
FIELDS: Mapping[str, str] = {
    "abbreviation_in_use": "abbreviation",
    "before_the_contract": "due",
    "ends_before": "end",
    "ends_before_it_starts": "ends",
    "no_reason": "reason",
    "no_such_year": "year",
    "outside_contract": "day",
}


def said(error: Refused) -> str:
    """Why, and what to do."""
    return str(SAID[error.code]) % error.facts

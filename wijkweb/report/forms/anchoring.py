"""Steps of the anchoring plan, hand-overs, methods, and where each stands."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkweb.contract.forms.fields import DayField
from wijkweb.contract.models import ContractPart
from wijkweb.dossier.forms.parts import TextField
from wijkweb.field.models import Place
from wijkweb.report.actions.anchoring import Move
from wijkweb.report.forms.base import CHOSEN, OnForm, PaperField, RowField, line
from wijkweb.report.models import AnchorStep, HandOver
from wijkweb.report.templatetags.meetings import HAND_OVER_STATES, STEP_STATES
from wijkweb.rules.states import ANCHOR, HAND_OVER
from wijkweb.rules.windows import year_number


class StepForm(OnForm):
    """A step: in which year, what stays, who sees to it, until when."""

    year = forms.TypedChoiceField(label=_("In which year of the contract"), coerce=int, error_messages=CHOSEN)
    title = line(_("What is done"))
    stays = line(_("What stays of it when the contract is over"), most=500)
    owner = line(_("Who sees to it"), help_text=_("A role or an organisation, not a name."))
    due = DayField(label=_("Done by"))

    def ready(self) -> None:
        last = year_number(self.on.start, self.on.end, self.on.end)
        years = [(n, f"{n} ({self.on.start.year + n - 1})") for n in range(1, last + 1)]
        self.fields["year"].choices = years  # type: ignore[attr-defined]


class HandOverForm(OnForm):
    """A place or a network, to which organisation, from when."""

    place = RowField(Place, label=_("Place"), required=False, empty_label=_("no place"))
    network = line(
        _("Or a network"),
        required=False,
        help_text=_("A partnership or the contact with a group, such as parents at the school gate. No names."),
    )
    to = line(_("To which organisation"))
    start = DayField(label=_("From when"))

    def ready(self) -> None:
        places = Place.objects.filter(contract=self.on, into=None, proposed=False)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]

    @classmethod
    def shown(cls, part: Any) -> dict[str, Any]:
        return {**super().shown(part), "place": part.place and part.place.public_id}


class MoveForm(OnForm):
    """Where a step or a hand-over stands from a day on. It is on that step or hand-over."""

    state = forms.ChoiceField(label=_("From then on it is"), widget=forms.RadioSelect, error_messages=CHOSEN)
    since = DayField(label=_("Since"))
    reason = line(_("Why"), most=300, required=False, help_text=_("What happened. Of what is dropped: always."))
    proof = line(_("What shows it"), most=300, required=False, help_text=_("A line or a link: minutes, an agreement."))
    upload = PaperField(label=_("Or its paper"))

    def ready(self) -> None:
        said, states = (STEP_STATES, ANCHOR) if isinstance(self.on, AnchorStep) else (HAND_OVER_STATES, HAND_OVER)
        after = states[self.on.state]
        self.fields["state"].choices = [(s, said[s]) for s in said if s in after]  # type: ignore[attr-defined]

    @classmethod
    def on_part(cls, part: AnchorStep | HandOver, today: date) -> MoveForm:
        """The empty form for one of them."""
        return cls(initial={"token": part.token, "since": today}, on=part)

    def move(self) -> Move:
        return Move(**self.values())


class MethodForm(OnForm):
    """A way of working that was written down."""

    title = line(_("Method"))
    about = TextField(label=_("What it is for, and what others need to know"), required=False, rows=4, max_length=4_000)
    link = forms.URLField(label=_("Link"), max_length=500, required=False, assume_scheme="https")
    upload = PaperField(label=_("Or its paper"))
    written_on = DayField(label=_("Written down on"))
    shared_with = line(
        _("Shared with"), most=300, required=False, help_text=_("Neighbourhoods, cities, sectors such as youth care.")
    )

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if name != "upload"}


def kind_of(part: ContractPart) -> str:
    """How a step or a hand-over is called in addresses."""
    return "anchor_step" if isinstance(part, AnchorStep) else "hand_over"

"""A risk, and what somebody makes of it on a day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from wijkweb.contract.forms.fields import DayField
from wijkweb.contract.forms.rows import RowForm
from wijkweb.contract.models import Risk
from wijkweb.contract.said import DEGREES, RISKS, choices
from wijkweb.dossier.forms.parts import TextField

OWNER = _("A role, not a name of a person: it stays right when people change.")


class RiskForm(RowForm):
    """What is said of a risk; how likely and how bad it is stands in its assessments."""

    title = forms.CharField(label=_("What may go wrong"), max_length=300)
    owner = forms.CharField(label=_("Who watches it"), max_length=200, required=False, help_text=OWNER)
    measure = TextField(label=_("What is done about it"), required=False, max_length=5_000, rows=4)
    review_on = DayField(label=_("Look at it again on"), required=False)


class NewRiskForm(RiskForm):
    """A risk with its first assessment."""

    chance = forms.ChoiceField(label=_("Chance that it happens"), choices=[("", _("choose")), *choices(DEGREES)])
    effect = forms.ChoiceField(label=_("Effect when it happens"), choices=[("", _("choose")), *choices(DEGREES)])
    field_order = ("title", "chance", "effect", "owner", "measure", "review_on")


class AssessForm(RowForm):
    """An assessment: it is added to the history, and never changed after."""

    on_day = DayField(label=_("Assessed on"))
    chance = forms.ChoiceField(label=_("Chance that it happens"), choices=choices(DEGREES))
    effect = forms.ChoiceField(label=_("Effect when it happens"), choices=choices(DEGREES))
    state = forms.ChoiceField(label=_("State"), choices=choices(RISKS))
    note = TextField(label=_("What changed, or what happened"), required=False, max_length=2_000)
    review_on = DayField(label=_("Look at it again on"), required=False)
    past = ("on_day",)
    spans = (("on_day", "review_on"),)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("state") in (Risk.State.HAPPENED, Risk.State.CLOSED):
            self.need("note", _t("Say in a sentence what happened, or why it is closed."))
        return cleaned

    def said(self) -> dict[str, Any]:
        """What the verb is given."""
        cleaned = self.cleaned_data
        names = ("token", "chance", "effect", "state", "note", "review_on")
        return {"on": cleaned["on_day"]} | {name: cleaned[name] for name in names}

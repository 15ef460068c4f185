"""Starting a dossier, and how it stands."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkweb.commons.access import organisations_for
from wijkweb.commons.models import Organisation, Person
from wijkweb.dossier.models import Dossier


class StartForm(forms.Form):
    """A new dossier under a call, for one of the municipalities that this person writes for."""

    title = forms.CharField(label=_("Name of the project"), max_length=200)
    municipality = forms.ModelChoiceField(
        label=_("For which municipality"), queryset=Organisation.objects.none(), empty_label=None
    )
    practice = forms.BooleanField(
        label=_("This is a practice copy: it never counts as the proposal of the municipality."), required=False
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = organisations_for(person, "dossier.start")
        field = self.fields["municipality"]
        field.queryset = mine  # type: ignore[attr-defined]
        if len(mine) == 1:
            field.widget = forms.HiddenInput()
            field.initial = mine[0].pk


class StateForm(forms.Form):
    """Another state for a dossier, with the reason."""

    state = forms.ChoiceField(choices=Dossier.State.choices)
    reason = forms.CharField(label=_("Why"), required=False, max_length=500)


class KeepForm(forms.Form):
    """What an uploaded paper is kept as: a new proposal, a new version of the one there is, or a practice copy."""

    PROPOSAL, VERSION, PRACTICE = "proposal", "version", "practice"

    keep_as = forms.ChoiceField(
        label=_("Keep it as"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is: a new version, or a practice copy.")},
    )

    def __init__(self, *args: Any, proposal: Dossier | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = (
            (self.VERSION, _("a new version of “%(title)s”") % {"title": proposal.case.title})
            if proposal
            else (self.PROPOSAL, _("the proposal of the municipality"))
        )
        field = self.fields["keep_as"]
        field.choices = [first, (self.PRACTICE, _("a practice copy, that never counts as the proposal"))]  # type: ignore[attr-defined]
        if proposal is None:
            field.initial = self.PROPOSAL

"""A post of the team, somebody for it, what is said of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkweb.commons.access import Role
from wijkweb.contract.forms.contracts import PeriodForm
from wijkweb.contract.forms.fields import CodeField, DayField
from wijkweb.contract.models import Code, Contract, Member, TeamFunction
from wijkweb.dossier.forms.parts import NumberField, PartForm

ROLES = (
    (Role.WORKER.value, _("field worker: registers, and reads what is their own")),
    (Role.TEAMLEAD.value, _("team coordinator: reads and corrects all contacts, and manages the phones")),
)


class FunctionForm(PeriodForm, PartForm):
    """A post: employer, VTE, which share of its time for one track, from when to when."""

    title = forms.CharField(label=_("Function"), max_length=200)
    employer = forms.CharField(label=_("Employer"), max_length=200, required=False)
    vte = NumberField(label=_("VTE"), help_text=_("1 is full time; 0,8 is four days of five."))
    track = CodeField(label=_("Works for one track"), required=False, empty_label=_("for all tracks"))
    share = NumberField(label=_("Share of its time for that track, in percent"))
    field_order = ("title", "employer", "vte", "start", "end", "track", "share")

    def on(self, contract: Contract) -> Self:
        """The form for a function of this contract."""
        tracks = contract.codes.filter(list=Code.List.TRACK, closed_on=None, number__gt=0)
        self.fields["track"].queryset = tracks  # type: ignore[attr-defined]
        return self

    def clean_vte(self) -> Decimal:
        vte = self.cleaned_data["vte"]
        if not vte or not 0 < vte < 1000:
            raise forms.ValidationError(_("Fill in the VTE, more than 0: 1 for full time, 0,5 for half time."))
        return Decimal(vte)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        share = cleaned.get("share")
        if share is not None and not 0 < share <= 100:
            self.add_error("share", _("A share is between 1 and 100 percent."))
        if share is not None and cleaned.get("track") is None and "track" not in self.errors:
            self.add_error("track", _("Choose the track that the share is for, or clear the share."))
        return cleaned


class MemberForm(forms.Form):
    """Who is asked for the team."""

    email = forms.EmailField(
        label=_("E-mail address of your colleague"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "invalid": _("This is no e-mail address; write it as name@municipality.be."),
            "required": _("Fill in an e-mail address."),
        },
    )
    role = forms.ChoiceField(
        label=_("Role in the team"),
        choices=ROLES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role.")},
    )

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class MemberChangeForm(PartForm):
    """What is said of somebody in the team. `lead` is a choice between two roles."""

    function = forms.ModelChoiceField(
        TeamFunction.objects.none(),
        label=_("Function"),
        required=False,
        to_field_name="public_id",
        empty_label=_("none"),
        error_messages={"invalid_choice": _("Choose one of the list.")},
    )
    vte = NumberField(
        label=_("VTE of that function"), help_text=_("Empty: all of it that no colleague fills. It shows vacancies.")
    )
    start = DayField(label=_("Works here since"))
    lead = forms.TypedChoiceField(
        label=_("Role in the team"),
        choices=((False, ROLES[0][1]), (True, ROLES[1][1])),
        coerce=lambda value: value in (True, "True"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role.")},
    )

    def on(self, member: Member) -> Self:
        """The form for somebody of this contract."""
        functions = TeamFunction.objects.filter(contract=member.contract_id)
        self.fields["function"].queryset = functions  # type: ignore[attr-defined]
        return self

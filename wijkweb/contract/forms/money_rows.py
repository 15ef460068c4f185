"""Rows around the entries: months of a function, sub-agreements, instalments, the plan and what moves it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkweb.contract.forms.fields import DayField
from wijkweb.contract.forms.money import CHOOSE, MISSING, REASON, BookedField, LinkField, ProofField, payers, posts
from wijkweb.contract.models import Amendment, Contract, PlanVersion, SubAgreement
from wijkweb.contract.money_words import STATES
from wijkweb.dossier.forms.parts import NumberField, PartForm, TextField

BEFORE = _("The last day lies before the first.")


class MonthForm(forms.Form):
    """A month of a function: how much of it was worked."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    worked = NumberField(label=_("Person-months worked"), help_text=_("0 when nobody filled the function that month."))
    reason = forms.CharField(label=_("Why it is other than planned, or is corrected"), max_length=300, required=False)

    def clean_worked(self) -> Any:
        if self.cleaned_data["worked"] is None:
            raise forms.ValidationError(_("Fill in how much was worked; 0 is an answer too."))
        return self.cleaned_data["worked"]


class PaperForm(forms.Form):
    """A paper that proves the person-months of a month."""

    month = forms.CharField(
        label=_("Month"),
        widget=forms.TextInput(attrs={"type": "month"}),
        error_messages={"required": _("Choose the month.")},
    )
    title = forms.CharField(
        label=_("What it is"), max_length=200, help_text=_("A statement of the staff service, without pay per person.")
    )
    upload = ProofField(label=_("File"), required=True)

    def clean_month(self) -> date:
        try:
            return date.fromisoformat(f"{self.cleaned_data['month']}-01")
        except ValueError:
            raise forms.ValidationError(_("Write the month as 2024-03.")) from None


class AgreementForm(PartForm):
    """A sub-agreement: who does what for how much, from when to when."""

    partner = forms.CharField(label=_("Partner"), max_length=200)
    task = forms.CharField(label=_("Task"), max_length=500)
    amount = BookedField(label=_("Amount in euro"), error_messages=MISSING)
    payer = forms.ChoiceField(label=_("Who pays"), error_messages=CHOOSE)
    post = forms.ChoiceField(label=_("Post"), error_messages=CHOOSE)
    start = DayField(label=_("From"))
    end = DayField(label=_("Up to and including"))
    state = forms.ChoiceField(
        label=_("How it stands"),
        choices=list(STATES.items()),
        help_text=_("From “agreed” on its amount is bound. Once it is done or stopped, only what was paid counts."),
    )
    under = LinkField(SubAgreement, label=_("Money that is passed on from"))
    upload = ProofField(label=_("Proof"), help_text=_("The signed agreement."))

    def on(self, contract: Contract, titles: Mapping[str, str], but: Any = None) -> Self:
        """The form for an agreement of this contract."""
        fields: Any = self.fields
        fields["payer"].choices, fields["post"].choices = payers(), posts(titles)
        found = SubAgreement.objects.filter(contract=contract)
        fields["under"].queryset = found.exclude(pk=but.pk) if but else found
        return self

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("start") and cleaned.get("end") and cleaned["end"] < cleaned["start"]:
            self.add_error("end", BEFORE)
        return cleaned


class InstalmentForm(PartForm):
    """An instalment: what is due, what was claimed, what came in."""

    title = forms.CharField(label=_("Name"), max_length=200, help_text=_("For example: first advance, 2022."))
    due_on = DayField(label=_("Due on"))
    due = BookedField(label=_("Amount due, in euro"), error_messages=MISSING)
    claimed_on = DayField(label=_("Claimed on"), required=False)
    claimed = BookedField(label=_("Claimed, in euro"), required=False)
    received_on = DayField(label=_("Received on"), required=False)
    received = BookedField(label=_("Received, in euro"), required=False)
    upload = ProofField(label=_("Paper"), help_text=_("The claim, the letter, the bank's statement."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for day, amount in (("claimed_on", "claimed"), ("received_on", "received")):
            if {day, amount} & set(self.errors):
                continue
            if (cleaned.get(day) is None) != (cleaned.get(amount) is None):
                self.add_error(amount, _("Fill in the day and the amount, both or neither."))
        for name in ("due", "claimed", "received"):
            if cleaned.get(name) is not None and cleaned[name] == 0:
                self.add_error(name, _("The amount is zero: leave it empty instead."))
        return cleaned


class IndexForm(PartForm):
    """A rise of the wage index."""

    day = DayField(label=_("From this day on"))
    percent = NumberField(label=_("Rise in percent"))
    source = forms.CharField(label=_("Where that was said"), max_length=300)

    def clean_percent(self) -> Any:
        percent = self.cleaned_data["percent"]
        if percent is None or not 0 < percent <= 50:
            raise forms.ValidationError(_("Fill in a percentage above 0 and at most 50."))
        return percent


class TermsForm(forms.Form):
    """How long after its end the contract takes payments."""

    token = forms.IntegerField(widget=forms.HiddenInput, required=False)
    grace_days = forms.IntegerField(
        label=_("Days after the end in which payments are still booked"),
        min_value=0,
        max_value=1095,
        error_messages={"invalid": _("Fill in a number of days."), "required": _("Fill in a number of days.")},
    )


class ReallocationForm(forms.Form):
    """Money of the plan that goes elsewhere. `seen` are the warnings that were shown."""

    public_id = forms.RegexField(r"\A[2-9a-z]{12}\Z", widget=forms.HiddenInput)
    day = DayField(label=_("Day of the decision"))
    amount = BookedField(label=_("Amount in euro"), error_messages=MISSING)
    from_post = forms.ChoiceField(label=_("From the post"), error_messages=CHOOSE)
    from_payer = forms.ChoiceField(label=_("paid by"), error_messages=CHOOSE)
    to_post = forms.ChoiceField(label=_("To the post"), error_messages=CHOOSE)
    to_payer = forms.ChoiceField(label=_("paid by"), error_messages=CHOOSE)
    reason = TextField(label=_("Why"), max_length=2_000, rows=3, error_messages=REASON)

    def on(self, titles: Mapping[str, str]) -> Self:
        """The form with the posts of this contract."""
        for end in ("from", "to"):
            fields: Any = self.fields
            fields[f"{end}_post"].choices, fields[f"{end}_payer"].choices = posts(titles), payers()
        return self

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        places = [(cleaned.get(f"{end}_post"), cleaned.get(f"{end}_payer")) for end in ("from", "to")]
        if all(places[0]) and places[0] == places[1]:
            self.add_error("to_post", _("Choose another post or another payer: this moves nothing."))
        if cleaned.get("amount") == 0:
            self.add_error("amount", _("The amount is zero: this moves nothing."))
        return cleaned

    def moved(self) -> dict[str, Any]:
        """What is moved."""
        return {name: value for name, value in self.cleaned_data.items() if name != "public_id"}


class PlanForm(PartForm):
    """A line of the plan. A function has VTE, a period and the cost of a year; any other line has an amount."""

    payer = forms.ChoiceField(label=_("Who pays"), error_messages=CHOOSE)
    post = forms.ChoiceField(label=_("Post"), error_messages=CHOOSE)
    title = forms.CharField(label=_("Name of the line"), max_length=200, required=False)
    amount = BookedField(label=_("Amount in euro"), required=False, help_text=_("Not for a function."))
    function = forms.CharField(label=_("Function"), max_length=200, required=False)
    vte = NumberField(label=_("VTE"))
    yearly = BookedField(label=_("Cost of the function in a year, in euro"), required=False)
    indexation = NumberField(label=_("Yearly rise that the plan supposes, in percent"))
    start = DayField(label=_("Function from"), required=False)
    end = DayField(label=_("Function up to and including"), required=False)
    valid_from = DayField(label=_("This holds from"))
    amendment = LinkField(Amendment, label=_("Amendment that decides it"))
    reason = forms.CharField(label=_("Why"), max_length=500, required=False)

    def on(self, contract: Contract, titles: Mapping[str, str]) -> Self:
        """The form for a line of this contract."""
        fields: Any = self.fields
        fields["payer"].choices, fields["post"].choices = payers(), posts(titles)
        fields["amendment"].queryset = Amendment.objects.filter(contract=contract, subject=Amendment.Subject.MONEY)
        return self

    @classmethod
    def said(cls, version: PlanVersion) -> dict[str, Any]:
        """What the form of a line shows: its newest version."""
        line = version.line
        own = {name: getattr(line, name) for name in ("public_id", "payer", "post", "title", "function")}
        terms = {name: getattr(version, name) for name in ("vte", "yearly", "indexation", "start", "end", "reason")}
        amount = None if version.yearly is not None else version.amount
        return {**own, **terms, "amount": amount, "token": version.number, "valid_from": version.valid_from}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        staff = [cleaned.get(name) for name in ("vte", "yearly", "start", "end")]
        if cleaned.get("function"):
            if any(value is None for value in staff) and not {"vte", "yearly", "start", "end"} & set(self.errors):
                self.add_error("function", _("Fill in VTE, cost of a year, first and last day of the function too."))
            elif cleaned.get("vte") is not None and cleaned["vte"] <= 0:
                self.add_error("vte", _("Fill in the VTE, more than 0: 1 for full time, 0,5 for half time."))
            elif cleaned.get("start") and cleaned.get("end") and cleaned["end"] < cleaned["start"]:
                self.add_error("end", BEFORE)
            cleaned["amount"] = None
        else:
            cleaned |= dict.fromkeys(("vte", "yearly", "start", "end"))
            if cleaned.get("amount") is None and "amount" not in self.errors:
                self.add_error("amount", _("Fill in the amount, or the function with its VTE."))
        return cleaned

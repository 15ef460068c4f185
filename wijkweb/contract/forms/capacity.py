"""Vacancies, conditions of recruitment, coaching, training and intervision of the team."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Self

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from wijkweb.contract.forms.fields import DayField
from wijkweb.contract.forms.rows import PartOfField, RowForm
from wijkweb.contract.models import Condition, Contract, Session, TeamFunction
from wijkweb.contract.said import MET, SESSIONS, SUPPORT, choices
from wijkweb.dossier.forms.parts import NumberField, TextField

LONGEST = Decimal(24)


class OfFunctionForm(RowForm):
    """A row about a function of the team."""

    def on(self, contract: Contract) -> Self:
        field: Any = self.fields["function"]
        field.queryset = TeamFunction.objects.filter(contract=contract)
        return super().on(contract)


class VacancyForm(OfFunctionForm):
    """A function, or part of it, that nobody fills."""

    function = PartOfField(TeamFunction.objects.none(), label=_("Function"), empty_label=_("choose"))
    vte = NumberField(label=_("VTE that nobody fills"))
    start = DayField(label=_("From"))
    end = DayField(label=_("Until"), required=False, help_text=_("Empty while nobody fills it."))
    reason = TextField(
        label=_("Why"), max_length=2_000, help_text=_("No names, and nothing about somebody's health or private life.")
    )
    measure = TextField(label=_("What is done to fill it"), required=False, max_length=2_000)
    spans = (("start", "end"),)
    past = ("start",)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        function, vte, start = (cleaned.get(name) for name in ("function", "vte", "start"))
        if vte is None or vte <= 0:
            if "vte" not in self.errors:
                self.add_error("vte", _t("Fill in how much VTE nobody fills, more than 0."))
        elif function and vte > function.vte:
            told = _t("The function has %(vte)s VTE; no more than that can be vacant.")
            self.add_error("vte", told % {"vte": function.vte})
        if function and start and not function.start <= start <= function.end:
            self.add_error("start", _t("The function does not run on this day. Check the period of the function."))
        return cleaned


class ConditionForm(OfFunctionForm):
    """Whom the application promised to recruit."""

    function = PartOfField(
        TeamFunction.objects.none(), label=_("For which function"), required=False, empty_label=_("for the whole team")
    )
    text = forms.CharField(label=_("Condition"), max_length=300, help_text=_("For example a language, or a diploma."))
    source = TextField(label=_("The sentence of the application that promises it"), required=False, max_length=5_000)
    met = forms.ChoiceField(label=_("Is it met"), choices=choices(MET))
    how = TextField(label=_("How, or why not"), required=False, max_length=2_000, help_text=_("Without names."))
    since = DayField(label=_("Since"), required=False)
    past = ("since",)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("met") in (Condition.Met.MET, Condition.Met.PARTLY, Condition.Met.NOT_MET):
            self.need("how", _t("Say in a sentence how it is met, or why not."))
        return cleaned


class SessionForm(RowForm):
    """A session for the team, planned, held or cancelled."""

    kind = forms.ChoiceField(label=_("Kind"), choices=choices(SUPPORT))
    title = forms.CharField(label=_("What it is about"), max_length=200)
    day = DayField(label=_("Day"))
    hours = NumberField(label=_("Hours"))
    given_by = forms.CharField(
        label=_("Given by"), max_length=200, required=False, help_text=_("An organisation or a service, not a name.")
    )
    state = forms.ChoiceField(label=_("How it stands"), choices=choices(SESSIONS))
    reason = forms.CharField(label=_("Why it was cancelled"), max_length=300, required=False)
    learned = forms.CharField(
        label=_("What was learned, in a line"),
        max_length=500,
        required=False,
        help_text=_("About the work, never about a resident."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        hours, day, state = (cleaned.get(name) for name in ("hours", "day", "state"))
        if "hours" not in self.errors and (hours is None or not 0 < hours <= LONGEST):
            self.add_error("hours", _t("Fill in how many hours it takes, more than 0 and at most 24."))
        if state == Session.State.HELD and day and self.today and day > self.today:
            self.add_error("state", _t("This day is still to come: choose “planned” until it was held."))
        if state == Session.State.CANCELLED:
            self.need("reason", _t("Say why it was cancelled."))
        return cleaned


class SupportPromiseForm(RowForm):
    """How many sessions of a kind the application promises for a year."""

    kind = forms.ChoiceField(label=_("Kind"), choices=choices(SUPPORT))
    per_year = forms.IntegerField(
        label=_("Sessions for a year"),
        min_value=1,
        max_value=366,
        error_messages={
            "required": _("Fill in a number, such as 12 for one a month."),
            "invalid": _("Fill in a number, such as 12 for one a month."),
            "min_value": _("Fill in at least 1."),
            "max_value": _("Fill in at most 366."),
        },
    )
    source = TextField(label=_("The sentence of the application that promises it"), required=False, max_length=5_000)

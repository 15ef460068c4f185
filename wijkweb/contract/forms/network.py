"""Partners, what they promised and did, what is asked of governments, what is recommended to them."""

from __future__ import annotations

from typing import Any, Self

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from wijkweb.contract.forms.fields import CodeField, DayField
from wijkweb.contract.forms.rows import PartOfField, RowForm
from wijkweb.contract.models import Amendment, Contract, Engagement, Partner, PartnerYear, PolicyRequest
from wijkweb.contract.said import CONTACTS, ENGAGEMENTS, KEPT, LEVELS, REQUEST_KINDS, REQUESTS, choices
from wijkweb.dossier.forms.parts import TextField


class PartnerForm(RowForm):
    """An organisation in the network; who can be reached there is a function with a work address."""

    name = forms.CharField(label=_("Name of the organisation"), max_length=200)
    level = forms.ChoiceField(label=_("Level in the network"), choices=choices(LEVELS), required=False)
    role = TextField(label=_("What it does in the project"), required=False, max_length=5_000)
    expertise = TextField(label=_("Expertise that it brings"), required=False, max_length=5_000)
    contact_function = forms.CharField(
        label=_("Contact point: function"),
        max_length=200,
        required=False,
        help_text=_("A function such as “team leader”, not a name: it stays right when people change."),
    )
    contact_email = forms.EmailField(
        label=_("Contact point: work e-mail"),
        required=False,
        error_messages={"invalid": _("This is no e-mail address; write it as name@municipality.be.")},
    )
    since = DayField(label=_("In the network since"), required=False)
    left_on = DayField(label=_("Last day in the network"), required=False, help_text=_("Empty while it takes part."))
    amendment = PartOfField(
        Amendment.objects.none(),
        label=_("By which amendment"),
        required=False,
        empty_label=_("none"),
        help_text=_("Needed when a partner of the baseline changes its name or leaves."),
    )
    spans = (("since", "left_on"),)

    def on(self, contract: Contract) -> Self:
        field: Any = self.fields["amendment"]
        field.queryset = Amendment.objects.filter(contract=contract, subject=Amendment.Subject.PARTNERS)
        return super().on(contract)


class OfPartnerForm(RowForm):
    """A row that belongs to a partner."""

    partner = PartOfField(Partner.objects.none(), label=_("Partner"), empty_label=_("choose"))

    def on(self, contract: Contract) -> Self:
        field: Any = self.fields["partner"]
        field.queryset = Partner.objects.filter(contract=contract).order_by("name")
        return super().on(contract)


class EngagementForm(OfPartnerForm):
    """What a partner promised to do."""

    task = forms.CharField(label=_("What it promised to do"), max_length=300)
    track = CodeField(label=_("For which track"), required=False, empty_label=_("for all tracks"))
    state = forms.ChoiceField(
        label=_("How firm it is"), choices=choices(ENGAGEMENTS), initial=Engagement.State.INTENDED
    )
    start = DayField(label=_("From"), required=False)
    end = DayField(label=_("Until"), required=False)
    source = forms.CharField(
        label=_("Where that is written"), max_length=300, required=False, help_text=_("A letter, a meeting, a paper.")
    )
    spans = (("start", "end"),)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("state") == Engagement.State.ENDED:
            self.need("end", _t("Fill in its last day, or choose another state."))
        return cleaned


class PartnerContactForm(OfPartnerForm):
    """A contact with a partner: never with a resident."""

    day = DayField(label=_("Day"))
    kind = forms.ChoiceField(label=_("Kind"), choices=choices(CONTACTS))
    spoke_with = forms.CharField(
        label=_("Spoken to: function"),
        max_length=200,
        required=False,
        help_text=_("A function at the organisation. No names, and never a resident."),
    )
    about = TextField(label=_("What it was about"), max_length=1_000)
    next_step = forms.CharField(label=_("Next step"), max_length=300, required=False)
    next_on = DayField(label=_("By when"), required=False)
    past = ("day",)
    spans = (("day", "next_on"),)


class PartnerYearForm(OfPartnerForm):
    """Whether a partner kept what it promised, for a year."""

    year = forms.IntegerField(label=_("Year"), error_messages={"invalid": _("Write a year such as 2023.")})
    kept = forms.ChoiceField(label=_("What it promised was"), choices=choices(KEPT), initial=PartnerYear.Kept.KEPT)
    reason = TextField(label=_("Why not, or what instead"), required=False, max_length=2_000)

    years = range(0)

    def on(self, contract: Contract) -> Self:
        self.years = range(contract.start.year, contract.end.year + 1)
        return super().on(contract)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("year") is not None and cleaned["year"] not in self.years:
            told = _t("The contract runs from %(first)s to %(last)s. Fill in one of those years.")
            self.add_error("year", told % {"first": self.years[0], "last": self.years[-1]})
        if cleaned.get("kept") in (PartnerYear.Kept.PARTLY, PartnerYear.Kept.NOT_KEPT):
            self.need("reason", _t("Say in a sentence why it was not kept, or not whole: the yearly report asks it."))
        return cleaned


class PolicyRequestForm(RowForm):
    """A rule that is asked to be loosened, or something else that is asked of Flanders."""

    kind = forms.ChoiceField(label=_("Kind"), choices=choices(REQUEST_KINDS))
    text = forms.CharField(label=_("What is asked"), max_length=300)
    government = forms.CharField(label=_("Of which government"), max_length=200)
    to_whom = forms.CharField(label=_("Of which service"), max_length=200, required=False)
    reason = TextField(label=_("Why it hinders"), required=False, max_length=5_000)
    state = forms.ChoiceField(label=_("How it stands"), choices=choices(REQUESTS))
    asked_on = DayField(label=_("Asked on"), required=False)
    due = DayField(label=_("Answer expected by"), required=False)
    answered_on = DayField(label=_("Answered on"), required=False)
    answer = TextField(label=_("The answer"), required=False, max_length=5_000)
    past = ("asked_on", "answered_on")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        state, asked, answered = (cleaned.get(name) for name in ("state", "asked_on", "answered_on"))
        given = state in (PolicyRequest.State.GRANTED, PolicyRequest.State.REFUSED)
        if given or state == PolicyRequest.State.ASKED:
            self.need("asked_on", _t("Fill in the day on which it was asked."))
        if given:
            self.need("answered_on", _t("Fill in the day of the answer."))
        elif answered or cleaned.get("answer"):
            self.add_error(
                "state", _t("There is an answer: choose granted or refused, or clear the answer and its day.")
            )
        if asked and answered and answered < asked:
            self.add_error("answered_on", _t("The answer comes before it was asked. Check both days."))
        if asked and cleaned.get("due") and cleaned["due"] < asked:
            self.add_error("due", _t("The answer would be due before it was asked. Check both days."))
        if asked and state == PolicyRequest.State.TO_ASK:
            self.add_error("state", _t("It was asked already: choose “asked”, or clear the day."))
        return cleaned


class RecommendationForm(RowForm):
    """What higher policy can learn from the contract."""

    text = TextField(label=_("What is recommended"), max_length=5_000, rows=4)
    government = forms.CharField(label=_("To which government"), max_length=200)
    to_whom = forms.CharField(label=_("To which service"), max_length=200, required=False)
    handed_on = DayField(label=_("Handed over on"), required=False)
    answered_on = DayField(label=_("Answered on"), required=False)
    answer = TextField(label=_("The answer"), required=False, max_length=5_000)
    past = ("handed_on", "answered_on")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        handed, answered = cleaned.get("handed_on"), cleaned.get("answered_on")
        if answered:
            self.need("handed_on", _t("Fill in the day on which it was handed over."))
        if cleaned.get("answer"):
            self.need("answered_on", _t("Fill in the day of the answer."))
        if handed and answered and answered < handed:
            self.add_error("answered_on", _t("The answer comes before it was handed over. Check both days."))
        return cleaned

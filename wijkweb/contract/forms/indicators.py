"""Promised indicators, the versions of their definitions, closed weeks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Self

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from wijkweb.contract.defined import COUNTED, DENOMINATORS, KINDS, OPERATORS, PER, WINDOWS
from wijkweb.contract.forms.rows import PartOfField
from wijkweb.contract.models import Amendment, Baseline, Contract, Definition
from wijkweb.dossier.forms.parts import NumberField, PartForm, TextField
from wijkweb.rules.contact import monday_of
from wijkweb.rules.keys import key_of

LAST = 1000
# What can be counted per what; and which kinds belong to which fact.
PERIODS = {
    "contacts": ("week", "contract"),
    "activities": ("month", "quarter", "year", "contract"),
    "visits": ("place_month", "month"),
}
KINDS_OF = {
    "contacts": ("direct", "presence", "attempt"),
    "activities": ("training", "daytime", "volunteering", "other"),
    "visits": (),
}


class DayField(forms.DateField):
    """A day, from the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs)


class IndicatorForm(PartForm):
    """A promise: its name, and the sentence that promises it. Its key comes from its name, once."""

    title = forms.CharField(label=_("Name of the promise"), max_length=200)
    source = TextField(label=_("The sentence of the application that promises it"), max_length=5_000, rows=4)
    amendment = PartOfField(
        Amendment.objects.none(),
        label=_("By which amendment"),
        required=False,
        empty_label=_("choose"),
        help_text=_("What was agreed changes by a decision: add it on the page of the baseline first."),
    )

    def on(self, contract: Contract) -> Self:
        """The form for a promise of this contract: once there is a baseline, it asks for the amendment."""
        if not Baseline.objects.filter(contract=contract).exists():
            del self.fields["amendment"]
            return self
        field: Any = self.fields["amendment"]
        field.queryset = Amendment.objects.filter(contract=contract, subject=Amendment.Subject.PROMISES)
        field.required = True
        return self

    def new_values(self) -> dict[str, Any]:
        """The values of a new row; it stands after those that came from the dossier."""
        return self.values() | {"key": key_of(self.cleaned_data["title"]), "position": LAST}


class DefinitionForm(forms.Form):
    """A version of a definition. `version` is the one that the form was opened for."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    counted = forms.ChoiceField(label=_("What is counted"), choices=list(COUNTED.items()))
    kind = forms.ChoiceField(label=_("Only this kind"), required=False, choices=[("", _("every kind")), *KINDS.items()])
    group = forms.ChoiceField(label=_("Only with this group"), required=False)
    track = forms.ChoiceField(label=_("Only for this track"), required=False)
    per = forms.ChoiceField(label=_("Per"), choices=list(PER.items()))
    denominator = forms.ChoiceField(
        label=_("Averaged over"),
        choices=list(DENOMINATORS.items()),
        help_text=_("Both are always shown; this one gives the verdict."),
    )
    window = forms.ChoiceField(label=_("Over which days"), choices=list(WINDOWS.items()))
    op = forms.ChoiceField(label=_("Kind of target"), choices=list(OPERATORS.items()))
    target = NumberField(label=_("Target"), help_text=_("In hours, a number, or percent for a share of months."))
    upper = NumberField(label=_("Highest figure, only for “between”"))
    percent = forms.IntegerField(
        label=_("Least coverage, in percent"),
        min_value=0,
        max_value=100,
        initial=80,
        help_text=_("With less than this known, there is no verdict."),
    )
    valid_from = DayField(label=_("Counts from"))
    decided_number = forms.CharField(
        label=_("Number of the decision"), max_length=60, help_text=_("Of the steering group or the college.")
    )
    decided_on = DayField(label=_("Date of the decision"))

    def __init__(
        self, *args: Any, codes: Mapping[tuple[str, str], str], last: Definition | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._last = last
        for name, all_ in (("group", _("all groups")), ("track", _("all tracks"))):
            words = [(key, said) for (list_, key), said in codes.items() if list_ == name and key != "unknown"]
            self.fields[name].choices = [("", all_), *words]  # type: ignore[attr-defined]

    @classmethod
    def opened(cls, last: Definition | None, codes: Mapping[tuple[str, str], str]) -> DefinitionForm:
        """The form for the version after the last one, filled in as that one."""
        initial: dict[str, Any] = {"version": last.version + 1 if last else 1}
        if last:
            same = ("kind", "group", "track", "per", "denominator", "window", "op", "target", "upper")
            initial |= {name: getattr(last, name) for name in same}
            initial |= {"counted": f"{last.fact}.{last.measure}", "percent": int(last.min_coverage * 100)}
        return cls(initial=initial, codes=codes, last=last)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        fact = str(cleaned.get("counted", "")).split(".")[0]
        if fact:
            self._fitting(fact, cleaned)
        self._target(cleaned)
        self._days(cleaned)
        return cleaned

    def _fitting(self, fact: str, cleaned: dict[str, Any]) -> None:
        """Whether what is counted goes with its period, kind, group and window."""
        per, kind = cleaned.get("per"), cleaned.get("kind")
        if per and per not in PERIODS[fact]:
            said = ", ".join(str(PER[one]) for one in PERIODS[fact])
            self.add_error("per", _t("This is counted per: %(periods)s. Choose one of these.") % {"periods": said})
        if kind and kind not in KINDS_OF[fact]:
            self.add_error("kind", _t("This kind does not go with what is counted. Choose another, or every kind."))
        if str(cleaned.get("counted")) == "activities.months_with" and per and per != "month":
            self.add_error("per", _t("A share of months is counted per month."))
        if fact != "contacts" and cleaned.get("group"):
            self.add_error("group", _t("Only contacts have a group. Choose all groups."))
        if fact == "visits" and cleaned.get("track"):
            self.add_error("track", _t("Visits are not divided by track. Choose all tracks."))
        if per != "week" and cleaned.get("denominator") == "active":
            self.add_error("denominator", _t("Only weeks can be closed. Choose all calendar weeks or months."))
        if per in ("quarter", "year") and cleaned.get("window") == "rolling_13":
            self.add_error("window", _t("Choose the year of the contract or the whole contract."))

    def _target(self, cleaned: dict[str, Any]) -> None:
        op, target, upper = (cleaned.get(name) for name in ("op", "target", "upper"))
        if op == "none":
            cleaned["target"] = None
        if op != "between":
            cleaned["upper"] = None
        if op not in (None, "none", "milestone") and target is None and "target" not in self.errors:
            self.add_error("target", _t("Fill in the target, or choose “no target yet”."))
        if op == "between" and "upper" not in self.errors and (upper is None or upper <= (target or 0)):
            self.add_error("upper", _t("Fill in a highest figure that is above the target."))

    def _days(self, cleaned: dict[str, Any]) -> None:
        since: date | None = cleaned.get("valid_from")
        if since and self._last and since < self._last.valid_from:
            said = self._last.valid_from.strftime("%d/%m/%Y")
            self.add_error(
                "valid_from",
                _t("The version before counts from %(day)s: choose that day or a later one.") % {"day": said},
            )

    def values(self) -> dict[str, Any]:
        """The fields of a Definition."""
        cleaned = dict(self.cleaned_data)
        fact, measure = cleaned.pop("counted").split(".")
        cleaned.pop("version")
        share = Decimal(cleaned.pop("percent")) / 100
        return cleaned | {"fact": fact, "measure": measure, "min_coverage": share.quantize(Decimal("0.01"))}


class ClosureForm(PartForm):
    """A week that leaves the active weeks, with the decision."""

    monday = DayField(label=_("A day of the week that is closed"), help_text=_("The whole week, from Monday."))
    reason = forms.CharField(label=_("Why"), max_length=200, help_text=_("For example: collective leave."))
    decided_number = forms.CharField(label=_("Number of the decision"), max_length=60)
    decided_on = DayField(
        label=_("Date of the decision"),
        help_text=_("No later than 14 days after the week; a later decision does not take the week out."),
    )

    def clean_monday(self) -> date:
        return monday_of(self.cleaned_data["monday"])

"""Signals, and the steps that they take."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from wijkweb.contract.models import UNKNOWN, Code, Contract
from wijkweb.dossier.forms.parts import PartForm, TextField
from wijkweb.field.forms.places import Stepping, day_field
from wijkweb.field.models import Signal
from wijkweb.field.templatetags.street import LEVELS

TEXT_HELP = _("What stands in people's way, never who: no names, no addresses, no numbers.")


WHY = _("Why")


def reason_field(label: Any = WHY, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, **{"max_length": 300, **more})


class NamesAsked(forms.Form):
    """A form whose text was held against names: when one is only possible, the person may say that it is none."""

    no_names = forms.BooleanField(
        label=_("I read the text again: nobody is named in it"), required=False, widget=forms.HiddenInput
    )

    def ask(self) -> None:
        """Shows the box; it stays hidden until somebody has to answer."""
        self.fields["no_names"].widget = forms.CheckboxInput()


class SignalForm(NamesAsked, PartForm):
    """A signal as the team saw it; `reason` is asked for when its words change."""

    theme = forms.ModelChoiceField(Code.objects.none(), to_field_name="key", label=_("Theme"), empty_label=_("choose"))
    text = TextField(label=_("What was seen"), max_length=280, rows=4, help_text=TEXT_HELP)
    date = day_field(_("Seen on"))
    reason = reason_field(_("Why it is put otherwise"))

    def __init__(self, *args: Any, contract: Contract, today: date, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._contract, self._today, self._new = contract, today, new
        themes = contract.codes.filter(list=Code.List.THEME).exclude(key=UNKNOWN)
        self.fields["theme"].queryset = themes  # type: ignore[attr-defined]
        if new:
            del self.fields["reason"]

    @classmethod
    def empty(cls, **initial: Any) -> Self:
        contract, today = initial.pop("contract"), initial.pop("today")
        first = {**PartForm.empty().initial, "date": today, **initial}
        return cls(initial=first, contract=contract, today=today, new=True)

    @classmethod
    def of(cls, part: Any, *, today: date) -> Self:
        return cls(initial=cls.shown(part), contract=part.contract, today=today, new=False)

    @classmethod
    def shown(cls, part: Any) -> dict[str, Any]:
        return {**super().shown(part), "theme": part.theme.key}

    def again(self, *, token: int | None = None, new: bool = False) -> Self:
        data = {name: self.data.get(name, "") for name in self.fields} | {"token": str(token or "")}
        return type(self)(data, contract=self._contract, today=self._today, new=self._new)

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if name not in ("reason", "no_names")}

    @property
    def why(self) -> dict[str, Any]:
        return {"reason": self.cleaned_data.get("reason", ""), "no_names": self.cleaned_data["no_names"]}

    def clean_text(self) -> str:
        return " ".join(self.cleaned_data["text"].split())

    def clean_date(self) -> date:
        day: date = self.cleaned_data["date"]
        if day > self._today:
            raise forms.ValidationError(_t("This day is still to come. Fill in today or a day before."))
        return day

    def _differences(self, theirs: Any, typed: Any) -> Any:
        theme = typed["theme"].key if typed.get("theme") else None
        return super()._differences(theirs, {**typed, "theme": theme})


class SignalStepForm(Stepping):
    """A step of a signal. `steps` is what it hands to its action."""

    def __init__(self, *args: Any, signal: Signal, today: date, levels: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, initial={"token": signal.token, "on": today, "owner": signal.owner}, **kwargs)
        self._signal, self._today = signal, today
        if "level" in self.fields:
            self.fields["level"].choices = [(level, LEVELS[level]) for level in levels]  # type: ignore[attr-defined]

    def steps(self) -> dict[str, Any]:
        return dict(self.cleaned_data)

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > self._today:
            raise forms.ValidationError(_t("This day is still to come. Fill in today or a day before."))
        first = self._signal.answered_on or self._signal.date
        if day < first:
            said = {"day": first.strftime("%d/%m/%Y")}
            raise forms.ValidationError(_t("The step before it is of %(day)s; this one cannot be older.") % said)
        return day


class RaiseForm(NamesAsked, SignalStepForm):
    """To which level, who answers there, until when."""

    level = forms.ChoiceField(
        label=_("To"), widget=forms.RadioSelect, error_messages={"required": _("Choose where the signal goes.")}
    )
    owner = forms.CharField(
        label=_("Who has to answer"), max_length=200, help_text=_("A service or a role, not a name of a person.")
    )
    due = day_field(_("Answer due on"))
    reason = reason_field()

    def clean_due(self) -> date:
        due: date = self.cleaned_data["due"]
        if due < self._today:
            raise forms.ValidationError(_t("This day is over. Give the owner a day that is still to come."))
        return due


class AnswerForm(SignalStepForm):
    """What the owner answered, and when."""

    answer = TextField(label=_("The answer"), max_length=2_000, rows=5)
    on = day_field(_("Answered on"))


class TellForm(SignalStepForm):
    """The answer went back to the team."""

    on = day_field(_("Told on"))
    reason = reason_field(_("How"), required=False, help_text=_("For example at the team meeting."))


class ReasonForm(SignalStepForm):
    """Closing or opening again, and why."""

    reason = reason_field()


class CombineForm(forms.Form):
    """The signals that say the same as this one."""

    ids = forms.MultipleChoiceField(
        label=_("Which say the same"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick at least one signal."),
            "invalid_choice": _("One of them was combined or answered meanwhile. Look at the list again."),
        },
    )
    reason = reason_field(required=False, help_text=_("May be left empty."))

    def __init__(self, *args: Any, near: tuple[Signal, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.public_id, f"{one.text} ({one.theme}, {one.date:%d/%m/%Y})") for one in near]
        self.fields["ids"].choices = choices  # type: ignore[attr-defined]

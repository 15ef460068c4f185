"""A contract begins; its period and how long single contacts are kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkweb.commons.access import organisations_for
from wijkweb.commons.ids import public_id
from wijkweb.commons.models import Organisation, Person
from wijkweb.contract.actions.contracts import DAYS_KEPT
from wijkweb.contract.forms.fields import DayField
from wijkweb.dossier.forms.exchange import read_for
from wijkweb.dossier.forms.parts import PartForm, TextField

MOST_TRACKS = 10


class PeriodForm(forms.Form):
    """The first and the last day of a contract."""

    start = DayField(label=_("First day"))
    end = DayField(label=_("Last day"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end <= start:
            self.add_error("end", _("The last day comes after the first. Check both days."))
        return cleaned


class BeginForm(PeriodForm):
    """What a contract begins with, and who coordinates its team."""

    tracks = TextField(
        label=_("Tracks"),
        required=False,
        rows=4,
        max_length=1_000,
        help_text=_("The lines along which the contract works, one on each line. Hours are counted per track."),
    )
    lead = forms.EmailField(
        label=_("Team coordinator: e-mail address"),
        help_text=_("Who leads the team day by day, and alone reads all its contacts. That may be you."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "invalid": _("This is no e-mail address; write it as name@municipality.be."),
            "required": _("Fill in who coordinates the team; you can change it later."),
        },
    )

    def clean_tracks(self) -> tuple[str, ...]:
        lines = (" ".join(line.split())[:80] for line in self.cleaned_data["tracks"].splitlines())
        found = tuple(dict.fromkeys(line for line in lines if line))
        if len(found) > MOST_TRACKS:
            raise forms.ValidationError(_("At most 10 tracks. Put those together that you will report together."))
        return found

    def given(self) -> dict[str, Any]:
        """What the verb is given."""
        return dict(self.cleaned_data)


class ByHandForm(BeginForm):
    """A contract that runs already, and whose dossier was never here."""

    public_id = forms.RegexField(r"\A[2-9a-z]{12}\Z", widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Name of the contract"), max_length=200, error_messages={"required": _("Give the contract a name.")}
    )
    municipality = forms.ModelChoiceField(
        label=_("For which municipality"),
        queryset=Organisation.objects.none(),
        to_field_name="public_id",
        error_messages={"required": _("Choose the municipality."), "invalid_choice": _("Choose the municipality.")},
    )
    file = forms.FileField(
        label=_("The application as JSON"),
        required=False,
        help_text=_(
            "When Wijkweb made its dossier elsewhere: it becomes the baseline, and its functions, promises, partners "
            "and risks come along."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".json"}),
        error_messages={"empty": _("The file is empty: there is nothing in it.")},
    )
    field_order = ("title", "municipality", "start", "end", "tracks", "lead", "file")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["public_id"].initial = public_id()
        mine = organisations_for(person, "contract.begin")
        field = self.fields["municipality"]
        field.queryset = mine  # type: ignore[attr-defined]
        if len(mine) == 1:
            field.widget = forms.HiddenInput()
            field.initial = mine[0].public_id

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        file, municipality = cleaned.pop("file", None), cleaned.get("municipality")
        if file and municipality:
            try:
                cleaned["application"], cleaned["call_version"] = read_for(file.read(), municipality)
            except forms.ValidationError as error:
                self.add_error("file", error)
        return cleaned


class SettingsForm(PeriodForm, PartForm):
    """The period, and the days that a single contact is kept."""

    retention_days = forms.IntegerField(
        label=_("Days that a single contact is kept"),
        min_value=DAYS_KEPT[0],
        max_value=DAYS_KEPT[1],
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Fill in a number of days."),
            "invalid": _("Fill in a number of days, such as 400."),
            "min_value": _("At least 90 days: a correction or a phone that was away must still find its contact."),
            "max_value": _("At most 3650 days, ten years."),
        },
    )
    field_order = ("start", "end", "retention_days")


class FixedSettingsForm(PartForm):
    """The days that a single contact is kept, once the period was agreed."""

    retention_days = SettingsForm.base_fields["retention_days"]

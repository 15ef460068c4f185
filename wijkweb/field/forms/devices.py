"""A phone, a file that saves its rows, a held item that is set aside, a last day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from wijkweb.commons.ids import public_id
from wijkweb.commons.models import Person
from wijkweb.contract.forms.fields import DayField
from wijkweb.contract.models import Contract
from wijkweb.contract.reads.contracts import members_of
from wijkweb.field.contact_words import ASIDE

MOST_BYTES = 20 * 1024 * 1024


class _OfAWorker(forms.Form):
    person = forms.ModelChoiceField(
        Person.objects.none(),
        to_field_name="public_id",
        empty_label=_("choose"),
        error_messages={"required": _("Choose who."), "invalid_choice": _("Choose somebody of the team.")},
    )

    def of(self, contract: Contract, label: Any, *, gone: bool) -> None:
        """Offers the people of a team; with `gone` those who left too."""
        ids = [member.person_id for member in members_of(contract) if gone or member.end is None]
        field = self.fields["person"]
        field.label, field.queryset = label, Person.objects.filter(pk__in=ids).order_by("name")  # type: ignore[attr-defined]


class DeviceForm(_OfAWorker):
    """Whose phone it is, and what it is called in the list."""

    public_id = forms.RegexField(r"\A[2-9a-z]{12}\Z", widget=forms.HiddenInput, required=False)
    label = forms.CharField(
        label=_("Name of the phone"),
        max_length=60,
        help_text=_("So that you know which one it is: “blue Samsung”, “phone 2”."),
        error_messages={"required": _("Give the phone a name.")},
    )
    field_order = ("person", "label")

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["public_id"].initial = public_id()
        self.of(contract, _("Whose phone"), gone=False)


class RescueForm(_OfAWorker):
    """The file that a phone gave out, and whose contacts are in it."""

    file = forms.FileField(
        label=_("File of the phone"),
        help_text=_("Made on the phone. Only this site can open it."),
        error_messages={
            "required": _("Choose the file."),
            "empty": _("The file is empty: there is nothing in it. Make it once more on the phone."),
        },
    )
    field_order = ("person", "file")

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of(contract, _("Whose contacts"), gone=True)

    def clean_file(self) -> bytes:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("This file is too large to be one of a phone. Choose the file that ends in .json.")
            )
        return bytes(file.read())


class AsideForm(forms.Form):
    """Why a held item is set aside."""

    why = forms.ChoiceField(
        label=_("Why nothing is done with it"),
        choices=list(ASIDE.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why.")},
    )


class LeaveForm(forms.Form):
    """The last day of somebody in the team."""

    last_day = DayField(label=_("Last day in the team"))

    def __init__(self, *args: Any, today: date, first: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"last_day": today}, **kwargs)
        self._today, self._first = today, first

    def clean_last_day(self) -> date:
        day: date = self.cleaned_data["last_day"]
        if day > self._today:
            raise forms.ValidationError(
                _("The access ends now, so the last day is today or earlier. Come back on the day itself.")
            )
        if day < self._first:
            raise forms.ValidationError(_("The last day comes before the first day in the team. Check both."))
        return day

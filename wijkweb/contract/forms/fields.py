"""Fields that the forms of a contract share: a day, a word of a list, a row of the contract."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkweb.contract.models import Code


class DayField(forms.DateField):
    """A day, as a browser's own calendar sends it."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        said = {
            "invalid": _("Write the day as 2022-03-15, or choose it from the calendar."),
            "required": _("Fill in the day."),
        }
        super().__init__(
            widget=widget, input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"], error_messages=said, **kwargs
        )


class CodeField(forms.ModelChoiceField):
    """A word of a list; the form says of which contract, and which of its words are offered."""

    def __init__(self, **kwargs: Any) -> None:
        chosen = {"required": _("Choose one."), "invalid_choice": _("Choose one of the list.")}
        super().__init__(Code.objects.none(), to_field_name="key", error_messages=chosen, **kwargs)

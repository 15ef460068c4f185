"""What the forms for the rows of a contract share: the contract that they stand in, days that cannot be."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from wijkweb.contract.forms.fields import CodeField
from wijkweb.contract.models import Code, Contract
from wijkweb.contract.reads.contracts import day_of
from wijkweb.dossier.forms.parts import PartForm


class RowForm(PartForm):
    """A row of a contract. `past` names the days that cannot be to come, `spans` the pairs of first and last day."""

    past: tuple[str, ...] = ()
    spans: tuple[tuple[str, str], ...] = ()
    today: date | None = None

    def on(self, contract: Contract) -> Self:
        """The form for a row of this contract."""
        self.today = day_of(contract, timezone.now())
        track: Any = self.fields.get("track")
        if isinstance(track, CodeField):
            track.queryset = contract.codes.filter(list=Code.List.TRACK, closed_on=None, number__gt=0)
        return self

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in self.past:
            if self.today and cleaned.get(name) and cleaned[name] > self.today:
                self.add_error(name, _t("This day is still to come. Fill in the day on which it was."))
        for first, last in self.spans:
            start, end = cleaned.get(first), cleaned.get(last)
            if start and end and end < start:
                self.add_error(last, _t("The last day comes before the first. Check both days."))
        return cleaned

    def need(self, name: str, sentence: str) -> None:
        """Asks for a field that this row cannot do without."""
        if name not in self.errors and self.cleaned_data.get(name) in (None, ""):
            self.add_error(name, sentence)


class PartOfField(forms.ModelChoiceField):
    """A row of the contract to which this one belongs, by the id that addresses carry."""

    def __init__(self, queryset: Any, **kwargs: Any) -> None:
        said = {"required": _("Choose one."), "invalid_choice": _("Choose one of the list.")}
        super().__init__(queryset, to_field_name="public_id", error_messages=said, **kwargs)

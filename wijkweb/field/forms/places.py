"""Places: what they are, where they lie, the steps that they take."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Self

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from wijkweb.contract.models import Contract
from wijkweb.dossier.forms.parts import PartForm
from wijkweb.field.models import Place
from wijkweb.field.reads.ground import area_choices, middle_of
from wijkweb.field.templatetags.street import PHASES, PLACE_KINDS
from wijkweb.rules.places import NoPoint, read_point

REFUSED = {
    "unreadable": _("Write two numbers, first north and then east, such as 51.05432, 3.72374."),
    "swapped": _("These two stand the other way round: first north (about 51), then east (about 3 to 5)."),
    "elsewhere": _("This point does not lie in Flanders or Brussels. Look at the numbers again."),
}


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, with the browser's own calendar."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class PlaceForm(PartForm):
    """A place. Where it lies comes from a point, or from the middle of an area when no point is given."""

    name = forms.CharField(label=_("Name of the place"), max_length=100)
    kind = forms.ChoiceField(label=_("What it is"), choices=list(PLACE_KINDS.items()))
    functions = forms.CharField(
        label=_("What it is used for"),
        max_length=300,
        required=False,
        help_text=_("For example sitting, football, homework."),
    )
    rhythm = forms.IntegerField(
        label=_("Visits a month that are meant"), min_value=0, max_value=31, help_text=_("0 when none is set.")
    )
    opened_on = day_field(_("In the list since"))
    point = forms.CharField(
        label=_("Point on the map"),
        max_length=60,
        required=False,
        help_text=_("North, east: such as 51.05432, 3.72374. Click on the map, or paste it from any map."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-wijk-point": ""}),
    )
    area = forms.ChoiceField(
        label=_("Or the middle of an area"),
        required=False,
        help_text=_("When the point is left empty. It can be put right later."),
    )

    def __init__(self, *args: Any, contract: Contract, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._contract, self._today = contract, today
        areas = area_choices(contract)
        if areas:
            self.fields["area"].choices = [("", _t("none")), *areas]  # type: ignore[attr-defined]
        else:
            del self.fields["area"]

    @classmethod
    def empty(cls, **initial: Any) -> Self:
        contract, today = initial.pop("contract"), initial.pop("today")
        first = {"rhythm": 4, "opened_on": today, "kind": Place.Kind.HANGOUT}
        return cls(initial={**PartForm.empty().initial, **first, **initial}, contract=contract, today=today)

    @classmethod
    def of(cls, part: Any, *, today: date) -> Self:
        return cls(initial=cls.shown(part), contract=part.contract, today=today)

    @classmethod
    def shown(cls, part: Any) -> dict[str, Any]:
        where = "" if part.latitude is None else f"{part.latitude}, {part.longitude}"
        return {**super().shown(part), "point": where}

    def again(self, *, token: int | None = None, new: bool = False) -> Self:
        data = {name: self.data.get(name, "") for name in self.fields} | {"token": str(token or "")}
        return type(self)(data, contract=self._contract, today=self._today)

    def values(self) -> dict[str, Any]:
        point: tuple[Decimal | None, Decimal | None] = self.cleaned_data["point"]
        kept = {name: value for name, value in super().values().items() if name not in ("point", "area")}
        return {**kept, "latitude": point[0], "longitude": point[1]}

    def clean_point(self) -> tuple[Decimal | None, Decimal | None]:
        text = self.cleaned_data["point"]
        if not text:
            return None, None
        try:
            return read_point(text)
        except NoPoint as error:
            raise forms.ValidationError(REFUSED[error.code]) from error

    def clean_opened_on(self) -> date:
        return _not_to_come(self.cleaned_data["opened_on"], self._today)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("area") and cleaned.get("point") == (None, None):
            cleaned["point"] = middle_of(self._contract, cleaned["area"]) or (None, None)
        return cleaned

    def _differences(self, theirs: Any, typed: Any) -> Any:
        point = typed.get("point") or (None, None)
        shown = "" if point[0] is None else f"{point[0]}, {point[1]}"
        return super()._differences(theirs, {**typed, "point": shown})


def _not_to_come(day: date, today: date) -> date:
    if day > today:
        raise forms.ValidationError(_t("This day is still to come. Fill in today or a day before."))
    return day


class Stepping(forms.Form):
    """A step of something that is there: it carries the token of what the person looked at."""

    token = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def again(self, token: int) -> Self:
        """What was typed once more, against what it is now."""
        self.data = {**self.data.dict(), "token": str(token)}  # type: ignore[attr-defined]
        return self


class PhaseForm(Stepping):
    """The next phase of a place, from which day, and why."""

    phase = forms.ChoiceField(
        label=_("From now on the place is"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the place becomes.")},
    )
    since = day_field(_("Since"))
    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("What happened, or what was agreed. It stays with the place.")
    )

    def __init__(self, *args: Any, place: Place, phases: tuple[str, ...], today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"token": place.token, "since": today}, **kwargs)
        self._place, self._today = place, today
        self.fields["phase"].choices = [(phase, PHASES[phase]) for phase in phases]  # type: ignore[attr-defined]

    def clean_since(self) -> date:
        since = _not_to_come(self.cleaned_data["since"], self._today)
        last = self._place.phases.last()
        first = last.since if last else self._place.opened_on
        if since < first:
            said = {"day": first.strftime("%d/%m/%Y")}
            raise forms.ValidationError(_t("The phase before it began on %(day)s; this one cannot be older.") % said)
        return since


class CloseForm(Stepping):
    """The last day of a place; empty when it opens again."""

    closed_on = day_field(_("Last day"))

    def __init__(self, *args: Any, place: Place, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"token": place.token, "closed_on": today}, **kwargs)
        self._today = today
        if place.closed_on:
            del self.fields["closed_on"]

    def clean_closed_on(self) -> date:
        return _not_to_come(self.cleaned_data["closed_on"], self._today)


class MergeForm(Stepping):
    """The place that a proposal turned out to be."""

    target = forms.ChoiceField(label=_("It is the same as"))

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, initial={"token": place.token}, **kwargs)
        others = Place.objects.filter(contract=place.contract_id, proposed=False, into=None)
        self.fields["target"].choices = [("", _t("choose")), *others.values_list("public_id", "name")]  # type: ignore[attr-defined]


class CoOwnerForm(forms.Form):
    """An organisation that carries a place too."""

    name = forms.CharField(label=_("Organisation or group"), max_length=200, help_text=_("Never the name of a person."))
    since = day_field(_("Since"))

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

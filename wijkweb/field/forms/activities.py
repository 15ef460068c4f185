"""Activities: a day and hours of the clock, as people plan them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from wijkweb.contract.models import UNKNOWN, Code, Contract
from wijkweb.dossier.forms.parts import PartForm
from wijkweb.field.actions.activities import MOST_WEEKS
from wijkweb.field.forms.places import day_field
from wijkweb.field.models import Activity, Place
from wijkweb.field.templatetags.street import ACTIVITY_KINDS, ACTIVITY_STATUS, RETURNS
from wijkweb.shapes.contact import HEADS


def hour_field(label: Any, **more: Any) -> forms.TimeField:
    """An hour of the clock."""
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **more)


class ActivityForm(PartForm):
    """An activity; `values` holds instants, worked out in the zone of the site."""

    title = forms.CharField(
        label=_("What it is called"), max_length=200, help_text=_("It shows in agendas: no names of people.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=list(ACTIVITY_KINDS.items()))
    returns = forms.ChoiceField(
        label=_("What is given in return"),
        choices=[("", _("not said")), *RETURNS.items()],
        required=False,
        help_text=_("Only for volunteering."),
    )
    on = day_field(_("Day"))
    begins = hour_field(_("From"))
    ends = hour_field(_("Until"), help_text=_("Earlier than the beginning means the next day."))
    weeks = forms.IntegerField(
        label=_("In so many weeks in a row"),
        min_value=1,
        max_value=MOST_WEEKS,
        required=False,
        help_text=_("1 for once. Each week can be changed or cancelled by itself."),
    )
    place = forms.ModelChoiceField(
        Place.objects.none(), to_field_name="public_id", label=_("Place"), required=False, empty_label=_("elsewhere")
    )
    track = forms.ModelChoiceField(
        Code.objects.none(), to_field_name="key", label=_("Track"), required=False, empty_label=_("none")
    )
    partners = forms.CharField(
        label=_("With which organisations"), max_length=300, required=False, help_text=_("Organisations, never people.")
    )
    status = forms.ChoiceField(label=_("How it stands"), choices=list(ACTIVITY_STATUS.items()))
    head_band = forms.ChoiceField(
        label=_("How many came"), choices=[("", _("not said")), *((band, band) for band in HEADS)], required=False
    )
    why_cancelled = forms.CharField(
        label=_("Why it was cancelled"), max_length=200, required=False, help_text=_("Only when it was cancelled.")
    )

    def __init__(self, *args: Any, contract: Contract, planned: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._contract, self._planned = contract, planned
        fields: dict[str, Any] = self.fields
        fields["place"].queryset = Place.objects.filter(contract=contract, into=None)
        fields["track"].queryset = contract.codes.filter(list=Code.List.TRACK).exclude(key=UNKNOWN)
        if not planned:
            del self.fields["weeks"]

    @classmethod
    def empty(cls, **initial: Any) -> Self:
        contract, today = initial.pop("contract"), initial.pop("today")
        first = {"weeks": 1, "status": Activity.Status.PLANNED, "on": today}
        return cls(initial={**PartForm.empty().initial, **first, **initial}, contract=contract)

    @classmethod
    def of(cls, part: Any) -> Self:
        return cls(initial=cls.shown(part), contract=part.contract, planned=False)

    @classmethod
    def shown(cls, part: Any) -> dict[str, Any]:
        begins, ends = timezone.localtime(part.starts_at), timezone.localtime(part.ends_at)
        hours = {"on": begins.date(), "begins": begins.time(), "ends": ends.time()}
        chosen = {
            "place": part.place.public_id if part.place else None,
            "track": part.track.key if part.track else None,
        }
        return {**super().shown(part), **hours, **chosen}

    def again(self, *, token: int | None = None, new: bool = False) -> Self:
        data = {name: self.data.get(name, "") for name in self.fields} | {"token": str(token or "")}
        return type(self)(data, contract=self._contract, planned=self._planned)

    @property
    def in_row(self) -> int:
        return self.cleaned_data.get("weeks") or 1

    def values(self) -> dict[str, Any]:
        frame = ("on", "begins", "ends", "weeks")
        return {name: value for name, value in super().values().items() if name not in frame}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") and cleaned["kind"] != Activity.Kind.VOLUNTEERING:
            cleaned["returns"] = ""
        status = cleaned.get("status")
        if status == Activity.Status.CANCELLED and not cleaned.get("why_cancelled"):
            self.add_error("why_cancelled", _("Say in a line why: whoever planned to come will ask."))
        if status and status != Activity.Status.CANCELLED:
            cleaned["why_cancelled"] = ""
        if status and status != Activity.Status.HELD:
            cleaned["head_band"] = ""
        if {"on", "begins", "ends"} <= cleaned.keys():
            self._hours(cleaned)
        return cleaned

    def _hours(self, cleaned: dict[str, Any]) -> None:
        on, begins, ends = cleaned["on"], cleaned["begins"], cleaned["ends"]
        if begins == ends:
            self.add_error("ends", _("It ends when it begins. Fill in another hour."))
            return
        last = on if ends > begins else on + timedelta(days=1)
        cleaned["starts_at"], cleaned["ends_at"] = (
            self._instant("begins", on, begins),
            self._instant("ends", last, ends),
        )

    def _instant(self, field: str, day: date, hour: time) -> datetime | None:
        local = datetime.combine(day, hour, timezone.get_default_timezone())
        back = local.astimezone(UTC).astimezone(timezone.get_default_timezone())
        if back.time() != hour:
            said = {"hour": f"{hour:%H:%M}", "day": f"{day:%d/%m/%Y}", "later": f"{back:%H:%M}"}
            text = _t("On %(day)s the clock goes forward: %(hour)s does not exist that night. Write %(later)s.") % said
            self.add_error(field, text)
            return None
        return local.astimezone(UTC)

    def _differences(self, theirs: Any, typed: Any) -> Any:
        chosen = {
            "place": typed["place"].public_id if typed.get("place") else None,
            "track": typed["track"].key if typed.get("track") else None,
        }
        return super()._differences(theirs, {**typed, **chosen})

"""A contact at a desk, a correction, nothing this week."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wijkweb.contract.forms.fields import CodeField, DayField
from wijkweb.contract.models import Code, Contract
from wijkweb.contract.reads.contracts import words_of
from wijkweb.field.contact_words import AGES, CORRECTED, HEADS, KINDS, PARTS, REASONS
from wijkweb.field.models import Contact, Place
from wijkweb.rules.contact import MOST_MINUTES, monday_of
from wijkweb.shapes.contact import ContactItem

NONE = ("", _("not filled in"))
WEEKS = 8
CHOOSE = {"required": _("Choose one."), "invalid_choice": _("Choose one of the list.")}


class NewId(forms.Form):
    """The id that the empty form carried, so that what is sent twice is one."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["id"].initial = uuid4()

    def clean_id(self) -> UUID:
        id: UUID | None = self.cleaned_data["id"]
        return id if id and id.version == 4 else uuid4()


class ContactForm(NewId):
    """A contact, as a phone registers it: no name, no clock time."""

    date = DayField(label=_("Day"))
    part = forms.ChoiceField(label=_("Part of the day"), choices=list(PARTS.items()), error_messages=CHOOSE)
    place = forms.ModelChoiceField(
        Place.objects.none(),
        label=_("Place"),
        to_field_name="public_id",
        empty_label=_("choose"),
        error_messages={"required": _("Choose the place."), "invalid_choice": _("Choose a place of the list.")},
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()), error_messages=CHOOSE)
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=5,
        max_value=MOST_MINUTES,
        step_size=5,
        help_text=_(
            "In steps of five. Together with a colleague it is one contact; how many you were has its own field."
        ),
        error_messages={
            "required": _("Fill in the minutes."),
            "invalid": _("Fill in whole minutes, such as 30."),
            "min_value": _("At least 5 minutes."),
            "max_value": _("At most 1440 minutes: a contact belongs to one day."),
            "step_size": _("Minutes go in steps of five: 25, 30, 35."),
        },
    )
    workers = forms.IntegerField(
        label=_("With how many colleagues, you included"),
        min_value=1,
        max_value=20,
        initial=1,
        error_messages={
            "required": _("Fill in the number, 1 when you were alone."),
            "min_value": _("At least 1: that is you."),
            "max_value": _("At most 20."),
        },
    )
    track = CodeField(label=_("Track"), empty_label=None)
    group = CodeField(label=_("Group"), empty_label=None)
    heads = forms.ChoiceField(label=_("Number of people"), choices=[NONE, *HEADS.items()], required=False)
    ages = forms.ChoiceField(label=_("Age"), choices=[NONE, *AGES.items()], required=False)
    again = forms.TypedChoiceField(
        label=_("Met before"),
        choices=[NONE, ("yes", _("yes")), ("no", _("no"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
    )
    themes = forms.ModelMultipleChoiceField(
        Code.objects.none(),
        label=_("Themes"),
        to_field_name="key",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose one of the list.")},
    )

    def __init__(self, *args: Any, contract: Contract, contact: Contact | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = contact.place_id if contact else None
        places = Place.objects.filter(contract=contract).filter(Q(closed_on=None) | Q(pk=kept))
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        codes = contract.codes.filter(number__gt=0)
        for name, list_, pk in (
            ("track", Code.List.TRACK, contact.track_id if contact else None),
            ("group", Code.List.GROUP, contact.group_id if contact else None),
        ):
            offered = codes.filter(Q(closed_on=None) | Q(pk=pk), list=list_)
            self.fields[name].queryset = offered  # type: ignore[attr-defined]
        had = [n for n in range(1, 31) if contact and contact.themes & (1 << n)]
        themes = codes.filter(Q(closed_on=None) | Q(number__in=had), list=Code.List.THEME)
        self.fields["themes"].queryset = themes  # type: ignore[attr-defined]
        words = words_of(contract)  # the choices of all three in one query: a row of buttons asks for its own each time
        for name, list_, kept_too in (
            ("track", Code.List.TRACK, [contact.track_id if contact else None]),
            ("group", Code.List.GROUP, [contact.group_id if contact else None]),
            ("themes", Code.List.THEME, [code.pk for code in words.of(Code.List.THEME) if code.number in had]),
        ):
            field: Any = self.fields[name]
            field.choices = [
                (field.prepare_value(code), field.label_from_instance(code))
                for code in words.rows(list_)
                if code.number and (code.closed_on is None or code.pk in kept_too)
            ]

    def clean_themes(self) -> tuple[str, ...]:
        keys = tuple(code.key for code in self.cleaned_data["themes"])
        if len(keys) > 8:
            raise forms.ValidationError(_("At most 8 themes: tick those that it was really about."))
        return keys

    def data_of(self) -> Mapping[str, Any]:
        """The contact as a phone would send it."""
        found = self.cleaned_data
        data = {
            "v": 1, "kind": found["kind"], "place": found["place"].public_id, "track": found["track"].key,
            "group": found["group"].key, "date": found["date"].isoformat(), "part": found["part"],
            "minutes": found["minutes"], "workers": found["workers"], "heads": found["heads"] or None,
            "ages": found["ages"] or None, "again": found["again"], "themes": list(found["themes"]) or None,
        }  # fmt: skip
        return {name: value for name, value in data.items() if value is not None}


class ReasonForm(NewId):
    """Why a contact is taken back."""

    reason = forms.ChoiceField(
        label=_("Why"),
        choices=list(CORRECTED.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why.")},
    )


class CorrectForm(ContactForm, ReasonForm):
    """A contact once more, with why it was wrong."""


def shown(contact: Contact, item: ContactItem) -> dict[str, Any]:
    """What the form of a contact shows."""
    again = {True: "yes", False: "no", None: ""}[item.again]
    return {
        "date": item.date, "part": item.part, "place": contact.place, "kind": item.kind,
        "minutes": item.minutes or None,
        "workers": item.workers, "track": contact.track, "group": contact.group, "heads": item.heads,
        "ages": item.ages, "again": again, "themes": item.themes,
    }  # fmt: skip


class QuietForm(NewId):
    """Nothing this week, because."""

    monday = forms.TypedChoiceField(label=_("Week"), coerce=date.fromisoformat, error_messages=CHOOSE)
    reason = forms.ChoiceField(
        label=_("Because"),
        choices=list(REASONS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mondays = [monday_of(today) - timedelta(weeks=number) for number in range(WEEKS)]
        self.fields["monday"].choices = [  # type: ignore[attr-defined]
            (day.isoformat(), f"{date_format(day, 'j F')} – {date_format(day + timedelta(days=6), 'j F Y')}")
            for day in mondays
        ]


class FillForm(forms.Form):
    """What the words of a held item were; only the fields that are missing."""

    def __init__(self, *args: Any, contract: Contract, missing: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = words_of(contract)
        made: dict[str, forms.Field] = {
            "place": _of(contract.place_set.all(), _("Which place is it?")),
            "track": _of_codes(contract, words.of(Code.List.TRACK), _("Which track is it?")),
            "group": _of_codes(contract, words.of(Code.List.GROUP), _("Which group is it?")),
            "theme": _of_codes(contract, words.of(Code.List.THEME), _("Which theme is it?")),
            "activity": _of(contract.activity_set.all(), _("Which activity is it?")),
            "themes": forms.ModelMultipleChoiceField(
                contract.codes.filter(list=Code.List.THEME, number__gt=0),
                label=_("Which themes are meant, if any?"),
                to_field_name="key",
                required=False,
                widget=forms.CheckboxSelectMultiple,
            ),
        }
        self.fields = {name: made[name] for name in missing}

    def chosen(self) -> dict[str, Any]:
        """The arguments of `fill_in`."""
        found = dict(self.cleaned_data)
        if "theme" in found:
            found["themes"] = [found.pop("theme")]
        return found


def _of(rows: Any, label: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        rows, label=label, to_field_name="public_id", empty_label=_("choose"), error_messages=CHOOSE
    )


def _of_codes(contract: Contract, codes: tuple[Code, ...], label: Any) -> CodeField:
    field = CodeField(label=label, empty_label=_("choose"))
    field.queryset = contract.codes.filter(pk__in=[code.pk for code in codes])
    return field

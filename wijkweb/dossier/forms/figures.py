"""Areas and figures as people type them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from wijkweb.commons.ids import public_id
from wijkweb.dossier.actions.figures import Entry, Shared
from wijkweb.dossier.models import AreaFigure, ProjectArea
from wijkweb.readers.numbers import NoNumber, TwoNumbers, decimals_of, number
from wijkweb.rules.figure_import import FIRST_YEAR, MOST_VALUE
from wijkweb.shapes.call import Call

ID = r"[a-z0-9]{12}"
PARTS = ("value", "numerator", "denominator")


class AreaForm(forms.Form):
    """An area by its name, and what it is for."""

    public_id = forms.RegexField(ID, widget=forms.HiddenInput, required=False)
    token = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Name of the area"), max_length=200)
    kind = forms.ChoiceField(
        label=_("What is it for"),
        choices=[
            (ProjectArea.Kind.PART.value, _("the project is about it")),
            (ProjectArea.Kind.REFERENCE.value, _("to compare with, such as the whole municipality")),
        ],
    )


class RowForm(forms.Form):
    """One indicator in one year: what holds for the row, and for each area a value with its parts.

    `mixed` are the fields in which the figures of the row differ; left empty, each keeps its own.
    """

    indicator = forms.CharField(label=_("Indicator"), max_length=200)
    unit = forms.CharField(
        label=_("Unit"), max_length=40, required=False, help_text=_("Such as %, ‰, index, EUR, inw/km², aantal.")
    )
    year = forms.CharField(label=_("Year"), max_length=20, required=False)
    base = forms.CharField(
        label=_("Base"),
        max_length=200,
        required=False,
        help_text=_("For an index: which area is 100, such as Gent = 100."),
    )
    source = forms.CharField(label=_("Source"), max_length=300, required=False)
    version = forms.ChoiceField(label=_("Counts in the boundaries"), required=False)
    aspect = forms.ChoiceField(label=_("Tells about this aspect of the call"), required=False)

    def __init__(
        self,
        *args: Any,
        areas: Sequence[ProjectArea],
        figures: Sequence[AreaFigure],
        versions: Sequence[tuple[str, str]],
        call: Call,
        this_year: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.areas, self._this_year = areas, this_year
        self._known = {figure.area_id: figure for figure in figures}
        self.mixed = {n for n in ("unit", "source", "version", "aspect") if len({getattr(f, n) for f in figures}) > 1}
        self.theirs: dict[str, str] = {}
        first = figures[0] if figures else None
        for name in ("indicator", "unit", "year", "base", "source", "version", "aspect"):
            if first and name not in self.initial:
                self.initial[name] = "" if name in self.mixed else getattr(first, name)
        keys = dict(versions) | {f.version: f.version for f in figures if f.version and f.version not in dict(versions)}
        self.fields["version"].choices = [("", _("as each area was chosen")), *keys.items()]  # type: ignore[attr-defined]
        aspects = [(aspect.key, aspect.title) for aspect in call.aspects]
        self.fields["aspect"].choices = [("", _("none of them")), *aspects]  # type: ignore[attr-defined]
        for name in self.mixed:
            self.fields[name].help_text = _("The areas differ in this. Left empty, each keeps its own.")
        for area in areas:
            self._area_fields(area)

    def _area_fields(self, area: ProjectArea) -> None:
        known, key = self._known.get(area.pk), area.public_id
        labels = {"value": _("Value"), "numerator": _("Numerator"), "denominator": _("Denominator")}
        for part in PARTS:
            widget = forms.TextInput(attrs={"inputmode": "decimal", "aria-label": f"{labels[part]}, {area.name}"})
            self.fields[f"{part}_{key}"] = forms.CharField(
                label=labels[part], max_length=40, required=False, widget=widget
            )
            self.initial.setdefault(f"{part}_{key}", _typed(known, part))
        self.fields[f"figure_{key}"] = forms.RegexField(ID, widget=forms.HiddenInput, required=False)
        self.fields[f"token_{key}"] = forms.IntegerField(widget=forms.HiddenInput, required=False)
        self.initial.setdefault(f"figure_{key}", known.public_id if known else public_id())
        self.initial.setdefault(f"token_{key}", known.token if known else 0)

    @property
    def shared_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("indicator", "unit", "year", "base", "source", "version", "aspect")]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The fields of each area, with what somebody else made of it where that is in the way."""
        return [
            {
                "area": area,
                "fields": [self[f"{part}_{area.public_id}"] for part in PARTS],
                "hidden": [self[f"{name}_{area.public_id}"] for name in ("figure", "token")],
                "theirs": self.theirs.get(area.public_id, ""),
            }
            for area in self.areas
        ]

    def clean_year(self) -> str:
        year: str = self.cleaned_data["year"].strip()
        first = re.match(r"[0-9]{4}(?![0-9])", year)
        if year and not (first and FIRST_YEAR <= int(first[0]) <= self._this_year + 1):
            raise forms.ValidationError(_("Write the year in four digits, not after next year: 2021."))
        return year

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("unit", "").casefold() == "index" and data.get("base") and "=" not in data["base"]:
            data["base"] = f"{data['base']} = 100"
        self.entries = [self._entry(area, data) for area in self.areas]
        if not self.errors and all(entry.value is None for entry in self.entries):
            raise forms.ValidationError(_("Fill in the value of at least one area."))
        return data

    def _entry(self, area: ProjectArea, data: Mapping[str, Any]) -> Entry:
        key = area.public_id
        read = {part: self._number(f"{part}_{key}", data) for part in PARTS}
        if read["value"] is None and (read["numerator"] is not None or read["denominator"] is not None):
            self.add_error(f"value_{key}", _("Fill in the value too."))
        typed = str(data.get(f"value_{key}", "")).strip()
        printed = typed.rstrip("%‰ ") if read["value"] is not None and decimals_of(typed) else ""
        figure, token = data.get(f"figure_{key}") or public_id(), data.get(f"token_{key}") or 0
        return Entry(key, figure, token, read["value"], printed, read["numerator"], read["denominator"])

    def _number(self, name: str, data: Mapping[str, Any]) -> Decimal | None:
        typed = str(data.get(name, "")).strip()
        if not typed:
            return None
        try:
            value = number(typed).quantize(Decimal("0.0001"))
        except TwoNumbers as two:
            facts = {"typed": typed, "whole": two.whole, "broken": two.broken}
            self.add_error(name, _t("“%(typed)s” can be read in two ways. Write %(whole)s or %(broken)s.") % facts)
            return None
        except NoNumber:
            self.add_error(name, _t("“%(typed)s” is no number. Write 14700 or 32,4.") % {"typed": typed})
            return None
        if abs(value) >= MOST_VALUE:
            self.add_error(name, _t("This number is too large."))
        return value

    def shared(self) -> Shared:
        """What holds for the whole row."""
        data = self.cleaned_data
        kept = {
            name: None if name in self.mixed and not data[name] else data[name]
            for name in ("unit", "source", "version", "aspect")
        }
        return Shared(data["indicator"].strip(), data["year"], data["base"].strip(), **kept)

    def told_of(self, figures: Sequence[AreaFigure]) -> None:
        """Somebody else changed the row: what stands now goes beside what was typed, and was seen from now on."""
        self.data = self.data.copy()
        by_area = {figure.area_id: figure for figure in figures}
        for area in self.areas:
            now, was = by_area.get(area.pk), self.data.get(f"token_{area.public_id}")
            if now and str(now.token) != was:
                self.theirs[area.public_id] = _typed(now, "value")
            elif was not in ("0", "", None) and not now:
                self.theirs[area.public_id] = "–"
            self.data[f"figure_{area.public_id}"] = now.public_id if now else public_id()
            self.data[f"token_{area.public_id}"] = str(now.token) if now else "0"


def _typed(figure: AreaFigure | None, part: str) -> str:
    """A number for its field: as it was typed, else with a decimal comma; never in a way that reads two ways."""
    value: Decimal | None = getattr(figure, part, None)
    if figure is None or value is None:
        return ""
    if part == "value" and figure.printed:
        try:
            if number(figure.printed) == value:
                return figure.printed
        except ValueError:
            pass
    shown = f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
    whole, point, decimals = shown.partition(".")
    return f"{whole},{decimals}{'0' if len(decimals) == 3 else ''}" if point else whole


class UploadForm(forms.Form):
    """A file of figures, and the source of the figures that name none."""

    file = forms.FileField(
        label=_("The file"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt"}),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("The file is empty: there is no text in it."),
        },
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > settings.UPLOAD_MOST_BYTES:
            most = settings.UPLOAD_MOST_BYTES // 1024 // 1024
            raise forms.ValidationError(_t("The file is larger than %(most)s MB.") % {"most": most})
        return file


class PlanForm(forms.Form):
    """A yes to what the dry run showed; `seen` says which dry run that was."""

    seen = forms.RegexField(r"[0-9a-f]{64}", widget=forms.HiddenInput)
    source = forms.CharField(label=_("Source of the figures that name none"), max_length=300, required=False)

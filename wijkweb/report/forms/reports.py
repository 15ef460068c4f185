"""What people fill in around a report: its year, why it is opened again, the decision on it, a lesson, a figure."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from wijkweb.contract.forms.fields import DayField
from wijkweb.dossier.forms.parts import NumberField, PartForm, TextField
from wijkweb.report.forms.base import RowField
from wijkweb.report.models import Decision
from wijkweb.report.words import TITLES


class BeginForm(forms.Form):
    """Which year a report is about."""

    year = forms.IntegerField(min_value=1, max_value=50)
    public_id = forms.RegexField(r"\A[2-9a-z]{12}\Z", required=False)


class ReopenForm(forms.Form):
    """Why a closed report is opened again."""

    reason = forms.CharField(
        label=_("Why is it opened again?"),
        max_length=300,
        help_text=_("What was frozen stays, with this reason beside it."),
        error_messages={"required": _("Write why; the steering group and the jury will ask.")},
    )


class DecisionField(RowField):
    """A decision to choose, with its day and its first words."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code}, {date_format(obj.decided_on, 'j F Y')}: {Truncator(obj.text).chars(80)}"


class ApproveForm(forms.Form):
    """The decision of the steering group on a report."""

    decision = DecisionField(
        Decision, label=_("Decision of the steering group"), empty_label=_("choose"),
        help_text=_("Only decisions that were taken since the report closed stand in the list."),
    )  # fmt: skip

    def __init__(self, *args: Any, decisions: QuerySet[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions  # type: ignore[attr-defined]


class LessonForm(PartForm):
    """Something that the team learned, on the day on which it did."""

    learned_on = DayField(label=_("When"))
    chapter = forms.ChoiceField(label=_("About"), required=False, choices=[("", _("the whole work")), *TITLES.items()])
    text = TextField(
        label=_("What was learned"), max_length=2_000,
        help_text=_("A few lines. Never about one resident: write it so that nobody recognises anybody."),
        error_messages={"required": _("Write what was learned.")},
    )  # fmt: skip
    field_order = ("text", "chapter", "learned_on")


class LaterFigureForm(PartForm):
    """A figure of the neighbourhood in a later year."""

    which = forms.ChoiceField(label=_("Figure"), error_messages={"required": _("Choose the figure.")})
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    value = NumberField(label=_("Value"))
    source = forms.CharField(
        label=_("Source"), max_length=300,
        error_messages={"required": _("Name the source: a figure without one convinces nobody.")},
    )  # fmt: skip

    def __init__(self, *args: Any, figures: tuple[tuple[str, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(f"{indicator}|{area}", f"{indicator}, {area}") for indicator, area in figures]
        self.fields["which"].choices = [("", "—"), *named]  # type: ignore[attr-defined]

    def clean_value(self) -> Any:
        value = self.cleaned_data["value"]
        if value is None:
            raise forms.ValidationError(_("Fill in the figure, such as 15,2."))
        return value

    def values(self) -> dict[str, Any]:
        indicator, _bar, area = self.cleaned_data["which"].partition("|")
        named = {name: self.cleaned_data[name] for name in ("year", "value", "source")}
        return {"indicator": indicator, "area": area, **named}

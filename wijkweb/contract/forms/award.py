"""The award, a baseline that comes later, amendments: each with the paper of its decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from wijkweb.contract.actions.award import Granted, NotAwardable
from wijkweb.contract.forms.contracts import BeginForm
from wijkweb.contract.forms.fields import DayField
from wijkweb.contract.forms.money import BookedField
from wijkweb.contract.forms.rows import RowForm
from wijkweb.contract.models import Amendment, Award, Contract
from wijkweb.contract.said import SUBJECTS, choices
from wijkweb.dossier.actions.annexes import Upload
from wijkweb.dossier.forms.exchange import read_for
from wijkweb.dossier.forms.parts import TextField
from wijkweb.writers.messages import amount

# where a fault is shown, and what it says
FAULTS: Mapping[str, tuple[str, Promise]] = {
    "nothing": ("amount", _("An award grants an amount above 0.")),
    "above_most": ("amount", _("The call grants at most %(bound)s euro. Check the amount of the decision.")),
    "before_deadline": ("decided_on", _("The call was open until %(bound)s; an award comes later. Check the day.")),
    "to_come": ("decided_on", _("This day is still to come. Fill in the day of the decision.")),
    "before_award": ("decided_on", _("The contract was awarded on %(bound)s; what changes it comes after that.")),
    "other_number": (
        "number", _("The decision %(bound)s stands at another contract already. Check the number in the paper."),
    ),
    "other_paper": (
        "paper", _("The file %(bound)s is the paper of another contract already. Choose the paper of this one."),
    ),
}  # fmt: skip


class PaperField(forms.FileField):
    """The paper of a decision: any kind of file, sent back as a download and never opened here."""

    def __init__(self, **kwargs: Any) -> None:
        said = {"empty": _("The file is empty: there is nothing in it.")}
        super().__init__(required=False, max_length=200, error_messages=said, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        most = settings.UPLOAD_MOST_BYTES
        return {**super().widget_attrs(widget), "data-wijk-most": most, "data-wijk-too-large": _large()}

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        file: UploadedFile | None = super().clean(data, initial)
        if not file:
            return None
        if file.size is not None and file.size > settings.UPLOAD_MOST_BYTES:
            raise forms.ValidationError(_large())
        return Upload(file.name or "besluit", file.read())


def _large() -> str:
    return _t("The file is larger than %(most)s MB.") % {"most": settings.UPLOAD_MOST_BYTES // 1024 // 1024}


def tell_faults(form: forms.Form, error: NotAwardable, **names: str) -> None:
    """Says what is wrong with a decision, each at its field; `names` are fields that are called otherwise here."""
    for code, bound in error.faults:
        field, sentence = FAULTS[code]
        form.add_error(names.get(field, field), str(sentence) % {"bound": _bound(bound)})


def _bound(bound: date | Decimal | str) -> str:
    if isinstance(bound, Decimal):
        return amount(bound, "en" if (get_language() or "nl").startswith("en") else "nl")
    return bound if isinstance(bound, str) else date_format(bound, "j F Y")


class AwardFields(forms.Form):
    """What an award says."""

    decided_on = DayField(label=_("Award: day of the decision"))
    amount = BookedField(label=_("Award: amount of the subsidy, in euro"), required=False)
    number = forms.CharField(
        label=_("Award: number of the decision"),
        max_length=60,
        required=False,
        help_text=_("As it stands on the paper. You can add it later."),
    )
    paper = PaperField(label=_("Award: the paper"), help_text=_("The letter or the decree. You can add it later."))

    def clean_number(self) -> str:
        return " ".join(self.cleaned_data["number"].split())

    def clean_amount(self) -> Decimal:
        found: Decimal | None = self.cleaned_data["amount"]
        if found is None:
            raise forms.ValidationError(_t("Fill in the amount that was awarded."))
        return found

    def granted(self) -> Granted:
        """The award as it was filled in."""
        cleaned = self.cleaned_data
        return Granted(cleaned["decided_on"], cleaned["amount"], cleaned["number"], cleaned["paper"])


class AwardForm(AwardFields, RowForm):
    """The award of a contract that runs, or what was typed wrong in it."""

    @classmethod
    def shown(cls, part: Any) -> dict[str, Any]:
        assert isinstance(part, Award)
        return {name: getattr(part, name) for name in ("decided_on", "amount", "number", "token")}


class AwardedForm(AwardFields, BeginForm):
    """A contract that begins from its dossier, with the award."""

    field_order = ("decided_on", "amount", "number", "paper", "start", "end", "tracks", "lead")

    def given(self) -> dict[str, Any]:
        """What the verb is given."""
        plain = {name: self.cleaned_data[name] for name in ("start", "end", "tracks", "lead")}
        return plain | {"award": self.granted()}


class BaselineForm(forms.Form):
    """What a contract that runs already was agreed on: its dossier as it is now, or the JSON of its application."""

    file = forms.FileField(
        label=_("The application as JSON"),
        required=False,
        help_text=_("The file that Wijkweb made of the dossier."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json"}),
        error_messages={"empty": _("The file is empty: there is nothing in it.")},
    )
    sure = forms.BooleanField(
        label=_("This is what was agreed. It is frozen once, and changes by an amendment only."),
        error_messages={"required": _("Tick that this is what was agreed: it cannot be frozen again.")},
    )

    def __init__(self, *args: Any, contract: Contract, has_dossier: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._contract, self._has_dossier = contract, has_dossier
        if has_dossier:
            self.fields["file"].help_text = _("Only when it is to be another file than the dossier that is kept here.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file, version = cleaned.get("file"), self._contract.call_version
        if not file and not self._has_dossier and "file" not in self.errors:
            self.add_error("file", _t("Choose the JSON file of the application."))
        if file:
            try:
                cleaned["application"], found = read_for(file.read(), self._contract.case.municipality)
            except forms.ValidationError as error:
                self.add_error("file", error)
                return cleaned
            cleaned["call_version"] = found
            if version is not None and found != version:
                self.add_error("file", _t("The file was made under another call than this contract. Choose its own."))
        return cleaned


class AmendmentForm(RowForm):
    """A decision that changes what was agreed, and the days that it gives the contract when it is about those."""

    subject = forms.ChoiceField(label=_("What it changes"), choices=choices(SUBJECTS))
    text = TextField(label=_("What changes, and why"), max_length=5_000, rows=4)
    decided_number = forms.CharField(label=_("Number of the decision"), max_length=60)
    decided_on = DayField(label=_("Day of the decision"))
    start_since = DayField(
        label=_("New first day of the contract"), required=False, help_text=_("Only when it changes the period.")
    )
    end_since = DayField(
        label=_("New last day of the contract"), required=False, help_text=_("Only when it changes the period.")
    )
    paper = PaperField(label=_("The paper of the decision"))

    def clean_decided_number(self) -> str:
        return " ".join(self.cleaned_data["decided_number"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("subject") != Amendment.Subject.PERIOD:
            return cleaned | {"start_since": None, "end_since": None}
        for name in ("start_since", "end_since"):
            self.need(name, _t("Fill in the day: this decision changes the period."))
        start, end = cleaned.get("start_since"), cleaned.get("end_since")
        if start and end and end <= start:
            self.add_error("end_since", _t("The last day comes after the first. Check both days."))
        return cleaned

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if name != "paper"}


class AmendmentChangeForm(AmendmentForm):
    """What was typed wrong in an amendment; its subject and the days that it gave stay."""

    subject = None  # type: ignore[assignment]
    start_since = None  # type: ignore[assignment]
    end_since = None  # type: ignore[assignment]

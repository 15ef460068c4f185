"""Entries: a commitment, a payment, staff cost; how one is taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Self

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from wijkweb.contract.actions.money_files import Upload
from wijkweb.contract.forms.fields import DayField
from wijkweb.contract.models import Contract, Entry, PlanLine, SubAgreement
from wijkweb.contract.money_words import KINDS, PAYERS
from wijkweb.dossier.forms.money_field import AmountField, language
from wijkweb.dossier.forms.parts import PartForm
from wijkweb.rules.amounts import Typed, read_typed

CHOOSE = {"required": _("Choose one."), "invalid_choice": _("Choose one of the list.")}
MISSING = {"required": _("Fill in the amount.")}
REASON = {"required": _("Say why: it stays readable beside the entry.")}


class BookedField(AmountField):
    """A booked amount. In Dutch three digits after a comma are decimals, so 12,505 is never twelve thousand."""

    def read(self, text: str) -> Typed:
        return read_typed(text, decimal_comma=language() == "nl")


def payers() -> list[tuple[str, Any]]:
    """The choices of who pays."""
    return [("", _("choose")), *PAYERS.items()]


def posts(titles: Mapping[str, str]) -> list[tuple[str, Any]]:
    """The choices of posts."""
    return [("", _("choose")), *titles.items()]


class ProofField(forms.FileField):
    """A file as proof: kept as it is, sent back as a download, never opened here."""

    def __init__(self, **kwargs: Any) -> None:
        empty = {"empty": _("The file is empty: there is nothing in it."), "required": _("Choose a file first.")}
        super().__init__(max_length=200, error_messages=empty, **{"required": False, **kwargs})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        bound = {"data-wijk-most": settings.UPLOAD_MOST_BYTES, "data-wijk-too-large": _large()}
        return {**super().widget_attrs(widget), **bound}

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        file: UploadedFile[Any] | None = super().clean(data, initial)
        if not file:
            return None
        if file.size is not None and file.size > settings.UPLOAD_MOST_BYTES:
            raise forms.ValidationError(_large())
        return Upload(file.name or "bestand", file.read())


def _large() -> str:
    return _t("The file is larger than %(most)s MB.") % {"most": settings.UPLOAD_MOST_BYTES // 1024 // 1024}


class LinkField(forms.ModelChoiceField):
    """A row of this contract that an entry belongs to."""

    def __init__(self, model: Any, **kwargs: Any) -> None:
        super().__init__(
            model.objects.none(), required=False, to_field_name="public_id", empty_label=_("none"),
            error_messages=CHOOSE, **kwargs,
        )  # fmt: skip


class EntryForm(PartForm):
    """An entry. What is asked first is what every entry has."""

    kind = forms.ChoiceField(
        label=_("What is it"), choices=[(k, KINDS[k]) for k in Entry.Kind.values], error_messages=CHOOSE
    )
    day = DayField(label=_("Day"))
    amount = BookedField(label=_("Amount in euro"), error_messages=MISSING)
    payer = forms.ChoiceField(label=_("Who pays"), error_messages=CHOOSE)
    post = forms.ChoiceField(label=_("Post"), error_messages=CHOOSE)
    payee = forms.CharField(
        label=_("Who is paid"),
        max_length=200,
        help_text=_("An organisation, never the name of a resident."),
        error_messages={"required": _("Say which organisation is paid.")},
    )
    invoice = forms.CharField(label=_("Number of the invoice"), max_length=80, required=False)
    text = forms.CharField(label=_("What for"), max_length=300, required=False)
    pays = LinkField(Entry, label=_("Pays this commitment"))
    agreement = LinkField(SubAgreement, label=_("Under this sub-agreement"))
    line = LinkField(
        PlanLine, label=_("For this function"), help_text=_("Only for staff cost that no person-months prove.")
    )
    upload = ProofField(label=_("Proof"), help_text=_("The invoice, the order, the receipt."))

    def on(self, contract: Contract, titles: Mapping[str, str], open_ones: Iterable[Entry]) -> Self:
        """The form for an entry of this contract; `open_ones` are the commitments that can be paid."""
        fields: Any = self.fields
        fields["payer"].choices, fields["post"].choices = payers(), posts(titles)
        fields["pays"].queryset = Entry.objects.filter(pk__in=[one.pk for one in open_ones])
        agreed = SubAgreement.objects.filter(contract=contract, under=None)
        fields["agreement"].queryset = agreed.exclude(state=SubAgreement.State.DRAFT)
        fields["line"].queryset = PlanLine.objects.filter(contract=contract).exclude(function="")
        return self

    def entry_values(self) -> dict[str, Any]:
        """What is booked; the file goes beside it."""
        return {name: value for name, value in self.values().items() if name != "upload"}


class ProveForm(forms.Form):
    """A file as proof of an entry that has none."""

    upload = ProofField(label=_("Proof"), help_text=_("The invoice, the order, the receipt."), required=True)


class CounterForm(forms.Form):
    """A counter entry: on which day, why."""

    public_id = forms.RegexField(r"\A[2-9a-z]{12}\Z", widget=forms.HiddenInput)
    day = DayField(label=_("Day of the counter entry"), help_text=_("Until that day the entry counts, as it did then."))
    reason = forms.CharField(label=_("Why"), max_length=300, error_messages=REASON)


class WithdrawForm(forms.Form):
    """An entry that never should have been there."""

    reason = forms.CharField(label=_("Why"), max_length=300, error_messages=REASON)

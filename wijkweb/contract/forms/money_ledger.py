"""A bank or ledger file: chosen, and read once more before it is taken in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkweb.contract.forms.money import ProofField, payers, posts
from wijkweb.shapes.ledger import Reading


class ReadingForm(forms.Form):
    """How a file is read where its rows do not say it themselves."""

    post = forms.ChoiceField(label=_("Post, where a row names none"), required=False)
    payer = forms.ChoiceField(label=_("Who pays, where a row does not say"), required=False)
    minus_is_paid = forms.BooleanField(
        label=_("In this file a payment has a minus sign, as on a bank statement"), required=False
    )

    def on(self, titles: Mapping[str, str]) -> Self:
        """The form with the posts of this contract."""
        fields: Any = self.fields
        fields["post"].choices, fields["payer"].choices = posts(titles), payers()
        return self

    def reading(self) -> Reading:
        """What was chosen."""
        said = self.cleaned_data
        return Reading(said.get("post", ""), said.get("payer", ""), said.get("minus_is_paid", False))


class LedgerForm(ReadingForm):
    """The file, and how to read it."""

    file = ProofField(label=_("The file, CSV or Excel"), required=True)
    field_order = ("file", "post", "payer", "minus_is_paid")


class TakeForm(ReadingForm):
    """A yes to what was looked at; `seen` is its mark."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=32)
    good_only = forms.BooleanField(required=False)

"""A word of a list."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class WordForm(forms.Form):
    """The word in Dutch, and in English when somebody in the team reads that."""

    nl = forms.CharField(
        label=_("In Dutch"), max_length=80, error_messages={"required": _("Fill in the word in Dutch.")}
    )
    en = forms.CharField(label=_("In English"), max_length=80, required=False)

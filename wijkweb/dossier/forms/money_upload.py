"""A spreadsheet that comes back: the file, and what it says, sealed between the look at it and the yes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from wijkweb.dossier.models import Dossier
from wijkweb.readers.workbook import MOST_BYTES
from wijkweb.shapes.application import Payer
from wijkweb.shapes.plain import Misfit, from_plain, to_plain

DAY = 24 * 60 * 60


class SheetForm(forms.Form):
    """The Excel file of the money, changed by somebody."""

    file = forms.FileField(
        label=_("The changed Excel file"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": _("Choose a file first."), "empty": _("The file is empty.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs |= {"data-wijk-most": MOST_BYTES, "data-wijk-too-large": _large()}

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if file.size is not None and file.size > MOST_BYTES:
            raise forms.ValidationError(_large())
        return file


def _large() -> str:
    return _t("The file is larger than %(most)s MB: this is no budget.") % {"most": MOST_BYTES // 1024 // 1024}


@dataclass(frozen=True, slots=True)
class Looked:
    """A budget that somebody looked at before taking it over: on which budget it was laid, from which file."""

    payers: tuple[Payer, ...]
    token: str
    file: str


def seal(looked: Looked, dossier: Dossier) -> str:
    """What was looked at, signed: nobody makes it up, and it is good for this dossier only."""
    plain = json.loads(json.dumps(to_plain(looked), default=str))
    return signing.dumps(plain, salt=_salt(dossier), compress=True)


def unseal(sealed: str, dossier: Dossier) -> Looked | None:
    """What was looked at; None when the seal is broken, of another dossier, or older than a day."""
    try:
        return from_plain(Looked, signing.loads(sealed, salt=_salt(dossier), max_age=DAY))
    except (signing.BadSignature, Misfit):
        return None


def _salt(dossier: Dossier) -> str:
    return f"wijkweb.money.{dossier.case.public_id}"

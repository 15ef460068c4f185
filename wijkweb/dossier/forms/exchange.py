"""Files that come back: the Word file of a dossier, the JSON of one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from wijkweb.call.models import CallVersion
from wijkweb.call.reads import call_of
from wijkweb.commons.access import organisations_for
from wijkweb.commons.models import Organisation, Person
from wijkweb.dossier.fitting import fit
from wijkweb.dossier.models import Dossier
from wijkweb.dossier.reads.returned import WordBack
from wijkweb.readers.application import read_application
from wijkweb.shapes.application import Application
from wijkweb.shapes.plain import Misfit

WHY = {
    "json": _("The file is no JSON that can be read. Choose the file that Wijkweb made."),
    "format": _("The file is no dossier of Wijkweb. Choose the JSON file that Wijkweb made."),
    "unknown_key": _("At “%(key)s”: the form has no such key. Take it out."),
    "missing": _("At “%(key)s”: this is missing, and the form cannot do without it."),
    "kind": _(
        "At “%(key)s”: something else stands there than the form asks for. Compare it with a file that Wijkweb made."
    ),
    "long": _("At “%(key)s”: the text is longer than can be kept. Make it shorter."),
    "sign": _("At “%(key)s”: a sign stands there that no text can hold. Take it out."),
    "number": _("At “%(key)s”: the number has too many digits, or is none."),
    "twice": _("At “%(key)s”: this is there twice, and can be there once. Take one out."),
    "unknown": _("At “%(key)s”: this names something that the call or the file does not have."),
    "period": _("At “%(key)s”: the end lies before the start, or in no year of a contract."),
    "year": _("At “%(key)s”: this is no year of a contract."),
    "score": _("At “%(key)s”: a score is 0, 1, 2 or 3."),
    "link_or_file": _("At “%(key)s”: an annex is a link or a file, one of both."),
    "link": _("At “%(key)s”: a link begins with https:// or http://."),
}


class FileForm(forms.Form):
    """A file of at most the size that any upload may have."""

    file = forms.FileField(
        label=_("The file"),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("The file is empty: there is no text in it."),
        },
    )
    accept = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = settings.UPLOAD_MOST_BYTES
        self._large = _t("The file is larger than %(most)s MB; save it without pictures and try again.") % {
            "most": most // 1024 // 1024
        }
        self.fields["file"].widget.attrs |= {
            "accept": self.accept,
            "data-wijk-most": most,
            "data-wijk-too-large": self._large,
        }

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > settings.UPLOAD_MOST_BYTES:
            raise forms.ValidationError(self._large)
        return file


class WordForm(FileForm):
    """The Word file of this dossier, as somebody changed it."""

    accept = ".docx"

    def clean_file(self) -> UploadedFile:
        file = super().clean_file()
        if not file.read(4).startswith(b"PK"):
            raise forms.ValidationError(_t("This is no Word file. Save it in Word as .docx and choose that one."))
        file.seek(0)
        return file


class TakeForm(forms.Form):
    """Which of the sections that changed are taken over; each carries the token of the text that was shown."""

    take = forms.MultipleChoiceField(error_messages={"required": _("Choose at least one section to take over.")})

    def __init__(self, data: Any, *, found: WordBack, keys: frozenset[str]) -> None:
        super().__init__(data)
        self._rows = {row.section.key: row for row in found.rows}
        self.fields["take"].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]

    def texts(self) -> dict[str, tuple[str, int]]:
        """The chosen sections that still differ: key, text, and the token that was seen; -1 when none was sent."""
        chosen = [self._rows[key] for key in self.cleaned_data["take"] if key in self._rows]
        return {row.section.key: (row.section.text, self._token(row.section.key)) for row in chosen}

    def _token(self, key: str) -> int:
        sent = str(self.data.get(f"token-{key}", ""))
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


class JsonForm(FileForm):
    """The JSON of a dossier that takes the place of what is in this one."""

    accept = ".json"
    sure = forms.BooleanField(
        label=_("Everything in this dossier is replaced by what the file says: texts, money, figures, network, ideas."),
        error_messages={"required": _("Tick that you are sure: what is in the dossier now is replaced.")},
    )

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._dossier = dossier

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if file := cleaned.get("file"):
            version = self._dossier.call_version
            cleaned["application"] = self._read(file, version)
        return cleaned

    def _read(self, file: UploadedFile, version: CallVersion) -> Application | None:
        try:
            application = read_application(file.read())
            _same_call(application, version)
            _same_municipality(application, self._dossier.municipality)
            fit(application, call_of(version))
        except (Misfit, forms.ValidationError) as error:
            self.add_error("file", said(error))
            return None
        return application


class JsonStartForm(FileForm):
    """The JSON of a dossier that a new one is made of."""

    accept = ".json"
    municipality = forms.ModelChoiceField(
        label=_("For which municipality"), queryset=Organisation.objects.none(), empty_label=None
    )
    practice = forms.BooleanField(
        label=_("This is a practice copy: it never counts as the proposal of the municipality."), required=False
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = organisations_for(person, "dossier.start")
        field = self.fields["municipality"]
        field.queryset = mine  # type: ignore[attr-defined]
        if len(mine) == 1:
            field.widget = forms.HiddenInput()
            field.initial = mine[0].pk

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file, municipality = cleaned.get("file"), cleaned.get("municipality")
        if file and municipality:
            try:
                cleaned["application"], cleaned["call_version"] = read_for(file.read(), municipality)
            except forms.ValidationError as error:
                self.add_error("file", error)
        return cleaned


def read_for(data: bytes, municipality: Organisation) -> tuple[Application, CallVersion]:
    """The application in a file, for this municipality, under a call that is here; raises ValidationError."""
    try:
        application = read_application(data)
        _same_municipality(application, municipality)
        version = CallVersion.objects.filter(call_id=application.call, version=application.call_version).first()
        if version is None:
            raise forms.ValidationError(_no_call(application))
        fit(application, call_of(version))
    except Misfit as misfit:
        raise forms.ValidationError(said(misfit)) from None
    return application, version


def said(error: Misfit | forms.ValidationError) -> str:
    """Why a file does not fit, in one sentence."""
    if isinstance(error, forms.ValidationError):
        return str(error.messages[0])
    return str(WHY[error.reason]) % {"key": error.key[:200]}


def _no_call(application: Application) -> str:
    asked = {"call": application.call[:60], "version": application.call_version}
    return _t("The file was made under the call “%(call)s”, version %(version)s, which is not here.") % asked


def _same_call(application: Application, version: CallVersion) -> None:
    if (application.call, application.call_version) != (version.call_id, version.version):
        asked = {"call": application.call[:60], "version": application.call_version}
        told = _t(
            "The file was made under another call or version (“%(call)s”, version %(version)s). "
            "Make a new dossier of it."
        )
        raise forms.ValidationError(told % asked)


def _same_municipality(application: Application, municipality: Organisation) -> None:
    if application.municipality != municipality.name:
        names = {"theirs": application.municipality[:200], "ours": municipality.name}
        raise forms.ValidationError(_t("The file is of %(theirs)s, and this is for %(ours)s.") % names)

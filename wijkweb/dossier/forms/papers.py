"""Input from people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from wijkweb.call.models import CallVersion
from wijkweb.call.reads import newest_versions
from wijkweb.commons.access import organisations_for
from wijkweb.commons.models import Organisation, Person


class PaperForm(forms.Form):
    """A file to check, under a call, for a municipality; the last is only asked where there is a choice."""

    file = forms.FileField(
        label=_("The file"),
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf,.md,.txt"}),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("The file is empty: there is no text in it."),
        },
    )
    call = forms.ChoiceField(label=_("The call"))
    municipality = forms.ModelChoiceField(
        label=_("For which municipality"), queryset=Organisation.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs |= {
            "data-wijk-most": settings.UPLOAD_MOST_BYTES,
            "data-wijk-too-large": _large(),
        }
        self._versions = {version.call_id: version for version in newest_versions()}
        self.fields["call"].choices = [(key, version.title) for key, version in self._versions.items()]  # type: ignore[attr-defined]
        mine = organisations_for(person, "paper.check")
        field = self.fields["municipality"]
        field.queryset = mine  # type: ignore[attr-defined]
        if len(mine) == 1:
            field.widget = forms.HiddenInput()
            field.initial = mine[0].pk
            field.required = False

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > settings.UPLOAD_MOST_BYTES:
            raise forms.ValidationError(_large())
        return file

    def clean_municipality(self) -> Organisation:
        chosen = self.cleaned_data.get("municipality")
        if chosen is None:
            chosen = self.fields["municipality"].queryset.first()  # type: ignore[attr-defined]
        if chosen is None:
            raise forms.ValidationError(_t("You work for no municipality yet; ask your coordinator."))
        return chosen

    def version(self) -> CallVersion:
        """The version of the chosen call."""
        return self._versions[self.cleaned_data["call"]]


def _large() -> str:
    most = settings.UPLOAD_MOST_BYTES // 1024 // 1024
    return _t("The file is larger than %(most)s MB; save it without pictures and try again.") % {"most": most}

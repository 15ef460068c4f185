"""What the forms of the reports share: rows of one contract to choose from, hours, a paper as proof."""

from __future__ import annotations

from typing import Any, Self

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from wijkweb.dossier.forms.parts import PartForm
from wijkweb.report.actions.papers import Upload

LINE = {"required": _("Fill this in."), "max_length": _("This is too long. Say it in fewer words.")}
CHOSEN = {"required": _("Choose one."), "invalid_choice": _("Choose one of the list.")}


class OnForm(PartForm):
    """A form that chooses among the rows of what it is `on`: a contract, a meeting."""

    def __init__(self, *args: Any, on: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.ready()

    def ready(self) -> None:
        """Fills the lists to choose from."""

    @classmethod
    def empty(cls, **initial: Any) -> Self:
        on = initial.pop("on")
        return cls(initial={**PartForm.empty().initial, **initial}, on=on)

    @classmethod
    def of(cls, part: Any) -> Self:
        return cls(initial=cls.shown(part), on=part.contract)

    def again(self, *, token: int | None = None, new: bool = False) -> Self:
        data = {name: self.data.get(name, "") for name in self.fields} | {"token": str(token or "")}
        return type(self)(data, on=self.on)

    def _differences(self, theirs: Any, typed: Any) -> Any:
        plain = {name: getattr(value, "public_id", value) for name, value in typed.items()}
        shown = {name: getattr(value, "public_id", value) for name, value in theirs.items()}
        return super()._differences(shown, plain)


class TimeField(forms.TimeField):
    """An hour of the day."""

    def __init__(self, **kwargs: Any) -> None:
        said = {"invalid": _("Write the hour as 14:00."), "required": _("Fill in the hour.")}
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(widget=widget, input_formats=["%H:%M", "%H.%M", "%Hu%M"], error_messages=said, **kwargs)


class RowField(forms.ModelChoiceField):
    """A row of the contract; the form says which ones are offered."""

    def __init__(self, model: Any, **kwargs: Any) -> None:
        super().__init__(model.objects.none(), to_field_name="public_id", error_messages=CHOSEN, **kwargs)


class PaperField(forms.FileField):
    """A file of any kind, as proof; it becomes an Upload."""

    def __init__(self, **kwargs: Any) -> None:
        said = {"empty": _("The file is empty: there is nothing in it.")}
        super().__init__(required=False, max_length=200, error_messages=said, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file: UploadedFile | None = super().clean(data, initial)
        if not file:
            return None
        if file.size is not None and file.size > settings.UPLOAD_MOST_BYTES:
            most = settings.UPLOAD_MOST_BYTES // 1024 // 1024
            raise forms.ValidationError(
                _t("The file is larger than %(most)s MB. Give a link instead.") % {"most": most}
            )
        return Upload(file.name or "bestand", file.read())


def line(label: Any, *, most: int = 200, **more: Any) -> forms.CharField:
    """A line of text."""
    return forms.CharField(label=label, max_length=most, error_messages=LINE, **more)

"""Partners, risks, promised indicators, requests for low rules, annexes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from wijkweb.dossier.actions.annexes import Upload
from wijkweb.dossier.forms.parts import NumberField, PartForm, TextField, worded
from wijkweb.dossier.models import Annex, Partner, Promise, Risk, RuleRequest
from wijkweb.dossier.models.dossiers import Part

DEGREES = [("", _("choose")), *worded(Risk.Degree.values)]


class PartnerForm(PartForm):
    """A partner in the network."""

    name = forms.CharField(label=_("Name of the partner"), max_length=200)
    level = forms.CharField(
        label=_("Level"),
        max_length=100,
        required=False,
        help_text=_("For example the steering group, the neighbourhood, the street. Partners are grouped by it."),
        widget=forms.TextInput(attrs={"list": "levels"}),
    )
    role = TextField(label=_("Role in the project"), required=False, max_length=5_000, rows=3)
    expertise = TextField(label=_("Expertise that it brings"), required=False, max_length=5_000, rows=3)
    money = NumberField(
        label=_("Money that it brings, in euro"),
        help_text=_("Only to tell it here: what counts in the budget stands under finance."),
    )
    engagement = forms.ChoiceField(
        label=_("Engagement"), choices=worded(Partner.Engagement.values), initial=Partner.Engagement.INTENDED
    )


class RiskForm(PartForm):
    """A risk; its owner is a role, so that it stays right when people change."""

    title = forms.CharField(label=_("What may go wrong"), max_length=300)
    chance = forms.ChoiceField(label=_("Chance that it happens"), choices=DEGREES)
    effect = forms.ChoiceField(label=_("Effect when it happens"), choices=DEGREES)
    owner = forms.CharField(
        label=_("Who watches it"), max_length=200, required=False, help_text=_("A role, not a name of a person.")
    )
    measure = TextField(label=_("What is done about it"), required=False, max_length=5_000, rows=4)


class PromiseForm(PartForm):
    """A promised indicator: what is counted, per what, over which denominator, against which target."""

    title = forms.CharField(label=_("Name of the indicator"), max_length=200)
    track = forms.CharField(label=_("Track of the project"), max_length=100, required=False)
    measure = forms.CharField(
        label=_("What is counted"),
        max_length=100,
        help_text=_("For example hours of contact, hours of workers, activities, visits to places."),
    )
    period = forms.CharField(
        label=_("Per"), max_length=30, help_text=_("A week, a month, a quarter, a year, the whole contract.")
    )
    denominator = forms.CharField(
        label=_("Over which periods it is averaged"),
        max_length=100,
        required=False,
        help_text=_("All calendar weeks, or only those worked? Without this each reading gives another figure."),
    )
    kind = forms.ChoiceField(
        label=_("Kind of target"),
        choices=[
            (Promise.Target.AT_LEAST, _("at least the target")),
            (Promise.Target.AT_MOST, _("at most the target")),
            (Promise.Target.BETWEEN, _("between the target and a highest figure")),
            (Promise.Target.MILESTONE, _("a milestone: done or not done")),
        ],
    )
    target = NumberField(label=_("Target"))
    upper = NumberField(label=_("Highest figure, only for “between”"))
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False)
    source = TextField(label=_("The sentence of the application that promises it"), max_length=5_000, rows=3)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind, target, upper = (cleaned.get(name) for name in ("kind", "target", "upper"))
        if kind != Promise.Target.BETWEEN:
            cleaned["upper"] = None
        if kind and kind != Promise.Target.MILESTONE and target is None and "target" not in self.errors:
            self.add_error("target", _("Fill in the target, or choose a milestone."))
        if kind == Promise.Target.BETWEEN and "upper" not in self.errors and (upper is None or upper <= (target or 0)):
            self.add_error("upper", _("Fill in a highest figure that is above the target."))
        return cleaned


class RuleForm(PartForm):
    """A rule that a government is asked to loosen."""

    rule = forms.CharField(label=_("Which rule"), max_length=300)
    government = forms.CharField(label=_("Of which government"), max_length=200)
    status = forms.ChoiceField(label=_("How it stands"), choices=worded(RuleRequest.Status.values))
    reason = TextField(label=_("Why it hinders"), required=False, max_length=5_000, rows=4)


class AnnexForm(PartForm):
    """An annex: a link or a file. `kept` is the name of the file that it has already."""

    title = forms.CharField(label=_("Title of the annex"), max_length=200)
    link = forms.URLField(label=_("Link"), max_length=500, required=False, assume_scheme="https", widget=forms.URLInput)
    upload = forms.FileField(
        label=_("Or a file"),
        required=False,
        max_length=200,
        help_text=_("Any kind of file. It is kept as it is and sent back as a download, never opened here."),
        error_messages={"empty": _("The file is empty: there is nothing in it.")},
    )

    kept = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["upload"].widget.attrs |= {"data-wijk-most": settings.UPLOAD_MOST_BYTES}
        self.fields["upload"].widget.attrs |= {"data-wijk-too-large": _large()}

    @classmethod
    def shown(cls, part: Part) -> dict[str, Any]:
        assert isinstance(part, Annex)
        return {"title": part.title, "link": part.link, "token": part.token, "public_id": part.public_id}

    def clean_upload(self) -> Upload | None:
        file: UploadedFile | None = self.cleaned_data.get("upload")
        if file is None:
            return None
        if file.size is not None and file.size > settings.UPLOAD_MOST_BYTES:
            raise forms.ValidationError(_large())
        return Upload(file.name or "bestand", file.read())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        link, upload = cleaned.get("link"), cleaned.get("upload")
        if link and upload:
            self.add_error("link", _("A link or a file, not both. Clear the link, or choose the file again later."))
        if not link and not upload and not self.kept and not {"link", "upload"} & set(self.errors):
            self.add_error("link", _("Fill in a link, or choose a file."))
        return cleaned


def _large() -> str:
    most = settings.UPLOAD_MOST_BYTES // 1024 // 1024
    return _t("The file is larger than %(most)s MB. Put it on the website and give the link.") % {"most": most}

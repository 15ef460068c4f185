"""What the jury, the funder and the city write to each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkweb.commons.ids import public_id
from wijkweb.contract.forms.fields import DayField
from wijkweb.contract.models import Indicator
from wijkweb.dossier.forms.parts import PartForm, TextField
from wijkweb.report.models import Judgement
from wijkweb.report.words import VERDICTS

NAMED: Sequence[str] = Judgement.Verdict.values


class FindingsForm(forms.Form):
    """Findings per promise and as a whole. `verdicts` gives them by the id of the promise."""

    text = TextField(
        label=_("The whole, for the minister"), required=False, rows=8, max_length=20_000,
        help_text=_("What does the jury conclude, and what does it ask of the city?"),
    )  # fmt: skip
    token = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, promises: Sequence[Indicator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.promises = promises
        choices = [("", "—"), *((code, VERDICTS[code]) for code in NAMED)]
        for one in promises:
            self.fields[f"verdict-{one.pk}"] = forms.ChoiceField(label=one.title, required=False, choices=choices)
            self.fields[f"reason-{one.pk}"] = TextField(
                label=_("Why: %(title)s") % {"title": one.title}, required=False, max_length=4_000
            )
        self.order_fields(
            [*(f"{kind}-{one.pk}" for one in promises for kind in ("verdict", "reason")), "text", "token"]
        )

    def verdicts(self) -> dict[int, tuple[str, str]]:
        data = self.cleaned_data
        return {one.pk: (data[f"verdict-{one.pk}"], data[f"reason-{one.pk}"]) for one in self.promises}

    def mark_missing(self) -> None:
        """Says at each field what still has to be filled in before the findings can be given."""
        for key, (verdict, reason) in self.verdicts().items():
            if not verdict:
                self.add_error(f"verdict-{key}", _("Choose one."))
            if not reason:
                self.add_error(f"reason-{key}", _("Say why; whoever reads this later will ask."))


class WordsForm(forms.Form):
    """One text that somebody sends to somebody else; the id lets a form that is sent twice count once."""

    text = TextField(
        label=_("Text"), rows=6, max_length=10_000, error_messages={"required": _("Write something first.")}
    )
    public_id = forms.RegexField(r"\A[2-9a-z]{12}\Z", widget=forms.HiddenInput, required=False)

    @classmethod
    def empty(cls) -> WordsForm:
        return cls(initial={"public_id": public_id()})

    @property
    def own_id(self) -> str:
        return self.cleaned_data.get("public_id") or public_id()


class QuestionForm(WordsForm):
    """What the funder asks the city."""

    text = TextField(
        label=_("Your question"), rows=6, max_length=10_000, error_messages={"required": _("Write something first.")}
    )


class AgreementForm(PartForm):
    """What was agreed, who does it, by when."""

    text = forms.CharField(label=_("What was agreed"), max_length=500)
    owner = forms.CharField(label=_("Who does it (a role or an organisation)"), max_length=200)
    due = DayField(label=_("By when"))


class SettleForm(forms.Form):
    """What came of an agreement."""

    on = DayField(label=_("Done on"))
    outcome = forms.CharField(label=_("What came of it"), max_length=500)


class InterestForm(forms.Form):
    """Why a juror is too near to a contract."""

    reason = forms.CharField(
        label=_("What is your interest?"), max_length=300,
        help_text=_(
            "For example: you work for a partner, or you advised on the application. Once saved you see nothing of "
            "this contract any more, until the funder lifts it."
        ),
        error_messages={"required": _("Write in a few words what your interest is.")},
    )  # fmt: skip

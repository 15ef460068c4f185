"""Input of the writing pages: a text, ticks beside questions, who has a section, what is said about it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wijkweb.commons.ids import public_id
from wijkweb.commons.models import Person
from wijkweb.dossier.actions import comments
from wijkweb.dossier.models import Section, SectionVersion
from wijkweb.shapes.call import Question

_LINE_END = re.compile(r"\r\n?")
_NO_CHARACTER = re.compile("[\ud800-\udfff]")  # half of a pair: no database stores it


def posted(request: HttpRequest) -> Mapping[str, Any]:
    """What a page sent, as JSON or as a form; empty when the JSON is no object."""
    if request.content_type != "application/json":
        return request.POST
    try:
        found = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def clean_text(text: str) -> str:
    """Line ends as one character, and nothing that a database does not store."""
    return _NO_CHARACTER.sub("\ufffd", _LINE_END.sub("\n", text)).replace("\0", "")


class Plain(forms.CharField):
    """A text that keeps its spaces, and may be empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, strip=False, **kwargs)
        self.validators = []

    def to_python(self, value: Any) -> str:
        return clean_text(value) if isinstance(value, str) else ""


class SaveForm(forms.Form):
    """A text with the token of the text that it was written on from; `base` is that text, to compare with."""

    KINDS = (SectionVersion.Kind.AUTOSAVE, SectionVersion.Kind.SAVE, SectionVersion.Kind.MERGE)

    text = Plain()
    base = Plain()
    token = forms.IntegerField(min_value=-1, max_value=2**31 - 1)
    sitting = forms.RegexField(r"^[A-Za-z0-9-]{1,24}:[0-9]{1,9}$", required=False)
    kind = forms.ChoiceField(choices=[(kind.value, kind.value) for kind in KINDS], required=False)
    person = forms.CharField(required=False, max_length=20)

    def saving(self) -> dict[str, Any]:
        """What the verb asks for."""
        kept = {name: self.cleaned_data[name] for name in ("text", "token", "sitting")}
        return {**kept, "kind": self.cleaned_data["kind"] or SectionVersion.Kind.SAVE}


class CompareForm(forms.Form):
    """A text that was overtaken, and the one that it was written on from."""

    text = Plain()
    base = Plain()
    token = forms.IntegerField(min_value=-1, max_value=2**31 - 1)


class AnswerForm(forms.Form):
    """The guidance questions of a section: ticked off or not, and where each is answered."""

    def __init__(self, *args: Any, questions: tuple[Question, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            self.fields[f"on-{question.key}"] = forms.BooleanField(required=False)
            self.fields[f"where-{question.key}"] = forms.CharField(required=False, max_length=200)
            self.fields[f"was-{question.key}"] = forms.CharField(required=False, strip=False)

    def answers(self) -> dict[str, tuple[str | None, str | None]]:
        """For each question what was shown and what is wanted: where it is answered, or None."""
        return {
            question.key: (_shown(self.cleaned_data[f"was-{question.key}"]), self._wanted(question.key))
            for question in self.questions
        }

    def _wanted(self, key: str) -> str | None:
        where = self.cleaned_data[f"where-{key}"]
        return where if self.cleaned_data[f"on-{key}"] or where else None


def _shown(was: str) -> str | None:
    """ "+words" is ticked off with these words, "" is not ticked off."""
    return was[1:] if was.startswith("+") else None


class PlanForm(forms.Form):
    """Who writes a section, and by when."""

    assigned_to = forms.ModelChoiceField(
        label=_("Who writes it"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("nobody yet"),
        to_field_name="public_id",
    )
    due = forms.DateField(
        label=_("Ready by"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    was_assigned = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    was_due = forms.DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, section: Section, people: Any, **kwargs: Any) -> None:
        who = section.assigned_to.public_id if section.assigned_to else ""
        shown = {"assigned_to": who, "due": section.due}
        was = {"was_assigned": who, "was_due": section.due and section.due.isoformat()}
        super().__init__(*args, initial={**shown, **was}, **kwargs)
        self.fields["assigned_to"].queryset = people  # type: ignore[attr-defined]

    def planning(self) -> dict[str, Any]:
        """What the verb asks for."""
        data = self.cleaned_data
        return {
            "assigned_to": data["assigned_to"],
            "due": data["due"],
            "was": (data["was_assigned"], data["was_due"]),
        }


class StatusForm(forms.Form):
    """How a section stands."""

    status = forms.ChoiceField(choices=Section.Status.choices)


class RestoreForm(forms.Form):
    """The token of the text that stood there when the versions were shown."""

    token = forms.IntegerField(min_value=0, max_value=2**31 - 1)


class CommentForm(forms.Form):
    """Something said about a section, with the words that it is about."""

    text = forms.CharField(
        label=_("What you want to say"),
        max_length=comments.MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what you want to say.")},
    )
    quote = forms.CharField(label=_("About which words (if any)"), required=False, max_length=comments.MOST_QUOTED)
    public_id = forms.RegexField(r"^[a-z0-9]{12}$", widget=forms.HiddenInput)
    answers = forms.RegexField(r"^[a-z0-9]{12}$", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"public_id": public_id()}, **kwargs)

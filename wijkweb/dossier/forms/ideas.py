"""Ideas, where they go, and the name of the project."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from wijkweb.dossier.actions.ideas import WITH_REASON, scores_of
from wijkweb.dossier.forms.parts import PartForm, TextField
from wijkweb.dossier.models import Idea
from wijkweb.dossier.models.dossiers import Part
from wijkweb.dossier.templatetags.choice import MOVES
from wijkweb.rules.states import IDEA
from wijkweb.shapes.call import Aspect

SCORES = [(0, _("not")), (1, _("a little")), (2, _("clearly")), (3, _("at its heart"))]
_PREFIX = "score_"


class IdeaForm(PartForm):
    """What a service proposes."""

    title = forms.CharField(label=_("The idea in a line"), max_length=200)
    service = forms.CharField(label=_("Service that brings it"), max_length=200)
    text = TextField(label=_("What it is about"), required=False, max_length=20_000, rows=5)


class ScoredForm(IdeaForm):
    """An idea with a score for each aspect of the call: made for one call by `for_call`."""

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if not name.startswith(_PREFIX)}

    def scores(self) -> dict[str, int]:
        """0 to 3 by the key of an aspect."""
        found = {n.removeprefix(_PREFIX): v for n, v in self.cleaned_data.items() if n.startswith(_PREFIX)}
        return {key: int(score or 0) for key, score in found.items()}

    def scored(self) -> list[forms.BoundField]:
        """The fields of the aspects."""
        return [self[name] for name in self.fields if name.startswith(_PREFIX)]

    def plain(self) -> list[forms.BoundField]:
        """The fields of the idea itself."""
        return [field for field in self.visible_fields() if not field.name.startswith(_PREFIX)]

    @classmethod
    def shown(cls, part: Part) -> dict[str, Any]:
        assert isinstance(part, Idea)
        zero = {name: 0 for name in cls.base_fields if name.startswith(_PREFIX)}
        return super().shown(part) | zero | {f"{_PREFIX}{key}": score for key, score in scores_of(part).items()}


def for_call(aspects: Iterable[Aspect]) -> type[ScoredForm]:
    """The form of an idea with the aspects of a call."""
    fields = {
        f"{_PREFIX}{aspect.key}": forms.TypedChoiceField(
            label=aspect.title, choices=SCORES, coerce=int, required=False, empty_value=0, initial=0
        )
        for aspect in aspects
    }
    return type("IdeaFormOfCall", (ScoredForm,), fields)


class MoveForm(forms.Form):
    """Where an idea goes, on which day that was decided, why."""

    token = forms.IntegerField(widget=forms.HiddenInput, required=False)
    step = forms.ChoiceField(
        label=_("Where it goes"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where the idea goes.")},
    )
    on = forms.DateField(label=_("Decided on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    reason = TextField(
        label=_("Why"),
        required=False,
        max_length=5_000,
        rows=4,
        help_text=_("Needed when the idea is chosen or set aside: others will ask."),
    )
    take_title = forms.BooleanField(
        label=_("When it is chosen, its title becomes the name of the project"), required=False
    )

    def __init__(self, *args: Any, idea: Idea, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._idea = idea
        steps = [step for step in Idea.Step.values if step in IDEA[idea.step]]
        self.fields["step"].choices = [(step, MOVES[step]) for step in steps]  # type: ignore[attr-defined]
        if Idea.Step.CHOSEN not in steps:
            del self.fields["take_title"]

    @classmethod
    def of(cls, idea: Idea) -> Self:
        """The form for an idea as it is now."""
        return cls(idea=idea, initial={"token": idea.token, "on": timezone.localdate(), "take_title": True})

    def again(self, idea: Idea) -> MoveForm:
        """What was typed once more, for the idea as somebody else left it."""
        return MoveForm({**self.data.dict(), "token": str(idea.token)}, idea=idea)  # type: ignore[attr-defined]

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        last = self._idea.steps.last()
        if on > timezone.localdate():
            raise forms.ValidationError(_t("This day is still to come; fill in the day on which it was decided."))
        if last and on < timezone.localdate(last.at):
            day = timezone.localdate(last.at).strftime("%d/%m/%Y")
            raise forms.ValidationError(
                _t("The step before it is of %(day)s; this one cannot be older.") % {"day": day}
            )
        return on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("step") in WITH_REASON and not cleaned.get("reason"):
            self.add_error("reason", _("Say in a line why: it stays with the idea."))
        cleaned.setdefault("take_title", False)
        return cleaned


class ProjectForm(forms.Form):
    """The name of the project, and the objective of the multi-year plan that it serves."""

    title = forms.CharField(label=_("Name of the project"), max_length=200)
    objective = TextField(
        label=_("Objective of the multi-year plan"),
        required=False,
        max_length=500,
        rows=3,
        help_text=_("Its number and its words, as the municipality's plan prints them."),
    )
    seen_title = TextField(widget=forms.HiddenInput, required=False, strip=False)
    seen_objective = TextField(widget=forms.HiddenInput, required=False, strip=False)

    @classmethod
    def of(cls, title: str, objective: str) -> Self:
        """The form with both as they are."""
        return cls(initial={"title": title, "objective": objective, "seen_title": title, "seen_objective": objective})

    def again(self, title: str, objective: str) -> Self:
        """What was typed once more, against what somebody else made of it."""
        return type(self)({**self.data.dict(), "seen_title": title, "seen_objective": objective})  # type: ignore[attr-defined]

    @property
    def seen(self) -> tuple[str, str]:
        return self.cleaned_data["seen_title"], self.cleaned_data["seen_objective"]

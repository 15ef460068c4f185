"""What is written in a meeting: under each item, who was there, decisions, actions, approval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from wijkweb.contract.forms.fields import DayField
from wijkweb.dossier.forms.parts import TextField
from wijkweb.report.actions.minutes import Typed
from wijkweb.report.forms.base import CHOSEN, OnForm, RowField, line
from wijkweb.report.models import AgendaItem, Attendance, BodyMember, Meeting
from wijkweb.report.reads.meetings import members_on
from wijkweb.report.templatetags.meetings import ACTION_STATES, ATTENDANCE

MOST_SAID = 20_000
MOST_OTHERS = 40


def typed_in(data: QueryDict, items: Sequence[AgendaItem]) -> dict[str, Typed]:
    """What was typed under each item that the page showed; a line ends with a line feed."""
    found = {}
    for item in items:
        text, token = data.get(f"said-{item.public_id}"), data.get(f"token-{item.public_id}", "")
        if text is not None:
            seen = int(token) if token.isdecimal() and len(token) < 9 else None
            found[item.public_id] = Typed(text.replace("\r\n", "\n").strip()[:MOST_SAID], seen)
    return found


class AttendanceForm(forms.Form):
    """Each member of the body, and others by function and organisation."""

    token = forms.IntegerField(widget=forms.HiddenInput, required=False)
    others = TextField(
        label=_("Others who were there"),
        required=False,
        rows=3,
        max_length=4_000,
        help_text=_("One on each line: function, organisation. No names of residents."),
    )
    field_order = ("token",)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._members = members_on(meeting)
        rows = list(Attendance.objects.filter(meeting=meeting))
        known = {row.member_id: row.state for row in rows}
        for member in self._members:
            self.fields[f"m-{member.public_id}"] = forms.ChoiceField(
                label=str(member), choices=list(ATTENDANCE.items()), error_messages=CHOSEN,
                initial=known.get(member.pk, Attendance.State.PRESENT), widget=forms.RadioSelect,
            )  # fmt: skip
        self.fields["token"].initial = meeting.token
        self.fields["others"].initial = "\n".join(str(row) for row in rows if row.member_id is None)
        self.order_fields([name for name in self.fields if name != "others"])

    def clean_others(self) -> list[tuple[str, str]]:
        found = []
        for typed in self.cleaned_data["others"].splitlines():
            function, _comma, organisation = (part.strip() for part in typed.partition(","))
            if function:
                found.append((function[:200], organisation[:200]))
        if len(found) > MOST_OTHERS:
            raise forms.ValidationError(_t("At most 40 others. Put those of one organisation on one line."))
        return found

    @property
    def members(self) -> Mapping[BodyMember, str]:
        """The state of each member."""
        return {member: self.cleaned_data[f"m-{member.public_id}"] for member in self._members}


class _OnMeeting(OnForm):
    item = RowField(AgendaItem, label=_("Under which item"), required=False, empty_label=_("none of them"))

    def ready(self) -> None:
        items = AgendaItem.objects.filter(meeting=self.on, state=AgendaItem.State.KEPT)
        self.fields["item"].queryset = items  # type: ignore[attr-defined]

    @classmethod
    def shown(cls, part: Any) -> dict[str, Any]:
        return {**super().shown(part), "item": part.item and part.item.public_id}


class DecisionForm(_OnMeeting):
    """A decision; its number comes by itself."""

    text = TextField(
        label=_("What was decided"), max_length=4_000, rows=4, error_messages={"required": _("Fill this in.")}
    )
    field_order = ("text", "item")


class RewordForm(OnForm):
    """The words of a decision."""

    text = TextField(
        label=_("What was decided"), max_length=4_000, rows=4, error_messages={"required": _("Fill this in.")}
    )


class WithdrawForm(OnForm):
    """A decision is taken back."""

    on_day = DayField(label=_("Withdrawn on"))
    reason = line(_("Why"), most=300, help_text=_("The number stays; it is never given again."))


class ActionForm(_OnMeeting):
    """What somebody will do, who, until when."""

    text = line(_("What is to be done"), most=500)
    owner = line(_("Who does it"), help_text=_("A function or a service, not a name."))
    due = DayField(label=_("Done by"))
    field_order = ("text", "owner", "due", "item")


class SettleForm(OnForm):
    """An action afterwards: done, dropped, or to somebody else."""

    text = line(_("What is to be done"), most=500)
    owner = line(_("Who does it"), help_text=_("A function or a service, not a name."))
    due = DayField(label=_("Done by"))
    state = forms.ChoiceField(
        label=_("How it stands"), choices=list(ACTION_STATES.items()), widget=forms.RadioSelect, error_messages=CHOSEN
    )
    done_on = DayField(label=_("Done or dropped on"), required=False)
    note = line(_("What came of it"), most=500, required=False, help_text=_("Of one that is dropped: why."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("state") == "open":
            cleaned["done_on"] = None
        return cleaned


class ApproveForm(OnForm):
    """The day on which the minutes were approved."""

    on_day = DayField(label=_("Approved on"))

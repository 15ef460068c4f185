"""Bodies, their members, meetings and their cancellation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from wijkweb.commons.models import Person
from wijkweb.contract.forms.fields import DayField
from wijkweb.contract.reads.contracts import members_of
from wijkweb.dossier.forms.parts import TextField
from wijkweb.report.forms.base import CHOSEN, LINE, OnForm, RowField, TimeField, line
from wijkweb.report.models import Body
from wijkweb.report.templatetags.meetings import BODY_KINDS


class BodyForm(OnForm):
    """A body: what it is called, how its decisions are numbered, what it may decide."""

    kind = forms.ChoiceField(label=_("Kind"), choices=list(BODY_KINDS.items()), error_messages=CHOSEN)
    name = line(_("Name"), most=100)
    abbreviation = forms.RegexField(
        r"\A[A-Za-z]{1,8}\Z",
        label=_("Abbreviation"),
        help_text=_("The number of each decision begins with it: SG 2024/3.2. At most eight letters."),
        error_messages={"required": LINE["required"], "invalid": _("Write one to eight letters, such as SG.")},
    )
    mandate = TextField(
        label=_("Mandate"),
        required=False,
        rows=3,
        max_length=2_000,
        help_text=_("What it decides, and what it does not."),
    )
    ended_on = DayField(label=_("Last day"), required=False, help_text=_("Empty while it goes on."))

    def clean_abbreviation(self) -> str:
        return str(self.cleaned_data["abbreviation"]).upper()


class BodyMemberForm(OnForm):
    """A member of a body, by function; an account where there is one."""

    function = line(_("Function"), help_text=_("Such as alderman for social affairs; a function, not a name."))
    organisation = line(_("Organisation"))
    chairs = forms.BooleanField(label=_("Chairs the meetings"), required=False)
    person = RowField(
        Person, label=_("Account here"), required=False, empty_label=_("none"),
        help_text=_("Of a colleague who works with Wijkweb; for nobody else is a name kept."),
    )  # fmt: skip
    start = DayField(label=_("Member since"))
    end = DayField(label=_("Last day"), required=False, help_text=_("Empty while the membership goes on."))

    def ready(self) -> None:
        people = [member.person_id for member in members_of(self.on)]
        mine = Person.objects.filter(grants__organisation=self.on.case.municipality_id, is_active=True)
        self.fields["person"].queryset = (mine | Person.objects.filter(pk__in=people)).distinct()  # type: ignore[attr-defined]

    @classmethod
    def shown(cls, part: Any) -> dict[str, Any]:
        return {**super().shown(part), "person": part.person and part.person.public_id}


class MeetingForm(OnForm):
    """A meeting: of which body, when, where."""

    body = RowField(Body, label=_("Of"), empty_label=_("choose"))
    day = DayField(label=_("Day"))
    begins = TimeField(label=_("From"))
    ends = TimeField(label=_("Until"))
    place = line(_("Where"), required=False, help_text=_("A room or an address; or the link of an online meeting."))

    def ready(self) -> None:
        self.fields["body"].queryset = Body.objects.filter(contract=self.on)  # type: ignore[attr-defined]

    @classmethod
    def shown(cls, part: Any) -> dict[str, Any]:
        starts, ends = timezone.localtime(part.starts_at), timezone.localtime(part.ends_at)
        said = {"body": part.body.public_id, "day": starts.date(), "begins": starts.time(), "ends": ends.time()}
        return {**super().shown(part), **said}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _t("The meeting ends before it begins. Check both hours."))
        return cleaned

    def values(self) -> dict[str, Any]:
        kept = super().values()
        day, begins, ends = (kept.pop(name) for name in ("day", "begins", "ends"))
        starts, until = (timezone.make_aware(datetime.combine(day, hour)) for hour in (begins, ends))
        return {**kept, "starts_at": starts, "ends_at": until}


class ReasonForm(OnForm):
    """Why: a meeting is cancelled, minutes are opened for a correction."""

    reason = line(_("Why"), most=300)


class ItemForm(OnForm):
    """An item of the agenda of the body's own."""

    title = line(_("What it is about"), most=300)
    rests_on = TextField(label=_("What to know about it beforehand"), required=False, rows=3, max_length=2_000)

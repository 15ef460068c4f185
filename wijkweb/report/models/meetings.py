"""Bodies and their meetings: agenda, attendance, decisions with a number, actions with an owner and a day, minutes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from wijkweb.commons.models import Person
from wijkweb.contract.models import Contract, ContractPart


class Body(ContractPart):
    """Orgaan: who decides or works together, with a mandate. Its abbreviation begins the number of its decisions."""

    class Kind(models.TextChoices):
        STEERING = "steering"
        PROJECT = "project"
        TEAM = "team"
        ACTION = "action"
        OTHER = "other"

    kind = models.CharField(max_length=8, choices=Kind.choices)
    name = models.CharField(max_length=100)
    abbreviation = models.CharField(max_length=8)
    mandate = models.TextField(blank=True, help_text="what it decides, and what it does not")
    ended_on = models.DateField(null=True)

    class Meta(ContractPart.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "abbreviation"], name="body_abbreviation_once"),
        ]

    def __str__(self) -> str:
        return self.name


class BodyMember(ContractPart):
    """Lid van een orgaan: a function of an organisation; `person` where whoever fills it has an account here."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="members")
    function = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    chairs = models.BooleanField(default=False)
    start = models.DateField()
    end = models.DateField(null=True)

    class Meta(ContractPart.Meta):
        ordering: ClassVar = ["-chairs", "organisation", "function", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(end=None) | Q(end__gte=F("start")), name="body_member_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.function}, {self.organisation}"


class Meeting(ContractPart):
    """Vergadering: of one body, on one day. Its number in the year comes when it begins, and is never given again.

    `sequence` counts the changes that an invitation has to tell; they all come from who planned it, because an agenda
    takes a change from nobody else (RFC 5546, 3.2.2). While `frozen` its minutes are approved; a
    `correction` says why they were opened again.
    """

    class State(models.TextChoices):
        PLANNED = "planned"
        HELD = "held"
        CANCELLED = "cancelled"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.PLANNED)
    reason = models.CharField(max_length=300, blank=True, help_text="why it was cancelled")
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveSmallIntegerField(null=True)
    sequence = models.PositiveIntegerField(default=0)
    frozen = models.BooleanField(default=False)
    correction = models.CharField(max_length=300, blank=True)
    planned_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(ContractPart.Meta):
        ordering: ClassVar = ["starts_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "year", "number"], condition=Q(number__isnull=False), name="meeting_number_once"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(state="held", number__isnull=False, year__isnull=False)
                | (~Q(state="held") & Q(number=None, year=None)),
                name="meeting_has_a_number_when_held",
            ),
            models.CheckConstraint(condition=~Q(state="cancelled") | ~Q(reason=""), name="meeting_cancelled_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.body.name} {self.starts_at:%d/%m/%Y}"


class AgendaItem(ContractPart):
    """Agendapunt: offered because something is due, kept, or dropped; `rests_on` and `link` stay as they were then.

    `source` names what was due, so that it is offered once; an item of the body's own has none. `said` is what the
    minutes say under it.
    """

    class State(models.TextChoices):
        OFFERED = "offered"
        KEPT = "kept"
        DROPPED = "dropped"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    state = models.CharField(max_length=7, choices=State.choices, default=State.KEPT)
    position = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=12, default="own")
    title = models.CharField(max_length=300)
    rests_on = models.TextField(blank=True)
    link = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=60, blank=True)
    said = models.TextField(blank=True)

    class Meta(ContractPart.Meta):
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "source"], condition=~Q(source=""), name="agenda_source_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """Aanwezigheid: a member of the body, or somebody else by function and organisation."""

    class State(models.TextChoices):
        PRESENT = "present"
        EXCUSED = "excused"
        ABSENT = "absent"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    member = models.ForeignKey(BodyMember, on_delete=models.PROTECT, null=True, related_name="attendance")
    function = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=7, choices=State.choices)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "member"], condition=Q(member__isnull=False), name="attendance_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function}, {self.organisation}" if self.organisation else self.function


class Decision(ContractPart):
    """Besluit: what a body decided. `code` is its number, such as SG 2024/3.2: meeting 3 of 2024, decision 2.

    The row is never deleted: one that was taken back keeps its number and says why.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    text = models.TextField()
    decided_on = models.DateField()
    withdrawn_on = models.DateField(null=True)
    why_withdrawn = models.CharField(max_length=300, blank=True)

    class Meta(ContractPart.Meta):
        ordering: ClassVar = ["decided_on", "meeting", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "number"], name="decision_number_once"),
            models.UniqueConstraint(fields=["contract", "code"], name="decision_code_once"),
        ]

    def __str__(self) -> str:
        return self.code


class ActionPoint(ContractPart):
    """Actiepunt: what somebody promised to do in a meeting; `owner` is a function, never a name."""

    class State(models.TextChoices):
        OPEN = "open"
        DONE = "done"
        DROPPED = "dropped"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="actions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, related_name="actions")
    text = models.CharField(max_length=500)
    owner = models.CharField(max_length=200)
    due = models.DateField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.OPEN)
    done_on = models.DateField(null=True)
    note = models.CharField(max_length=500, blank=True, help_text="what came of it, or why it was dropped")

    class Meta(ContractPart.Meta):
        ordering: ClassVar = ["due", "pk"]
        indexes: ClassVar = [models.Index(fields=["contract", "state", "due"], name="action_of_contract")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="open", done_on=None) | (~Q(state="open") & Q(done_on__isnull=False)),
                name="action_settled_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class ApprovedMinutes(models.Model):
    """Goedgekeurd verslag: a version as it was approved; never edited, a correction is the next version.

    `content` is shapes.minutes.Minutes in plain data, `sha256` the hash of its canonical JSON.
    """

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="approved")
    version = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    why = models.CharField(max_length=300, blank=True, help_text="of a later version: what was corrected")
    approved_on = models.DateField()
    approved_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "version"], name="minutes_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} v{self.version}"

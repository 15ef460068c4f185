"""The network: partners with what they promised and did, requests to governments, recommendations to policy."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from wijkweb.contract.models.award import Amendment
from wijkweb.contract.models.contracts import Code, ContractPart


class Partner(ContractPart):
    """Partner: an organisation in the network, on one of four levels; its contact point is a function.

    `agreed` says that it stands in the baseline: then its name and its last day change with an amendment only.
    """

    class Level(models.TextChoices):
        FIELD = "field"
        FRAMING = "framing"
        SOCIETY = "society"
        FLANDERS = "flanders"

    name = models.CharField(max_length=200)
    level = models.CharField(max_length=8, choices=Level.choices, blank=True, help_text="blank: not placed yet")
    role = models.TextField(blank=True)
    expertise = models.TextField(blank=True)
    contact_function = models.CharField(max_length=200, blank=True, help_text="a function, not a name")
    contact_email = models.EmailField(blank=True)
    since = models.DateField(null=True)
    left_on = models.DateField(null=True)
    agreed = models.BooleanField(default=False)
    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, null=True, related_name="partners")

    class Meta(ContractPart.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "name"], name="network_partner_once"),
            models.CheckConstraint(
                condition=Q(since=None) | Q(left_on=None) | Q(left_on__gte=F("since")),
                name="partner_leaves_after_since",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Engagement(ContractPart):
    """Engagement: a task that a partner took on, from when to when, and how firm that is."""

    class State(models.TextChoices):
        INTENDED = "intended"
        AGREED = "agreed"
        ENDED = "ended"

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="engagements")
    task = models.CharField(max_length=300)
    track = models.ForeignKey(Code, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.INTENDED)
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    source = models.CharField(max_length=300, blank=True, help_text="where it is written")

    class Meta(ContractPart.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(start=None) | Q(end=None) | Q(end__gte=F("start")), name="engagement_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.task


class PartnerContact(ContractPart):
    """Contact met een partner: a dated line of a meeting, call or visit; the function of who was spoken to."""

    class Kind(models.TextChoices):
        MEETING = "meeting"
        CALL = "call"
        VISIT = "visit"
        MAIL = "mail"

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="contacts")
    day = models.DateField()
    kind = models.CharField(max_length=7, choices=Kind.choices)
    spoke_with = models.CharField(max_length=200, blank=True, help_text="a function, never a name or a resident")
    about = models.TextField()
    next_step = models.CharField(max_length=300, blank=True)
    next_on = models.DateField(null=True)

    class Meta(ContractPart.Meta):
        ordering: ClassVar = ["-day", "-pk"]

    def __str__(self) -> str:
        return f"{self.day}"


class PartnerYear(ContractPart):
    """Bijdrage van een jaar: whether a partner kept what it promised, and why not."""

    class Kept(models.TextChoices):
        KEPT = "kept"
        PARTLY = "partly"
        NOT_KEPT = "not_kept"

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField()
    kept = models.CharField(max_length=8, choices=Kept.choices)
    reason = models.TextField(blank=True)

    class Meta(ContractPart.Meta):
        ordering: ClassVar = ["year"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partner", "year"], name="partner_year_once"),
            models.CheckConstraint(condition=Q(kept="kept") | ~Q(reason=""), name="partner_year_says_why_not"),
        ]

    def __str__(self) -> str:
        return f"{self.year}"


class PolicyRequest(ContractPart):
    """Regelluwteverzoek of vraag aan Vlaanderen: what is asked of a government, of whom, and the answer."""

    class Kind(models.TextChoices):
        RULE = "rule"
        FLANDERS = "flanders"

    class State(models.TextChoices):
        TO_ASK = "to_ask"
        ASKED = "asked"
        GRANTED = "granted"
        REFUSED = "refused"

    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.CharField(max_length=300)
    government = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.TO_ASK)
    to_whom = models.CharField(max_length=200, blank=True, help_text="a service or a function")
    asked_on = models.DateField(null=True)
    due = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    agreed = models.BooleanField(default=False, help_text="it stands in the baseline")

    class Meta(ContractPart.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("asked_on")), name="request_is_answered_after_it"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["granted", "refused"]) | Q(answered_on=None), name="request_waits_unanswered"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Recommendation(ContractPart):
    """Aanbeveling aan hoger beleid: a lesson that was handed to a government, and what it said."""

    text = models.TextField()
    government = models.CharField(max_length=200)
    to_whom = models.CharField(max_length=200, blank=True)
    handed_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    answer = models.TextField(blank=True)

    class Meta(ContractPart.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("handed_on")), name="recommendation_answered_after"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

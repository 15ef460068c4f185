"""The contract: its period, its team, the words it registers in, and what it is held to."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from wijkweb.call.models import CallVersion
from wijkweb.commons.ids import public_id
from wijkweb.commons.models import Case, Organisation, Person
from wijkweb.shapes import indicators

UNKNOWN = "unknown"


class Contract(models.Model):
    """Contract (contract): what a municipality carries out after an award, from its first day to its last.

    `retention_days` is how long a single contact is kept before only its totals stay.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="contract")
    call_version = models.ForeignKey(CallVersion, on_delete=models.PROTECT, null=True, related_name="contracts")
    funder = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="funded")
    start = models.DateField()
    end = models.DateField()
    retention_days = models.PositiveIntegerField(default=400)
    purged_until = models.DateField(null=True, help_text="contacts of this day and before are totals only")
    stands_on = models.DateField(null=True, help_text="an example stands still on this day; empty: today")
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    token = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="contract_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(retention_days__gte=90), name="contract_keeps_contacts_90_days"),
        ]

    def __str__(self) -> str:
        return str(self.case_id)


class ContractPart(models.Model):
    """Onderdeel: a row of a contract; its id is made with the empty form, `token` counts its changes."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="%(class)s_set")
    token = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
        ordering: ClassVar = ["pk"]


class Code(models.Model):
    """Codelijstwaarde: a word of a list in which the team registers. It is closed with a date, never deleted.

    `number` is the place of a theme among the bits of a contact's themes. Each list has the code `unknown`, for
    what a phone sent and the server does not know.
    """

    class List(models.TextChoices):
        TRACK = "track"
        GROUP = "group"
        THEME = "theme"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="codes")
    list = models.CharField(max_length=5, choices=List.choices)
    number = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=30)
    nl = models.CharField(max_length=80)
    en = models.CharField(max_length=80, blank=True)
    closed_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["list", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "list", "key"], name="code_once"),
            models.UniqueConstraint(fields=["contract", "list", "number"], name="code_number_once"),
            models.CheckConstraint(condition=Q(number__lte=30), name="code_number_is_a_bit"),
        ]

    def __str__(self) -> str:
        """The word in the language of the page."""
        return self.en if self.en and (get_language() or "nl").startswith("en") else self.nl


class TeamFunction(ContractPart):
    """Functie: a post in the team, with its employer, its VTE and the share of its time for one track."""

    title = models.CharField(max_length=200)
    employer = models.CharField(max_length=200, blank=True)
    vte = models.DecimalField(max_digits=5, decimal_places=2)
    track = models.ForeignKey(Code, on_delete=models.PROTECT, null=True, related_name="+")
    share = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, help_text="percent of its time for the track"
    )
    start = models.DateField()
    end = models.DateField()

    class Meta(ContractPart.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="function_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return self.title


class Member(ContractPart):
    """Teamlid: a person with an account who works in the team; one who left keeps the row, and its last day."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    function = models.ForeignKey(TeamFunction, on_delete=models.PROTECT, null=True, related_name="members")
    vte = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, help_text="of the function; empty: all that nobody else fills"
    )
    lead = models.BooleanField(default=False, help_text="coordinates the team, and reads its contacts")
    start = models.DateField()
    end = models.DateField(null=True)

    class Meta(ContractPart.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "person"], name="member_once"),
        ]

    def __str__(self) -> str:
        return str(self.person)


class Indicator(ContractPart):
    """Beloofde indicator: what the contract is held to, with the sentence that promised it."""

    key = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    source = models.TextField(help_text="the sentence of the application that promises it")
    amendment = models.ForeignKey("Amendment", on_delete=models.PROTECT, null=True, related_name="indicators")
    position = models.PositiveIntegerField(default=0)

    class Meta(ContractPart.Meta):
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["contract", "key"], name="indicator_once")]

    def __str__(self) -> str:
        return self.title


class Definition(models.Model):
    """Definitie: one version of how an indicator is worked out. It is superseded, never edited.

    The fields are those of `shapes.indicators.Definition`; `decided_*` is the decision of the steering group.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="definitions")
    version = models.PositiveIntegerField()
    valid_from = models.DateField()
    fact = models.CharField(max_length=14, choices=[(k, k) for k in indicators.FACTS])
    measure = models.CharField(max_length=16, choices=[(k, k) for k in indicators.MEASURES])
    kind = models.CharField(max_length=14, blank=True, help_text="kind of contact or activity; blank: all")
    track = models.CharField(max_length=30, blank=True)
    group = models.CharField(max_length=30, blank=True)
    per = models.CharField(max_length=12, choices=[(k, k) for k in indicators.PERIODS])
    denominator = models.CharField(max_length=14, choices=[(k, k) for k in indicators.DENOMINATORS])
    op = models.CharField(max_length=9, choices=[(k, k) for k in indicators.OPERATORS])
    target = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    upper = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    window = models.CharField(max_length=14, choices=[(k, k) for k in indicators.WINDOWS])
    min_coverage = models.DecimalField(max_digits=3, decimal_places=2, default="0.80")
    decided_number = models.CharField(max_length=60, blank=True)
    decided_on = models.DateField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "version"], name="definition_version_once"),
            models.CheckConstraint(
                condition=Q(op__in=["milestone", "none"]) | Q(target__isnull=False), name="definition_has_a_target"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} v{self.version}"


class Closure(ContractPart):
    """Sluitingsweek: a week that a decision takes out of the active weeks; it still counts as a calendar week."""

    monday = models.DateField()
    reason = models.CharField(max_length=200)
    decided_number = models.CharField(max_length=60)
    decided_on = models.DateField()

    class Meta(ContractPart.Meta):
        ordering: ClassVar = ["monday"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["contract", "monday"], name="closure_once")]

    def __str__(self) -> str:
        return str(self.monday)

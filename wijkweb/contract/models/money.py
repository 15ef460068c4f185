"""The money as it goes: entries, person-months, sub-agreements, instalments, ledger files that came in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from wijkweb.commons.models import Person, StoredFile
from wijkweb.contract.models.contracts import ContractPart
from wijkweb.contract.models.plan import PayerKind, PlanLine


class SubAgreement(ContractPart):
    """Deelovereenkomst: a partner does a task for an amount. In effect it binds its amount, as a commitment does.

    `under` is the agreement from which a partner passes money on; what is passed on binds nothing twice.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        AGREED = "agreed"
        DONE = "done"
        ENDED = "ended"

    partner = models.CharField(max_length=200)
    task = models.CharField(max_length=500)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    post = models.CharField(max_length=40)
    payer = models.CharField(max_length=7, choices=PayerKind.choices)
    start = models.DateField()
    end = models.DateField()
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    proof = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    under = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="passed_on")

    class Meta(ContractPart.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="agreement_is_worth_something"),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="agreement_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.partner}: {self.task}"


class LedgerBatch(ContractPart):
    """Ingelezen grootboek: entries that came from one file, together; undone together."""

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    added = models.PositiveIntegerField()
    known = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(ContractPart.Meta):
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.file.name


class Entry(ContractPart):
    """Boeking: a commitment (vastlegging), a payment (betaling) or staff cost, on a day. It is never edited.

    A wrong one is taken back by a counter entry on a later day, which `counters` it, or withdrawn with a reason as
    if it never was. `invoice_key` and `source_key` are empty for what is out of effect, so that they are unique.
    """

    class Kind(models.TextChoices):
        COMMITMENT = "commitment"
        PAYMENT = "payment"
        STAFF = "staff"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    day = models.DateField()
    post = models.CharField(max_length=40)
    payer = models.CharField(max_length=7, choices=PayerKind.choices)
    payee = models.CharField(max_length=200, help_text="an organisation")
    text = models.CharField(max_length=300, blank=True)
    invoice = models.CharField(max_length=80, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    proof = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    agreement = models.ForeignKey(SubAgreement, on_delete=models.PROTECT, null=True, related_name="entries")
    pays = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="payments")
    line = models.ForeignKey(PlanLine, on_delete=models.PROTECT, null=True, related_name="entries")
    counters = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="counter")
    reason = models.CharField(max_length=300, blank=True, help_text="why it was countered or withdrawn")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    batch = models.ForeignKey(LedgerBatch, on_delete=models.PROTECT, null=True, related_name="entries")
    invoice_key = models.CharField(max_length=64, null=True)  # noqa: DJ001  NULLs are not unique
    source_key = models.CharField(max_length=64, null=True)  # noqa: DJ001
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta(ContractPart.Meta):
        ordering: ClassVar = ["-day", "-pk"]
        indexes: ClassVar = [models.Index(fields=["contract", "day", "id"], name="entry_by_day")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="entry_is_above_zero"),
            models.UniqueConstraint(fields=["contract", "invoice_key"], name="invoice_once"),
            models.UniqueConstraint(fields=["contract", "source_key"], name="ledger_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.payee}"


class PersonMonth(ContractPart):
    """Persoonsmaand: how much of a function was worked in a month, as the service confirms it.

    It is never made from contacts. A correction is a next version with its reason; the one before stays, `replaced`.
    """

    line = models.ForeignKey(PlanLine, on_delete=models.PROTECT, related_name="months")
    month = models.DateField(help_text="its first day")
    version = models.PositiveIntegerField(default=1)
    worked = models.DecimalField(max_digits=5, decimal_places=2, help_text="person-months, at most the VTE")
    vte = models.DecimalField(max_digits=5, decimal_places=2)
    yearly = models.DecimalField(max_digits=14, decimal_places=2, help_text="of the whole line, indexed to that month")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    reason = models.CharField(max_length=300, blank=True)
    replaced = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta(ContractPart.Meta):
        ordering: ClassVar = ["month", "line", "version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["line", "month", "version"], name="person_month_version_once"),
            models.UniqueConstraint(fields=["line", "month"], condition=Q(replaced=False), name="person_month_once"),
            models.CheckConstraint(condition=Q(worked__gte=0, worked__lte=F("vte")), name="person_month_within_vte"),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.month:%Y-%m}"


class MonthPaper(ContractPart):
    """Stuk bij een maand: what proves the person-months, such as the pay slips' total of the staff service."""

    month = models.DateField()
    title = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta(ContractPart.Meta):
        ordering: ClassVar = ["month", "pk"]

    def __str__(self) -> str:
        return self.title


class Instalment(ContractPart):
    """Schijf: a part of the subsidy: when it is due, when it was claimed, what came in."""

    title = models.CharField(max_length=200)
    due_on = models.DateField()
    due = models.DecimalField(max_digits=14, decimal_places=2)
    claimed_on = models.DateField(null=True)
    claimed = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    received_on = models.DateField(null=True)
    received = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    paper = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(ContractPart.Meta):
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(due__gt=0), name="instalment_is_due"),
            models.CheckConstraint(
                condition=Q(claimed_on__isnull=True, claimed__isnull=True) | Q(claimed_on__isnull=False, claimed__gt=0),
                name="instalment_claim_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True, received__isnull=True)
                | Q(received_on__isnull=False, received__gt=0),
                name="instalment_receipt_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title

"""What shows that a risk is coming: the signals and the promises that it is linked to."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from wijkweb.contract.models import ContractPart, Indicator, Risk
from wijkweb.field.models import Signal


class RiskLink(ContractPart):
    """Risicoverband: a risk and one signal or one promised indicator that shows it, and why."""

    risk = models.ForeignKey(Risk, on_delete=models.CASCADE, related_name="links")
    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, null=True, related_name="risk_links")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, null=True, related_name="risk_links")
    why = models.CharField(max_length=300, blank=True)

    class Meta(ContractPart.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(signal=None, indicator__isnull=False) | Q(signal__isnull=False, indicator=None),
                name="risk_link_to_one_thing",
            ),
            models.UniqueConstraint(fields=["risk", "signal"], name="risk_link_signal_once"),
            models.UniqueConstraint(fields=["risk", "indicator"], name="risk_link_indicator_once"),
        ]

    def __str__(self) -> str:
        return self.why

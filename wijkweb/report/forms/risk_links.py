"""A risk with a signal or a promise that shows it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wijkweb.contract.models import Indicator, Risk
from wijkweb.field.models import Signal
from wijkweb.report.forms.base import OnForm, RowField, line


class RiskLinkForm(OnForm):
    """The link; it is on the contract."""

    risk = RowField(Risk, label=_("Risk"), empty_label=_("choose"))
    signal = RowField(Signal, label=_("Signal that shows it"), required=False, empty_label=_("none"))
    indicator = RowField(Indicator, label=_("Or a promise that shows it"), required=False, empty_label=_("none"))
    why = line(_("Why"), most=300, required=False)

    def ready(self) -> None:
        closed = Risk.State.CLOSED
        risks, signals = Risk.objects.filter(contract=self.on), Signal.objects.filter(contract=self.on, into=None)
        self.fields["risk"].queryset = risks.exclude(state=closed)  # type: ignore[attr-defined]
        self.fields["signal"].queryset = signals.exclude(status=Signal.Status.CLOSED)  # type: ignore[attr-defined]
        self.fields["indicator"].queryset = Indicator.objects.filter(contract=self.on)  # type: ignore[attr-defined]

"""Every amount of the forms of a running contract is read alike: three digits after a comma are never a thousand."""

from __future__ import annotations

import pytest
from django import forms
from django.utils import translation

from wijkweb.contract.forms.award import AwardFields
from wijkweb.contract.forms.money import BookedField, EntryForm
from wijkweb.contract.forms.money_rows import AgreementForm, InstalmentForm, PlanForm, ReallocationForm
from wijkweb.dossier.forms.money_field import AmountField

pytestmark = pytest.mark.plain
FORMS = [EntryForm, AgreementForm, InstalmentForm, PlanForm, ReallocationForm, AwardFields]


@pytest.mark.parametrize("form", FORMS)
def test_every_amount_is_a_booked_one(form: type[forms.Form]) -> None:
    amounts = [field for field in form.base_fields.values() if isinstance(field, AmountField)]
    assert amounts and all(isinstance(field, BookedField) for field in amounts)


@pytest.mark.parametrize("text", ["12,505", "€ 12,505", "12,505 euro"])
def test_a_third_decimal_is_asked_back_in_dutch(text: str) -> None:
    with translation.override("nl"), pytest.raises(forms.ValidationError):
        BookedField().clean(text)

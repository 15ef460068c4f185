"""The field for an amount: one amount in many notations, a question where it is not clear, and nothing typed is lost."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.utils import translation

from wijkweb.dossier.forms.money_field import AmountField

pytestmark = pytest.mark.plain


class AmountForm(forms.Form):
    money = AmountField(label="Bedrag", required=False)


def bound(text: str) -> AmountForm:
    return AmountForm({"money": text})


@pytest.mark.parametrize("text", ["799.494,00", "799 494", "799494.00", "€ 799.494", "799\u00a0494,00 euro"])
def test_one_amount_in_many_notations(text: str) -> None:
    form = bound(text)
    assert form.is_valid()
    assert form.cleaned_data == {"money": Decimal("799494.00")}


def test_nothing_is_no_amount() -> None:
    form = bound(" ")
    assert form.is_valid()
    assert form.cleaned_data == {"money": None}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1.000", "Is dat 1.000,00 of 1,00 euro? Schrijf het met twee decimalen."),
        ("-5", "Een bedrag kan niet onder nul zijn. Schrijf het zonder min."),
        ("100000000000", "Dit bedrag is te groot: hoogstens 99.999.999.999,99 euro. Kijk na hoeveel cijfers er staan."),
        (
            "USD 500",
            "Alleen euro kan geboekt worden. Reken het bedrag eerst om naar euro en schrijf het zonder ander teken.",
        ),
        ("12,345,6", "Dit is geen bedrag. Schrijf het in cijfers, bijvoorbeeld 1.234,50."),
        ("0,125", "Schrijf hoogstens twee decimalen: een cent is het kleinste bedrag."),
    ],
)
def test_what_is_not_clear_is_asked_about_and_stays(text: str, said: str) -> None:
    with translation.override("nl"):
        form = bound(text)
        assert form.errors == {"money": [said]}
        assert f'value="{text}"' in str(form["money"])


@pytest.mark.parametrize(("language", "shown"), [("nl", "799.494,00"), ("en", "799,494.00")])
def test_a_kept_amount_is_shown_as_the_language_writes_it(language: str, shown: str) -> None:
    with translation.override(language):
        field: Any = AmountForm(initial={"money": Decimal("799494.00")})["money"]
        assert f'value="{shown}"' in str(field)
        assert AmountField().clean(shown) == Decimal("799494.00")

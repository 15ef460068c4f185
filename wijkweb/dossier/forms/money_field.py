"""The field for an amount in EUR, the same on every page: read by `rules.amounts`, asked about when it is not clear."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wijkweb.rules.amounts import MOST, Typed, read_typed
from wijkweb.writers.wording import money


def language() -> str:
    """The language of the page, as writers name it."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def problem_patterns() -> dict[str, str]:
    """The sentence for each problem of an amount, with blanks {more} and {less} for its readings."""
    return {
        "ambiguous": _("Do you mean {more} or {less} euro? Write it with two decimals."),
        "negative": _("An amount cannot be below zero. Write it without the minus."),
        "large": _("This amount is too large: at most {most} euro. Look at the number of digits."),
        "cents": _("Write at most two decimals: a cent is the smallest amount."),
        "currency": _(
            "Only euro can be booked. Convert the amount to euro first, then write it without the other sign."
        ),
        "not_a_number": _("This is not an amount. Write it in digits, such as {example}."),
    }


def problem_said(typed: Typed) -> str:
    """What is wrong with a typed amount and what to do; "" when nothing is."""
    if not typed.problem:
        return ""
    more, less = (money(value, language()) for value in typed.readings or (Decimal(0), Decimal(0)))
    return problem_patterns()[typed.problem].format(more=more, less=less, **problem_blanks())


def problem_blanks() -> dict[str, str]:
    """The blanks of the sentences that are always the same."""
    return {"most": money(MOST, language()), "example": money(Decimal("1234.50"), language())}


class AmountInput(forms.TextInput):
    """A text field for an amount: digits on a phone's keyboard, no suggestions, read while typing."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        fixed = {"inputmode": "decimal", "autocomplete": "off", "data-wijk-amount": True, "class": "amount"}
        super().__init__({**fixed, **(attrs or {})})


class AmountField(forms.Field):
    """An amount in EUR as Decimal with two places; None when it is empty and need not be filled in.

    What was typed stays in the field, whatever is wrong with it.
    """

    widget = AmountInput

    def prepare_value(self, value: Any) -> Any:
        return money(value, language()) if isinstance(value, Decimal) else value

    def read(self, text: str) -> Typed:
        return read_typed(text)

    def to_python(self, value: Any) -> Decimal | None:
        typed = self.read(value or "")
        if typed.problem:
            raise forms.ValidationError(problem_said(typed), code=typed.problem)
        return typed.amount

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.read(data or "").amount != initial)

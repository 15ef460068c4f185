"""Where on a money form the reasons stand for which it is refused."""

from __future__ import annotations

from typing import Any

from wijkweb.contract.actions.money_entries import Refused
from wijkweb.contract.money_words import refused_said

FIELD_OF = {
    "before_start": "day", "after_end": "day", "in_future": "day", "currency": "amount", "decimals": "amount",
    "negative": "amount", "zero": "amount", "too_large": "amount", "not_an_amount": "amount", "payee_missing": "payee",
    "post_not_eligible": "post", "post_unknown": "post", "payer_unknown": "payer", "invoice_twice": "invoice",
    "agreement_binds_already": "agreement", "two_links": "agreement", "commitment_pays_nothing": "pays",
    "month_confirmed": "line", "staff_by_months": "line",
    "counter_day": "day", "passes_on_too_much": "amount", "passed_on_already": "amount",
    "outside_contract": "start", "paid_already": "state", "link_unknown": None,
}  # fmt: skip


def tell(form: Any, error: Refused) -> None:
    """Puts every reason beside the field that it is about."""
    for one in error.problems:
        name = FIELD_OF.get(one.code)
        form.add_error(name if name in form.fields else None, refused_said(one.code, one.facts))

"""An award held against its call: not before the deadline, not above the highest subsidy, not in the future."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal


def award_faults(
    *, decided_on: date, amount: Decimal, deadline: date | None, most: Decimal | None, today: date
) -> Iterator[tuple[str, date | Decimal]]:
    """What is wrong, as a code with the bound that was passed. Without a call there is no deadline and no maximum."""
    if amount <= 0:
        yield "nothing", Decimal(0)
    if most is not None and amount > most:
        yield "above_most", most
    if deadline is not None and decided_on < deadline:
        yield "before_deadline", deadline
    if decided_on > today:
        yield "to_come", today

"""Staff in execution: what a month of a function costs, indexed, which months are over, and which nobody confirmed."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from wijkweb.rules.money import CENT, to_cent
from wijkweb.shapes.spending import MissingMonth
from wijkweb.shapes.spending_book import PlanRow, Rise, StaffTerms


def months_of(staff: StaffTerms) -> Iterator[date]:
    """The first day of every month in which a line runs."""
    month = staff.start.replace(day=1)
    while month <= staff.end:
        yield month
        month = next_month(month)


def next_month(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def last_day(month: date) -> date:
    """The last day of a month."""
    return next_month(month) - timedelta(days=1)


def part_of_month(staff: StaffTerms, month: date) -> Fraction:
    """How much of a month a line runs: all of it, or from or up to a day."""
    first, last = max(staff.start, month), min(staff.end, last_day(month))
    return Fraction(max((last - first).days + 1, 0), monthrange(month.year, month.month)[1])


def planned(staff: StaffTerms, month: date) -> Decimal:
    """The person-months that the plan has in a month."""
    return to_cent(Fraction(staff.vte) * part_of_month(staff, month))


def factor(staff: StaffTerms, month: date, rises: Sequence[Rise]) -> Fraction:
    """How much dearer a line is in a month: as the plan supposed up to the first rise that was told, by those after.

    The plan's own yearly rise stands for the years before the first told rise; from then on the told ones stand in
    its place, so a rise that is told never makes wages fall.
    """
    told = [rise for rise in rises if rise.day <= month]
    supposed = min((rise.day for rise in told), default=month)
    found = (1 + Fraction(staff.indexation) / 100) ** max(supposed.year - staff.start.year, 0)
    for rise in told:
        found *= 1 + Fraction(rise.percent) / 100
    return found


def yearly_cost(staff: StaffTerms, month: date, rises: Sequence[Rise]) -> Decimal:
    """What the whole line costs a year, at the wages of a month."""
    return to_cent(Fraction(staff.yearly) * factor(staff, month, rises))


def month_cost(staff: StaffTerms, month: date, worked: Decimal, rises: Sequence[Rise]) -> Decimal:
    """What so many person-months of a line cost in a month: a twelfth of the year, by the part of the VTE."""
    return to_cent(Fraction(staff.yearly) * factor(staff, month, rises) / 12 * Fraction(worked) / Fraction(staff.vte))


def to_run(row: PlanRow, known: Collection[date], rises: Sequence[Rise]) -> Decimal:
    """What a line still costs to its end: every month that is not known yet, at its wages."""
    staff = row.staff
    if staff is None:
        return Decimal("0.00")
    open_months = (month for month in months_of(staff) if month not in known)
    return sum((month_cost(staff, m, planned(staff, m), rises) for m in open_months), Decimal("0.00")).quantize(CENT)


def missing_of(row: PlanRow, known: Collection[date], rises: Sequence[Rise], until: date) -> Iterator[MissingMonth]:
    """The months of a line that are over on a day and that nobody confirmed."""
    staff = row.staff
    if staff is None:
        return
    for month in months_of(staff):
        if last_day(month) <= until and month not in known:
            worked = planned(staff, month)
            yield MissingMonth(row.id, row.title, row.payer, month, worked, month_cost(staff, month, worked, rises))

"""Person-months: confirmed function by function, month by month, by somebody who may; never made from contacts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from wijkweb.commons import journal
from wijkweb.commons.models import Person
from wijkweb.contract.actions.money_entries import Refused
from wijkweb.contract.actions.money_files import Upload, filed
from wijkweb.contract.actions.parts import ChangedMeanwhile, hold
from wijkweb.contract.models import Contract, Entry, MonthPaper, PersonMonth, PlanLine
from wijkweb.contract.reads.money_book import rises_of, staff_terms, standing, version_on, versions_of
from wijkweb.contract.reads.vacant import vacant_months
from wijkweb.rules.spending_entries import Problem, month_problems
from wijkweb.rules.spending_staff import last_day, month_cost, planned, yearly_cost
from wijkweb.shapes.spending_book import Rise, StaffTerms


@dataclass(frozen=True, slots=True)
class MonthDone:
    """So many person-months of a function in a month; None is as planned."""

    line: PlanLine
    month: date
    worked: Decimal | None = None
    reason: str = ""


@transaction.atomic
def confirm_months(
    *, contract: Contract, done: Sequence[MonthDone], today: date, by: Person, now: datetime
) -> list[PersonMonth]:
    """Confirms months, all of them or none. What was confirmed with the same figure stays as it is.

    Raises Refused; a month that was confirmed with another figure is corrected, not confirmed again, and one in which
    the function was vacant is not confirmed as planned: its figure is said.
    """
    hold(contract)
    lines, rises, vacant = versions_of(contract), rises_of(contract), vacant_months(contract, until=today)
    made, problems = [], []
    for one in done:
        version = version_on(lines.get(one.line.pk, []), last_day(one.month))
        terms = staff_terms(version) if version else None
        if terms is None or not terms.start <= last_day(one.month) or one.month > terms.end:
            problems.append(Problem("no_such_month", {"month": f"{one.month:%Y-%m}"}))
            continue
        row = _row(contract, one, terms, rises, by, now)
        problems += _problems(row, terms, today)
        if one.worked is None and (one.line.function, one.month) in vacant:
            problems.append(Problem("month_vacant", {"month": f"{one.month:%Y-%m}", "function": one.line.function}))
        known = PersonMonth.objects.filter(line=one.line, month=one.month, replaced=False).first()
        if known is None:
            made.append(row)
        elif known.worked != row.worked:
            problems.append(Problem("month_known", {"month": f"{one.month:%Y-%m}", "worked": known.worked}))
    if problems:
        raise Refused(*problems)
    for row in made:
        row.save(force_insert=True)
    if made:
        said = [f"{row.line.public_id} {row.month:%Y-%m} {row.worked}" for row in made]
        journal.write("months.confirm", by=by, now=now, case=contract.case, months=said)
    return made


def _row(
    contract: Contract, one: MonthDone, terms: StaffTerms, rises: Sequence[Rise], by: Person, now: datetime
) -> PersonMonth:
    worked = planned(terms, one.month) if one.worked is None else one.worked
    return PersonMonth(
        contract=contract, line=one.line, month=one.month, worked=worked, vte=terms.vte,
        yearly=yearly_cost(terms, one.month, rises), amount=month_cost(terms, one.month, worked, rises),
        reason=one.reason, confirmed_at=now, confirmed_by=by,
    )  # fmt: skip


def _problems(row: PersonMonth, terms: StaffTerms, today: date) -> list[Problem]:
    last = last_day(row.month)
    found = month_problems(
        vte=terms.vte, worked=row.worked, planned=planned(terms, row.month), month=row.month, last=last, today=today
    )
    booked = standing(row.contract).filter(
        kind=Entry.Kind.STAFF, line=row.line, counters=None, counter=None, day__range=(row.month, last)
    )
    if booked.exists():
        found.append(Problem("cost_booked", {"month": f"{row.month:%Y-%m}"}))
    return found


@transaction.atomic
def correct_month(
    *, known: PersonMonth, version: int | None, worked: Decimal, reason: str, today: date, by: Person, now: datetime
) -> PersonMonth:
    """A next version of a confirmed month, with its reason; the one before stays. Raises Refused, ChangedMeanwhile."""
    contract = known.contract
    hold(contract)
    held = PersonMonth.objects.select_related("line", "contract__case").get(
        line=known.line, month=known.month, replaced=False
    )
    if held.worked == worked:
        return held
    if held.version != version:
        raise ChangedMeanwhile(held)
    if not reason.strip():
        raise Refused(Problem("reason_missing"))
    found = version_on(versions_of(contract).get(held.line_id, []), last_day(held.month))
    terms = staff_terms(found) if found else None
    if terms is None:
        raise Refused(Problem("no_such_month", {"month": f"{held.month:%Y-%m}"}))
    row = _row(contract, MonthDone(held.line, held.month, worked, reason), terms, rises_of(contract), by, now)
    problems = _problems(row, terms, today)
    if problems:
        raise Refused(*problems)
    PersonMonth.objects.filter(pk=held.pk).update(replaced=True)
    row.version = held.version + 1
    row.save(force_insert=True)
    facts = {"month": f"{row.month:%Y-%m}", "line": row.line.public_id, "was": str(held.worked), "worked": str(worked)}
    journal.write("months.correct", by=by, now=now, case=contract.case, reason=reason, **facts)
    return row


def add_paper(*, contract: Contract, month: date, title: str, upload: Upload, by: Person, now: datetime) -> MonthPaper:
    """A paper that proves the person-months of a month; the same file twice for a month is one paper."""
    with filed(contract, upload, by, now) as file:
        assert file is not None
        hold(contract)
        known = MonthPaper.objects.filter(contract=contract, month=month, file=file).first()
        if known:
            return known
        made = MonthPaper.objects.create(
            contract=contract, month=month, title=title, file=file, added_at=now, added_by=by
        )
        journal.write("months.paper", by=by, now=now, case=contract.case, month=f"{month:%Y-%m}", sha256=file.sha256)
    return made

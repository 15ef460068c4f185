"""The award is marked, once, and put right when it was typed wrong; the journal keeps both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q

from wijkweb.call.reads import call_of
from wijkweb.commons import files, journal
from wijkweb.commons.models import Person
from wijkweb.contract.actions.papers import stored
from wijkweb.contract.actions.parts import hold
from wijkweb.contract.models import Amendment, Award, Contract
from wijkweb.contract.reads.contracts import day_of
from wijkweb.dossier.actions.annexes import Upload
from wijkweb.rules.award import award_faults
from wijkweb.shapes.call import MaxSubsidy


@dataclass(frozen=True, slots=True)
class Granted:
    """What an award says: its day, its amount, its number, its paper."""

    decided_on: date
    amount: Decimal
    number: str = ""
    paper: Upload | None = None


class NotAwardable(ValueError):
    """The award does not fit the contract; `faults` are codes with the bound that was passed."""

    def __init__(self, faults: tuple[tuple[str, date | Decimal | str], ...]) -> None:
        super().__init__(", ".join(code for code, _ in faults))
        self.faults = faults


class AlreadyAwarded(ValueError):
    """The contract has another award; `award` is that one."""

    def __init__(self, award: Award) -> None:
        super().__init__("already awarded")
        self.award = award


def mark_award(*, contract: Contract, granted: Granted, by: Person, now: datetime) -> Award:
    """Marks the award; sent twice it is one. Raises NotAwardable, AlreadyAwarded."""
    with stored(case=contract.case, upload=granted.paper, by=by, now=now) as paper:
        hold(contract)
        known = Award.objects.filter(contract=contract).first()
        if known and _same(known, granted):
            return known
        if known:
            raise AlreadyAwarded(known)
        _check(contract, granted, now)
        award = Award.objects.create(
            contract=contract,
            number=granted.number,
            decided_on=granted.decided_on,
            amount=granted.amount,
            paper=paper,
            marked_at=now,
            marked_by=by,
        )
        journal.write("award.mark", by=by, now=now, case=contract.case, **_said(award))
    return award


def correct_award(*, award: Award, token: int | None, granted: Granted, by: Person, now: datetime) -> Award:
    """Puts right what was typed wrong, or adds the number or the paper; without a paper the one that is there stays.

    Raises AlreadyAwarded when somebody else changed it since, NotAwardable.
    """
    with stored(case=award.contract.case, upload=granted.paper, by=by, now=now) as paper:
        hold(award.contract)
        held = Award.objects.select_related("contract__case", "paper").get(pk=award.pk)
        if _same(held, granted):
            return held
        if held.token != token:
            raise AlreadyAwarded(held)
        _check(held.contract, granted, now)
        before = _said(held)
        held.number, held.decided_on, held.amount = granted.number, granted.decided_on, granted.amount
        held.paper = paper or held.paper
        held.token += 1
        held.save()
        journal.write("award.correct", by=by, now=now, case=held.contract.case, before=before, **_said(held))
    return held


def foreign_decision(
    contract: Contract, number: str, paper: Upload | None, day: date | None = None
) -> tuple[tuple[str, str], ...]:
    """Codes for a number or a paper that stands at the award, or at an amendment, of another contract.

    A funder may award to several cities by one decision: the award of another city on the same `day` is no other one.
    """
    found = []
    city = contract.case.municipality_id
    awards = Award.objects.exclude(contract=contract)
    awards = awards.exclude(~Q(contract__case__municipality=city), decided_on=day) if day else awards
    amendments = Amendment.objects.exclude(contract=contract)
    same_city = amendments.filter(contract__case__municipality=city)
    if number and (
        awards.filter(number__iexact=number).exists() or same_city.filter(decided_number__iexact=number).exists()
    ):
        found.append(("other_number", number))
    if paper:
        same = Q(paper__sha256=files.digest(paper.data))
        if awards.filter(same).exists() or amendments.filter(same).exists():
            found.append(("other_paper", paper.name))
    return tuple(found)


def _check(contract: Contract, granted: Granted, now: datetime) -> None:
    call = call_of(contract.call_version) if contract.call_version else None
    most = call.clause(MaxSubsidy) if call else None
    faults = award_faults(
        decided_on=granted.decided_on,
        amount=granted.amount,
        deadline=call.deadline.history[-1].day if call else None,
        most=most.amount if most else None,
        today=day_of(contract, now),
    )
    found = (*faults, *foreign_decision(contract, granted.number, granted.paper, granted.decided_on))
    if found:
        raise NotAwardable(found)


def _same(award: Award, granted: Granted) -> bool:
    said = (award.number, award.decided_on, award.amount) == (granted.number, granted.decided_on, granted.amount)
    kept = award.paper.sha256 if award.paper else ""
    return said and (granted.paper is None or files.digest(granted.paper.data) == kept)


def _said(award: Award) -> dict[str, Any]:
    paper = award.paper.sha256 if award.paper else ""
    return {
        "number": award.number, "day": award.decided_on.isoformat(), "amount": str(award.amount), "paper": paper
    }  # fmt: skip

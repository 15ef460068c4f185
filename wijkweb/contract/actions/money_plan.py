"""The finance plan: taken over from the dossier, typed in by hand where there is none, changed by amendments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from wijkweb.commons import journal
from wijkweb.commons.models import Person
from wijkweb.contract.actions.parts import hold
from wijkweb.contract.models import Amendment, Baseline, Contract, PlanLine, PlanVersion
from wijkweb.contract.reads.contracts import day_of
from wijkweb.contract.reads.money_book import book_of, call_for
from wijkweb.rules.budget import STAFF, amounts_of, staff_amount
from wijkweb.rules.money import ZERO
from wijkweb.rules.spending import open_of, paid_of, plan_of
from wijkweb.rules.spending_share import reallocation_findings
from wijkweb.shapes.application import Application, Payer, StaffPlan
from wijkweb.shapes.finding import Finding, Severity

KINDS = {"funder": "subsidy", "own": "own", "public": "public", "private": "private"}
STAFF_FIELDS = ("vte", "start", "end", "yearly", "indexation")


class NeedsAmendment(ValueError):
    """The plan was signed: it changes only by an amendment with its decision."""


class Unseen(ValueError):
    """The change does something to a clause that nobody said they saw; `findings` tell what."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(", ".join(one.code for one in findings))
        self.findings = findings

    @property
    def breaks(self) -> bool:
        """Whether one of them is a breach."""
        return any(one.severity is Severity.BREACH for one in self.findings)


class Overtaken(ValueError):
    """Somebody else changed the line since its form was opened; `version` is what it says now."""

    def __init__(self, version: PlanVersion) -> None:
        super().__init__("changed meanwhile")
        self.version = version


@transaction.atomic
def take_over_plan(*, contract: Contract, application: Application, by: Person, now: datetime) -> int:
    """The finance plan of the dossier as the contract's plan; a plan that is there already stays. Returns its lines."""
    hold(contract)
    if PlanLine.objects.filter(contract=contract).exists():
        return 0
    rows = [row for payer in application.payers for row in _lines(payer)]
    for line, values in rows:
        made = PlanLine.objects.create(contract=contract, **line)
        PlanVersion.objects.create(line=made, number=1, valid_from=contract.start, made_at=now, made_by=by, **values)
    journal.write("plan.take_over", by=by, now=now, case=contract.case, lines=len(rows))
    return len(rows)


def _lines(payer: Payer) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """What a payer brings: each function, and each other post over all years."""
    kind = KINDS[payer.kind]
    for plan in payer.staff:
        line = {"payer": kind, "post": STAFF, "title": payer.name[:200], "function": plan.function[:200]}
        terms = {name: getattr(plan, name) for name in STAFF_FIELDS}
        yield line, {"amount": staff_amount(plan), **terms}
    sums: dict[tuple[str, str], Decimal] = defaultdict(lambda: ZERO)
    for (post, label, _), amount in amounts_of(payer).items():
        if not (post == STAFF and payer.staff):
            sums[post, label] += amount
    for (post, label), amount in sums.items():
        if amount:
            title = f"{payer.name}: {label}" if label else payer.name
            yield {"payer": kind, "post": (post or label)[:40], "title": title[:200]}, {"amount": amount}


@transaction.atomic
def add_plan_line(
    *, contract: Contract, public_id: str, values: Mapping[str, Any], by: Person, now: datetime,
    seen: frozenset[str] = frozenset(),
) -> PlanLine:  # fmt: skip
    """A new line: by hand where nothing was signed, else by an amendment. Raises NeedsAmendment, Unseen."""
    hold(contract)
    known = PlanLine.objects.filter(contract=contract, public_id=public_id).first()
    if known:
        return known
    _may(contract, values.get("amendment"))
    line = {name: values[name] for name in ("payer", "post", "title", "function")}
    made = PlanLine.objects.create(contract=contract, public_id=public_id, **line)
    _version(made, 1, values, by, now, before=None, seen=seen)
    journal.write("planline.add", by=by, now=now, case=contract.case, id=made.public_id)
    return made


@transaction.atomic
def change_plan_line(
    *, line: PlanLine, token: int | None, values: Mapping[str, Any], by: Person, now: datetime,
    seen: frozenset[str] = frozenset(),
) -> PlanVersion:  # fmt: skip
    """A next version of a line, from a day on; the one before stays. `token` is the number of the version that was
    seen. Raises NeedsAmendment, Overtaken, Unseen."""
    hold(line.contract)
    _may(line.contract, values.get("amendment"))
    last = PlanVersion.objects.filter(line=line).order_by("-number")[0]
    if _says(last, values):
        return last
    if last.number != token:
        raise Overtaken(last)
    made = _version(line, last.number + 1, values, by, now, before=last, seen=seen)
    facts = {"id": line.public_id, "version": made.number, "amount": str(made.amount)}
    journal.write("planline.change", by=by, now=now, case=line.contract.case, **facts)
    return made


def _may(contract: Contract, amendment: Amendment | None) -> None:
    if amendment is None and Baseline.objects.filter(contract=contract).exists():
        raise NeedsAmendment


def _says(version: PlanVersion, values: Mapping[str, Any]) -> bool:
    names = ("valid_from", "amount", "amendment", "reason", *STAFF_FIELDS)
    said = {**values, "amount": _amount(values)}
    return all(getattr(version, name) == said[name] for name in names if name in said)


def _amount(values: Mapping[str, Any]) -> Decimal:
    """The amount of a line; of a function what its period, its VTE and its yearly cost come to."""
    if values.get("yearly") is None:
        return Decimal(values["amount"])
    plan = StaffPlan(
        function="",
        employer="",
        vte=values["vte"],
        start=values["start"],
        end=values["end"],
        yearly=values["yearly"],
        indexation=values.get("indexation") or ZERO,
    )
    return staff_amount(plan)


def _version(
    line: PlanLine, number: int, values: Mapping[str, Any], by: Person, now: datetime, *,
    before: PlanVersion | None, seen: frozenset[str],
) -> PlanVersion:  # fmt: skip
    contract, day = line.contract, max(values["valid_from"], day_of(line.contract, now))
    was = plan_of(book_of(contract, day))
    terms = {name: values.get(name) for name in STAFF_FIELDS if name != "indexation"}
    made = PlanVersion.objects.create(
        line=line, number=number, valid_from=values["valid_from"], amount=_amount(values),
        indexation=values.get("indexation") or ZERO, amendment=values.get("amendment"),
        reason=values.get("reason", ""), made_at=now, made_by=by, **terms,
    )  # fmt: skip
    book = book_of(contract, day)
    known = {"realised": paid_of(book), "open_ones": open_of(book)}
    found = reallocation_findings(call_for(contract), before=was, after=plan_of(book), **known)
    unseen = [one for one in found if one.code not in seen]
    if unseen and (before is not None or values.get("amendment")):
        raise Unseen(unseen)  # the transaction takes the version back
    return made

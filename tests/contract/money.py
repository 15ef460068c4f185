"""A contract with its finance plan for tests: the figures of a real dossier, with invented names."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

NOW = datetime(2024, 11, 20, 12, tzinfo=UTC)
TODAY = date(2024, 11, 20)
START, END = date(2022, 1, 1), date(2025, 12, 31)


def application() -> Any:
    """799,494 EUR of subsidy, 223,700 EUR of the city, as the dossier of Ghent has them."""
    from wijkweb.shapes.application import Application, MoneyLine, Payer, StaffPlan

    def staff(function: str, vte: str, yearly: str) -> StaffPlan:
        return StaffPlan(function, "Stad", Decimal(vte), START, END, Decimal(yearly))

    return Application(
        call="wvc-2021", call_version=1, municipality="Gent", project="WEB",
        payers=(
            Payer(
                "Vlaanderen", "funder", (MoneyLine("operating", Decimal("6000.00")),),
                (
                    staff("Sociale cohesie", "1.60", "87487.18"), staff("Coördinator", "0.80", "56206.83"),
                    staff("Outreach", "1.00", "54679.49"),
                ),
            ),
            Payer(
                "Stad", "own", (MoneyLine("operating", Decimal("20000.00")),),
                (staff("Dienst Outreach", "0.75", "50925.00"),),
            ),
        ),
    )  # fmt: skip


def funded(city: Any, calls: dict[str, Any], by: Any, **changes: Any) -> Any:
    """A contract under the call, with the plan taken over; `changes` are fields of the contract."""
    from wijkweb.commons.models import Case
    from wijkweb.contract.actions.baseline import freeze
    from wijkweb.contract.actions.contracts import begin_contract
    from wijkweb.contract.models import Contract

    case = Case.objects.create(municipality=city, title="WEB", opened_at=NOW)
    contract = begin_contract(case=case, start=START, end=END, tracks=("rust",), by=by, now=NOW)
    Contract.objects.filter(pk=contract.pk).update(call_version=calls["wvc-2021"], stands_on=TODAY, **changes)
    contract = Contract.objects.select_related("case__municipality", "call_version").get(pk=contract.pk)
    freeze(contract=contract, application=application(), by=by, now=NOW)
    return contract


def line_of(contract: Any, function: str) -> Any:
    from wijkweb.contract.models import PlanLine

    return PlanLine.objects.get(contract=contract, function=function)


def values(**changes: Any) -> dict[str, Any]:
    """An entry as a form gives it."""
    return {
        "kind": "payment", "day": date(2023, 3, 1), "post": "operating", "payer": "own", "payee": "Drukkerij Blad",
        "text": "affiches", "invoice": "", "amount": Decimal("100.00"), "agreement": None, "pays": None, "line": None,
    } | changes  # fmt: skip


def book(contract: Any, by: Any, **changes: Any) -> Any:
    from wijkweb.commons.ids import public_id
    from wijkweb.contract.actions.money_entries import book_entry

    given = dict(changes)
    id = given.pop("public_id", None) or public_id()
    upload = given.pop("upload", None)
    return book_entry(
        contract=contract, public_id=id, values=values(**given), upload=upload, today=TODAY, by=by, now=NOW
    )


def refused(contract: Any, by: Any, **changes: Any) -> list[str]:
    """The codes with which an entry is refused; [] when it is booked."""
    from wijkweb.contract.actions.money_entries import Refused

    try:
        book(contract, by, **changes)
    except Refused as error:
        return [one.code for one in error.problems]
    return []


def move(contract: Any, by: Any, amount: str, from_: tuple[str, str], to: tuple[str, str], **changes: Any) -> Any:
    from wijkweb.commons.ids import public_id
    from wijkweb.contract.actions.money_moves import reallocate

    values = {
        "day": date(2024, 5, 2), "amount": Decimal(amount), "from_post": from_[0], "from_payer": from_[1],
        "to_post": to[0], "to_payer": to[1], "reason": "minder drukwerk, meer onderzoek",
    }  # fmt: skip
    seen = changes.pop("seen", frozenset())
    return reallocate(
        contract=contract, public_id=public_id(), values=values | changes, seen=seen, today=TODAY, by=by, now=NOW
    )

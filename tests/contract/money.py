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


def money_parts(contract: Any, by: Any, mark: str) -> dict[str, str]:
    """One of everything of a contract's money, each carrying a mark; ids by the names of access.toml."""
    from wijkweb.commons import files
    from wijkweb.commons.models import StoredFile
    from wijkweb.contract import models as m

    def stored(name: str, kind: str) -> Any:
        data = f"Datum;Bedrag;Begunstigde\n01/02/2022;5,00;{mark} {name}\n".encode()
        return StoredFile.objects.create(
            case=contract.case, name=f"{mark}-{name}.csv", media_type=kind, size=len(data), sha256=files.store(data),
            added_at=NOW, added_by=by,
        )  # fmt: skip

    proof, waiting = stored("bewijs", "text/csv"), stored("wacht", "text/csv; use=ledger")
    line = m.PlanLine.objects.create(contract=contract, payer="own", post="staff", function=f"{mark} staf")
    m.PlanVersion.objects.create(
        line=line, number=1, valid_from=START, amount=Decimal(4000), vte=1, start=START, end=END, yearly=Decimal(1000),
        made_at=NOW, made_by=by,
    )  # fmt: skip
    deel = m.SubAgreement.objects.create(
        contract=contract, partner=f"{mark} partner", task="taak", amount=1, post="operating", payer="own", start=START,
        end=END, state="agreed",
    )  # fmt: skip
    batch = m.LedgerBatch.objects.create(
        contract=contract, file=stored("partij", "text/csv"), added=1, known=0, refused=0, at=NOW, by=by
    )
    entry = m.Entry.objects.create(
        contract=contract, kind="payment", day=START, post="operating", payer="own", payee=f"{mark} drukker", amount=5,
        proof=proof, made_at=NOW, made_by=by,
    )  # fmt: skip
    due = m.Instalment.objects.create(contract=contract, title=f"{mark} schijf", due_on=START, due=1)
    rise = m.IndexEvent.objects.create(contract=contract, day=START, percent=2, source=f"{mark} spil")
    made = {
        "plan_line": line, "agreement": deel, "ledger_batch": batch, "entry": entry, "instalment": due, "rise": rise,
        "proof": proof, "ledger_file": waiting,
    }  # fmt: skip
    return {name: part.public_id for name, part in made.items()}

"""Entries of a contract's money: what is refused and why, countered, withdrawn, sent twice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.contract.money import NOW, TODAY, book, funded, line_of, refused
from wijkweb.commons import files
from wijkweb.commons.ids import public_id
from wijkweb.commons.models import JournalLine, StoredFile
from wijkweb.contract.actions.money_agreements import add_papered
from wijkweb.contract.actions.money_entries import Refused, counter_entry, withdraw_entry
from wijkweb.contract.actions.money_files import Upload
from wijkweb.contract.actions.money_months import MonthDone, confirm_months
from wijkweb.contract.actions.money_moves import set_terms
from wijkweb.contract.actions.parts import ChangedMeanwhile
from wijkweb.contract.models import Entry, PlanLine, PlanVersion, SubAgreement
from wijkweb.contract.reads.spending import booked_of, spending_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(city: Any, make_person: Any) -> Any:
    return make_person("editor", city)


def test_the_plan_comes_along_from_the_dossier(contract: Any) -> None:
    found = {
        (line.payer, line.post, str(line)): line.versions.get().amount
        for line in PlanLine.objects.filter(contract=contract)
    }
    assert found == {
        ("subsidy", "staff", "Sociale cohesie"): Decimal("349948.72"),
        ("subsidy", "staff", "Coördinator"): Decimal("224827.32"),
        ("subsidy", "staff", "Outreach"): Decimal("218717.96"),
        ("subsidy", "operating", "Vlaanderen"): Decimal("6000.00"),
        ("own", "staff", "Dienst Outreach"): Decimal("203700.00"),
        ("own", "operating", "Stad"): Decimal("20000.00"),
    }
    assert set(PlanVersion.objects.values_list("valid_from", flat=True)) == {date(2022, 1, 1)}


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"day": date(2021, 12, 31)}, ["before_start"]),
        ({"day": date(2026, 6, 1)}, ["after_end"]),
        ({"day": date(2024, 11, 21)}, ["in_future"]),
        ({"currency": "USD"}, ["currency"]),
        ({"amount": Decimal("12.345")}, ["decimals"]),
        ({"amount": Decimal("-5.00")}, ["negative"]),
        ({"amount": Decimal("0.00")}, ["zero"]),
        ({"amount": Decimal("NaN")}, ["not_an_amount"]),
        ({"amount": Decimal("100000000000.00")}, ["too_large"]),
        ({"payee": "  "}, ["payee_missing"]),
        ({"payer": "subsidy", "post": "party"}, ["post_not_eligible"]),
        ({"post": "party"}, ["post_unknown"]),
        ({"payer": "queen"}, ["payer_unknown"]),
        ({"kind": "gift"}, ["kind_unknown"]),
        ({"kind": "commitment", "day": date(2026, 1, 1)}, ["after_end"]),
    ],
)
def test_what_is_wrong_is_refused_with_its_reason(contract: Any, by: Any, changes: Any, codes: list[str]) -> None:
    assert refused(contract, by, **changes) == codes
    assert not Entry.objects.exists()


def test_after_the_end_payments_come_in_for_as_long_as_the_contract_says(contract: Any, by: Any) -> None:
    contract.end = date(2024, 6, 30)
    late = {"day": date(2024, 9, 29)}
    assert refused(contract, by, **late) == ["after_end"]
    set_terms(contract=contract, grace_days=120, token=1, by=by, now=NOW)
    assert refused(contract, by, **late) == []


def test_the_same_invoice_is_paid_once_however_it_is_written(contract: Any, by: Any) -> None:
    assert refused(contract, by, invoice="2023/0045") == []
    assert refused(contract, by, invoice="2023-0045 ", payee="DRUKKERIJ blad") == ["invoice_twice"]
    assert refused(contract, by, invoice="2023/0045", payee="Iemand anders") == []
    assert refused(contract, by, kind="commitment", invoice="2023/0045") == []
    assert refused(contract, by, invoice="") == refused(contract, by, invoice="") == []


def test_an_invoice_may_come_again_once_the_wrong_one_is_out_of_effect(contract: Any, by: Any) -> None:
    first = book(contract, by, invoice="7")
    withdraw_entry(entry=first, reason="verkeerde partij", by=by, now=NOW)
    second = book(contract, by, invoice="7")
    counter_entry(
        entry=second, public_id=public_id(), day=date(2023, 4, 1), reason="dubbel", today=TODAY, by=by, now=NOW
    )
    assert refused(contract, by, invoice="7", amount=Decimal("90.00")) == []


def test_sent_twice_it_is_one_entry_and_another_one_is_told(contract: Any, by: Any) -> None:
    id = public_id()
    assert book(contract, by, public_id=id, invoice="1") == book(contract, by, public_id=id, invoice="1")
    with pytest.raises(ChangedMeanwhile):
        book(contract, by, public_id=id, invoice="1", amount=Decimal("101.00"))
    assert JournalLine.objects.filter(verb="entry.add").count() == 1


def test_a_counter_entry_counts_from_its_own_day(contract: Any, by: Any) -> None:
    wrong = book(contract, by, amount=Decimal("250.00"), day=date(2023, 3, 1))
    given: dict[str, Any] = {"entry": wrong, "reason": "verkeerde post", "today": TODAY, "by": by, "now": NOW}
    with pytest.raises(Refused, match="counter_day"):
        counter_entry(public_id=public_id(), day=date(2023, 2, 1), **given)
    id = public_id()
    made = counter_entry(public_id=id, day=date(2024, 1, 15), **given)
    assert counter_entry(public_id=id, day=date(2024, 1, 15), **given) == made
    paid = [spending_of(contract, until=day).total.paid for day in (date(2023, 12, 31), date(2024, 1, 15))]
    assert paid == [Decimal("250.00"), Decimal("0.00")]
    assert [one.amount for one in booked_of(contract, until=TODAY) if one.day.year == 2024] == [Decimal("-250.00")]
    with pytest.raises(Refused, match="out_of_effect"):
        counter_entry(public_id=public_id(), day=date(2024, 1, 16), **given)
    with pytest.raises(Refused, match="out_of_effect"):
        withdraw_entry(entry=made, reason="x", by=by, now=NOW)


def test_what_is_withdrawn_never_was_and_stays_readable(contract: Any, by: Any) -> None:
    wrong = book(contract, by, amount=Decimal("250.00"))
    withdraw_entry(entry=wrong, reason="was van een ander project", by=by, now=NOW)
    assert spending_of(contract, until=date(2023, 12, 31)).total.paid == 0
    kept = Entry.objects.get(pk=wrong.pk)
    assert (kept.amount, kept.reason, kept.withdrawn_by) == (Decimal("250.00"), "was van een ander project", by)


def test_a_commitment_that_is_paid_does_not_go(contract: Any, by: Any) -> None:
    order = book(contract, by, kind="commitment", amount=Decimal("500.00"))
    book(contract, by, pays=order, amount=Decimal("600.00"))
    with pytest.raises(Refused, match="is_paid"):
        withdraw_entry(entry=order, reason="x", by=by, now=NOW)
    found = spending_of(contract, until=TODAY)
    assert "paid_more_than_committed" in [alarm.code for alarm in found.alarms]
    assert next(r.money.forecast for r in found.rows if (r.post, r.payer) == ("operating", "own")) == Decimal("600.00")


def agreement(contract: Any, by: Any, **changes: Any) -> SubAgreement:
    values = {
        "partner": "Buurtwerk", "task": "tien vormingen", "amount": Decimal("4000.00"), "post": "operating",
        "payer": "own", "start": date(2022, 6, 1), "end": date(2024, 12, 31), "state": "agreed", "under": None,
        "upload": None,
    }  # fmt: skip
    return add_papered(
        contract=contract, model=SubAgreement, public_id=public_id(), values=values | changes, by=by, now=NOW
    )


def test_a_sub_agreement_binds_its_amount_once(contract: Any, by: Any) -> None:
    made = agreement(contract, by)
    assert refused(contract, by, kind="commitment", agreement=made) == ["agreement_binds_already"]
    book(contract, by, agreement=made, amount=Decimal("1500.00"))
    money = next(r.money for r in spending_of(contract, until=TODAY).rows if (r.post, r.payer) == ("operating", "own"))
    assert (money.committed, money.paid, money.forecast) == (Decimal(4000), Decimal(1500), Decimal(4000))
    draft = agreement(contract, by, state="draft", partner="Later")
    assert refused(contract, by, agreement=draft) == ["link_unknown"]
    order = book(contract, by, kind="commitment")
    assert refused(contract, by, agreement=made, pays=order) == ["two_links"]


def test_what_a_partner_passes_on_is_within_what_it_got(contract: Any, by: Any) -> None:
    made = agreement(contract, by)
    agreement(contract, by, partner="Huis", amount=Decimal("3000.00"), under=made)
    with pytest.raises(Refused, match="passes_on_too_much"):
        agreement(contract, by, partner="Nog een", amount=Decimal("1000.01"), under=made)
    assert spending_of(contract, until=TODAY).total.committed == Decimal("4000.00")
    with pytest.raises(Refused, match="outside_contract"):
        agreement(contract, by, end=date(2026, 1, 1))


def test_staff_cost_and_a_confirmed_month_are_never_both(contract: Any, by: Any) -> None:
    line = line_of(contract, "Outreach")
    staff: dict[str, Any] = {"kind": "staff", "post": "staff", "payer": "subsidy", "line": line}
    confirm_months(contract=contract, done=[MonthDone(line, date(2022, 1, 1))], today=TODAY, by=by, now=NOW)
    assert refused(contract, by, day=date(2022, 1, 31), **staff) == ["month_confirmed"]
    assert refused(contract, by, day=date(2022, 2, 28), **staff) == []
    with pytest.raises(Refused, match="cost_booked"):
        confirm_months(contract=contract, done=[MonthDone(line, date(2022, 2, 1))], today=TODAY, by=by, now=NOW)
    assert date(2022, 2, 1) not in [
        m.month for m in spending_of(contract, until=TODAY).missing if m.line == line.public_id
    ]


def test_what_person_months_prove_is_not_booked_as_an_entry_too(contract: Any, by: Any) -> None:
    line = line_of(contract, "Outreach")
    wages: dict[str, Any] = {"post": "staff", "payer": "subsidy", "day": date(2022, 2, 28)}
    for kind, named in (("staff", None), ("payment", None), ("payment", line)):
        assert refused(contract, by, kind=kind, line=named, **wages) == ["staff_by_months"]
    assert refused(contract, by, kind="staff", line=line, **wages) == []
    assert refused(contract, by, kind="staff", post="staff", payer="private") == []
    assert spending_of(contract, until=TODAY).total.paid == Decimal("200.00")


def test_a_proof_is_kept_once_and_goes_when_nothing_was_booked(contract: Any, by: Any) -> None:
    proof = Upload("factuur.pdf", b"%PDF-1.4 factuur")
    made = book(contract, by, upload=proof, invoice="8")
    again = book(contract, by, upload=proof, invoice="9")
    assert made.proof == again.proof
    assert files.fetch(made.proof.sha256) == proof.data
    assert refused(contract, by, upload=Upload("x.pdf", b"anders"), amount=Decimal("-1.00")) == ["negative"]
    assert StoredFile.objects.count() == 1
    assert not files.path_of(files.digest(b"anders")).exists()


def test_nothing_of_another_contract_can_be_named(contract: Any, by: Any, city: Any, calls: dict) -> None:
    other = funded(city, calls, by)
    order = book(other, by, kind="commitment")
    assert refused(contract, by, pays=order) == ["link_unknown"]

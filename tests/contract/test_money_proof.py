"""What lacks a paper: payments without a file, confirmed months without the statement that proves them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.contract.money import NOW, TODAY, book, line_of
from wijkweb.commons import files
from wijkweb.commons.ids import public_id
from wijkweb.commons.models import JournalLine
from wijkweb.contract.actions.money_entries import counter_entry, withdraw_entry
from wijkweb.contract.actions.money_files import Upload
from wijkweb.contract.actions.money_months import MonthDone, add_paper, confirm_months
from wijkweb.contract.models import TeamFunction, Vacancy
from wijkweb.contract.money_papers import money_sheet
from wijkweb.contract.reads.spending import spending_of
from wijkweb.shapes.finding import Severity

pytestmark = pytest.mark.django_db


def facts(contract: Any, code: str, until: date = TODAY) -> list[Any]:
    found = [one for one in spending_of(contract, until=until).alarms if one.code == code]
    assert {one.severity for one in found} <= {Severity.NOTE}
    return [dict(one.facts) for one in found]


def test_what_was_paid_without_a_file_is_told_with_its_entries(contract: Any, by: Any) -> None:
    assert facts(contract, "proof_missing") == []
    book(contract, by, upload=Upload("factuur.pdf", b"factuur"), amount=Decimal("11.00"))
    book(contract, by, kind="commitment", amount=Decimal("12.00"))
    gone, back = book(contract, by, amount=Decimal("13.00")), book(contract, by, amount=Decimal("14.00"))
    withdraw_entry(entry=gone, reason="x", by=by, now=NOW)
    counter_entry(entry=back, public_id=public_id(), day=date(2024, 1, 15), reason="x", today=TODAY, by=by, now=NOW)
    bare = book(contract, by, amount=Decimal("15.00"))
    line = line_of(contract, "Outreach")
    wages = book(contract, by, kind="staff", post="staff", payer="subsidy", line=line, amount=Decimal("16.50"))
    assert facts(contract, "proof_missing") == [{"number": 2, "amount": Decimal("31.50")}]
    assert facts(contract, "proof_missing", date(2023, 12, 31)) == [{"number": 3, "amount": Decimal("45.50")}]
    client = Client()
    client.force_login(by)
    money = f"/contracten/{contract.case.public_id}/geld/"
    assert f'href="{money}boekingen/?bewijs=zonder"' in client.get(money).content.decode()
    page = client.get(f"{money}boekingen/?bewijs=zonder").context["found"]
    assert {one.pk for one in page.rows} == {bare.pk, wages.pk}
    assert (page.count, page.paid, page.filter.query) == (2, Decimal("31.50"), "bewijs=zonder")


def test_a_proof_is_laid_with_an_entry_that_has_none(contract: Any, by: Any) -> None:
    bare, gone = book(contract, by, amount=Decimal("15.00")), book(contract, by)
    withdraw_entry(entry=gone, reason="x", by=by, now=NOW)
    client = Client()
    client.force_login(by)

    def lay(entry: Any, data: bytes) -> int:
        path = f"/contracten/{contract.case.public_id}/geld/boekingen/{entry.public_id}/"
        assert client.get(path).content.decode().count(f"{path}bewijs/") == (entry.pk == bare.pk and not laid)
        return client.post(f"{path}bewijs/", {"upload": SimpleUploadedFile("bon.pdf", data)}).status_code

    laid: list[bytes] = []
    assert lay(gone, b"bon") == 422
    assert (lay(bare, b"bon"), laid.append(b"bon")) == (302, None)
    assert (lay(bare, b"bon"), lay(bare, b"anders")) == (302, 422)
    bare.refresh_from_db()
    assert (bare.proof.name, files.fetch(bare.proof.sha256), bare.amount) == ("bon.pdf", b"bon", Decimal("15.00"))
    assert not files.path_of(files.digest(b"anders")).exists()
    assert JournalLine.objects.filter(verb="entry.prove").count() == 1
    assert facts(contract, "proof_missing") == []


def test_confirmed_months_without_a_paper_are_told_once_each(contract: Any, by: Any) -> None:
    lines = [line_of(contract, name) for name in ("Outreach", "Sociale cohesie")]
    done = [MonthDone(line, date(2023, month, 1)) for line in lines for month in (1, 2, 3)]
    done.append(MonthDone(lines[0], date(2023, 4, 1), Decimal("0.00"), "vacature"))
    confirm_months(contract=contract, done=done, today=TODAY, by=by, now=NOW)
    assert facts(contract, "month_paper_missing") == [{"number": 3, "first": "2023-01-01"}]
    given: dict[str, Any] = {"contract": contract, "title": "loonstaat", "by": by, "now": NOW}
    add_paper(month=date(2023, 1, 1), upload=Upload("staat.pdf", b"januari"), **given)
    assert facts(contract, "month_paper_missing") == [{"number": 2, "first": "2023-02-01"}]
    client = Client()
    client.force_login(by)
    money = f"/contracten/{contract.case.public_id}/geld/"
    assert f'href="{money}maanden/?jaar=2023"' in client.get(money).content.decode()
    for month in (2, 3):
        add_paper(month=date(2023, month, 1), upload=Upload("staat.pdf", b"kwartaal"), **given)
    assert facts(contract, "month_paper_missing") == []


def test_months_of_a_vacancy_are_not_priced_as_worked(contract: Any, by: Any) -> None:
    day = date(2022, 4, 30)
    alarm = next(one for one in spending_of(contract, until=day).alarms if one.code == "months_missing")
    every, facts_before = spending_of(contract, until=day).missing, dict(alarm.facts)
    mine = [one for one in every if one.function == "Outreach"]
    assert [one.month.month for one in mine] == [1, 2, 3, 4]
    post, _ = TeamFunction.objects.get_or_create(
        contract=contract, title="Outreach", defaults={"vte": 1, "start": contract.start, "end": contract.end}
    )
    gap = {"contract": contract, "function": post, "reason": "Niemand meldde zich.", "start": date(2022, 2, 15)}
    Vacancy.objects.create(vte=post.vte, end=date(2022, 4, 15), **gap)  # all of March, parts of two other months
    found = spending_of(contract, until=day)
    assert [(one.function, one.month.month) for one in found.missing if one.vacant] == [("Outreach", 3)]
    assert [replace(one, vacant=False) for one in found.missing] == list(every)
    after = next(dict(one.facts) for one in found.alarms if one.code == "months_missing")
    less = {"number": len(every) - 1, "amount": facts_before["amount"] - mine[2].amount}
    assert after == {"first": "2022-01-01", **less}
    assert facts(contract, "months_vacant", day) == [{"number": 1, "first": "2022-03-01"}]
    client = Client()
    client.force_login(by)
    money = f"/contracten/{contract.case.public_id}/geld/"
    page = client.get(money).content.decode()
    assert f'href="{money}maanden/?jaar=2022"' in page
    line = line_of(contract, "Outreach")
    confirm_months(
        contract=contract, done=[MonthDone(line, date(2022, 3, 1), Decimal("0.00"), "vacature")],
        today=TODAY, by=by, now=NOW,
    )  # fmt: skip
    assert facts(contract, "months_vacant", day) == []


def test_a_paper_gives_a_vacant_month_no_amount(contract: Any, by: Any) -> None:
    whole = spending_of(contract, until=date(2022, 1, 31))
    plain = whole.missing[0]
    sheet = money_sheet(replace(whole, missing=(replace(plain, vacant=True),)), contract)
    shown = sheet.pieces[-1].block.table
    assert shown is not None
    (row,) = shown.rows[1:]
    assert (row[1], row[-1]) == (f"{plain.function} (vacant)", "–")

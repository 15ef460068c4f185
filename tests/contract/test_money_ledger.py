"""Ledger files: how cells are read, what is refused and why, sent twice, half of it wrong, undone whole."""

from __future__ import annotations

import io
import time
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.contract.money import NOW, TODAY, book
from wijkweb.commons.ids import public_id
from wijkweb.commons.models import JournalLine
from wijkweb.contract.actions.money_entries import counter_entry
from wijkweb.contract.actions.money_ledger import (
    NothingToTake,
    RowsRefused,
    StandsOn,
    UndoneAlready,
    keep_ledger,
    take_ledger,
    undo_ledger,
)
from wijkweb.contract.models import Entry, LedgerBatch
from wijkweb.contract.reads.money_ledger import dry_run
from wijkweb.contract.reads.spending import spending_of
from wijkweb.readers.errors import Unreadable
from wijkweb.readers.ledger import read_ledger
from wijkweb.rules.ledger_cells import NoAmount, cell_amount, cell_day, style_of
from wijkweb.shapes.ledger import LedgerPlan, Reading

HEAD = "Datum;Begunstigde;Factuurnummer;Omschrijving;Bedrag;Post;Financier;Munt\n"
READING = Reading("operating", "own")


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ("1.250,50", None, "1250.50"), ("1,250.50", None, "1250.50"), ("1250,5", None, "1250.50"), ("€ 12", None, "12"),
        ("12,00 EUR", None, "12"), ("1.250", ",", "1250"), ("-12,50", None, "-12.50"), ("(12,50)", None, "-12.50"),
        ("1.000.000,01", None, "1000000.01"), ("12,50-", None, "-12.50"), ("1 250,50", None, "1250.50"),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_it_is_written(text: str, style: Any, value: str) -> None:
    assert cell_amount(text, "t", style) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "kind", "style", "code"),
    [
        ("1.250", "t", None, "ambiguous"), ("12,345", "t", ",", "decimals"), ("12.3456", "t", None, "decimals"),
        ("twaalf", "t", None, "not_an_amount"), ("", "t", None, "not_an_amount"), ("1.2.3", "t", None, "not_an_amount"),
        ("=", "f", None, "formula"), ("1,2,50.1", "t", None, "not_an_amount"), ("1" * 20, "t", None, "too_large"),
        ("NaN", "n", None, "x"),
    ],
)  # fmt: skip
def test_an_amount_that_is_not_sure_is_none(text: str, kind: str, style: Any, code: str) -> None:
    if code == "x":
        assert not cell_amount(text, kind, style).is_finite()
        return
    with pytest.raises(NoAmount) as raised:
        cell_amount(text, kind, style)
    assert raised.value.code == code


def test_the_decimal_sign_of_a_file_and_its_days() -> None:
    assert style_of(["1.250,50", "3,20", "1.000"]) == ","
    assert style_of(["1,250.50", "3.20"]) == "."
    assert style_of(["1.000", "12"]) is None
    days = ["2024-03-01", "01/03/2024", "1-3-2024", "01.03.24", "20240301", "2024-03-01 00:00:00"]
    assert {cell_day(text) for text in days} == {date(2024, 3, 1)}
    assert [cell_day(text) for text in ("31/02/2024", "morgen", "", "2024")] == [None] * 4


pytestmark = pytest.mark.django_db


@pytest.fixture
def by(city: Any, make_person: Any) -> Any:
    return make_person("editor", city)


def plan(contract: Any, data: bytes, reading: Reading = READING) -> LedgerPlan:
    return dry_run(contract, data, reading, TODAY).plan


def said(found: LedgerPlan) -> dict[int, list[str]]:
    return {row.number: [one.code for one in row.reasons] for row in found.of("refused")}


def take(contract: Any, by: Any, data: bytes, *, good_only: bool = False) -> LedgerBatch:
    file = keep_ledger(contract=contract, data=data, name="boek.csv", by=by, now=NOW)
    return take_ledger(contract=contract, file=file, plan=plan(contract, data), good_only=good_only, by=by, now=NOW)


ROWS = (
    "01/03/2023;Drukkerij;F1;affiches;1.250,50;Werking;eigen;EUR\n"
    "01/03/2021;Drukkerij;F2;te vroeg;10,00;Werking;eigen;EUR\n"
    "02/03/2023;drukkerij ;f-1;dubbel;10,00;Werking;eigen;EUR\n"
    "02/03/2023;Drukkerij;F3;dollars;10,00;Werking;eigen;USD\n"
    "02/03/2023;Drukkerij;F4;drie;10,005;Werking;eigen;EUR\n"
    "02/03/2023;Drukkerij;F5;terug;-10,00;Werking;eigen;EUR\n"
    "32/03/2023;Drukkerij;F6;dag;10,00;Werking;eigen;EUR\n"
    "02/03/2023;;F7;niemand;10,00;Werking;eigen;EUR\n"
    "02/03/2023;Drukkerij;F8;post;10,00;Feesten;subsidie;EUR\n"
    "02/03/2023;Drukkerij;F9;wie;10,00;Werking;de buren;EUR\n"
    "02/03/2023;Zaal;;huur;20,00;;;\n"
    "02/03/2023;Zaal;;huur;20,00;;;\n"
)


def test_of_every_row_it_is_said_what_becomes_of_it(contract: Any) -> None:
    found = plan(contract, (HEAD + ROWS).encode("utf-8-sig"))
    assert [row.number for row in found.of("new")] == [2, 12, 13]
    assert said(found) == {
        3: ["before_start"], 4: ["invoice_twice"], 5: ["currency"], 6: ["decimals"], 7: ["negative"], 8: ["no_day"],
        9: ["payee_missing"], 10: ["no_post"], 11: ["no_payer"],
    }  # fmt: skip
    assert not Entry.objects.exists()


def test_wages_that_person_months_prove_are_refused_rows(contract: Any, by: Any) -> None:
    rows = (
        "Datum;Begunstigde;Bedrag;Post;Financier;Soort\n"
        "28/02/2022;Sociaal secretariaat;4556,62;Personeel;subsidie;loon\n"
        "28/02/2022;Sociaal secretariaat;4243,75;staff;eigen;betaling\n"
        "28/02/2022;Drukkerij;12,00;Werking;eigen;betaling\n"
    )
    found = plan(contract, rows.encode())
    assert said(found) == {2: ["staff_by_months"], 3: ["staff_by_months"]}
    assert take(contract, by, rows.encode(), good_only=True).refused == 2
    assert spending_of(contract, until=TODAY).total.paid == Decimal("12.00")


def test_half_wrong_takes_the_good_rows_only_when_that_is_asked(contract: Any, by: Any) -> None:
    data = (HEAD + ROWS).encode()
    with pytest.raises(RowsRefused):
        take(contract, by, data)
    assert not Entry.objects.exists()
    batch = take(contract, by, data, good_only=True)
    assert (batch.added, batch.refused) == (3, 9)
    assert spending_of(contract, until=TODAY).total.paid == Decimal("1290.50")
    assert JournalLine.objects.filter(verb="ledger.take").count() == 1


def test_sent_twice_there_are_no_doubles_in_whatever_order(contract: Any, by: Any) -> None:
    lines = ROWS.splitlines(keepends=True)
    good = [lines[0], lines[10], lines[11]]
    take(contract, by, (HEAD + "".join(good)).encode())
    again = (HEAD + "".join(reversed(good)) + "05/03/2023;Zaal;;huur;20,00;;;\n").encode("utf-16")
    found = plan(contract, again)
    assert [len(found.of(state)) for state in ("known", "new", "refused")] == [3, 1, 0]
    with pytest.raises(NothingToTake):
        take(contract, by, (HEAD + "".join(good)).encode())


def test_an_invoice_that_was_booked_by_hand_is_refused_in_a_file(contract: Any, by: Any) -> None:
    book(contract, by, payee="Drukkerij", invoice="F1")
    assert said(plan(contract, (HEAD + ROWS.splitlines()[0]).encode())) == {2: ["invoice_twice"]}


def test_a_bank_statement_has_a_minus_for_what_was_paid(contract: Any) -> None:
    text = "Bank X\nRekening BE00\n\nUitvoeringsdatum,Naam tegenpartij,Bedrag\n2023-03-01,Zaal,-20.00\n2023-03-02,Vlaanderen,900.00\n"
    found = plan(contract, text.encode(), Reading("operating", "own", minus_is_paid=True))
    assert [(row.entry.payee, row.entry.amount) for row in found.of("new") if row.entry] == [("Zaal", Decimal("20.00"))]
    assert said(found) == {6: ["comes_in"]}


def test_a_batch_is_undone_whole_and_can_come_again(contract: Any, by: Any) -> None:
    data = (HEAD + ROWS).encode()
    batch = take(contract, by, data, good_only=True)
    assert undo_ledger(batch=batch, by=by, now=NOW) == 3
    assert spending_of(contract, until=TODAY).total.paid == 0
    with pytest.raises(UndoneAlready):
        undo_ledger(batch=batch, by=by, now=NOW)
    assert take(contract, by, data, good_only=True).added == 3
    assert Entry.objects.count() == 6


def test_what_stands_on_a_batch_holds_it(contract: Any, by: Any) -> None:
    rows = "01/03/2023;Drukkerij;F1;affiches;1.250,50;Werking;eigen;EUR;vastlegging\n"
    data = (HEAD.strip() + ";Soort\n" + rows).encode()
    batch = take(contract, by, data)
    order = Entry.objects.get(batch=batch)
    book(contract, by, pays=order, amount=Decimal("10.00"))
    with pytest.raises(StandsOn):
        undo_ledger(batch=batch, by=by, now=NOW)
    other = take(contract, by, (HEAD + "01/04/2023;Zaal;Z1;huur;5,00;;;\n").encode())
    counter_entry(
        entry=Entry.objects.get(batch=other), public_id=public_id(), day=date(2023, 5, 1), reason="x", today=TODAY,
        by=by, now=NOW,
    )  # fmt: skip
    with pytest.raises(StandsOn):
        undo_ledger(batch=other, by=by, now=NOW)
    assert Entry.objects.filter(withdrawn_at=None).count() == 4


def workbook(rows: int) -> bytes:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("grootboek")
    sheet.append(["Boekdatum", "Leverancier", "Factuurnummer", "Omschrijving", "Bedrag"])
    for number in range(rows):
        sheet.append(
            [date(2023, 1 + number % 12, 1 + number % 28), f"Leverancier {number % 90}", f"F{number}", "x", 10.05]
        )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_excel_is_read_apart_with_its_days_and_numbers(contract: Any, by: Any) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Datum", "Begunstigde", "Bedrag"])
    for row in ([date(2023, 3, 1), "Zaal", 20.5], [date(2023, 3, 2), "Zaal", 20.555], ["3/3/2023", "Zaal", "=1+1"]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    found = plan(contract, out.getvalue())
    assert [row.entry.amount for row in found.of("new") if row.entry] == [Decimal("20.5")]
    assert said(found) == {3: ["decimals"], 4: ["formula"]}
    for data, code in ((b"", "file_empty"), (b"PK\x03\x04 stuk", "table_broken"), (b"<html>", "table_html")):
        with pytest.raises(Unreadable, match=code):
            read_ledger(data)


def test_ten_thousand_rows_come_in_within_five_seconds(contract: Any, by: Any) -> None:
    lines = (f"0{1 + n % 9}/0{1 + n % 9}/2023;Leverancier {n % 90};F{n};x;{n % 900},05;;;\n" for n in range(1, 10_001))
    data = (HEAD + "".join(lines)).encode()
    start = time.process_time()
    batch = take(contract, by, data)
    assert time.process_time() - start < 5
    assert batch.added == 10_000


def test_as_many_rows_in_excel_are_read(contract: Any) -> None:
    assert len(read_ledger(workbook(10_000)).rows) == 10_001

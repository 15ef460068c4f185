"""The budget as a spreadsheet: the same figures by formula and by value, and back again without a difference."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.dossier.money import REAL, entries
from tests.writers.hostile import payloads
from tests.writers.reckon import Reckoner
from wijkweb.dossier.money_sheets import money_file, payers_from, with_ids
from wijkweb.readers.callfile import published
from wijkweb.readers.errors import Unreadable
from wijkweb.readers.xlsx_money import read_money, read_money_apart
from wijkweb.rules.entries import Entry, totals
from wijkweb.rules.money_diff import changes
from wijkweb.rules.standing import standing
from wijkweb.shapes.application import MoneyLine, Payer, StaffPlan

pytestmark = pytest.mark.plain

CALLS = {name: published(name) for name in ("wvc-2021", "buurtfonds-2026")}
WVC = CALLS["wvc-2021"]

CENTS = st.integers(1, 10**9).map(lambda cents: Decimal(cents).scaleb(-2).quantize(Decimal("0.01")))
WORDS = st.sampled_from(["Stad", "vzw De Brug", "=1+1", "Ågnes & co", "'t Hof", "x" * 200, "+32 9", "(100%)", "12"])
HUNDREDTHS = st.integers(1, 900).map(lambda number: Decimal(number).scaleb(-2).quantize(Decimal("0.01")))
PLANS = st.builds(
    lambda function, employer, vte, start, days, yearly, rise: StaffPlan(
        function, employer, vte, start, start + timedelta(days), yearly, rise
    ),
    WORDS, WORDS | st.just(""), HUNDREDTHS, st.dates(date(2021, 1, 1), date(2026, 12, 31)), st.integers(0, 2000), CENTS,
    HUNDREDTHS | st.just(Decimal("0.00")),
)  # fmt: skip
LINES = st.dictionaries(
    st.tuples(st.sampled_from(["staff", "operating", "works", "investments", ""]), st.sampled_from(["", "Huur", "=A1", "2022"]), st.sampled_from([0, 2022, 2025])),
    CENTS, max_size=8,
).map(lambda found: tuple(MoneyLine(p, a, y or None, label if not p else "") for (p, label, y), a in found.items()))  # fmt: skip


def once(lines: tuple[MoneyLine, ...], kind: str) -> tuple[MoneyLine, ...]:
    """No line twice, and none of a funder that does not say what it is."""
    found = {(line.post, line.label, line.year): line for line in lines}
    return tuple(line for line in found.values() if line.post or line.label or kind != "funder")


@st.composite
def budgets(draw: Any) -> tuple[Payer, ...]:
    names = draw(st.lists(WORDS, unique=True, max_size=4))
    kinds = [draw(st.sampled_from(["own", "funder", "public", "private"])) for _ in names]
    return tuple(
        Payer(name, kind, once(draw(LINES), kind), tuple(draw(st.lists(PLANS, max_size=3))))
        for name, kind in zip(names, kinds, strict=True)
    )


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(budgets(), st.sampled_from(list(CALLS)))
def test_out_and_in_again_is_no_difference(payers: tuple[Payer, ...], name: str) -> None:
    call = CALLS[name]
    back = payers_from(read_money(money_file(payers, call, "Wijk")), call, payers)
    assert changes(payers, back) == ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(budgets(), st.sampled_from(list(CALLS)))
def test_formulas_and_values_say_the_same_as_the_page(payers: tuple[Payer, ...], name: str) -> None:
    call, data = CALLS[name], money_file(payers, CALLS[name], "Wijk")
    book, kept = openpyxl.load_workbook(io.BytesIO(data)), openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    reckoner = Reckoner(book)
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            stored = kept[sheet.title][cell.coordinate].value
            assert reckoner.value(sheet.title, cell.coordinate) == pytest.approx(stored, abs=0.0051), (
                sheet.title,
                cell.coordinate,
            )
    summed = totals([Entry(payer.name, payer) for payer in payers])
    first = kept.worksheets[0]
    assert Decimal(str(first.cell(first.max_row, first.max_column).value)).quantize(Decimal("0.01")) == summed.all
    control = {row[0].value: row[1].value for row in kept.worksheets[2].iter_rows() if row[0].value}
    summary = standing(payers, call).summary
    for label, value in (("Subsidie", summary.subsidy), ("Minste eigen inbreng bij deze subsidie", summary.least_own)):
        assert (None if value is None else float(value)) == control.get(label)


def real_file() -> bytes:
    return money_file(REAL, WVC, "Wijk")


def test_the_file_of_a_real_dossier() -> None:
    book = openpyxl.load_workbook(io.BytesIO(real_file()), data_only=True)
    assert book.sheetnames == ["Financiën", "Personeel", "Controle"]
    assert book.properties.title == "Wijk"
    money, staff, control = book.worksheets
    assert (money.cell(money.max_row, money.max_column).value, staff.cell(staff.max_row, staff.max_column).value) == (
        1023194,
        793494,
    )
    told = {row[0].value: row[1].value for row in control.iter_rows() if row[0].value}
    assert told["Nog vrij onder de hoogste subsidie"] == 506
    assert round(told["Eigen aandeel in het totaal"], 4) == 0.2186
    assert money["F3"].number_format == "[$€-813] #,##0.00"
    assert (
        money.row_dimensions[1].hidden,
        money.protection.sheet,
        money["B2"].protection.locked,
        money["F4"].protection.locked,
    ) == (True, True, True, False)


def test_hostile_texts_stay_text() -> None:
    texts = payloads()
    payers = tuple(
        Payer(f"{text}{at}"[:200], "funder", (MoneyLine("", Decimal(1), None, text.strip() or "x"),), (replace(REAL[1].staff[0], function=text, employer=text),))
        for at, text in enumerate(texts[:250])
    ) + tuple(Payer(f"{text}{at}"[:200], "private", (MoneyLine("", Decimal(1), None, text),)) for at, text in enumerate(texts[250:]))  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(money_file(payers, WVC, "=1+1")))
    ours = ("=SUM(", "=IF(", "='Personeel'!", "=0", "=B2+B3+B4", "=ROUNDUP(", "=B3-(ROUNDUP(", "=800000.00-B2")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert (
        len({cell.value for cell in cells if cell.data_type != "f"} & {text.replace("\r", "\n") for text in texts})
        > 200
    )
    assert [cell.value for cell in cells if cell.data_type == "f" and not cell.value.startswith(ours)] == []
    formulas = {cell.value for cell in cells if cell.data_type == "f"}
    assert formulas & set(texts) == set()


def edited(change: Any) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(real_file()))
    change(*book.worksheets)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def found(data: bytes) -> list[tuple[Any, ...]]:
    return [
        (c.subject, c.payer, c.before, c.after) for c in changes(REAL, payers_from(read_money_apart(data), WVC, REAL))
    ]


def test_a_changed_cell_a_new_line_and_a_new_year() -> None:
    def change(money: Any, staff: Any, _control: Any) -> None:
        money["F4"] = 230000.5
        row = money.max_row - 2
        for column, value in zip("BCDE", ("VDAB", "andere publieke partner", "", "Opleiding"), strict=True):
            money[f"{column}{row}"] = value
        money["F" + str(row)] = 0.1 + 0.2
        staff["H3"] = 90000
        staff["E4"] = 0.9

    assert found(edited(change)) == [
        ("amount", "Zeebrink", Decimal("223700.00"), Decimal("230000.50")),
        ("staff", "Vlaanderen", Decimal("87487.18"), Decimal("90000.00")),
        ("staff", "Vlaanderen", Decimal("0.80"), Decimal("0.90")),
        ("payer", "VDAB", None, "public"),
        ("amount", "VDAB", None, Decimal("0.30")),
    ]


def test_columns_that_moved_and_a_year_that_was_added() -> None:
    def change(money: Any, _staff: Any, _control: Any) -> None:
        money.insert_cols(2)
        at = money.max_column + 1
        money.cell(2, at).value, money.cell(4, at).value = 2027, 12.5

    assert found(edited(change)) == [("amount", "Zeebrink", None, Decimal("12.50"))]


def test_what_was_saved_by_another_program_is_no_difference() -> None:
    assert found(edited(lambda *_sheets: None)) == []


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        ("F4", "veel", "sheet_text"), ("F4", date(2022, 1, 1), "sheet_date"), ("F4", "=1+1", "sheet_formula"),
        ("F4", 1.005, "sheet_cents"), ("F4", -5, "sheet_bounds"), ("F4", 1e15, "sheet_bounds"), ("F4", True, "sheet_text"),
        ("B4", "", "sheet_no_name"), ("B4", "x" * 201, "sheet_long"), ("C4", "wie", "sheet_kind"), ("C4", "private partner", "sheet_kinds"),
        ("D4", "Taart", "sheet_post"), ("A1", "iets", "sheet_unknown"), ("B1", "iets", "sheet_unknown"),
    ],
)  # fmt: skip
def test_a_cell_that_is_not_what_it_has_to_be(place: str, value: Any, code: str) -> None:
    def change(money: Any, _staff: Any, _control: Any) -> None:
        money[place].number_format = "General"
        money[place] = value

    with pytest.raises(Unreadable) as told:
        found(edited(change))
    assert told.value.code == code


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        ("F3", "ooit", "sheet_day"), ("G3", date(2021, 1, 1), "sheet_period"), ("C3", "", "sheet_no_function"),
        ("B3", "Niemand", "sheet_no_payer"), ("E3", "1,6", "sheet_text"), ("I3", 101, "sheet_bounds"),
    ],
)  # fmt: skip
def test_a_staff_line_that_is_not_what_it_has_to_be(place: str, value: Any, code: str) -> None:
    def change(_money: Any, staff: Any, _control: Any) -> None:
        staff[place] = value

    with pytest.raises(Unreadable) as told:
        found(edited(change))
    assert told.value.code == code


def test_a_line_that_stands_there_twice_is_not_added_up_in_silence() -> None:
    def change(money: Any, _staff: Any, _control: Any) -> None:
        money["D5"], money["F5"] = "Werking", 1

    with pytest.raises(Unreadable) as told:
        found(edited(change))
    assert told.value.code == "sheet_twice"


def test_ids_stay_with_the_payers_and_lines_of_the_same_name() -> None:
    known = entries(*REAL)
    more = (
        REAL[0],
        replace(REAL[1], staff=(*REAL[1].staff[1:], REAL[1].staff[0], replace(REAL[1].staff[0], function="nieuw"))),
    )
    made = with_ids((*more, Payer("VDAB", "public")), known)
    assert [entry.id for entry in made] == [known[0].id, known[1].id, ""]
    assert made[1].staff == (known[1].staff[1], known[1].staff[2], known[1].staff[0], "")

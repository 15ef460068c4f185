"""Tables out: 500 hostile texts never become a formula, in XLSX nor in CSV; amounts stay amounts."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from tests.writers.hostile import PAYLOADS, payloads
from wijkweb.writers.spreadsheet import MOST_CHARACTERS, Column, csv_lines, csv_text, sheet_name, xlsx_file

pytestmark = pytest.mark.plain

COLUMNS = (Column("Naam"), Column("=Kop"), Column("Bedrag", "money"), Column("Dag", "date"))


def cells(name: str, columns: tuple[Column, ...], rows: list) -> list:
    book = openpyxl.load_workbook(xlsx_file(name, columns, rows))
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row]


def test_hostile_texts_stay_text_in_xlsx() -> None:
    rows = [(text, text, Decimal("1.50"), None) for text in payloads()]
    found = cells("Lijst", COLUMNS, rows)
    assert [cell.value for cell in found if cell.data_type == "f"] == []
    first = [cell.value for cell in found if cell.column == 1 and cell.row > 1]
    # a file of XML has one kind of line end
    assert [text.replace("\r\n", "\n").replace("\r", "\n") for text in first] == [
        text.replace("\r\n", "\n").replace("\r", "\n") for text in payloads()
    ]
    assert len(first) == PAYLOADS
    sheet = zipfile.ZipFile(xlsx_file("Lijst", COLUMNS, rows)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet


def test_hostile_texts_stay_text_in_csv() -> None:
    data = b"".join(csv_lines(COLUMNS, [(text, "x", Decimal("1234.50"), date(2022, 1, 1)) for text in payloads()]))
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[0] == ["Naam", "'=Kop", "Bedrag", "Dag"]
    assert len(rows) == PAYLOADS + 1
    starts = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "−")
    assert [row for row in rows for cell in row if cell.lstrip(" \u00a0\ufeff").startswith(starts)] == []
    assert rows[1][2:] == ["1234,50", "2022-01-01"]
    for separator in ",;\t|":  # whoever opens it with another separator meets no formula either
        cut = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator)
        assert [cell for row in cut for cell in row if cell.strip(' \u00a0\ufeff\t\r\n"').startswith(starts)] == []


def test_a_quiet_text_is_left_alone() -> None:
    for text in ("Wijk", "a=b", "1 = 1", "'t Zand", "12,5", "Rabot, Sluizeken", ""):
        assert csv_text(text) == text


def test_values_are_what_they_are() -> None:
    moment = datetime(2022, 3, 1, 12, 30, tzinfo=UTC)
    found = cells("Lijst", COLUMNS, [("Wijk", "", Decimal("799494.00"), moment), ("x" * 40_000, None, -5, None)])
    assert [found[at].value for at in (4, 6, 7)] == ["Wijk", 799494, datetime(2022, 3, 1, 12, 30)]
    assert found[4].data_type == "s"
    assert found[6].number_format == "[$€-813] #,##0.00"
    assert len(found[8].value) == MOST_CHARACTERS


def test_control_signs_and_names_of_sheets() -> None:
    assert csv_text("a\x00b\x0bc") == "abc"
    assert cells("Lijst", (Column("a\x01"),), [("b\ud800\x08",)])[1].value == "b"
    assert sheet_name("a/b[c]*?:'" + "x" * 40) == "abc" + "x" * 28
    assert sheet_name("[]") == "1"

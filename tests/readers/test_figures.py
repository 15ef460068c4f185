"""Files of figures: Swing and plain, CSV and Excel, and whatever somebody names .csv."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from wijkweb.readers.apart import read_figures_apart
from wijkweb.readers.errors import Unreadable
from wijkweb.readers.grid import MOST_ROWS
from wijkweb.shapes.figures import FileFigure, Refused
from wijkweb.writers.messages import UNREADABLE

pytestmark = pytest.mark.plain

FILES = Path(__file__).resolve().parents[1] / "dossier" / "files"
SWING = (FILES / "swing.csv").read_bytes()


def workbook(*rows: tuple[Any, ...], hidden: bool = False) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(row)
    if hidden:
        book.create_sheet("Cijfers", 0).append(("geheim",))
        book.worksheets[0].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def packed(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as error:
        read_figures_apart(data)
    assert error.value.code in UNREADABLE
    return error.value.code


def test_the_swing_file_as_csv() -> None:
    read = read_figures_apart(SWING)
    assert (read.kind, len(read.figures), read.refused) == ("swing", 45, ())
    assert read.figures[1] == FileFigure(2, "v_niet_belg_pct", "440217", "2021", Decimal("32.4"), "32,4", "", "wijk")
    assert read.figures[0].printed == ""
    assert {f.missing for f in read.figures if f.row == 5} == {"unknown"}
    assert {f.missing for f in read.figures if f.row == 6} == {"hidden"}


def test_the_swing_file_as_excel_says_the_same() -> None:
    def bare(data: bytes) -> list[tuple[Any, ...]]:
        return [(f.row, f.indicator, f.area, f.year, f.value, f.missing) for f in read_figures_apart(data).figures]

    assert bare((FILES / "swing.xlsx").read_bytes()) == bare(SWING)


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + SWING, SWING.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
        SWING.decode().encode("utf-16"), SWING.replace(b"period;geolevel;geoitem", b"Periode;Gebiedsniveau;Gebied"),
        SWING.replace(b",", b".").replace(b";", b","), SWING.replace(b";", b"\t"),
    ],
    ids=["bom", "crlf", "utf-16", "dutch head", "english", "tabs"],
)  # fmt: skip
def test_the_same_file_in_other_clothes(data: bytes) -> None:
    assert [f.value for f in read_figures_apart(data).figures] == [f.value for f in read_figures_apart(SWING).figures]


@pytest.mark.parametrize(
    ("mark", "missing"),
    [
        ("-", "empty"),
        ("x", "hidden"),
        ("nvt", "not_applicable"),
        ("?", "unknown"),
        ("", "empty"),
        ("-99996", "empty"),
        ("-99998", "not_applicable"),
    ],
)
def test_marks_for_what_is_missing(mark: str, missing: str) -> None:
    (figure,) = read_figures_apart(f"period;geolevel;geoitem;a\n2021;wijk;1;{mark}\n".encode()).figures
    assert (figure.value, figure.missing) == (None, missing)


def test_a_plain_file_with_every_column() -> None:
    text = (
        "Indicator;Gebied;Jaar;Waarde;Eenheid;Bron;Basis;Teller;Noemer\n"
        "werkloos;Haven;2021;15,50%;%;VDAB;;31;200\n"
        "index;Haven;2020;66;index;Statbel;Stad = 100;;\n"
    )
    first, second = read_figures_apart(text.encode("cp1252")).figures
    assert first == FileFigure(
        2, "werkloos", "Haven", "2021", Decimal("15.50"), "15,50", "", "", "%", "VDAB", "", Decimal(31), Decimal(200)
    )
    assert (second.base, second.unit, second.numerator) == ("Stad = 100", "index", None)


@pytest.mark.parametrize(
    ("cells", "refused"),
    [
        ("a;Haven;12.5", Refused(4, "other_style", "12.5")),
        ("a;Haven;veel", Refused(4, "no_number", "veel")),
        (";Haven;3", Refused(4, "no_name", "Haven")),
        ("a;;3", Refused(4, "no_name", "a")),
        ("a;Haven;=1+1", Refused(4, "no_number", "=1+1")),
    ],
)
def test_a_row_that_cannot_be_taken(cells: str, refused: Refused) -> None:
    read = read_figures_apart(f"indicator;area;value\na;Haven;1,5\na;Molen;2,5\n{cells}\n".encode())
    assert (read.refused, len(read.figures)) == ((refused,), 2)


def test_one_thousand_or_one_is_refused_where_nothing_says_which() -> None:
    read = read_figures_apart(b"indicator;area;value\na;Haven;1.655\n")
    assert read.refused == (Refused(2, "two_ways", "1.655"),)


def test_a_swing_row_that_is_too_long_or_has_no_area() -> None:
    read = read_figures_apart(b"period;geolevel;geoitem;a\n2021;wijk;1;2;3\n2021;wijk;;2\n2021;wijk;1;4\n")
    assert [(item.row, item.reason) for item in read.refused] == [(2, "too_many_cells"), (3, "no_name")]
    assert [figure.value for figure in read.figures] == [Decimal(4)]


def test_excel_numbers_text_formulas_and_hidden_sheets() -> None:
    data = workbook(
        ("indicator", "gebied", "jaar", "waarde"),
        ("a", "Haven", 2021, 32.4),
        ("a", "Molen", "2021", "1,5"),
        ("a", "Stad", 2021, "=1+1"),
        hidden=True,
    )
    read = read_figures_apart(data)
    assert [(f.area, f.year, f.value) for f in read.figures] == [
        ("Haven", "2021", Decimal("32.4")),
        ("Molen", "2021", Decimal("1.5")),
    ]
    assert read.refused == (Refused(4, "formula", "="),)


NO_FIGURES = [
    (b"", "table_empty"), (b"\n\n", "table_empty"),
    (b"<!DOCTYPE html><table><tr><td>1</td></tr></table>", "table_html"), (b"  <html>", "table_html"),
    (b"naam;getal\na;1\n", "table_no_head"), (b"zomaar een zin", "table_no_head"),
    (b'indicator;area;value\n"a;b;1\n', "table_broken"),
    (b"indicator;area;value\n" + b"a;b;1\n" * (MOST_ROWS + 5), "table_large"),
    (b"a\x00b;c", "table_binary"), (b"\x89PNG....", "table_binary"), (b"%PDF-1.7", "table_binary"),
    (b"\xd0\xcf\x11\xe0aaaa", "table_old_excel"),
    (b"PK\x03\x04rubbish", "table_broken"), (packed(a=b"b"), "zip_not_xlsx"),
    (workbook(("indicator", "area", "value")).replace(b"xl/workbook.xml", b"xl/workbxxk.xml"), "table_broken"),
    (workbook(), "table_empty"),
    (workbook(*[("a", "b", 1)] * (MOST_ROWS + 5)), "table_large"),
]  # fmt: skip


# a workbook holds the moment at which it was made: its bytes are no name that two workers agree on
@pytest.mark.parametrize(("data", "code"), NO_FIGURES, ids=[f"{at}-{code}" for at, (_, code) in enumerate(NO_FIGURES)])
def test_what_is_no_file_of_figures(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_traps_in_an_archive_are_not_sprung() -> None:
    types = {"[Content_Types].xml": b'<Types ContentType="spreadsheetml.sheet.main+xml"/>'}
    assert refusal(packed(**types, bomb=b"0" * 50_000_000)) == "table_bomb"
    assert refusal(packed(**types, **{"xl/vbaProject.bin": b"x"})) == "table_macros"
    assert refusal(packed(**types, **{"xl/a.xml": b'<!DOCTYPE a [<!ENTITY b "c">]>'})) == "table_entities"


def test_a_sheet_that_claims_a_million_rows_is_bounded() -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.cell(row=1_048_576, column=16_384, value=1)
    out = io.BytesIO()
    book.save(out)
    assert refusal(out.getvalue()) in ("table_large", "file_heavy")

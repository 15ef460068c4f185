"""How the PDF of a report is built, for who reads by ear: its tree, headings, tables, drawings. No proof of conformance.

PDF/A and PDF/UA ask more than a program can look up; veraPDF is not at hand here. This holds what can be looked up,
with pdfua for the rules that it knows (16 of 106). outloud stays outside: it stands on PyMuPDF, which is AGPL.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfua
import pikepdf
import pytest

from tests.street import STREET_NOW, contact, new_id, send, street
from wijkweb.report.document import report_sheet
from wijkweb.report.reads.reports import worked_out
from wijkweb.shapes.report import Dot, Map, Report
from wijkweb.writers.pdf import write_pdf

pytestmark = pytest.mark.django_db
GROUND = Map("0 0 10 10", ("M0 0H10V10H0Z",), ("M2 2H8V8H2Z",), (Dot(1, Decimal(5), Decimal(5)),), Decimal("0.5"))


@pytest.fixture
def report(city: Any) -> Report:
    """A final report with charts, and a map."""
    on = street(city)
    for number in range(6):
        send(on, (new_id(), contact(on.place, date=f"2022-03-{number + 1:02}", minutes=60)), now=STREET_NOW)
    found = worked_out(on.contract, year=4, today=date(2026, 2, 20), edition="inside")
    return replace(found, chapters=tuple(replace(c, map=GROUND) if c.key == "places" else c for c in found.chapters))


@pytest.fixture
def pdf(report: Report) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(write_pdf(report_sheet(report)))) as opened:
        yield opened


def elements(node: Any) -> Iterator[Any]:
    """Every element of the tree, in reading order."""
    for child in _children(node):
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from elements(child)


def _children(node: Any) -> list[Any]:
    inner = node.get("/K")
    if inner is None:
        return []
    return list(inner) if isinstance(inner, pikepdf.Array) else [inner]


def test_it_names_itself_its_language_and_the_standards_it_claims(pdf: pikepdf.Pdf, report: Report) -> None:
    assert str(pdf.Root.Lang) == report.language
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert "/Outlines" in pdf.Root
    with pdf.open_metadata() as said:
        assert report.title in said["dc:title"]
        assert (said["pdfuaid:part"], said["pdfaid:part"], said["pdfaid:conformance"]) == ("1", "2", "A")


def test_headings_skip_no_level(pdf: pikepdf.Pdf) -> None:
    names = [str(one.S) for one in elements(pdf.Root.StructTreeRoot)]
    levels = [int(name[2:]) for name in names if name[:2] == "/H" and name[2:].isdigit()]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_every_chart_and_map_says_in_words_what_it_shows(pdf: pikepdf.Pdf, report: Report) -> None:
    figures = [one for one in elements(pdf.Root.StructTreeRoot) if str(one.S) == "/Figure"]
    charts = [chart for chapter in report.chapters for chart in chapter.charts]
    plots = [plot for chapter in report.chapters for plot in chapter.plots]
    assert plots
    assert len(figures) == len(charts) + len(plots) + 1
    assert charts
    assert all(len(str(one.get("/Alt", ""))) > 20 for one in figures)


def test_every_table_has_heads_that_say_of_what_they_are_the_head(pdf: pikepdf.Pdf) -> None:
    tables = [one for one in elements(pdf.Root.StructTreeRoot) if str(one.S) == "/Table"]
    assert len(tables) > 10
    for table in tables:
        heads = [one for one in elements(table) if str(one.S) == "/TH"]
        assert heads
        assert all("/Scope" in repr(one.get("/A")) for one in heads)


def test_every_font_is_inside(pdf: pikepdf.Pdf) -> None:
    fonts = [
        one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
    ]
    assert fonts
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(one.keys()) for one in fonts)


def test_pdfua_finds_nothing_and_would_tell(report: Report, tmp_path: Path) -> None:
    whole, less = tmp_path / "whole.pdf", tmp_path / "less.pdf"
    whole.write_bytes(write_pdf(report_sheet(report)))
    with pikepdf.open(whole) as opened:
        del opened.Root.StructTreeRoot
        opened.save(less)
    assert pdfua.validate(str(whole)).findings == ()
    assert pdfua.validate(str(less)).findings != ()

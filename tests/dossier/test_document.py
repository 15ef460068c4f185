"""A dossier on paper says what the page says: the same words in every section, the same money to the cent."""

from __future__ import annotations

from datetime import date

import pytest

from tests.dossier.applications import CALLS, demo, generated
from wijkweb.dossier.document import application_sheet
from wijkweb.dossier.reads.content import check_of
from wijkweb.readers.docx import read_docx
from wijkweb.readers.pdf import read_pdf
from wijkweb.rules.check import check
from wijkweb.shapes.application import Application
from wijkweb.shapes.call import Call
from wijkweb.shapes.check import Check
from wijkweb.writers.docx import write_docx
from wijkweb.writers.pdf import write_pdf

pytestmark = pytest.mark.plain

DAY = date(2021, 7, 1)


def counts(result: Check) -> list[tuple]:
    return [(s.key, s.running, s.tables, s.footnotes, s.captions, s.verdict) for s in result.sections]


def breaches(result: Check) -> list[tuple]:
    return sorted((f.code, f.section) for f in result.findings if f.severity.name == "BREACH")


def both(application: Application, call: Call) -> tuple[Check, Check]:
    page = check_of(application, call)
    return page, check(read_docx(write_docx(application_sheet(application, call, DAY))), call)


@pytest.mark.parametrize("name", CALLS)
def test_a_dossier_of_the_demo_says_the_same_in_word(name: str) -> None:
    page, paper = both(*demo(name))
    assert counts(paper) == counts(page)
    assert paper.finance == page.finance
    assert breaches(paper) == breaches(page)


@pytest.mark.parametrize("seed", range(40))
def test_a_generated_dossier_says_the_same_in_word(seed: int) -> None:
    page, paper = both(*generated(seed))
    assert counts(paper) == counts(page)
    assert paper.finance == page.finance
    assert breaches(paper) == breaches(page)


def test_the_cover_says_whose_and_what() -> None:
    application, call = generated(1)
    read = check(read_docx(write_docx(application_sheet(application, call, DAY))), call).dossier
    assert (read.project, read.municipality, read.contacts) == (application.project, "Zeebrink", application.contacts)


def in_pdf(application: Application, call: Call) -> tuple[Check, Check]:
    return check_of(application, call), check(read_pdf(write_pdf(application_sheet(application, call, DAY))), call)


def near(page: Check, paper: Check) -> list[tuple]:
    """The sections whose count in the PDF is further off than 2 % or 3 words."""
    pairs = zip(page.sections, paper.sections, strict=True)
    found = [(a, b) for a, b in pairs if abs(a.all - b.all) > max(3, 0.02 * a.all)]
    return [(a.key, a.all, b.all) for a, b in found]


@pytest.mark.parametrize("name", CALLS)
def test_a_dossier_of_the_demo_says_the_same_in_pdf(name: str) -> None:
    page, paper = in_pdf(*demo(name))
    assert near(page, paper) == []
    assert paper.finance == page.finance
    assert set(breaches(paper)) - set(breaches(page)) == set()


@pytest.mark.parametrize("seed", range(40))
def test_a_generated_dossier_says_the_same_in_pdf(seed: int) -> None:
    page, paper = in_pdf(*generated(seed))
    assert near(page, paper) == []
    assert paper.finance == page.finance
    assert set(breaches(paper)) - set(breaches(page)) == set()

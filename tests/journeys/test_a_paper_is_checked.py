"""Noor has a dossier in Word. She signs in, has it checked, sees what is where, keeps it, and finds it again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.wordfile import docx_of
from tests.site import Site, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

NOOR = "noor@gent.example"


@pytest.fixture
def word_file(tmp_path: Path, demo_text: Callable[[str], bytes]) -> Path:
    """The demo's dossier as a Word file that asks for 812.500 euro, with one section over its limit."""
    text = demo_text("gent").decode().replace("799.494", "812.500").replace("799 494", "812 500")
    text = text.replace("Het Gentse buurtwerk wil", f"{'woord ' * 400}Het Gentse buurtwerk wil", 1)
    path = tmp_path / "Aanvraag WEB.docx"
    path.write_bytes(docx_of(text))
    return path


def check(page: Any, site: Site, file: Path) -> None:
    page.goto(f"{site.address}/")
    page.click("main a.button")
    page.set_input_files("input[type=file]", str(file))
    page.click("main button[type=submit]")


def test_from_word_file_to_dossier(visit: Callable[..., Any], site: Site, word_file: Path) -> None:
    page = visit(NOOR)
    check(page, site, word_file)
    page.wait_for_url("**/nazicht/*/")
    told = page.inner_text("main")
    assert "800.000,00" in told
    assert "12.500,00" in told
    over = page.locator("#innovation .finding.breach, #innovation .breach").first
    assert over.is_visible()
    assert page.locator("table").count() >= 3
    # her city has its proposal already, so the page asks what this one is
    assert page.locator("input[name=keep_as]").evaluate_all("all => all.map(one => one.value)") == [
        "version",
        "practice",
    ]
    page.check("input[name=keep_as][value=practice]")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/dossiers/*/")
    with page.expect_download() as download:
        page.click("a[href$='/bestand/']")
    assert Path(download.value.path()).read_bytes() == word_file.read_bytes()
    page.goto(f"{site.address}/dossiers/")
    assert page.locator("tbody tr").count() >= 2
    page.click("tbody tr:first-child a")
    page.click("a[href^='/draad/']")
    assert page.locator("[aria-current=step]").count() == 1


def test_a_file_that_cannot_be_read_is_told_where_it_was_chosen(
    visit: Callable[..., Any], site: Site, tmp_path: Path
) -> None:
    page = visit(NOOR)
    file = tmp_path / "leeg.pdf"
    file.write_bytes(b"%PDF-1.7\n")
    check(page, site, file)
    assert page.locator("[role=alert]").first.is_visible()
    assert page.url.endswith("/nazicht/")


def test_the_same_without_javascript(visit: Callable[..., Any], site: Site, word_file: Path) -> None:
    page = visit(NOOR, java_script_enabled=False)
    check(page, site, word_file)
    page.wait_for_url("**/nazicht/*/")
    assert "812.500,00" in page.inner_text("main")


def test_with_the_keyboard_alone(visit: Callable[..., Any], site: Site) -> None:
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.goto(f"{site.address}/aanmelden/")
    page.focus("input[name=login]")
    page.keyboard.type(NOOR)
    page.keyboard.press("Tab")
    page.keyboard.type("wijkweb-voorbeeld")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.address}/")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('href') || ''").startswith(
            "/dossiers/"
        ) and page.evaluate("!!document.activeElement.closest('main')"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    page.keyboard.press("Enter")
    page.wait_for_url("**/dossiers/*/")


def test_the_language_is_remembered(visit: Callable[..., Any], site: Site) -> None:
    page = visit()
    sign_in(page, site, "lien@vlaanderen.example")
    page.click(".tools form button")
    assert page.locator("html").get_attribute("lang") == "en"
    other = visit("lien@vlaanderen.example")
    other.goto(f"{site.address}/oproepen/")
    assert other.locator("html").get_attribute("lang") in ("nl", "en")

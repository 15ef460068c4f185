"""Samir fills in the budget of a real dossier, sees it add up while he types, sends it out as Excel and back in."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.journeys.axe import axe, faults
from tests.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

NOOR = "noor@gent.example"
STAFF = [
    ("wijkregisseur", "Stad Gent", "1,6", "87487.18"),
    ("coördinator", "Stad Gent", "0.8", "€ 56 206,83"),
    ("outreachend werker", "vzw", "1", "54.679,49"),
]


def new_dossier(page: Any, site: Site, title: str) -> str:
    """Starts a practice copy; the address of its money."""
    page.goto(f"{site.address}/dossiers/nieuw/wvc-2021/")
    page.fill("input[name=title]", title)
    page.check("input[name=practice]")
    page.click("main button[type=submit]")
    page.wait_for_url("**/dossiers/*/")
    return f"{page.url}geld/"


def figure(page: Any, name: str) -> str:
    return page.inner_text(f".figures [data-wijk-sum='{name}']")


def amount(page: Any, payer: int, post: str) -> Any:
    return page.locator(".payer").nth(payer).locator(f"tr[data-post={post}] input.amount").first


def fill(page: Any) -> None:
    """The real dossier's figures, by hand."""
    amount(page, 0, "staff").fill("203 700")
    amount(page, 0, "operating").fill("€ 20.000,00")
    amount(page, 1, "operating").fill("6000")
    for at, (function, employer, vte, yearly) in enumerate(STAFF):
        page.locator(".payer").nth(1).get_by_role("button", name="Personeelslijn toevoegen").click()
        page.wait_for_selector(f"fieldset.staff >> nth={at}")
        line = page.locator("fieldset.staff").nth(at)
        for label, text in (("Functie", function), ("Werkgever", employer), ("VTE", vte), ("Jaarkost", yearly)):
            line.get_by_label(label).fill(text)
        line.get_by_label("Van", exact=True).fill("2022-01-01")
        line.get_by_label("Tot en met").fill("2025-12-31")


def test_the_budget_of_a_real_dossier(visit: Callable[..., Any], site: Site, tmp_path: Path) -> None:
    page = visit(NOOR)
    address = new_dossier(page, site, "Geld getypt")
    page.goto(address)
    fill(page)
    page.wait_for_selector(".figures [data-wijk-sum='left']:text-is('506,00')")
    assert (figure(page, "own_share_of_total"), figure(page, "margin"), figure(page, "all")) == (
        "21,86 %", "23.826,50", "1.023.194,00",
    )  # fmt: skip
    live = page.inner_text("[data-wijk-findings]")
    page.get_by_role("button", name="Bewaren").last.click()
    page.wait_for_url(address)
    assert page.get_by_text("Het geld is bewaard.").is_visible()
    assert (figure(page, "left"), figure(page, "subsidy")) == ("506,00", "799.494,00")
    assert page.inner_text("[data-wijk-findings]") == live
    amount(page, 1, "studies").fill("1000,00")
    page.wait_for_selector("[data-wijk-findings] .breach")
    assert "800.494,00" in page.inner_text("[data-wijk-findings] .breach")
    page.goto(address)
    with page.expect_download() as download:
        page.click("a[href$='geld.xlsx']")
    book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    book.worksheets[0]["F4"] = 20500
    book.save(tmp_path / "geld.xlsx")
    page.set_input_files("input[type=file]", str(tmp_path / "geld.xlsx"))
    page.get_by_role("button", name="Tonen wat erin veranderd is").click()
    page.wait_for_selector("table.changes")
    assert page.locator("table.changes tbody tr").count() == 1
    assert "20.500,00" in page.inner_text("table.changes")
    assert faults(page) == []
    page.get_by_role("button", name="Dit overnemen").click()
    page.wait_for_url(address)
    assert figure(page, "own") == "224.200,00"


def test_an_amount_that_can_mean_two_things_is_asked_about(visit: Callable[..., Any], site: Site) -> None:
    page = visit(NOOR, width=320)
    page.goto(new_dossier(page, site, "Geld gevraagd"))
    field = amount(page, 0, "operating")
    field.fill("1.000")
    field.blur()
    question = page.get_by_text("Is dat 1.000,00 of 1,00 euro?")
    assert question.is_visible()
    assert figure(page, "own") == "0,00"
    page.get_by_role("button", name="Bewaren").last.click()
    page.wait_for_url("**/geld/bewaren/")
    assert page.get_by_text("Is dat 1.000,00 of 1,00 euro?").is_visible()
    assert amount(page, 0, "operating").input_value() == "1.000"
    assert faults(page) == []


def test_the_same_without_javascript(visit: Callable[..., Any], site: Site) -> None:
    page = visit(NOOR, java_script_enabled=False)
    address = new_dossier(page, site, "Geld zonder script")
    page.goto(address)
    fill(page)
    page.get_by_role("button", name="Bewaren").last.click()
    page.wait_for_url(address)
    assert (figure(page, "left"), figure(page, "own_share_of_total")) == ("506,00", "21,86 %")


def test_with_the_keyboard_alone(visit: Callable[..., Any], site: Site) -> None:
    page = visit(NOOR)
    address = new_dossier(page, site, "Geld met toetsen")
    page.goto(address)
    amount(page, 0, "staff").focus()
    page.keyboard.type("12 500")
    page.keyboard.press("Tab")
    page.keyboard.type("1,50")
    page.keyboard.press("Enter")  # saves, and presses none of the other buttons
    page.get_by_text("Het geld is bewaard.").wait_for()
    assert figure(page, "own") == "12.501,50"


def test_two_people_at_once(visit: Callable[..., Any], site: Site) -> None:
    noor, samir = visit(NOOR), visit("samir@gent.example")
    address = new_dossier(noor, site, "Geld samen")
    for page in (noor, samir):
        page.goto(address)
    amount(noor, 0, "operating").fill("100,00")
    noor.get_by_role("button", name="Bewaren").last.click()
    noor.get_by_text("Het geld is bewaard.").wait_for()
    amount(samir, 0, "studies").fill("200,00")
    samir.get_by_role("button", name="Bewaren").last.click()
    samir.get_by_text("Iemand anders heeft intussen het geld bewaard").wait_for()
    assert "100,00" in samir.inner_text("table.changes")
    assert amount(samir, 0, "studies").input_value() == "200,00"
    assert axe(samir) == []

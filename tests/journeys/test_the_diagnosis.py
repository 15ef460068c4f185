"""Noor chooses the neighbourhoods, types a row, takes in the export of her monitor, compares, and takes it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

NOOR = "noor@gent.example"
SWING = Path(__file__).resolve().parents[1] / "dossier" / "files" / "swing.csv"


@pytest.fixture
def diagnosis(site: Site) -> Callable[[Any, str], str]:
    """Starts a practice copy and goes to its diagnosis; returns the address."""

    def start(page: Any, title: str) -> str:
        page.goto(f"{site.address}/dossiers/nieuw/wvc-2021/")
        page.fill("input[name=title]", title)
        page.check("input[name=practice]")
        page.click("main button[type=submit]")
        page.wait_for_url("**/dossiers/*/")
        page.click(".tabs a[href$='/diagnose/']")
        return str(page.url)

    return start


def choose_by_keyboard(page: Any) -> None:
    page.focus("#a-7")
    page.keyboard.press("Space")
    page.focus("#a-2")
    page.keyboard.press("Space")
    fill = "code => getComputedStyle(document.querySelector(`#a-${code} ~ .shape path`)).fill"
    assert page.evaluate(fill, "7") == page.evaluate(fill, "2") != page.evaluate(fill, "1")
    page.focus("main form button[type=submit]:not([name])")
    page.keyboard.press("Enter")
    page.wait_for_url("**/diagnose/")


def type_a_row(page: Any, address: str) -> None:
    page.goto(f"{address}cijfers/nieuw/?van=leefloon_1000")
    page.fill("input[name=year]", "2021")
    fields = page.locator("input[name^=value_]")
    for at, value in enumerate(("42", "36,2", "1.655")):
        fields.nth(at).fill(value)
    page.keyboard.press("Enter")
    assert "1655" in page.inner_text("[role=alert]")
    fields.nth(2).fill("21,5")
    page.keyboard.press("Enter")
    page.wait_for_url("**/diagnose/")


def take_in_and_back(page: Any, address: str) -> None:
    page.goto(f"{address}inlezen/")
    page.set_input_files("input[type=file]", str(SWING))
    page.click("main form button[type=submit]")
    page.wait_for_url("**/inlezen/*/")
    assert [page.locator(".tally strong").nth(at).inner_text() for at in range(4)] == ["24", "2", "1", "2"]
    page.click("main form button[type=submit]:not([name]):not([formaction])")
    page.wait_for_url("**/diagnose/")
    rows = page.locator("article.indicator")
    assert rows.count() == 9
    told = page.inner_text("main")
    assert "6,2 punten hoger" in told
    assert "zeg eerst welk gebied 100 is" in told
    page.click("form[action*='/invoer/'] button")
    page.wait_for_url("**/diagnose/")
    assert page.locator("article.indicator").count() == 1
    assert "20,5 hoger, 1,95 keer" in page.inner_text("main")


@pytest.mark.parametrize("script", [True, False], ids=["javascript", "no javascript"])
def test_from_map_to_comparison_and_back(
    visit: Callable[..., Any], diagnosis: Callable[[Any, str], str], script: bool
) -> None:
    page = visit(NOOR, java_script_enabled=script)
    address = diagnosis(page, f"Diagnose {script}")
    page.goto(f"{address}gebieden/")
    if script:
        choose_by_keyboard(page)
    else:  # a click on the shape is a click on its tick box
        page.locator("#a-7 ~ .shape path").click()
        page.locator("#a-2 ~ .shape path").click()
        page.click("main form button[type=submit]:not([name])")
    assert page.locator(".own-areas li").count() == 3
    assert page.locator(".area-map .chosen").count() == 2
    type_a_row(page, address)
    take_in_and_back(page, address)


def test_the_centre_larger_keeps_what_was_chosen(
    visit: Callable[..., Any], diagnosis: Callable[[Any, str], str]
) -> None:
    page = visit(NOOR, width=360)
    address = diagnosis(page, "Diagnose lint")
    page.goto(f"{address}gebieden/?kaart=gent-sectoren")
    page.locator("input[name=gebied]").nth(3).check()
    page.fill("#together", "het lint")
    page.click("button[value=centrum]")
    assert page.locator("input[name=gebied]:checked").count() == 1
    page.locator("input[name=gebied]").nth(4).check()
    page.click("main form button[type=submit]:not([name])")
    page.wait_for_url("**/diagnose/")
    assert "2 gebieden samen" in page.inner_text(".own-areas")
